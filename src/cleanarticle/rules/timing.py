"""How long each rule takes. Nothing is measured unless an extractor is given a `RuleTimings`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import wraps
from time import perf_counter

from cleanarticle.page.model import Block, Page
from cleanarticle.rules.api import Mark, Rule, RuleFunction, SettingValue

__all__ = ["RuleTiming", "RuleTimings"]


@dataclass(slots=True)
class RuleTiming:
    """The calls of one rule.

    Attributes:
        rule: Its name.
        place: File and line of its function.
        calls: How often it was called.
        marks: How often it marked the block.
        seconds: Time of all calls. What a page computes once and keeps, such as the cues of a block, counts for the
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


class RuleTimings:
    """Measures the rules of an extractor: `Extractor(rule_timings=RuleTimings())`.

    It adds up over all pages, and is meant for one thread.
    """

    __slots__ = ("_timings",)

    def __init__(self) -> None:
        self._timings: dict[str, RuleTiming] = {}

    def slowest_first(self) -> tuple[RuleTiming, ...]:
        """The rules that were called, the one that took the most time in all first."""
        called = [timing for timing in self._timings.values() if timing.calls]
        return tuple(sorted(called, key=lambda timing: (-timing.seconds, timing.rule)))

    def measured(self, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        """The same rules, which note the time of each call here."""
        return tuple(replace(rule, judge=self._measured(rule)) for rule in rules)

    def _measured(self, rule: Rule) -> RuleFunction:
        timing = self._timings.setdefault(rule.name, RuleTiming(rule.name, rule.place))
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


def _add(timing: RuleTiming, seconds: float, block: Block, mark: Mark | None) -> None:
    timing.calls += 1
    timing.seconds += seconds
    timing.marks += mark is not None
    if seconds > timing.slowest:
        timing.slowest, timing.slowest_block = seconds, block.text
