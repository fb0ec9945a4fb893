"""How long each rule takes. Nothing is measured, and nothing costs time, unless a profile is given to an extractor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import wraps
from time import perf_counter

from cleanarticle.page.model import Block, Page
from cleanarticle.rules.api import Mark, Rule, RuleFunction, SettingValue

__all__ = ["RuleProfile", "Timing"]


@dataclass(slots=True)
class Timing:
    """The calls of one rule.

    Attributes:
        rule: Its name.
        place: File and line of its function.
        calls: How often it was asked.
        marks: How often it marked the block.
        seconds: Time in all. What a page keeps once it was asked for, such as the places of a text, counts for the
            rule that asks first.
        slowest: Seconds of the slowest call.
        slowest_block: Text of the block of that call.
    """

    rule: str
    place: str
    calls: int = 0
    marks: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    slowest_block: str = ""


class RuleProfile:
    """Measures the rules of an extractor: `Extractor(rule_profile=profile)`.

    It adds up over all pages, and is meant for one thread.
    """

    __slots__ = ("_timings",)

    def __init__(self) -> None:
        self._timings: dict[str, Timing] = {}

    def timings(self) -> tuple[Timing, ...]:
        """What the rules took that were asked, the slowest first."""
        called = [each for each in self._timings.values() if each.calls]
        return tuple(sorted(called, key=lambda each: (-each.seconds, each.rule)))

    def watch(self, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        """The same rules, measured whenever they are asked."""
        return tuple(replace(rule, judge=self._watched(rule)) for rule in rules)

    def _watched(self, rule: Rule) -> RuleFunction:
        timing = self._timings.setdefault(rule.name, Timing(rule.name, rule.place))
        judge = rule.judge

        @wraps(judge)
        def measured(block: Block, page: Page, **settings: SettingValue) -> Mark | None:
            mark = None
            start = perf_counter()
            try:
                mark = judge(block, page, **settings)
                return mark
            finally:
                _add(timing, perf_counter() - start, block, mark)

        return measured


def _add(timing: Timing, seconds: float, block: Block, mark: Mark | None) -> None:
    timing.calls += 1
    timing.seconds += seconds
    timing.marks += mark is not None
    if seconds > timing.slowest:
        timing.slowest, timing.slowest_block = seconds, block.text
