"""What each numeric constant of the package does: it is set below and above its value, and what changes is measured.

Usage: ``CLEANARTICLE_PURE=1 python benchmarks/constants.py CORPUS_DIR... --out TABLE (--all | --module rules/api ...)``

Without the variable, constants of compiled modules can't be set. One row a constant goes to the table as soon as it is
measured. Frozen sites are left out (`split.py`). A first pass over all pages finds on which of them a value could make
any difference (`flips.py`); only these are read again.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import gc
import json
import os
import pickle
import sys
import time
import tomllib
import traceback
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from itertools import accumulate
from pathlib import Path
from typing import Any
from unittest import mock

import measures
from corpora import Page, Truth, page_language, read_corpus
from embedded import stripped
from flips import PACKAGE, SIDES, Constant, Flips, constants_in, local_names, patched, purge, tracing
from split import development, site_of
from systems import Output

SOURCE = Path(__file__).resolve().parents[1] / "src" / PACKAGE
FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
MEASURES = ("word F1", "snippet F1", "title", "subtitle", "authors", "day", "page type")
ORDER = ("fields", "fields/text", "rules", "body", "score", "config", "lexicon", "page", "parse", "overlays")
BY_HAND = ("archive", "cli", "explain", "fixtures", "integrations", "upgrade")
"""Parts whose constants are limits and layout, which no annotated page measures."""
EMBEDDED = "body/embedded"
SITE_MODEL = "overlays/site_model"
LEAST_PAGES_OF_SITE = 3
SHOWN_PAGES = 6

_ENOUGH = 40
"""Changed pages that tell enough of a value."""
_STRIDE = 64
_COSTS = (3, 2, 1)
_COST_OF_ALL = 4
"""What it costs to read a page from each stage on, and to read it when nothing was prepared."""
_SHARE_STEP = 0.15
_POINT_STEP = 0.5
_YEAR_STEP = 10
_SMALL = 8
_FEW_POINTS = 10.0
_YEARS = range(1300, 2200)


@dataclass(frozen=True, slots=True)
class Item:
    """What is read at once: a page, a fixture, or the pages of a site with the model of the site.

    Attributes:
        corpus: Its corpus, and what was made of the pages of it; or "fixtures".
        pages: Its pages.
        charset: The charset of the HTTP header, if a fixture has one.
        part: The only part of the package whose constants it measures; empty for all.
    """

    corpus: str
    pages: tuple[Page, ...]
    charset: str | None = None
    part: str = ""

    @property
    def has_model(self) -> bool:
        """True if a `SiteModel` is learned from the pages first."""
        return self.part == SITE_MODEL


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out of a page: the article as JSON, or why there is none; and what is measured of it."""

    article: str
    output: Output


Readings = Sequence[Sequence[Reading]]
"""The readings of each item, one a page of it."""


def values_around(constant: Constant) -> tuple[float, float]:
    """The values below and above that a constant is tried at."""
    value = constant.value
    if value < 0 and abs(value) < _FEW_POINTS:
        step: float = _POINT_STEP
    elif isinstance(value, int) and (value in _YEARS and "YEAR" in constant.name):
        step = _YEAR_STEP
    elif isinstance(value, int) and abs(value) <= _SMALL:
        step = 1
    elif _SHARE_STEP <= value < 1:
        return round(value - _SHARE_STEP, 6), round(min(1.0, value + _SHARE_STEP), 6)
    else:
        half = value // 2 if isinstance(value, int) else value / 2
        return min(half, 2 * value), max(half, 2 * value)
    return round(value - step, 6), round(value + step, 6)


def read_items(folders: Sequence[Path]) -> list[Item]:
    """Development pages, the same with their body in their data alone, sites with several pages, and fixtures."""
    items = []
    for folder in folders:
        pages = development(read_corpus(folder))
        items += [Item(folder.name, (page,)) for page in pages]
        articles = [page for page in pages if page.kind == "article"]
        for name, has_teaser in (("without body", False), ("with teaser", True)):
            bare = [(page, stripped(page, teaser=has_teaser)) for page in articles]
            made = [replace(page, html=html.encode()) for page, html in bare if html is not None]
            items += [Item(f"{folder.name} {name}", (page,), part=EMBEDDED) for page in made]
        sites: dict[str, list[Page]] = defaultdict(list)
        for page in pages:
            sites[site_of(page)].append(page)
        several = [tuple(group) for group in sites.values() if len(group) >= LEAST_PAGES_OF_SITE]
        items += [Item(f"sites of {folder.name}", group, part=SITE_MODEL) for group in several]
    return items + _fixtures()


def _fixtures() -> list[Item]:
    items = []
    for meta in sorted(FIXTURES.rglob("meta.toml")):
        known = tomllib.loads(meta.read_text(encoding="utf-8"))
        html = (meta.parent / "page.html").read_bytes()
        page = Page("/".join(meta.parent.parts[-2:]), known["url"], "article", page_language(html), html, Truth())
        items.append(Item("fixtures", (page,), known.get("charset")))
    return items


# The stages of the pipeline. Nothing else here knows it.


class _Stop(Exception):
    """Ends a run of the pipeline before its last step."""


def start(page: Page, charset: str | None) -> tuple[Any, ...]:
    """The first stage: the document, its blocks, and the type of the page."""
    pipeline = import_module(f"{PACKAGE}.pipeline")
    limits = pipeline._default_extractor().config.limits
    document = pipeline.read_document(page.html, charset, limits)
    segmented = pipeline.segment(document, most_json=limits.max_json_bytes, queried=False)
    return document, segmented, pipeline.classify(segmented, page.url)


def choose(page: Page, started: tuple[Any, ...], site: Any = None) -> Callable[[], Any]:
    """The second stage: the body, as the last step that it is given to."""
    pipeline = import_module(f"{PACKAGE}.pipeline")
    document, segmented, page_type = started
    segment, collect_fields = pipeline.segment, pipeline.collect_fields
    last: list[Callable[[], Any]] = []

    def stop(*args: Any, **kwargs: Any) -> None:
        last.append(partial(collect_fields, *args, **kwargs))
        raise _Stop

    steps = {
        "segment": lambda given, **kwargs: segmented if given is document else segment(given, **kwargs),
        "classify": lambda *_: page_type,
        "collect_fields": stop,
    }
    with ExitStack() as stack:
        for name, step in steps.items():
            stack.enter_context(mock.patch.object(pipeline, name, step))
        with contextlib.suppress(_Stop):
            pipeline._default_extractor()._run(document, None, page.url, site, lambda: ("", None), with_reasons=False)
    return last[0]


def finish(last: Callable[[], Any]) -> Reading:
    """The third stage: the article with its fields."""
    article = last().article
    if article is None:
        return Reading(json.dumps({"failed": "no article"}), Output())
    output = import_module("systems.cleanarticle").output_of(article)
    return Reading(article.model_dump_json(), output)


def model_of(pages: Sequence[Page]) -> Any:
    """What the pages of a site have in common."""
    return import_module(f"{PACKAGE}.pipeline")._default_extractor().fit_site([page.html for page in pages])


def load() -> None:
    """Load the package with all that the first page loads."""
    import_module(f"{PACKAGE}.pipeline")._default_extractor()


# ---


class Prepared:
    """The stages of a page, each kept as it was before the next one went on with it."""

    def __init__(self, item: Item) -> None:
        """Nothing is run yet."""
        self._item = item
        self._made: dict[int, Any] = {}

    def before(self, stage: int) -> Any:
        """What a stage starts from; `None` for the first stage, for a site, and for a page that can't be read."""
        if not stage or self._item.has_model:
            return None
        if stage not in self._made:
            self._made[stage] = None
            page = self._item.pages[0]
            with contextlib.suppress(Exception):
                started = start(page, self._item.charset)
                self._made[stage] = started if stage == 1 else choose(page, started)
        return self._made[stage]


def read(
    item: Item, stage: int = 0, made: Any = None, enter: Callable[[int], None] = lambda stage: None
) -> list[Reading]:
    """Read the pages of an item with the package as it is now.

    Args:
        item: The item.
        stage: The first stage that has to run again.
        made: What it starts from; `None` to run all stages.
        enter: Called with the number of each stage.
    """
    enter(0)
    readings = []
    site = model_of(item.pages) if item.has_model else None
    for page in item.pages:
        try:
            if made is not None and stage == 2:
                last = made
            else:
                enter(0)
                started = made if made is not None else start(page, item.charset)
                enter(1)
                last = choose(page, started, site)
            enter(2)
            readings.append(finish(last))
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            readings.append(Reading(json.dumps({"failed": reason}), Output()))
    return readings


def in_child(work: Callable[[], Any]) -> Any:
    """The result of some work done in a forked process, so that nothing it changes lasts.

    Raises:
        RuntimeError: The work raised, or its process died.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        try:
            result = (True, work())
        except BaseException:
            result = (False, traceback.format_exc())
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(result, pipe)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    if not data:
        raise RuntimeError("the process died")
    is_done, result = pickle.loads(data)
    if not is_done:
        raise RuntimeError(result)
    return result


def trace(items: Sequence[Item], constants: Sequence[Constant]) -> tuple[Flips, list[list[Reading]]]:
    """Read everything once with probes around the constants. The package stays that way: for a child."""
    purge()
    flips = Flips({constant.id: values_around(constant) for constant in constants})
    tracing(local_names(SOURCE, constants), flips)
    load()
    readings = []
    for at, item in enumerate(items):
        flips.item = at
        readings.append(read(item, enter=partial(setattr, flips, "stage")))
        flips.item = None
        if at % 100 == 0:
            log(f"traced {at} of {len(items)}")
    return flips, readings


@dataclass(frozen=True, slots=True)
class Change:
    """A page that comes out otherwise: the keys of its article that do, and by how much each measure does."""

    corpus: str
    page: str
    keys: list[str]
    measures: dict[str, float]


class Sweep:
    """Everything that the rows of the table are made of."""

    def __init__(self, items: Sequence[Item], constants: Sequence[Constant], cache: Path | None, most: int) -> None:
        """Read everything once; what was noted the last time is taken from the cache."""
        self.items = items
        self.most = most
        self.names = local_names(SOURCE, constants)
        if cache is not None and cache.is_file():
            noted = pickle.loads(cache.read_bytes())
        else:
            noted = in_child(lambda: _noted(items, constants))
            if cache is not None:
                cache.write_bytes(pickle.dumps(noted))
        self.flips, self.reached, self.baked, self.readings = noted
        self.prepared = [Prepared(item) for item in items]
        load()

    def row(self, constant: Constant) -> dict[str, Any]:
        """What is known of one constant."""
        row: dict[str, Any] = {**described(constant), "status": "measured"}
        is_baked = constant.id in self.baked
        reached = range(len(self.items)) if is_baked else self.reached.get(constant.id, frozenset())
        row["pages_reached"] = sum(self._pages(at, constant) for at in reached)
        row["pages"] = sum(self._pages(at, constant) for at in range(len(self.items)))
        for side, value in zip(SIDES, values_around(constant), strict=True):
            flipped = dict.fromkeys(reached, 0) if is_baked else self.flips.get((constant.id, side), {})
            row[side] = self._side(constant, value, flipped, is_baked=is_baked)
        sides = [row[side] for side in SIDES]
        if any("error" in side for side in sides):
            row["status"] = "error"
        elif not reached:
            row["status"] = "not reached"
        elif not any(side["pages_changed"] for side in sides):
            row["status"] = "only fixtures change" if any(side["fixtures_changed"] for side in sides) else "no change"
        row["baked"] = is_baked
        row["summary"] = summary(row)
        return row

    def _pages(self, at: int, constant: Constant) -> int:
        """The pages of an item by which a constant is measured: not those of fixtures, or for others."""
        item = self.items[at]
        is_measured = constant.package.startswith(item.part) if item.part else constant.package != SITE_MODEL
        return len(item.pages) if is_measured and item.corpus != "fixtures" else 0

    def _side(self, constant: Constant, value: float, flipped: Mapping[int, int], *, is_baked: bool) -> dict[str, Any]:
        fixtures = [at for at in sorted(flipped) if self.items[at].corpus == "fixtures"]
        pages = _spread([at for at in sorted(flipped) if self._pages(at, constant)])
        costs = accumulate(_COST_OF_ALL if is_baked else _COSTS[flipped[at]] for at in pages)
        pages = [at for at, cost in zip(pages, costs, strict=True) if cost <= self.most]
        for at in [] if is_baked else (*pages, *fixtures):
            self.prepared[at].before(flipped[at])  # made here, so that every child has it
        gc.freeze()
        run, changes = 0, []
        try:
            if pages or fixtures:
                run, changes = in_child(partial(self._changes, constant, value, pages, fixtures, flipped, is_baked))
        except RuntimeError as error:
            return {"value": value, "error": str(error), "pages_changed": 0, "fixtures_changed": []}
        flipping = sum(self._pages(at, constant) for at in flipped)
        total = sum(self._pages(at, constant) for at in range(len(self.items)))
        share = run / flipping if flipping else 1.0
        measured = {"value": value, "pages_flipped": flipping, "pages_run": run, "pages": round(total * share)}
        return {**measured, **_summed(changes)}

    def _changes(
        self,
        constant: Constant,
        value: float,
        pages: Sequence[int],
        fixtures: Sequence[int],
        stages: Mapping[int, int],
        is_baked: bool,
    ) -> tuple[int, list[Change]]:
        """The number of pages that were read, and what changed on them; if nothing, what changed on the fixtures."""
        if is_baked:
            purge()
            patched(constant, value)
        else:
            for module, names in self.names.items():
                for local, known in names.items():
                    if known == constant.id and module in sys.modules:
                        setattr(sys.modules[module], local, value)
        changes: list[Change] = []
        run = 0
        for at in (*pages, *fixtures):
            item = self.items[at]
            if item.corpus != "fixtures":
                if len(changes) >= _ENOUGH:
                    break
                run += len(item.pages)
            elif changes and changes[0].corpus != "fixtures":
                break
            readings = read(item) if is_baked else read(item, stages[at], self.prepared[at].before(stages[at]))
            for page, before, after in zip(item.pages, self.readings[at], readings, strict=True):
                if before.article != after.article:
                    keys = _changed_keys(json.loads(before.article), json.loads(after.article))
                    changes.append(Change(item.corpus, page.id, keys, _differences(page, before.output, after.output)))
        return run, changes


def _spread(pages: Sequence[int]) -> list[int]:
    """The same pages, in an order in which any first part of them comes from everywhere."""
    step = 1
    while step * _STRIDE < len(pages):
        step *= 2
    spread: list[int] = []
    while step:
        spread += [page for at, page in enumerate(pages[::step]) if not spread or at % 2]
        step //= 2
    return spread


def _noted(items: Sequence[Item], constants: Sequence[Constant]) -> tuple[Any, ...]:
    flips, readings = trace(items, constants)
    return dict(flips.items), dict(flips.reached), flips.baked, readings


def _changed_keys(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return [f"certainty of {name}" for name in _changed_sources(before, after)] if keys == ["sources"] else keys


def _changed_sources(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    old, new = before.get("sources") or {}, after.get("sources") or {}
    return [name for name in {**old, **new} if old.get(name) != new.get(name)]


def _differences(page: Page, before: Output, after: Output) -> dict[str, float]:
    """The measures of a page that change."""
    differences = {}
    for name in MEASURES:
        old, new = _measure(name, page, before), _measure(name, page, after)
        if old is not None and old != new:
            differences[name] = new - old
    return differences


def _measure(name: str, page: Page, output: Output) -> float | None:
    truth = page.truth
    match name:
        case "word F1":
            return None if truth.text is None else measures.word_f1(truth.text, output.text).f1
        case "snippet F1":
            if truth.text is not None or not (truth.present or truth.absent):
                return None
            counts = measures.snippet_counts(truth.present or (), truth.absent or (), output.text)
            return measures.micro_scores([counts]).f1
        case "title" | "subtitle":
            known = getattr(truth, name)
            return None if known is None else measures.field_outcome(known, getattr(output, name)) == "exact"
        case "authors":
            return None if not truth.authors else measures.author_f1(truth.authors, output.authors).f1
        case "day":
            return None if truth.date is None else truth.date == output.date
        case _:
            return page.kind == output.kind


def _summed(changes: Sequence[Change]) -> dict[str, Any]:
    corpora: dict[str, Counter[str]] = defaultdict(Counter)
    pages: Counter[str] = Counter()
    keys: Counter[str] = Counter()
    total: Counter[str] = Counter()
    examples = []
    fixtures = []
    for change in changes:
        if change.corpus == "fixtures":
            fixtures.append(f"{change.page}: {', '.join(change.keys)}")
            continue
        pages[change.corpus] += 1
        keys.update(change.keys)
        for name, difference in change.measures.items():
            corpora[change.corpus][name] += difference
            total[name] += difference
        if len(examples) < SHOWN_PAGES:
            examples.append(f"{change.corpus}/{change.page}: {', '.join(change.keys)}")
    return {
        "pages_changed": pages.total(),
        "by_key": dict(keys.most_common()),
        "measures": _rounded(total),
        "corpora": {name: {"pages": number, **_rounded(corpora[name])} for name, number in pages.items()},
        "examples": examples,
        "fixtures_changed": fixtures,
    }


def _rounded(values: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in values.items() if round(value, 4)}


def described(constant: Constant) -> dict[str, Any]:
    """The part of a row that nothing was measured for."""
    keys = ("module", "name", "value", "source", "line")
    return {key: getattr(constant, key) for key in keys}


def summary(row: Mapping[str, Any]) -> str:
    """A row in one sentence."""
    if row["status"] in {"not reached", "error"}:
        return f"{row['name']} = {row['source']}: {row['status']}"
    sides = [_side_summary(row[side]) for side in SIDES]
    return f"{row['name']} = {row['source']}: {'; '.join(sides)}"


def _side_summary(side: Mapping[str, Any]) -> str:
    value, changed, pages = f"{side['value']:g}", side["pages_changed"], side["pages"]
    of = f"{pages:,} page{'s' if pages != 1 else ''}"
    if not changed:
        fixtures = len(side["fixtures_changed"])
        more = f", but {fixtures} fixture{'s' if fixtures > 1 else ''}" if fixtures else ""
        return f"at {value}, none of {of} changes{more}"
    keys = ", ".join(f"{name} {number}" for name, number in list(side["by_key"].items())[:4])
    right = [
        f"{name} {100 * difference:+.0f} points of a page"
        if name in {"word F1", "snippet F1", "authors"}
        else f"{name} {difference:+g} right"
        for name, difference in side["measures"].items()
    ]
    return f"at {value}, {changed} of {of} change{'s' if changed == 1 else ''} ({'; '.join([keys, *right])})"


def log(line: str) -> None:
    """Say how far it is."""
    print(f"{dt.datetime.now():%H:%M:%S} {line}", file=sys.stderr, flush=True)


def _place(constant: Constant) -> int:
    """Where a constant comes in the table; those that are set by hand come last."""
    places = [at for at, part in enumerate(ORDER) if f"{constant.package}/".startswith(f"{part}/")]
    return max(places, default=len(ORDER))


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS_DIR")
    parser.add_argument("--module", action="append", default=[], help="path below the package, such as fields/title")
    parser.add_argument("--all", action="store_true", help="all modules")
    parser.add_argument("--out", type=Path, required=True, help="the table, one JSON object a line; rows are added")
    parser.add_argument("--trace", type=Path, help="keeps what the first pass finds; delete it if the package changes")
    parser.add_argument("--most", type=int, default=240, help="pages that are read for one side at most")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    options = _arguments(argv)
    warnings.simplefilter("ignore")
    constants = sorted(constants_in(SOURCE), key=_place)
    measured = [constant for constant in constants if constant.package.split("/")[0] not in BY_HAND]
    asked = [constant for constant in constants if options.all or _is_asked(constant, options.module)]
    with contextlib.suppress(FileNotFoundError), options.out.open(encoding="utf-8") as lines:
        done = {f"{row['module']}.{row['name']}" for row in map(json.loads, lines)}
        asked = [constant for constant in asked if constant.id not in done]
    items = read_items(options.corpora)
    log(f"{len(asked)} of {len(constants)} constants, {len(items)} items")
    sweep = Sweep(items, measured, options.trace, options.most)
    with options.out.open("a", encoding="utf-8") as table:
        for constant in asked:
            begin = time.monotonic()
            row = sweep.row(constant) if constant in measured else {**described(constant), "status": "by hand"}
            table.write(json.dumps(row, ensure_ascii=False) + "\n")
            table.flush()
            log(f"{time.monotonic() - begin:.1f} s {constant.package} {row.get('summary', row['status'])}")
    return 0


def _is_asked(constant: Constant, modules: Sequence[str]) -> bool:
    return any(f"{constant.package}/".startswith(f"{module}/") for module in modules)


if __name__ == "__main__":
    sys.exit(main())
