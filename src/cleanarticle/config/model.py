"""The settings of an extractor, and the JSON Schema of a file of settings.

A `Config` is frozen data: it pickles, and two of them can be compared. `config.sources` reads it from a file, the
environment and flags; nothing is read unless the caller asks for it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from cleanarticle.article import PageType
from cleanarticle.errors import ConfigError, did_you_mean
from cleanarticle.parse.limits import Limits
from cleanarticle.rules.api import Rule, SettingValue
from cleanarticle.rules.library import bundled_rules
from cleanarticle.rules.loading import installed_rules, rules_from_file
from cleanarticle.rules.switches import MARK_SOURCES, KeyPath, is_on

__all__ = ["Config", "Preset", "config_schema"]

Preset = Literal["precision", "balanced", "recall"]

# Measured: at 0.3, 30 of 256 change (paragraphs); at 1.2, 38 of 256 change (paragraphs).
_EASE: Final = 0.6
_THRESHOLDS: Final[dict[Preset, float]] = {"precision": 1.2, "balanced": 0.2, "recall": -1.4}

_SCHEMA_TYPES: Final = {bool: "boolean", int: "integer", float: "number", str: "string"}
_OWN_NAME: Final = r"^[a-z][a-z0-9_-]*(/\*)?$"
_ATTRIBUTE: Final = re.compile(r"^    (\w+): (.+(?:\n        .+)*)", re.MULTILINE)


def default_threshold(page_type: PageType) -> float:
    """The score that a block of such a page needs with the default settings."""
    return _for_type(_THRESHOLDS["balanced"], page_type)


def _for_type(threshold: float, page_type: PageType) -> float:
    """Lower the threshold on pages of other types: their text is harder to tell from its surroundings."""
    return threshold if page_type == "article" else threshold - _EASE


class ConfigFields(BaseModel):
    """The fields of `Config`. A source of settings is checked as this class: its error says which field is wrong."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    preset: Preset = "balanced"
    threshold: float | None = Field(default=None, allow_inf_nan=False)
    rules_off: tuple[str, ...] = ()
    rules_on: tuple[str, ...] = ()
    rule_settings: Mapping[str, Mapping[str, SettingValue]] = Field(default_factory=dict)
    rules: tuple[str, ...] = ()
    installed_rules: bool = False
    filter_lists: tuple[str, ...] = ()
    strip_dateline: bool = False
    include_subtitle: bool = False
    positions: bool = False
    limits: Limits = Limits()

    @field_validator("rules_on")
    @classmethod
    def _is_not_off_too(cls, on: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        both = sorted({*on} & {*info.data.get("rules_off", ())})
        if both:
            raise ValueError(f"{both[0]!r} is in rules_off too; name it in one of them")
        return on


class Config(ConfigFields):
    """How an extractor works.

    Attributes:
        preset: `precision` keeps what is surely body, `recall` what may be; every word of the body that a stricter
            preset keeps, a more generous one keeps too.
        threshold: Score a block needs to be kept, as log odds: higher keeps less. Default: that of the preset. On pages
            of other types than articles it is 0.6 lower, because their text is harder to tell from its surroundings.
        rules_off: Names of rules, or of families as `family/*`, to switch off.
        rules_on: Names of rules, or of families, to switch on although `rules_off` names their family, or them in
            it. The name of a rule wins over the name of its family.
        rule_settings: Settings of rules, by name of the rule.
        rules: Paths of Python files with rules of your own. They are run once: when a file that names them is
            loaded, or else when an extractor is made.
        installed_rules: Use the rules of installed packages too, found by the entry point `cleanarticle.rules`.
        filter_lists: Paths of filter lists in the syntax of Adblock Plus and uBlock Origin. They are read when an
            extractor is made.
        strip_dateline: Take an inline dateline out of the first paragraph.
        include_subtitle: Let the text have the subtitle as a paragraph, where the page shows it. Without this the text
            has it only if it scores as a paragraph.
        positions: Say of every paragraph where in the source it stands (`Paragraph.position`). It takes a second walk
            over the page.
        limits: The largest page that is read.

    Raises:
        ConfigError: A setting is unknown or has a value it can't have.
    """

    # The rules that were read to check the settings. A slot is not part of the value: it is not compared, copied or
    # pickled, so a copy with other settings, or one in another process, reads its own rules.
    __slots__ = ("_rules_read",)

    def __init__(self, **settings: Any) -> None:
        try:
            super().__init__(**settings)
        except ValidationError as error:
            _, message = first_fault(error)
            raise ConfigError(message) from error

    @classmethod
    def from_file(cls, path: str | Path) -> Config:
        """Read a configuration from a file.

        Args:
            path: A `pyproject.toml` with a table `[tool.cleanarticle]`, or another TOML file of settings.

        Returns:
            The configuration; what the file does not set has its default.

        Raises:
            ConfigError: The file can't be read, or a setting is unknown or has a value it can't have. The message
                names file and line.
            RuleError: A rule has no such setting, or the value has another type.
        """
        from cleanarticle.config.sources import load_config

        return load_config(path).config

    def threshold_for(self, page_type: PageType = "article") -> float:
        """The score that a block of such a page needs, before it is lowered for a page that is hard to judge."""
        threshold = _THRESHOLDS[self.preset] if self.threshold is None else self.threshold
        return _for_type(threshold, page_type)

    def own_rules(self) -> tuple[Rule, ...]:
        """The rules of the files in `rules` and, with `installed_rules`, of installed packages.

        The files of a configuration that was loaded from a file were run then, and are not run again.

        Raises:
            RuleError: A file can't be read or defines no rule, or a rule is not well-formed.
        """
        read: tuple[Rule, ...] | None = getattr(self, "_rules_read", None)
        if read is not None:
            return read
        return (*rules_of_files(self.rules), *(installed_rules() if self.installed_rules else ()))

    def asks(self, name: str, family: str) -> bool:
        """True if a rule is switched on."""
        return is_on(name, family, self.rules_on, self.rules_off)


def rules_of_files(paths: Iterable[str]) -> tuple[Rule, ...]:
    """Run files of rules. See `rules_from_file`."""
    return tuple(rule for path in paths for rule in rules_from_file(path))


def first_fault(error: ValidationError) -> tuple[KeyPath, str]:
    """The first fault that pydantic found: the keys that lead to the setting, and a message."""
    first = error.errors(include_url=False)[0]
    path = tuple(str(key) for key in first["loc"])
    name = ".".join(path)
    if first["type"] in {"extra_forbidden", "unexpected_keyword_argument"}:
        known = [field.name for field in fields(Limits)] if path[0] == "limits" else list(ConfigFields.model_fields)
        within = f" in {path[0]!r}" if len(path) > 1 else ""
        return path, f"there is no setting {path[-1]!r}{within}{did_you_mean(path[-1], known)}"
    if path[:1] == ("rule_settings",) and len(path) > 3:
        # pydantic complains once for each type that the value could have.
        return path[:3], f"setting {'.'.join(path[:3])!r}: takes true or false, a number, a text or a list of texts"
    message = first["msg"].removeprefix("Value error, ")
    return path, f"setting {name!r}: {message[0].lower()}{message[1:]}"


def config_schema() -> dict[str, Any]:
    """The JSON Schema of `cleanarticle.toml` and of the table `[tool.cleanarticle]`.

    It has the names and settings of the package's rules. Names of other rules are allowed too, with any settings.
    """
    schema = Config.model_json_schema()
    schema["title"] = "Configuration of cleanarticle"
    schema.pop("description", None)
    properties = schema["properties"]
    for name, text in attribute_docs(Config).items():
        properties[name]["description"] = text
    names = sorted({*MARK_SOURCES, *(name for rule in bundled_rules() for name in (rule.name, f"{rule.family}/*"))})
    for key in ("rules_off", "rules_on"):
        properties[key]["items"] = {"anyOf": [{"enum": names}, {"type": "string", "pattern": _OWN_NAME}]}
    properties["rule_settings"]["properties"] = {
        rule.name: _schema_of_rule(rule) for rule in bundled_rules() if rule.settings
    }
    limits = schema["$defs"]["Limits"]
    limits["additionalProperties"] = False
    for name, text in attribute_docs(Limits).items():
        limits["properties"][name].update(description=text, minimum=1)
    return schema


def attribute_docs(documented: type) -> dict[str, str]:
    """The descriptions of attributes in the docstring of a class, by name."""
    text = (inspect.getdoc(documented) or "").partition("Attributes:\n")[2].partition("\n\n")[0]
    return {name: " ".join(about.split()) for name, about in _ATTRIBUTE.findall(text)}


def _schema_of_rule(rule: Rule) -> dict[str, Any]:
    return {
        "description": rule.summary,
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _schema_of_value(value) for name, value in rule.settings.items()},
    }


def _schema_of_value(value: SettingValue) -> dict[str, Any]:
    if isinstance(value, tuple):
        return {"type": "array", "items": {"type": "string"}, "default": list(value)}
    return {"type": _SCHEMA_TYPES[type(value)], "default": value}
