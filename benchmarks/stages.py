"""Where this project's time goes, stage by stage."""

from __future__ import annotations

import gc
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from statistics import fmean, median
from typing import Any

__all__ = ["mean_stage_times", "stage_times"]

_STAGES = {
    ("parse.read", "decode"): "decode",
    ("parse.read", "guard"): "guard",
    ("parse.read", "parse_html"): "parse",
    ("pipeline", "segment"): "segment",
    ("pipeline", "classify"): "classify",
    ("pipeline", "score_page"): "score",
    ("pipeline", "Judge"): "rules",
    ("body.choose", "select"): "choose",
    ("pipeline", "collect_fields"): "fields",
}
"""Functions by the module that calls them, and the stage that each belongs to. The walk over the tree is part of
"segment": it makes the blocks as it goes."""


def mean_stage_times(sources: Sequence[bytes], rounds: int) -> dict[str, float]:
    """Milliseconds a page in each stage: of each page the median of the rounds, of these the mean."""
    pages = [[stage_times(source) for _ in range(rounds)] for source in sources]
    return {
        stage: fmean(median(times[stage] for times in page) for page in pages)
        for stage in dict.fromkeys([*_STAGES.values(), "other"])
    }


def stage_times(source: bytes) -> dict[str, float]:
    """Milliseconds that one extraction spends in each stage, and in all else ("other").

    The pipeline itself is run, with a clock around the functions it calls. A stage that the page does not
    reach takes no time.
    """
    from cleanarticle import CleanArticleError, extract

    spent: dict[str, float] = defaultdict(float)
    gc.collect()
    with _clocks(spent):
        start = time.perf_counter()
        with suppress(CleanArticleError):
            extract(source)
        whole = time.perf_counter() - start
    milliseconds = {stage: spent[stage] * 1000 for stage in dict.fromkeys(_STAGES.values())}
    return {**milliseconds, "other": whole * 1000 - sum(milliseconds.values())}


@contextmanager
def _clocks(spent: dict[str, float]) -> Iterator[None]:
    calls = [
        (import_module(f"cleanarticle.{module}"), function, stage) for (module, function), stage in _STAGES.items()
    ]
    originals = [getattr(module, function) for module, function, _ in calls]
    for (module, function, stage), original in zip(calls, originals, strict=True):
        setattr(module, function, _clocked(original, stage, spent))
    try:
        yield
    finally:
        for (module, function, _), original in zip(calls, originals, strict=True):
            setattr(module, function, original)


def _clocked(function: Callable[..., Any], stage: str, spent: dict[str, float]) -> Callable[..., Any]:
    def clocked(*args: Any, **kwargs: Any) -> Any:
        start = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            spent[stage] += time.perf_counter() - start

    return clocked
