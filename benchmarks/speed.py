"""How fast: milliseconds a page, pages a second a core, memory, and growth with the page's size.

All systems take turns page by page in one process, several rounds, so that a busy moment of the machine meets
them alike. Of each page the median of the rounds counts. Each system does its own work and nothing else: ours
with all fields, the others with what they give.

Usage: ``python benchmarks/speed.py CORPUS_DIR [--systems cleanarticle,resiliparse] [--kinds article]
[--sample 100] [--rounds 5] [--parts time,memory,growth,stages] [--growth-pages 3] [--json OUT]``
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import math
import os
import platform
import sys
import time
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from statistics import fmean, median
from typing import Any

from corpora import LayoutError, Page, read_corpus
from memory import Memory, measure_memory
from runner import forbid_network, version_of
from scaling import FACTORS, growth_pages, scaled
from stages import mean_stage_times
from systems import SYSTEMS, System, SystemMissingError, load
from tables import text_table

OURS = "cleanarticle"
PARTS = ("time", "memory", "growth", "stages")
WARM_UP_PAGES = 3
GROWTH_ROUNDS = 3
SLOWEST_CALL = 20.0
SMALLEST_STEP = 1.2


@dataclass(frozen=True, slots=True)
class Speed:
    """Figures of one system over a sample.

    Attributes:
        mean: Wall-clock milliseconds a page.
        median: The same, of the page in the middle.
        p99: The same, of the page that only one in a hundred exceeds.
        cpu: Milliseconds of processor time a page, of all threads of the process.
        pages_per_second: Pages a second of one core, from the processor time.
        spread: The slowest round less the fastest, as a part of the round in the middle: the noise.
        failed: Pages on which the system raised.
    """

    mean: float
    median: float
    p99: float
    cpu: float
    pages_per_second: float
    spread: float
    failed: int


@dataclass(frozen=True, slots=True)
class Growth:
    """Time against size, for one system.

    Attributes:
        milliseconds: Mean processor time a page for each factor of size; None where the system was too slow
            to go on.
        per_doubling: By what the time grows when the size doubles, from the smallest to the largest measured;
            2 is linear.
        steepest: The same for the steepest single step.
    """

    milliseconds: tuple[float | None, ...]
    per_doubling: float
    steepest: float


@dataclass(frozen=True, slots=True)
class _Call:
    wall: float
    cpu: float
    failed: bool


def time_systems(systems: Mapping[str, System], pages: Sequence[Page], rounds: int) -> dict[str, Speed]:
    """Time every system on every page, in turns."""
    for system in systems.values():
        for page in pages[:WARM_UP_PAGES]:
            _timed(system, page.html, page.url)
    gc.collect()
    gc.freeze()
    calls: dict[str, list[list[_Call]]] = {name: [[] for _ in pages] for name in systems}
    names = list(systems)
    for turn in range(rounds):
        for index, page in enumerate(pages):
            first = (turn + index) % len(names)
            for name in names[first:] + names[:first]:
                calls[name][index].append(_timed(systems[name], page.html, page.url))
        print(f"round {turn + 1} of {rounds}", file=sys.stderr, flush=True)
    gc.unfreeze()
    return {name: _speed(per_page) for name, per_page in calls.items()}


def measure_growth(systems: Mapping[str, System], pages: Sequence[Page]) -> tuple[list[int], dict[str, Growth]]:
    """Time every system on pages cut and stretched to several sizes.

    Returns:
        The mean size in bytes that each factor came to, and the growth of each system.
    """
    variants = [[scaled(page.html, factor) for page in pages] for factor in FACTORS]
    sizes = [round(fmean(map(len, htmls))) for htmls in variants]
    times: dict[str, list[float | None]] = {name: [] for name in systems}
    for htmls in variants:
        for name, system in systems.items():
            last = times[name][-1] if times[name] else 0.0
            go_on = last is not None and last <= SLOWEST_CALL * 1000
            times[name].append(_mean_time(system, htmls) if go_on else None)
    return sizes, {name: _growth(sizes, values) for name, values in times.items()}


def _timed(system: System, html: bytes, url: str | None) -> _Call:
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    try:
        system.call(html, url)
        failed = False
    except Exception:
        failed = True
    return _Call((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000, failed)


def _mean_time(system: System, htmls: Sequence[bytes]) -> float:
    return fmean(median(_timed(system, html, None).cpu for _ in range(GROWTH_ROUNDS)) for html in htmls)


def _speed(per_page: Sequence[Sequence[_Call]]) -> Speed:
    walls = sorted(median(call.wall for call in calls) for calls in per_page)
    cpu = fmean(median(call.cpu for call in calls) for calls in per_page)
    rounds = [sum(call.wall for call in calls) for calls in zip(*per_page, strict=True)]
    return Speed(
        mean=fmean(walls),
        median=median(walls),
        p99=walls[math.ceil(0.99 * len(walls)) - 1],
        cpu=cpu,
        pages_per_second=1000 / cpu,
        spread=(max(rounds) - min(rounds)) / median(rounds),
        failed=sum(any(call.failed for call in calls) for calls in per_page),
    )


def _growth(sizes: Sequence[int], times: Sequence[float | None]) -> Growth:
    points = [(size, value) for size, value in zip(sizes, times, strict=True) if value is not None]
    steps = [_per_doubling(small, large) for small, large in pairwise(points) if large[0] >= SMALLEST_STEP * small[0]]
    return Growth(tuple(times), _per_doubling(points[0], points[-1]), max(steps))


def _per_doubling(small: tuple[int, float], large: tuple[int, float]) -> float:
    return float((large[1] / small[1]) ** (1 / math.log2(large[0] / small[0])))


def _time_table(speeds: Mapping[str, Speed], base: str) -> str:
    reference = speeds[base]
    rows = [
        [
            name,
            f"{speed.median:.2f}",
            _ratio(speed.median, reference.median),
            f"{speed.mean:.2f}",
            _ratio(speed.mean, reference.mean),
            f"{speed.p99:.2f}",
            _ratio(speed.p99, reference.p99),
            f"{speed.cpu:.2f}",
            _ratio(speed.cpu, reference.cpu),
            f"{speed.pages_per_second:.1f}",
            f"±{speed.spread / 2:.0%}",
            f"{speed.failed}",
        ]
        for name, speed in speeds.items()
    ]
    by = f"/ {base}"
    header = ["ms a page", "median", by, "mean", by, "p99", by, "CPU", by, "pages/s/core", "noise", "failed"]
    return text_table(header, rows)


def _memory_table(memories: Mapping[str, Memory], base: str) -> str:
    rows = [
        [name, f"{memory.imported:.0f}", f"{memory.peak:.0f}", _ratio(memory.peak, memories[base].peak)]
        for name, memory in memories.items()
    ]
    return text_table(["memory, MB", "imported", "peak", f"/ {base}"], rows)


def _growth_table(sizes: Sequence[int], growths: Mapping[str, Growth]) -> str:
    factors = [f"{factor:g}×" for factor in FACTORS]
    rows = [
        ["page, KB", *(f"{size / 1000:.0f}" for size in sizes), "", ""],
        *(
            [
                name,
                *("-" if value is None else f"{value:.2f}" for value in growth.milliseconds),
                f"{growth.per_doubling:.2f}",
                f"{growth.steepest:.2f}",
            ]
            for name, growth in growths.items()
        ),
    ]
    return text_table(["CPU ms by size", *factors, "per doubling", "steepest step"], rows)


def _stage_table(stages: Mapping[str, float]) -> str:
    whole = sum(stages.values())
    rows = [[stage, f"{value:.3f}", f"{value / whole:.0%}"] for stage, value in stages.items()]
    return text_table([f"{OURS}, ms a page", "mean", "share"], [*rows, ["all", f"{whole:.3f}", ""]])


def _ratio(value: float, reference: float) -> str:
    return f"{value / reference:.2f}×"


def _sample(pages: Sequence[Page], size: int) -> list[Page]:
    """Pages spread evenly over the corpus, the same for the same corpus and size."""
    count = min(size, len(pages))
    return [pages[index * len(pages) // count] for index in range(count)]


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="speed.py", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", type=Path, metavar="CORPUS_DIR", help="a folder in a known layout")
    parser.add_argument("--systems", type=_names, default=SYSTEMS, help=f"of {','.join(SYSTEMS)}; all by default")
    parser.add_argument("--kinds", type=_names, default=("article",), help="kinds of page to sample from")
    parser.add_argument("--sample", type=int, default=100, help="pages to time")
    parser.add_argument("--rounds", type=int, default=5, help="times that each page is timed")
    parser.add_argument("--parts", type=_names, default=PARTS, help=f"of {','.join(PARTS)}; all by default")
    parser.add_argument("--growth-pages", type=int, default=3, help="pages that are cut and stretched")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write all figures to this file")
    options = parser.parse_args(argv)
    if unknown := sorted(set(options.parts) - set(PARTS)):
        parser.error(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    return options


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    options = _arguments(argv)
    forbid_network()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    try:
        systems = {name: load(name) for name in options.systems}
        corpus = read_corpus(options.corpus, frozenset(options.kinds))
    except (SystemMissingError, LayoutError) as error:
        print(error, file=sys.stderr)
        return 2
    if not corpus:
        print(f"{options.corpus}: no page of these kinds", file=sys.stderr)
        return 2
    pages = _sample(corpus, options.sample)
    base = OURS if OURS in systems else options.systems[0]
    kilobytes = [len(page.html) / 1000 for page in pages]
    report: dict[str, Any] = {
        "pages": len(pages),
        "rounds": options.rounds,
        "mean_page_kilobytes": fmean(kilobytes),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "versions": {name: version_of(system) for name, system in systems.items()},
    }
    print(
        f"{len(pages)} pages of {options.corpus.resolve().name}, {fmean(kilobytes):.0f} KB in the mean; "
        f"{options.rounds} rounds; Python {platform.python_version()}\n"
    )
    if "memory" in options.parts:
        memories = measure_memory(options.systems, pages)
        report["memory"] = {name: asdict(memory) for name, memory in memories.items()}
        print(_memory_table(memories, base), end="\n\n", flush=True)
    if "time" in options.parts:
        speeds = time_systems(systems, pages, options.rounds)
        report["time"] = {name: asdict(speed) for name, speed in speeds.items()}
        print(_time_table(speeds, base), end="\n\n", flush=True)
    if "growth" in options.parts:
        sizes, growths = measure_growth(systems, growth_pages(corpus, options.growth_pages))
        report["growth"] = {
            "bytes": sizes,
            "systems": {name: asdict(growth) for name, growth in growths.items()},
        }
        print(_growth_table(sizes, growths), end="\n\n", flush=True)
    if "stages" in options.parts and OURS in systems:
        stages = mean_stage_times([page.html for page in pages], options.rounds)
        report["stages"] = stages
        print(_stage_table(stages), end="\n\n", flush=True)
    if options.json:
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
