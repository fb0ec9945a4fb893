"""Settings of an extractor: plain frozen data, so that it pickles and two of them can be compared.

They are given in code, or loaded from a file, an environment and flags, the stronger source last. Nothing is read
unless it is asked for: `Config.from_file` reads one file, `load_config` the sources that it is given.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from cleanarticle.article import PageType
from cleanarticle.config.sources import (
    FILE_VARIABLE,
    KeyPath,
    Layer,
    environment_layer,
    file_layer,
    find_file,
)
from cleanarticle.errors import ConfigError, did_you_mean
from cleanarticle.parse.limits import Limits
from cleanarticle.rules.api import Rule
from cleanarticle.rules.library import bundled_rules
from cleanarticle.rules.loading import check_rules, installed_rules, rules_from_file
from cleanarticle.rules.switches import faults, is_on

__all__ = ["Config", "LoadedConfig", "Preset", "Value", "load_config"]

Preset = Literal["precision", "balanced", "recall"]

_EASE: Final = 0.6
_THRESHOLDS: Final[dict[Preset, float]] = {"precision": 1.2, "balanced": 0.2, "recall": -1.4}
_DEFAULT: Final = "default"
_ADDED_UP: Final = ("rules", "filter_lists")
"""Lists to which every source adds."""

SettingValue = bool | int | float | str | tuple[str, ...]


class _Settings(BaseModel):
    """The settings, checked by a schema."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    preset: Preset = "balanced"
    threshold: float | None = Field(default=None, allow_inf_nan=False)
    rules_off: tuple[str, ...] = ()
    rules_on: tuple[str, ...] = ()
    rule_settings: Mapping[str, Mapping[str, SettingValue]] = Field(default_factory=dict)
    rules: tuple[str, ...] = ()
    installed_rules: bool = False
    filter_lists: tuple[str, ...] = ()
    strip_dateline: bool = False
    limits: Limits = Limits()

    @field_validator("rules_on")
    @classmethod
    def _is_not_off_too(cls, on: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        both = sorted({*on} & {*info.data.get("rules_off", ())})
        if both:
            raise ValueError(f"{both[0]!r} is switched off too; name it once")
        return on


class Config(_Settings):
    """How an extractor works.

    Attributes:
        preset: `precision` keeps what is surely body, `recall` what may be; every word of the body that a stricter
            preset keeps, a more generous one keeps too.
        threshold: Score a block needs to be kept, as log odds: higher keeps less. That of the preset if left out. On
            pages of other types than articles, which are harder to tell from what surrounds them, 0.6 less will do.
        rules_off: Names of rules, or of families as `family/*`, that are not asked.
        rules_on: Names of rules, or of families, that are asked although `rules_off` names their family, or them in
            it. What names a rule counts more than what names its family.
        rule_settings: Settings of rules, by name of the rule.
        rules: Paths of Python files with rules of the user's own. They are run once: when a file that names them is
            loaded, or else when an extractor is made.
        installed_rules: Ask the rules of installed packages too, found by the entry point `cleanarticle.rules`.
        filter_lists: Paths of filter lists in the syntax of Adblock Plus and uBlock Origin. They are read when an
            extractor is made.
        strip_dateline: Take an inline dateline out of the first paragraph.
        limits: What a page may be like at most.

    Raises:
        ConfigError: A setting is unknown or has a value it can't have.
    """

    # Rules that were read to check the settings. A slot is no part of the value: not compared, copied or pickled, so
    # that a copy with other settings, or one in another process, reads its own.
    __slots__ = ("_rules_read",)

    def __init__(self, **settings: Any) -> None:
        try:
            super().__init__(**settings)
        except ValidationError as error:
            _, message = _fault(error)
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
        return _combined([file_layer(path)], None).config

    def line(self, page_type: PageType = "article") -> float:
        """The score a block needs on a page of some type that is judged with ease."""
        threshold = _THRESHOLDS[self.preset] if self.threshold is None else self.threshold
        return threshold if page_type == "article" else threshold - _EASE

    def own_rules(self) -> tuple[Rule, ...]:
        """The rules of the files that are named, and of installed packages if they are asked.

        The files of a configuration that was loaded from one were run then, and are not run again.

        Raises:
            RuleError: A file can't be read or defines no rule, or a rule is not well-formed.
        """
        read: tuple[Rule, ...] | None = getattr(self, "_rules_read", None)
        if read is not None:
            return read
        return (*_rules_in(self.rules), *(installed_rules() if self.installed_rules else ()))

    def asks(self, name: str, family: str) -> bool:
        """Whether a rule is asked."""
        return is_on(name, family, self.rules_on, self.rules_off)


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a configuration.

    Attributes:
        key: The keys that lead to it, the outermost first.
        value: The value; of a list, one of its items.
        source: Where it was set: file and line, a variable of the environment, a flag, or `default`.
        is_item: Whether it is an item of a list.
    """

    key: tuple[str, ...]
    value: SettingValue
    source: str
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class LoadedConfig:
    """A configuration with where it was loaded from.

    Attributes:
        config: The configuration.
        file: The file that was read, if there was one.
        sources: Where what is no default was set, by the keys that lead to it. Of a list, the item is the last key.
        rules: All rules there are, whether they are asked or not.
    """

    config: Config
    file: Path | None
    sources: Mapping[tuple[str, ...], str]
    rules: tuple[Rule, ...]

    def values(self) -> Iterator[Value]:
        """Every value, settings of rules that are left at their default included."""
        config, sources = self.config, self.sources
        yield Value(("preset",), config.preset, sources.get(("preset",), _DEFAULT))
        of_preset = f"{_DEFAULT} of the preset {config.preset}"
        yield Value(("threshold",), config.line(), sources.get(("threshold",), of_preset))
        for flag in ("strip_dateline", "installed_rules"):
            yield Value((flag,), getattr(config, flag), sources.get((flag,), _DEFAULT))
        for name, items in self.lists():
            for item in items:
                yield Value((name,), item, sources.get((name, item), _DEFAULT), is_item=True)
        for name, limit in asdict(config.limits).items():
            yield Value(("limits", name), limit, sources.get(("limits", name), _DEFAULT))
        for rule in self.rules:
            own = config.rule_settings.get(rule.name, {})
            for name, default in rule.settings.items():
                key = ("rule_settings", rule.name, name)
                yield Value(key, own.get(name, default), sources.get(key, _DEFAULT))

    def lists(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The settings that are lists, with their items."""
        config = self.config
        return (
            ("rules_off", config.rules_off),
            ("rules_on", config.rules_on),
            ("rules", config.rules),
            ("filter_lists", config.filter_lists),
        )


def load_config(
    path: str | Path | None = None,
    *,
    folder: str | Path | None = None,
    environment: Mapping[str, str] | None = None,
    flags: Layer | None = None,
) -> LoadedConfig:
    """Load a configuration: flags over environment over file over defaults.

    A value of a stronger source replaces that of a weaker one; in a table, each for itself. Lists add up. A rule or
    family that a stronger source switches is switched so, whatever weaker ones say of it or, if it is a family, of its
    rules.

    Args:
        path: The file. If left out, the one that `CLEANARTICLE_CONFIG` of the environment names.
        folder: Where to look for a file if none is named: here, and in the folders around it. See `find_file`. If left
            out, no file is looked for.
        environment: Variables with their values, such as `os.environ`. See `environment_layer`.
        flags: Settings of the strongest source.

    Returns:
        The configuration, with where each value was set.

    Raises:
        ConfigError: A source can't be read, or a setting is unknown or has a value it can't have. The message names
            the file and line, the variable or the flag.
        RuleError: A rule has no such setting, or the value has another type.
    """
    environment = environment or {}
    named = path or environment.get(FILE_VARIABLE)
    file = Path(named) if named else find_file(folder) if folder is not None else None
    layers = [file_layer(file)] if file is not None else []
    layers.append(environment_layer(environment))
    if flags is not None:
        layers.append(flags)
    return _combined(layers, file)


def _combined(layers: Iterable[Layer], file: Path | None) -> LoadedConfig:
    """Check each layer for itself, so that an error can say where it is, and put the later over the earlier."""
    checked = [(layer, _checked(layer)) for layer in layers]
    of_files, installed = _own_rules_of([settings for _, settings in checked])
    rules = (*bundled_rules(), *check_rules((*of_files, *installed), beside=bundled_rules()))
    families = {rule.name: f"{rule.family}/*" for rule in rules}
    values: dict[str, Any] = {}
    sources: dict[KeyPath, str] = {}
    switches: dict[str, tuple[str, str]] = {}
    for layer, settings in checked:
        for path, fault in faults(rules, settings.rules_on, settings.rules_off, settings.rule_settings):
            raise type(fault)(f"{layer.place(path)}: {fault}")
        for key in settings.model_fields_set - {"rules_on", "rules_off"}:
            _put(values, sources, key, layer)
        _switch(switches, settings, layer, families)
    for entry, (key, source) in switches.items():
        values.setdefault(key, []).append(entry)
        sources[key, entry] = source
    config = Config(**values)
    own = (*of_files, *installed) if config.installed_rules else of_files
    object.__setattr__(config, "_rules_read", own)  # it is frozen
    return LoadedConfig(config, file, sources, rules)


def _own_rules_of(settings: Sequence[_Settings]) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The rules of files, and the installed ones: one source may switch what another brings in."""
    paths = dict.fromkeys(path for each in settings for path in each.rules)
    installed = any(each.installed_rules for each in settings)
    return _rules_in(paths), installed_rules() if installed else ()


def _rules_in(paths: Iterable[str]) -> tuple[Rule, ...]:
    return tuple(rule for path in paths for rule in rules_from_file(path))


def _put(values: dict[str, Any], sources: dict[KeyPath, str], key: str, layer: Layer) -> None:
    """Put a setting of a layer over what weaker ones set."""
    if key in _ADDED_UP:
        found = values.setdefault(key, [])
        for item in layer.values[key]:
            if item not in found:
                found.append(item)
                sources[key, item] = layer.place((key,))
        return
    for path, value in _leaves((key,), layer.values[key]):
        table = values
        for part in path[:-1]:
            table = table.setdefault(part, {})
        table[path[-1]] = value
        sources[path] = layer.place(path)


def _leaves(path: KeyPath, value: object) -> Iterator[tuple[KeyPath, object]]:
    if not isinstance(value, Mapping):
        yield path, value
        return
    for key, inner in value.items():
        yield from _leaves((*path, key), inner)


def _switch(
    switches: dict[str, tuple[str, str]], settings: _Settings, layer: Layer, families: Mapping[str, str]
) -> None:
    """Switch rules as a layer says, and forget what weaker ones said of the same."""
    named = {**dict.fromkeys(settings.rules_off, "rules_off"), **dict.fromkeys(settings.rules_on, "rules_on")}
    for weaker in list(switches):
        if weaker in named or families.get(weaker) in named:
            del switches[weaker]
    for entry, key in named.items():
        switches[entry] = (key, layer.place((key,)))


def _checked(layer: Layer) -> _Settings:
    try:
        settings = _validated(layer.values)
    except ValidationError as error:
        path, message = _fault(error)
        raise ConfigError(f"{layer.place(path)}: {message}") from error
    except ConfigError as error:
        raise ConfigError(f"{layer.place(('limits',))}: {error}") from error
    except (RecursionError, ValueError) as error:
        raise ConfigError(
            f"{layer.place(())}: a number is too large, or tables nest too deep, for any setting"
        ) from error
    for key in ("rules", "filter_lists"):
        for item in getattr(settings, key):
            if not Path(item).is_file():
                raise ConfigError(f"{layer.place((key,))}: {item}: the file can't be read; name one that is there")
    return settings


def _validated(values: Mapping[str, Any]) -> _Settings:
    """Check settings as JSON, where a list may be a tuple and a text no number: so strict a file should be read."""
    written = json.dumps(values, default=lambda value: {type(value).__name__: str(value)})
    return _Settings.model_validate_json(written, strict=True)


def _fault(error: ValidationError) -> tuple[KeyPath, str]:
    """The first thing that is wrong: the keys that lead to it, and what it is."""
    first = error.errors(include_url=False)[0]
    path = tuple(str(key) for key in first["loc"])
    name = ".".join(path)
    if first["type"] in {"extra_forbidden", "unexpected_keyword_argument"}:
        known = [field.name for field in fields(Limits)] if path[0] == "limits" else list(_Settings.model_fields)
        within = f" in {path[0]!r}" if len(path) > 1 else ""
        return path, f"there is no setting {path[-1]!r}{within}{did_you_mean(path[-1], known)}"
    if path[:1] == ("rule_settings",) and len(path) > 3:
        # One complaint for each type that it could have.
        return path[:3], f"setting {'.'.join(path[:3])!r}: takes true or false, a number, a text or a list of texts"
    message = first["msg"].removeprefix("Value error, ")
    return path, f"setting {name!r}: {message[0].lower()}{message[1:]}"
