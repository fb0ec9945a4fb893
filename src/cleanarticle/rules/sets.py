"""Which rules are asked on a page: those that are on, by the type of the page and the switches of its profile."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from cleanarticle.article import PageType
from cleanarticle.rules.api import Rule, SettingValue
from cleanarticle.rules.dispatch import RuleIndex
from cleanarticle.rules.switches import faults, is_on, switched

__all__ = ["RuleSets"]

_Switches = tuple[tuple[str, ...], tuple[str, ...]]
"""Names of rules, or of families, that are switched on, and off."""


class RuleSets:
    """All rules there are, with the switches and settings of a configuration; indexed once for each use.

    Attributes:
        rules: The rules that are on, with their settings.
    """

    __slots__ = ("_configured", "_indexes", "rules")

    def __init__(
        self,
        known: Collection[Rule],
        on: Collection[str],
        off: Collection[str],
        settings: Mapping[str, Mapping[str, SettingValue]],
    ) -> None:
        """Switch the rules.

        Raises:
            ConfigError: A rule or family that is named does not exist.
            RuleError: A rule has no such setting, or the value has another type.
        """
        self.rules = switched(known, on, off, settings)
        self._configured = switched(known, (), (), settings)
        self._indexes: dict[tuple[PageType, _Switches], RuleIndex] = {}

    def check(self, on: tuple[str, ...], off: tuple[str, ...]) -> None:
        """Raise `ConfigError` if a profile's switches name a rule or family that does not exist."""
        for _, fault in faults(self._configured, on, off, {}):
            raise fault

    def index(self, page_type: PageType, on: tuple[str, ...] = (), off: tuple[str, ...] = ()) -> RuleIndex:
        """The rules for pages of a type, filed by trigger.

        Args:
            page_type: The type.
            on: What a profile switches on; it counts more than the configuration.
            off: What a profile switches off.
        """
        key = (page_type, (on, off))
        index = self._indexes.get(key)
        if index is None:
            index = self._indexes[key] = RuleIndex(
                rule for rule in self._switched(on, off) if page_type not in rule.not_on
            )
        return index

    def _switched(self, on: tuple[str, ...], off: tuple[str, ...]) -> Collection[Rule]:
        if not on and not off:
            return self.rules
        named = {*on, *off}
        asked = {rule.name for rule in self.rules}
        return [
            rule
            for rule in self._configured
            if (
                is_on(rule.name, rule.family, on, off)
                if rule.name in named or f"{rule.family}/*" in named
                else rule.name in asked
            )
        ]
