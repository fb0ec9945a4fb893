"""Profiles in TOML, this library's own format."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from difflib import get_close_matches
from typing import Final

from cleanarticle.errors import ConfigError
from cleanarticle.overlays.profiles.model import Profile, ProfileSelector, SelectorRole, normal_host

__all__ = ["read_toml"]

_ROLES: Final[tuple[SelectorRole, ...]] = ("body", "title", "subtitle", "byline", "date", "drop", "keep")
_KEYS: Final = ("hosts", "paths", "valid_from", "valid_until", "prune", "rules", "test_urls", *_ROLES)
_RULE_KEYS: Final = ("off", "on")


def read_toml(text: str, name: str, place: str) -> Profile:
    """Read a profile.

    Args:
        text: What the file holds.
        name: Name of the file.
        place: Its path, for messages.

    Returns:
        The profile.

    Raises:
        ConfigError: The text is not TOML, or not a profile: a key is unknown, a value of a wrong type, a selector can't
            be compiled. The message names file and line.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = found[1] if found else len(text.splitlines())  # else it is at the end of the document
        raise ConfigError(f"{place}:{line}: this is not TOML: {error}") from error
    return _File(text, place).profile(table, name.removesuffix(".toml"))


class _File:
    """Checks the values of a file, and knows their lines."""

    __slots__ = ("_lines", "_place")

    def __init__(self, text: str, place: str) -> None:
        self._lines = text.splitlines()
        self._place = place

    def profile(self, table: dict[str, object], name: str) -> Profile:
        self._check_keys(table, _KEYS, "a site profile")
        rules = table.get("rules", {})
        if not isinstance(rules, dict):
            raise self._error("rules", "is a table: [rules] with 'off' and 'on'")
        self._check_keys(rules, _RULE_KEYS, "the table [rules]")
        if not table.get("hosts"):
            raise ConfigError(f'{self._place}:1: a site profile names its hosts: hosts = ["example.com"]')
        valid_from, valid_until = self._day(table, "valid_from"), self._day(table, "valid_until")
        if valid_from and valid_until and valid_from > valid_until:
            raise self._error("valid_until", f"is before valid_from, {valid_from}: no page could have this layout")
        prune = table.get("prune", True)
        if not isinstance(prune, bool):
            raise self._error("prune", f"is true or false, not {prune!r}")
        return Profile(
            name=name,
            hosts=tuple(self._host(host) for host in self._strings(table, "hosts")),
            paths=tuple(self._path(path) for path in self._strings(table, "paths")),
            valid_from=valid_from,
            valid_until=valid_until,
            selectors=tuple(self._selector(role, text) for role in _ROLES for text in self._strings(table, role)),
            prune=prune,
            rules_off=self._strings(rules, "off"),
            rules_on=self._strings(rules, "on"),
            test_urls=self._strings(table, "test_urls"),
        )

    def _check_keys(self, table: dict[str, object], known: tuple[str, ...], what: str) -> None:
        for key in table:
            if key not in known:
                near = get_close_matches(key, known, 1)
                hint = f"did you mean {near[0]!r}?" if near else f"it has: {', '.join(sorted(known))}"
                raise ConfigError(f"{self._place}:{self._line(key)}: {what} has no key {key!r}; {hint}")

    def _strings(self, table: dict[str, object], key: str) -> tuple[str, ...]:
        """A string or a list of strings."""
        value = table.get(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(each, str) and each.strip() for each in values):
            raise self._error(key, f"is a string or a list of strings, none of them empty, not {value!r}")
        return tuple(each.strip() for each in values)

    def _day(self, table: dict[str, object], key: str) -> dt.date | None:
        value = table.get(key)
        if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
            return value
        raise self._error(key, f"is a day without quotes, as {key} = 2024-05-31, not {value!r}")

    def _host(self, host: str) -> str:
        try:
            return normal_host(host)
        except ValueError as error:
            raise self._error("hosts", str(error), host) from error

    def _path(self, path: str) -> str:
        if path.startswith(("/", "*")):
            return path
        raise self._error("paths", f"begin with '/' or '*', unlike {path!r}", path)

    def _selector(self, role: SelectorRole, text: str) -> ProfileSelector:
        try:
            return ProfileSelector.read(role, text, self._line(role, text))
        except ValueError as error:
            raise self._error(role, str(error), text) from error

    def _error(self, key: str, problem: str, value: str = "") -> ConfigError:
        return ConfigError(f"{self._place}:{self._line(key, value)}: {key!r}: {problem}")

    def _line(self, key: str, value: str = "") -> int:
        """The line that sets a key, or has one of its values."""
        is_key = re.compile(rf"\s*(?:[\w\"'-]+\s*\.\s*)*\[?[\"']?{re.escape(key)}[\"']?\s*[=.\]]")
        first = next((at for at, line in enumerate(self._lines) if is_key.match(line)), 0)
        if value:
            return next((at for at in range(first, len(self._lines)) if value in self._lines[at]), first) + 1
        return first + 1
