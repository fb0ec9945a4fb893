"""Rules on and off by name or family, and their settings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from cleanarticle.errors import ConfigError, RuleError, did_you_mean
from cleanarticle.rules.api import Rule, SettingValue

__all__ = ["FILTER_LIST", "MARK_SOURCES", "PROFILE", "SITE_MODEL", "KeyPath", "faults", "is_on", "switched"]

KeyPath = tuple[str, ...]
"""The keys that lead to a setting, the outermost first."""

FILTER_LIST: Final = "filter-list"
PROFILE: Final = "profile"
SITE_MODEL: Final = "site-model"
MARK_SOURCES: Final = (FILTER_LIST, PROFILE, SITE_MODEL)
"""Sources of marks that are not rules. They can be switched like rules, and have no settings."""

RuleSettings = Mapping[str, Mapping[str, SettingValue]]
"""Values of settings, by rule and setting."""


def is_on(name: str, family: str, on: Collection[str], off: Collection[str]) -> bool:
    """True if a rule is on. Its own name counts more than its family's, and on counts more than off.

    Args:
        name: The rule.
        family: Its family.
        on: Names of rules, and of families as `family/*`, that are switched on.
        off: Names that are switched off.
    """
    if name in on or name in off:
        return name in on
    return f"{family}/*" in on or f"{family}/*" not in off


def switched(
    rules: Iterable[Rule], on: Collection[str], off: Collection[str], settings: RuleSettings
) -> tuple[Rule, ...]:
    """The rules that are on, with their settings.

    Raises:
        ConfigError: There is no rule or family of a name.
        RuleError: A rule has no such setting, or the value has another type.
    """
    known = tuple(rules)
    for _, fault in faults(known, on, off, settings):
        raise fault
    return tuple(
        rule.configured(settings.get(rule.name, {})) for rule in known if is_on(rule.name, rule.family, on, off)
    )


def faults(
    rules: Iterable[Rule], on: Collection[str], off: Collection[str], settings: RuleSettings
) -> Iterator[tuple[KeyPath, ConfigError | RuleError]]:
    """What is wrong with the switches and settings of rules, each error with the keys that lead to it."""
    by_name = {rule.name: rule for rule in rules}
    names = {*by_name, *MARK_SOURCES, *(f"{rule.family}/*" for rule in by_name.values())}
    for key, entries in (("rules_off", off), ("rules_on", on)):
        for entry in entries:
            if entry not in names:
                yield (key, entry), ConfigError(f"there is no rule {entry!r}{_hint(entry, names)}")
    for name, values in settings.items():
        if name not in by_name:
            yield ("rule_settings", name), ConfigError(f"there is no rule {name!r}{did_you_mean(name, by_name)}")
            continue
        for setting, value in values.items():
            try:
                by_name[name].configured({setting: value})
            except RuleError as error:
                hint = did_you_mean(setting, by_name[name].settings) if setting not in by_name[name].settings else ""
                yield ("rule_settings", name, setting), RuleError(f"{error}{hint}")


def _hint(entry: str, names: Collection[str]) -> str:
    family = f"{entry}/*"
    return f"; the family of that name is {family!r}" if family in names else did_you_mean(entry, names)
