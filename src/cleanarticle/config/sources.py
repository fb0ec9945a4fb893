"""Settings from TOML files, the environment and flags, with the place where each value was set.

Every source is a `SettingsLayer`; `load_config` puts the stronger over the weaker. Only what the caller names is read.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from cleanarticle.config.model import Config, ConfigFields, first_fault, rules_of_files
from cleanarticle.errors import ConfigError
from cleanarticle.rules.api import Rule, SettingValue
from cleanarticle.rules.library import bundled_rules
from cleanarticle.rules.loading import check_rules, installed_rules
from cleanarticle.rules.switches import KeyPath, faults

__all__ = [
    "ConfigValue",
    "LoadedConfig",
    "SettingsLayer",
    "environment_layer",
    "file_layer",
    "find_file",
    "load_config",
]

FILE_NAME: Final = "cleanarticle.toml"
PROJECT_FILE_NAME: Final = "pyproject.toml"
PREFIX: Final = "CLEANARTICLE_"
_NO_SETTINGS: Final = frozenset({f"{PREFIX}PURE", f"{PREFIX}REQUIRE_CORE"})
"""Variables that say how the package is built and imported."""
FILE_VARIABLE: Final = f"{PREFIX}CONFIG"

_PROJECT_TABLE: Final = ("tool", "cleanarticle")
_DEFAULT: Final = "default"
_SEPARATORS: Final = {"rules_off": ",", "rules_on": ",", "rules": os.pathsep, "filter_lists": os.pathsep}
"""The settings that are lists, with what separates their items in a variable."""
_PATHS: Final = ("rules", "filter_lists")
"""The lists of files. Their paths are relative to the file of settings, and every source adds to them."""
_LINE_OF_ERROR: Final = re.compile(r"\(at line (\d+), column \d+\)$")


@dataclass(frozen=True, slots=True)
class SettingsLayer:
    """The settings of one source.

    Attributes:
        values: The settings, tables as mappings.
        place: Returns where a value was set: `cleanarticle.toml:3`, or the name of a variable or flag.
    """

    values: Mapping[str, Any]
    place: Callable[[KeyPath], str]


@dataclass(frozen=True, slots=True)
class ConfigValue:
    """One value of a configuration.

    Attributes:
        key: The keys that lead to it, the outermost first.
        value: The value; of a list, one of its items.
        source: Where it was set: file and line, a variable of the environment, a flag, or `default`.
        is_item: True for an item of a list.
    """

    key: KeyPath
    value: SettingValue
    source: str
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class LoadedConfig:
    """A configuration, and where its values were set.

    Attributes:
        config: The configuration.
        file: The file that was read, if there was one.
        sources: Where each value that is not a default was set, by the keys that lead to it. The last key of an item
            of a list is the item.
        rules: All rules, switched on or off.
    """

    config: Config
    file: Path | None
    sources: Mapping[KeyPath, str]
    rules: tuple[Rule, ...]

    def values(self) -> Iterator[ConfigValue]:
        """Every value, defaults and the settings of all rules included."""
        config = self.config
        yield self._value(("preset",), config.preset)
        yield self._value(("threshold",), config.threshold_for(), f"{_DEFAULT} of the preset {config.preset}")
        yield self._value(("strip_dateline",), config.strip_dateline)
        yield self._value(("include_subtitle",), config.include_subtitle)
        yield self._value(("positions",), config.positions)
        yield self._value(("installed_rules",), config.installed_rules)
        for name, items in self.lists():
            for item in items:
                yield ConfigValue((name,), item, self.sources.get((name, item), _DEFAULT), is_item=True)
        for name, limit in asdict(config.limits).items():
            yield self._value(("limits", name), limit)
        for rule in self.rules:
            changed = config.rule_settings.get(rule.name, {})
            for name, default in rule.settings.items():
                yield self._value(("rule_settings", rule.name, name), changed.get(name, default))

    def lists(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The settings that are lists, with their items."""
        return tuple((name, getattr(self.config, name)) for name in _SEPARATORS)

    def _value(self, key: KeyPath, value: SettingValue, default: str = _DEFAULT) -> ConfigValue:
        return ConfigValue(key, value, self.sources.get(key, default))


def load_config(
    path: str | Path | None = None,
    *,
    folder: str | Path | None = None,
    environment: Mapping[str, str] | None = None,
    flags: SettingsLayer | None = None,
) -> LoadedConfig:
    """Load a configuration: flags win over the environment, the environment over the file, the file over the defaults.

    In a table each value is replaced on its own. Lists add up. If a stronger source switches a rule or a family, weaker
    switches of the same rule or family, and of the rules of that family, are dropped.

    Args:
        path: The file. Default: the file that `CLEANARTICLE_CONFIG` names in `environment`.
        folder: The folder to search for a file if none is named, and after it the folders around it. See `find_file`.
            Default: do not search.
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
    layers = [environment_layer(environment), *([flags] if flags is not None else [])]
    if file is not None:
        layers.insert(0, file_layer(file))
    return _combined([(layer, _checked(layer)) for layer in layers], file)


def _combined(layers: list[tuple[SettingsLayer, ConfigFields]], file: Path | None) -> LoadedConfig:
    """Put the layers over each other, the weakest first."""
    # One layer may switch a rule that another brings in, so all rules are read before any layer is.
    of_files = rules_of_files(dict.fromkeys(path for _, fields in layers for path in fields.rules))
    installed = installed_rules() if any(fields.installed_rules for _, fields in layers) else ()
    rules = (*bundled_rules(), *check_rules((*of_files, *installed), beside=bundled_rules()))
    families = {rule.name: f"{rule.family}/*" for rule in rules}
    values: dict[KeyPath, Any] = {}  # of a list: its items, each with itself as the last key
    sources: dict[KeyPath, str] = {}
    for layer, fields in layers:
        for path, fault in faults(rules, fields.rules_on, fields.rules_off, fields.rule_settings):
            raise type(fault)(f"{layer.place(path)}: {fault}")
        switched = {*fields.rules_on, *fields.rules_off}
        for key, entry in [path for path in values if path[0] in ("rules_on", "rules_off")]:
            if entry in switched or families.get(entry) in switched:
                del values[key, entry], sources[key, entry]
        for path, value in _leaves(layer.values):
            if path not in values or path[0] not in _PATHS:
                values[path] = value
                sources[path] = layer.place(path[:1] if path[0] in _SEPARATORS else path)
    config = Config(**_nested(values))
    own = (*of_files, *installed) if config.installed_rules else of_files
    object.__setattr__(config, "_rules_read", own)  # a Config is frozen
    return LoadedConfig(config, file, sources, rules)


def _leaves(table: Mapping[str, Any], above: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Every value of nested tables with the keys that lead to it, and every item of the settings that are lists."""
    for key, value in table.items():
        path = (*above, key)
        if isinstance(value, Mapping):
            yield from _leaves(value, path)
        elif not above and key in _SEPARATORS:
            yield from (((key, item), item) for item in value)
        else:
            yield path, value


def _nested(values: Mapping[KeyPath, Any]) -> dict[str, Any]:
    """The reverse of `_leaves`."""
    settings: dict[str, Any] = {}
    for path, value in values.items():
        if path[0] in _SEPARATORS:
            settings.setdefault(path[0], []).append(value)
            continue
        table = settings
        for key in path[:-1]:
            table = table.setdefault(key, {})
        table[path[-1]] = value
    return settings


def _checked(layer: SettingsLayer) -> ConfigFields:
    # Checked as JSON, where a list may be a tuple but a text is not a number. What JSON can't hold, such as a date, is
    # written as a table, which no setting takes.
    try:
        written = json.dumps(layer.values, default=lambda value: {type(value).__name__: str(value)})
        settings = ConfigFields.model_validate_json(written, strict=True)
    except ValidationError as error:
        path, message = first_fault(error)
        raise ConfigError(f"{layer.place(path)}: {message}") from error
    except ConfigError as error:
        raise ConfigError(f"{layer.place(('limits',))}: {error}") from error
    except (RecursionError, ValueError) as error:
        message = "a number is too large, or tables nest too deep, for any setting"
        raise ConfigError(f"{layer.place(())}: {message}") from error
    for key in _PATHS:
        for item in getattr(settings, key):
            if not Path(item).is_file():
                raise ConfigError(f"{layer.place((key,))}: {item}: the file can't be read; name a file that exists")
    return settings


# --- The sources


def find_file(folder: str | Path) -> Path | None:
    """Find the file of settings for a folder: in it, or in the nearest folder around it.

    Args:
        folder: Where to begin.

    Returns:
        A `cleanarticle.toml`, or a `pyproject.toml` with a table `[tool.cleanarticle]`; in one folder the first wins.
        `None` if no folder up to the root has one.

    Raises:
        ConfigError: A `pyproject.toml` on the way is not TOML.
    """
    start = Path(folder).absolute()
    for parent in (start, *start.parents):
        if (parent / FILE_NAME).is_file():
            return parent / FILE_NAME
        project = parent / PROJECT_FILE_NAME
        if project.is_file() and _table(read_toml(project), _PROJECT_TABLE) is not None:
            return project
    return None


def file_layer(path: str | Path) -> SettingsLayer:
    """Read a file of settings.

    Args:
        path: A `pyproject.toml`, of which the table `[tool.cleanarticle]` is read, or a file of settings.

    Returns:
        The layer. Its paths are resolved against the file's folder.

    Raises:
        ConfigError: The file can't be read, is not TOML, or is a `pyproject.toml` without such a table.
    """
    file = Path(path)
    text = _text_of(file)
    data = _parsed(text, file)
    table = _PROJECT_TABLE if file.name == PROJECT_FILE_NAME else ()
    values = _table(data, table)
    if values is None:
        raise ConfigError(f"{file} has no table [tool.cleanarticle]; add it, or name another file")
    values = dict(values)
    for key in _PATHS:
        if isinstance(values.get(key), list):
            values[key] = [_resolved(item, file.parent) for item in values[key]]
    lines = _lines_of(text)

    def place(path: KeyPath) -> str:
        full = (*table, *path)
        line = next((lines[full[:length]] for length in range(len(full), 0, -1) if full[:length] in lines), None)
        return f"{file}:{line}" if line else str(file)

    return SettingsLayer(values, place)


def environment_layer(environment: Mapping[str, str]) -> SettingsLayer:
    """Take the settings out of an environment.

    `CLEANARTICLE_PRESET` sets `preset`; two underscores lead into a table, as in `CLEANARTICLE_LIMITS__MAX_BYTES`. A
    value is read as TOML, or else as text. A list may also be items with commas between them, paths as in `PATH`.

    Args:
        environment: Names of variables with their values. Only names that begin with `CLEANARTICLE_` are read.

    Returns:
        The layer.

    Raises:
        ConfigError: Two variables set a value and a table of the same name.
    """
    values: dict[str, Any] = {}
    names: dict[KeyPath, str] = {}
    for name in sorted(environment):
        if not name.startswith(PREFIX) or name == FILE_VARIABLE or name in _NO_SETTINGS:
            continue
        path = _path_of(name)
        table = values
        for key in path[:-1]:
            table = table.setdefault(key, {})
            if not isinstance(table, dict):
                raise ConfigError(f"{name}: {key!r} is set as a value by another variable; unset one of them")
        if path[-1] in table:
            raise ConfigError(f"{name}: {path[-1]!r} is set by another variable too; unset one of them")
        table[path[-1]] = _value_of_variable(environment[name], _SEPARATORS.get(path[0]))
        names.update({path[:length]: name for length in range(1, len(path) + 1)})

    def place(path: KeyPath) -> str:
        return next((names[path[:length]] for length in range(len(path), 0, -1) if path[:length] in names), PREFIX)

    return SettingsLayer(values, place)


def _path_of(variable: str) -> KeyPath:
    path = variable.removeprefix(PREFIX).lower().split("__")
    if path[0] == "rule_settings" and len(path) > 1:
        path[1] = path[1].replace("_", "-")  # names of rules have hyphens, which a variable can't have
    return tuple(path)


def _value_of_variable(text: str, separator: str | None) -> Any:
    value = toml_value(text)
    if value is not None or separator is None:
        return text if value is None else value
    return [item.strip() for item in text.split(separator) if item.strip()]


def _resolved(path: object, folder: Path) -> object:
    return str(folder / Path(path).expanduser()) if isinstance(path, str) and path else path


# --- TOML


def toml_value(text: str) -> Any:
    """Read a value as it is written in a TOML file. Returns `None` for other text, which no TOML value gives."""
    try:
        return tomllib.loads(f"value = {text}")["value"] if "\n" not in text else None
    except (ValueError, RecursionError):
        return None


def read_toml(path: str | Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        ConfigError: It can't be read or is not TOML; the message names the line.
    """
    return _parsed(_text_of(Path(path)), path)


def _text_of(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"can't read the configuration {path}: {error.strerror or error}") from error
    except ValueError as error:
        raise ConfigError(f"{path} is not UTF-8, which TOML requires; save it as UTF-8") from error


def _parsed(text: str, path: str | Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ConfigError(f"{path} nests too deep; a setting is at most a list in a table") from error
    except ValueError as error:
        message = str(error)
        at_line = _LINE_OF_ERROR.search(message)
        line = at_line[1] if at_line else max(1, text.rstrip().count("\n") + 1)  # an error at the end has no line
        raise ConfigError(f"{path}:{line}: not valid TOML: {_LINE_OF_ERROR.sub('', message).strip()}") from error


def _lines_of(text: str) -> dict[KeyPath, int]:
    """The line on which each key is set and each table begins.

    `tomllib` reports no lines. But a statement of TOML can be parsed alone, and the first line after which it can be is
    its last one: a list or text over several lines is open until then.
    """
    lines: dict[KeyPath, int] = {}
    table: KeyPath = ()
    first, statement = 1, ""
    for number, line in enumerate(text.split("\n"), 1):
        statement += f"{line}\n"
        try:
            keys = list(_keys(tomllib.loads(statement)))
        except (ValueError, RecursionError):
            continue
        is_header = statement.lstrip().startswith("[")
        for key in keys:
            lines.setdefault(key if is_header else (*table, *key), first)
        if is_header:
            table = keys[-1]
        first, statement = number + 1, ""
    return lines


def _keys(data: Mapping[str, Any], above: KeyPath = ()) -> Iterator[KeyPath]:
    for key, value in data.items():
        yield (*above, key)
        if isinstance(value, Mapping):
            yield from _keys(value, (*above, key))


def _table(data: Mapping[str, Any], path: KeyPath) -> Mapping[str, Any] | None:
    for key in path:
        table = data.get(key)
        if not isinstance(table, dict):
            return None
        data = table
    return data
