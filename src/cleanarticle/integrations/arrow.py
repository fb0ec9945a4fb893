"""Pages as Arrow data: the function under all engines that work on many machines.

An engine hands out batches of a table of pages; each becomes a batch of rows in the columns of the output of
`cleanarticle batch`. Archives that are no tables become batches of pages by `read_pages`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from cleanarticle.archive import Columns, Fault, Record, Skipped, Wanted, read
from cleanarticle.archive.batch.clean import Cleaned, WorkerSetup, clean
from cleanarticle.archive.columns import record_of
from cleanarticle.archive.optional import load
from cleanarticle.archive.rows import Column, Row, arrow_rows, arrow_schema, encodable, row_of
from cleanarticle.config.model import Config
from cleanarticle.overlays.profiles import Profiles
from cleanarticle.parse.limits import Limits
from cleanarticle.pipeline import Extractor

if TYPE_CHECKING:
    import pyarrow

__all__ = ["PAGE_COLUMNS", "clean_row", "extract_arrow", "extractor_for", "most_bytes", "read_pages"]

Batch: TypeAlias = "pyarrow.RecordBatch"

_ROWS_AT_ONCE: Final = 32
"""Pages that are Python objects at once, beside the batch itself."""
_BATCH_BYTES: Final = 32 * 1024 * 1024
_PLACE: Final = "place"
_FAULT: Final = "fault"
_MOST_EXTRACTORS: Final = 4

PAGE_COLUMNS: Final = (
    Column("html", "bytes", "The page."),
    Column("url", "text", "Its address."),
    Column("charset", "text", "The charset of the HTTP header."),
    Column("fetched", "time", "When it was fetched."),
    Column("id", "text", "What names the record in its archive.", required=True),
    Column(_PLACE, "text", "Where it stands.", required=True),
    Column(_FAULT, "text", "Why there is no page."),
)
"""The columns of the pages that are read from archives."""

_made: tuple[tuple[WorkerSetup, Extractor], ...] = ()
"""Extractors that this process made, by what they were made from, the newest first.

They hold settings only, nothing of a page, so that the same page gives the same row whatever came before it. A process
that is given its settings anew with each batch, as engines do, reads rule files and filter lists once.
"""


def extract_arrow(
    batch: Batch, *, config: Config | None = None, profiles: Profiles | None = None, columns: Columns | None = None
) -> Batch:
    """Clean a batch of pages: one row for each, in their order.

    A page without an article, and one that can't be read, has a row too: `status` is the kind of failure and `error`
    says what is wrong. Nothing is taken over from the input but address, time, id and place.

    Args:
        batch: One page a row: a column of HTML (bytes or text), and, where there are any, columns of addresses,
            charsets of the HTTP header, times of fetching and ids. The id of a row without one is its address, or else
            its number in the batch. A column `place` says where a page stands; else that is its id.
        config: Settings; the defaults if left out.
        profiles: What is known of sites.
        columns: Which columns hold what; found by their common names if left out.

    Returns:
        The rows, in the columns of `cleanarticle batch`.

    Raises:
        InputError: There is no column of HTML, or none of a name that is given.
        ConfigError: The settings are wrong.
        RuleError: A rule that they name is.
        MissingPackage: pyarrow is not installed.
    """
    found = (columns or Columns()).within(batch.schema.names, "the batch")
    extractor = extractor_for(config, profiles)
    names = dict.fromkeys((*found.named(), *(name for name in (_PLACE, _FAULT) if name in batch.schema.names)))
    pages = _microseconds(batch.select(list(names)))
    rows: list[Row] = []
    for start in range(0, pages.num_rows, _ROWS_AT_ONCE):
        for number, page in enumerate(pages.slice(start, _ROWS_AT_ONCE).to_pylist(), start):
            rows.append(_row(extractor, page, found, number))
    return arrow_rows(rows)


def clean_row(extractor: Extractor, found: Record | Fault, name: str) -> Row:
    """Clean one page as `cleanarticle batch` does.

    Args:
        extractor: The extractor.
        found: The page, or why there is none.
        name: The id of a row without a page.

    Returns:
        Its row; without an article, one that says why in `status` and `error`.
    """
    if isinstance(found, Fault):
        record = Record(b"", found.url, None, None, name, found.place)
        return row_of(record, None, status="unreadable", error=found.reason)
    outcome = clean(extractor, found)
    if isinstance(outcome, Cleaned):
        return outcome.row
    return row_of(replace(found, body=b""), None, status=outcome.kind, error=outcome.message)


def most_bytes(extractor: Extractor) -> int:
    """Size of the largest page that is looked at: the usual limit, or that of the settings if it is higher."""
    return max(Limits().max_bytes, extractor.config.limits.max_bytes)


def extractor_for(config: Config | None = None, profiles: Profiles | None = None) -> Extractor:
    """The extractor of this process with these settings; made when it is first asked for.

    Args:
        config: Settings; the defaults if left out.
        profiles: What is known of sites.

    Returns:
        The extractor, the same one for equal settings. Rule files and filter lists that they name are read once.

    Raises:
        ConfigError: The settings are wrong.
        RuleError: A rule that they name is.
    """
    global _made
    setup = WorkerSetup(config or Config(), profiles)
    for known, extractor in _made:
        if known == setup:
            return extractor
    extractor = setup.extractor()
    _made = ((setup, extractor), *_made[: _MOST_EXTRACTORS - 1])
    return extractor


def read_pages(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]], *, wanted: Wanted | None = None
) -> Iterator[Batch]:
    """Read archives as batches of pages for `extract_arrow`.

    A place that can't be read is a row without a page; its row in the output has the status `unreadable` and says why.

    Args:
        paths: Archives of any kind that `cleanarticle batch` reads, folders, single pages.
        wanted: Which records are read; HTML with status 200 if left out.

    Yields:
        Batches of about 32 MB, in the order of the archives, with the columns `PAGE_COLUMNS`.

    Raises:
        InputError: A path does not exist, or is of no kind that can be read.
        MissingPackage: A package is not installed.
    """
    arrow = load("pyarrow", "archive")
    make = partial(arrow.RecordBatch.from_pylist, schema=arrow_schema(PAGE_COLUMNS))
    pages: list[Row] = []
    size = 0
    for found in read(paths, wanted=wanted):
        if isinstance(found, Skipped):
            continue
        pages.append(_page(found))
        size += 0 if isinstance(found, Fault) else len(found.body)
        if size >= _BATCH_BYTES:
            yield make(pages)
            pages, size = [], 0
    if pages:
        yield make(pages)


def _page(found: Record | Fault) -> Row:
    if isinstance(found, Fault):
        page: Row = {"url": found.url, "id": found.place, "place": found.place, "fault": found.reason}
    else:
        page = {
            "html": found.body,
            "url": found.url,
            "charset": found.charset,
            "fetched": found.fetched,
            "id": found.id,
            "place": found.place,
        }
    return {name: encodable(value) for name, value in page.items()}


def _row(extractor: Extractor, page: Row, columns: Columns, number: int) -> Row:
    url = _text(page, columns.url)
    name = _text(page, columns.id) or url or str(number)
    place = _text(page, _PLACE) or name
    fault = _text(page, _FAULT)
    if fault:
        return clean_row(extractor, Fault(place, fault, url or None), name)
    return clean_row(extractor, record_of(page, columns, place, name, most_bytes(extractor)), name)


def _text(page: Row, column: str | None) -> str:
    value = page.get(column) if column else None
    return "" if value is None else str(value)


def _microseconds(pages: Any) -> Any:
    """Times as Python has them: finer ones are cut off, which `to_pylist` refuses to do."""
    arrow = load("pyarrow", "archive")
    columns = [
        column.cast(arrow.timestamp("us", column.type.tz), safe=False)
        if arrow.types.is_timestamp(column.type) and column.type.unit == "ns"
        else column
        for column in pages.columns
    ]
    return arrow.RecordBatch.from_arrays(columns, names=pages.schema.names)
