"""Where settings come from: TOML files, the environment, flags. Each source is a layer that says where a value stands.

Nothing here knows what the settings mean; nothing is read that is not named by the caller.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cleanarticle.errors import ConfigError

__all__ = ["Layer", "environment_layer", "file_layer", "find_file", "read_toml"]

KeyPath = tuple[str, ...]
"""The keys that lead to a value, the outermost first."""

FILE_NAME: Final = "cleanarticle.toml"
PROJECT_FILE_NAME: Final = "pyproject.toml"
PREFIX: Final = "CLEANARTICLE_"
FILE_VARIABLE: Final = f"{PREFIX}CONFIG"

_PROJECT_TABLE: Final = ("tool", "cleanarticle")
_SEPARATORS: Final = {"rules_on": ",", "rules_off": ",", "rules": os.pathsep, "filter_lists": os.pathsep}
"""Settings that are lists, with what parts their items in a variable of the environment."""
_PATHS: Final = ("rules", "filter_lists")
"""Settings that are paths of files, relative to the file that names them."""
_LINE_OF_ERROR: Final = re.compile(r"\(at line (\d+), column \d+\)$")


@dataclass(frozen=True, slots=True)
class Layer:
    """The settings of one source.

    Attributes:
        values: The settings, tables as mappings.
        place: Where a value stands, for a reader: `cleanarticle.toml:3`, the name of a variable or flag.
    """

    values: Mapping[str, Any]
    place: Callable[[KeyPath], str]


def find_file(folder: str | Path) -> Path | None:
    """Find the configuration that holds for a folder: its own, or that of the nearest folder around it.

    Args:
        folder: Where to begin.

    Returns:
        A `cleanarticle.toml`, or a `pyproject.toml` with a table `[tool.cleanarticle]`; in one folder the first wins.
        `None` if there is none up to the root.

    Raises:
        ConfigError: A `pyproject.toml` on the way is no TOML.
    """
    start = Path(folder).absolute()
    for each in (start, *start.parents):
        if (each / FILE_NAME).is_file():
            return each / FILE_NAME
        project = each / PROJECT_FILE_NAME
        if project.is_file() and _table(read_toml(project), _PROJECT_TABLE) is not None:
            return project
    return None


def file_layer(path: str | Path) -> Layer:
    """Read a file of settings.

    Args:
        path: A `pyproject.toml`, of which the table `[tool.cleanarticle]` is read, or a file of settings.

    Returns:
        The layer. Paths in it are relative to the file's folder.

    Raises:
        ConfigError: The file can't be read, is no TOML, or is a `pyproject.toml` without such a table.
    """
    file = Path(path)
    data = read_toml(file)
    table = _PROJECT_TABLE if file.name == PROJECT_FILE_NAME else ()
    values = _table(data, table)
    if values is None:
        raise ConfigError(f"{file} has no table [tool.cleanarticle]; add it, or name another file")
    values = dict(values)
    for key in _PATHS:
        if isinstance(values.get(key), list):
            values[key] = [_resolved(each, file.parent) for each in values[key]]

    def place(path: KeyPath) -> str:
        line = _line_of(file, (*table, *path))
        return f"{file}:{line}" if line else str(file)

    return Layer(values, place)


def environment_layer(environment: Mapping[str, str]) -> Layer:
    """Take the settings out of an environment.

    `CLEANARTICLE_PRESET` sets `preset`; two underscores lead into a table, as in `CLEANARTICLE_LIMITS__MAX_BYTES`. A
    value is read as TOML, or else as text; a list may have its items parted by commas, paths as in `PATH`.

    Args:
        environment: Names of variables with their values. All others than `CLEANARTICLE_…` are left alone.

    Returns:
        The layer.

    Raises:
        ConfigError: Two variables set a value and a table of the same name.
    """
    values: dict[str, Any] = {}
    names: dict[KeyPath, str] = {}
    for name in sorted(environment):
        if not name.startswith(PREFIX) or name == FILE_VARIABLE:
            continue
        path = _path_of(name)
        table = values
        for key in path[:-1]:
            table = table.setdefault(key, {})
            if not isinstance(table, dict):
                raise ConfigError(f"{name}: {key!r} is set as a value by another variable; unset one of them")
        if path[-1] in table:
            raise ConfigError(f"{name}: {path[-1]!r} is set by another variable too; unset one of them")
        table[path[-1]] = _value(environment[name], _SEPARATORS.get(path[0]))
        names.update({path[:length]: name for length in range(1, len(path) + 1)})

    def place(path: KeyPath) -> str:
        return next((names[path[:length]] for length in range(len(path), 0, -1) if path[:length] in names), PREFIX)

    return Layer(values, place)


def _path_of(name: str) -> KeyPath:
    path = name.removeprefix(PREFIX).lower().split("__")
    if path[0] == "rule_settings" and len(path) > 1:
        path[1] = path[1].replace("_", "-")  # a variable's name has no hyphen, a rule's no underscore
    return tuple(path)


def _value(text: str, separator: str | None) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"] if "\n" not in text else text
    except (ValueError, RecursionError):
        pass
    if separator is None:
        return text
    return [item.strip() for item in text.split(separator) if item.strip()]


def _resolved(path: object, folder: Path) -> object:
    return str(folder / Path(path).expanduser()) if isinstance(path, str) and path else path


def _table(data: Mapping[str, Any], path: KeyPath) -> Mapping[str, Any] | None:
    for key in path:
        found = data.get(key)
        if not isinstance(found, dict):
            return None
        data = found
    return data


def read_toml(path: str | Path) -> dict[str, Any]:
    """Read a TOML file.

    Args:
        path: The file.

    Returns:
        What it holds.

    Raises:
        ConfigError: It can't be read or is no TOML; the message names the line.
    """
    return _parsed(_text_of(Path(path)), path)


def _text_of(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"can't read the configuration {path}: {error.strerror or error}") from error
    except ValueError as error:
        raise ConfigError(f"{path} is not UTF-8, as TOML has to be; save it as UTF-8") from error


def _parsed(text: str, path: str | Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ConfigError(f"{path} nests too deep; a setting is at most a list in a table") from error
    except ValueError as error:
        message = str(error)
        found = _LINE_OF_ERROR.search(message)
        if found:
            raise ConfigError(f"{path}:{found[1]}: no TOML: {message[: found.start()].strip()}") from error
        line = max(1, text.rstrip().count("\n") + 1)
        raise ConfigError(f"{path}:{line}: no TOML: {message}") from error


def _line_of(file: Path, path: KeyPath) -> int | None:
    """The line on which a key is set, or a table begins; of the innermost that is there.

    The standard library's parser tells no lines. So the parser itself is asked how much of the file it needs to know
    the key: the line sought is the first behind the longest beginning of the file without it. A beginning that ends
    within a value can't be parsed, and stands for the one before it.
    """
    try:
        lines = _text_of(file).splitlines(keepends=True)
    except ConfigError:
        return None
    for length in range(len(path), 0, -1):
        line = _first_line(lines, path[:length])
        if line is not None:
            return line
    return None


def _first_line(lines: list[str], path: KeyPath) -> int | None:
    without, known = 0, len(lines) + 1
    while without + 1 < known:
        middle = (without + known) // 2
        end, data = _beginning(lines, middle, without)
        if data is not None and _has(data, path):
            known = end
        else:
            without = max(middle, end)
    if known > len(lines):
        return None
    end, _ = _beginning(lines, known - 1, 0)
    return end + 1


def _beginning(lines: list[str], count: int, least: int) -> tuple[int, dict[str, Any] | None]:
    """The longest beginning of at most so many lines that can be parsed; how many lines it has, and what it holds."""
    while count > least:
        try:
            return count, tomllib.loads("".join(lines[:count]))
        except (ValueError, RecursionError):
            count -= 1
    return least, None


def _has(data: Mapping[str, Any], path: KeyPath) -> bool:
    return _table(data, path[:-1]) is not None and path[-1] in (_table(data, path[:-1]) or {})
