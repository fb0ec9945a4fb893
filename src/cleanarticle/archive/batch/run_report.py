"""The report of a run: one HTML page with tables of bars and a chart of the throughput."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from cleanarticle.archive.batch.run import RunSummary
from cleanarticle.archive.batch.run_statistics import WATCHED, RunStatistics
from cleanarticle.archive.batch.task import Task
from cleanarticle.report_kit import write_page

__all__ = ["render_batch"]

# As many as a person reads; one bar more has the sum of the others.
_MOST_BARS: Final = 15
# As many rows of eight cells as a person reads; the rates of smaller hosts are those of few pages.
_MOST_HOSTS: Final = 30
# Units of the drawing, which the style sheet stretches to the page: they only set the scale of its text.
_WIDTH: Final = 1000.0
# A quarter of the width: higher, it pushes the tables off the screen; lower, slow parts do not show.
_HEIGHT: Final = 240.0
# Room for the numbers of the scale: nine digits, or four in the larger font of narrow screens.
_LEFT: Final = 70.0
# Half of the number at the highest line, in the larger font of narrow screens.
_TOP: Final = 14.0
# The line of times below the chart in that font, and a gap.
_BOTTOM: Final = 34.0
# A point every eight units: more show the chance of each commit, fewer hide a slow part of the run.
_POINTS: Final = 120
_LENGTH_ENDS: Final = (50, 100, 200, 400, 800, 1600, 3200)


@dataclass(frozen=True, slots=True)
class _CountBar:
    """A row of a table of bars.

    Attributes:
        name: Its label.
        count: Its count.
        width: Length of the bar, 0 to 100.
        share: The count as a share of all, as text.
        tone: The colour: `good`, `bad`, `quiet`, or empty for the plain one.
    """

    name: str
    count: int
    width: float
    share: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class _ThroughputChart:
    """The chart of the throughput, in the units of its SVG.

    Attributes:
        width: Width of the chart.
        height: Height of the chart.
        left: Left end of the curve.
        path: The curve, as SVG path data.
        lines: The grid lines: height and label.
        times: The labels of the time axis: position, text and anchor.
        label: A description in words.
    """

    width: float
    height: float
    left: float
    path: str
    lines: tuple[tuple[float, str], ...]
    times: tuple[tuple[float, str, str], ...]
    label: str


def render_batch(summary: RunSummary, task: Task) -> str:
    """Write the report of a run.

    Args:
        summary: How it ended.
        task: What it did.

    Returns:
        One HTML page that loads nothing. Text from the pages is escaped.
    """
    statistics = summary.statistics
    return write_page(
        "cleanarticle.archive.batch",
        "batch",
        statistics=statistics,
        finished=summary.finished,
        output=str(task.output),
        tiles=_tiles(statistics),
        duration=_duration(statistics.seconds),
        pace=_pace(statistics.pace),
        outcomes=_outcomes(statistics),
        languages=_bars(statistics.languages, statistics.rows),
        page_types=_bars(statistics.page_types, statistics.rows),
        quality=_bars(statistics.quality_reasons, statistics.rows),
        quality_note=_mean_quality(statistics),
        lengths=_lengths(statistics),
        hosts=_bars(statistics.hosts, statistics.rows),
        hosts_note=_note(statistics.hosts, "rows"),
        rules=_bars(statistics.rules, statistics.rules.total()),
        rules_note=_note(statistics.rules, "blocks dropped"),
        fields=[name.replace("_", " ") for name in WATCHED],
        empty=_empty(statistics),
    )


def _tiles(statistics: RunStatistics) -> list[tuple[str, str]]:
    pace = statistics.done / statistics.seconds if statistics.seconds else 0.0
    return [
        (f"{statistics.found:,}", "records found"),
        (f"{statistics.rows:,}", "rows"),
        (f"{statistics.errors.total():,}", "errors"),
        (f"{statistics.filtered.total():,}", "filtered"),
        (f"{pace:,.1f}", "records a second"),
        (f"{statistics.bytes / 1e6:,.1f}", "MB of pages"),
    ]


def _outcomes(statistics: RunStatistics) -> list[_CountBar]:
    groups = [("good", Counter({"row": statistics.rows})), ("bad", statistics.errors), ("quiet", statistics.filtered)]
    names = {"good": "{}", "bad": "error: {}", "quiet": "filtered: {}"}
    most = max((count for _, counts in groups for count in counts.values()), default=0)
    return [
        _bar(names[tone].format(name), count, most, statistics.done, tone)
        for tone, counts in groups
        for name, count in _sorted(counts)
    ]


def _mean_quality(statistics: RunStatistics) -> str:
    return f"rows; {statistics.quality / 1000 / statistics.rows:.2f} in the mean" if statistics.rows else "rows"


def _lengths(statistics: RunStatistics) -> list[_CountBar]:
    """Rows by number of words, in classes that are each twice as wide as the one before."""
    classes = [0] * (len(_LENGTH_ENDS) + 1)
    for start, count in statistics.lengths.items():
        classes[sum(int(start) >= end for end in _LENGTH_ENDS)] += count
    if not any(classes):
        return []
    names = [
        f"fewer than {_LENGTH_ENDS[0]}",
        *(f"{first:,} to {end - 1:,}" for first, end in pairwise(_LENGTH_ENDS)),
        f"{_LENGTH_ENDS[-1]:,} and more",
    ]
    return [_bar(name, count, max(classes), statistics.rows) for name, count in zip(names, classes, strict=True)]


def _bars(counts: Counter[str], total: int) -> list[_CountBar]:
    """The largest counts, and all others together."""
    ranked = _sorted(counts)
    shown, rest = ranked[:_MOST_BARS], ranked[_MOST_BARS:]
    most = max((count for _, count in shown), default=0)
    bars = [_bar(name, count, most, total) for name, count in shown]
    if rest:
        left = sum(count for _, count in rest)
        bars.append(_bar(f"{len(rest):,} others", left, max(most, left), total, "quiet"))
    return bars


def _bar(name: str, count: int, most: int, total: int, tone: str = "") -> _CountBar:
    return _CountBar(name, count, round(100 * count / max(most, 1), 1), _share(count, total), tone)


def _note(counts: Counter[str], what: str) -> str:
    more = f"; the first {_MOST_BARS} of {len(counts):,}" if len(counts) > _MOST_BARS else ""
    return what + more


def _empty(statistics: RunStatistics) -> list[tuple[str, int, list[tuple[str, int]]]]:
    """The largest hosts: the share of rows in which each field is empty, and its level on the colour scale, 0 to 4."""
    return [
        (host, rows, [_cell(statistics.empty[host][name], rows) for name in WATCHED])
        for host, rows in _sorted(statistics.hosts)[:_MOST_HOSTS]
    ]


def _cell(count: int, rows: int) -> tuple[str, int]:
    return _share(count, rows) if count else "", math.ceil(4 * count / rows)


def _sorted(counts: Counter[str]) -> list[tuple[str, int]]:
    """The largest first, equal ones by name: the order of the run must not show."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _share(count: int, total: int) -> str:
    share = count / total if total else 0.0
    return f"{share:.0%}" if not 0 < share < 0.005 else "<1%"


def _pace(notes: list[tuple[float, int]]) -> _ThroughputChart | None:
    """The chart of records a second; `None` for a run that was too short for one."""
    rates = _rates([(0.0, 0), *notes])
    if not rates:
        return None
    end = rates[-1][0]
    top = _round_up(max(rate for _, rate in rates))
    wide, high = _WIDTH - _LEFT, _HEIGHT - _TOP - _BOTTOM

    def height(rate: float) -> float:
        return round(_TOP + high * (1 - rate / top), 1)

    path = [f"M{_LEFT} {height(rates[0][1])}"]
    path += [f"L{round(_LEFT + wide * seconds / end, 1)} {height(rate)}" for seconds, rate in rates]
    middle = sorted(rate for _, rate in rates)[len(rates) // 2]
    return _ThroughputChart(
        _WIDTH,
        _HEIGHT,
        _LEFT,
        " ".join(path),
        tuple((height(top * part / 4), f"{top * part / 4:,.4g}") for part in range(5)),
        ((_LEFT, "0", "start"), (_LEFT + wide / 2, _duration(end / 2), "middle"), (_WIDTH, _duration(end), "end")),
        f"Records a second over {_duration(end)}: at most {max(rate for _, rate in rates):,.1f}, half of the time "
        f"{middle:,.1f} or more",
    )


def _rates(notes: list[tuple[float, int]]) -> list[tuple[float, float]]:
    """Pairs of a time and the rate up to it, no more of them than the chart can show."""
    end = notes[-1][0]
    least = end / _POINTS
    rates: list[tuple[float, float]] = []
    last, done_last = notes[0]
    for seconds, done in notes[1:]:
        if seconds - last >= least and seconds > last:
            rates.append((seconds, (done - done_last) / (seconds - last)))
            last, done_last = seconds, done
    return rates


def _round_up(value: float) -> float:
    """The next larger value of 1, 2, 4 or 8 times a power of ten."""
    if value <= 0:
        return 1.0
    power = 10 ** math.floor(math.log10(value))
    return float(next(step * power for step in (1, 2, 4, 8, 10) if step * power >= value))


def _duration(seconds: float) -> str:
    return str(dt.timedelta(seconds=round(seconds))) if seconds >= 10 else f"{seconds:.1f} s"
