"""The schema of a file of settings, for editors and for checks by others."""

from __future__ import annotations

import inspect
import re
from typing import Any, Final

from cleanarticle.config.model import Config
from cleanarticle.parse.limits import Limits
from cleanarticle.rules.api import Rule, SettingValue
from cleanarticle.rules.library import bundled_rules
from cleanarticle.rules.switches import MARK_SOURCES

__all__ = ["config_schema", "descriptions"]

_TYPES: Final = {bool: "boolean", int: "integer", float: "number", str: "string"}
_OWN_NAME: Final = r"^[a-z][a-z0-9_-]*(/\*)?$"
_ENTRY: Final = re.compile(r"^    (\w+): (.+(?:\n        .+)*)", re.MULTILINE)


def config_schema() -> dict[str, Any]:
    """The JSON Schema of `cleanarticle.toml` and of the table `[tool.cleanarticle]`.

    Names and settings of the package's rules are in it. Rules of the user's own may be named too, with any settings.
    """
    schema = Config.model_json_schema()
    schema["title"] = "Configuration of cleanarticle"
    schema.pop("description", None)
    properties = schema["properties"]
    for name, text in descriptions(Config).items():
        properties[name]["description"] = text
    names = sorted({*MARK_SOURCES, *(name for rule in bundled_rules() for name in (rule.name, f"{rule.family}/*"))})
    for key in ("rules_off", "rules_on"):
        properties[key]["items"] = {"anyOf": [{"enum": names}, {"type": "string", "pattern": _OWN_NAME}]}
    properties["rule_settings"]["properties"] = {
        rule.name: _settings_of(rule) for rule in bundled_rules() if rule.settings
    }
    limits = schema["$defs"]["Limits"]
    limits["additionalProperties"] = False
    for name, text in descriptions(Limits).items():
        limits["properties"][name].update(description=text, minimum=1)
    return schema


def descriptions(model: type) -> dict[str, str]:
    """What the documentation of a class says of its attributes, by name."""
    text = (inspect.getdoc(model) or "").partition("Attributes:\n")[2].partition("\n\n")[0]
    return {name: " ".join(about.split()) for name, about in _ENTRY.findall(text)}


def _settings_of(rule: Rule) -> dict[str, Any]:
    return {
        "description": rule.summary,
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _typed(value) for name, value in rule.settings.items()},
    }


def _typed(value: SettingValue) -> dict[str, Any]:
    if isinstance(value, tuple):
        return {"type": "array", "items": {"type": "string"}, "default": list(value)}
    return {"type": _TYPES[type(value)], "default": value}
