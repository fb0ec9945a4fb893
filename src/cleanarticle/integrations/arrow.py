"""Clean batches of pages as Arrow data. All engines for clusters use this.

`extract_arrow` turns a batch of pages into a batch of rows with the columns of `cleanarticle batch`. `read_pages` reads
archives that are not tables as batches of pages.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from cleanarticle.archive import Fault, Record, RecordFilter, Skipped, TableColumns, read
from cleanarticle.archive.batch.clean import Cleaned, WorkerSetup, clean, max_page_bytes
from cleanarticle.archive.optional import load
from cleanarticle.archive.rows import Column, Row, arrow_rows, arrow_schema, encodable, row_of
from cleanarticle.archive.table_columns import record_of_row
from cleanarticle.config.model import Config
from cleanarticle.overlays.profiles import Profiles
from cleanarticle.pipeline import Extractor

if TYPE_CHECKING:
    import pyarrow

__all__ = ["PAGE_COLUMNS", "clean_row", "extract_arrow", "extractor_for", "read_pages"]

Batch: TypeAlias = "pyarrow.RecordBatch"

_ROWS_AT_ONCE: Final = 32
"""Pages that are converted to Python objects at once."""
# A page of the largest size is a batch. Tasks hold some batches in memory; small ones cost a call of the engine each.
_BATCH_BYTES: Final = 32 * 1024 * 1024
_PLACE: Final = "place"
_FAULT: Final = "fault"
# A job has one setting, or a few that are compared. Each one more stays in memory with its rules and lists.
_MOST_EXTRACTORS: Final = 4

PAGE_COLUMNS: Final = (
    Column("html", "bytes", "The page."),
    Column("url", "text", "Its URL."),
    Column("charset", "text", "The charset of the HTTP header."),
    Column("fetched", "time", "When it was fetched."),
    Column("id", "text", "The name of the record in its archive.", required=True),
    Column(_PLACE, "text", "Where the record is.", required=True),
    Column(_FAULT, "text", "Why there is no page."),
)
"""The columns of the batches of `read_pages`."""

_made: tuple[tuple[WorkerSetup, Extractor], ...] = ()
"""The extractors of this process with their settings, the newest first.

Engines send the settings with each batch. This cache keeps a process from reading rule files and filter lists again.
An extractor keeps nothing of a page, so the cache can't change a result.
"""


def extract_arrow(
    batch: Batch, *, config: Config | None = None, profiles: Profiles | None = None, columns: TableColumns | None = None
) -> Batch:
    """Clean a batch of pages. Each page gives one row, in the order of the batch.

    A page without an article, or one that can't be read, has a row too: `status` is the kind of failure, and `error`
    says what is wrong. Other columns of the batch are not copied.

    Args:
        batch: One page in each row: a column of HTML (bytes or text), and optional columns for the URL, the charset of
            the HTTP header, the time of fetching and the id. Without an id, a row has its URL, or else its number in
            the batch, as id. An optional column `place` says where the page is. Default: the id.
        config: Settings. Default: the default settings.
        profiles: Site profiles.
        columns: Which columns hold the pages. Default: found by common names.

    Returns:
        The rows, with the columns of `cleanarticle batch`.

    Raises:
        InputError: There is no column of HTML, or a named column is missing.
        ConfigError: The settings are wrong.
        RuleError: A rule in the settings is wrong.
        MissingPackage: pyarrow is not installed.
    """
    columns = (columns or TableColumns()).within(batch.schema.names, "the batch")
    extractor = extractor_for(config, profiles)
    names = dict.fromkeys((*columns.names(), *(name for name in (_PLACE, _FAULT) if name in batch.schema.names)))
    pages = _microseconds(batch.select(list(names)))
    rows: list[Row] = []
    for start in range(0, pages.num_rows, _ROWS_AT_ONCE):
        for number, page in enumerate(pages.slice(start, _ROWS_AT_ONCE).to_pylist(), start):
            rows.append(_row(extractor, page, columns, number))
    return arrow_rows(rows)


def clean_row(extractor: Extractor, result: Record | Fault, name: str) -> Row:
    """Clean one page as `cleanarticle batch` does.

    Args:
        extractor: The extractor.
        result: The page, or the fault in its place.
        name: The id of the row of a fault.

    Returns:
        The row. Without an article, its `status` and `error` say why.
    """
    if isinstance(result, Fault):
        record = Record(b"", result.url, None, None, name, result.place)
        return row_of(record, None, status="unreadable", error=result.reason)
    outcome = clean(extractor, result)
    if isinstance(outcome, Cleaned):
        return outcome.row
    return row_of(replace(result, body=b""), None, status=outcome.kind, error=outcome.message)


def extractor_for(config: Config | None = None, profiles: Profiles | None = None) -> Extractor:
    """The extractor of this process for these settings: the same one for equal settings.

    Args:
        config: Settings. Default: the default settings.
        profiles: Site profiles.

    Raises:
        ConfigError: The settings are wrong.
        RuleError: A rule in the settings is wrong.
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
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]], *, record_filter: RecordFilter | None = None
) -> Iterator[Batch]:
    """Read archives as batches of pages for `extract_arrow`.

    A place that can't be read is a row without a page. `extract_arrow` gives it a row with the status `unreadable`.

    Args:
        paths: Archives, folders and single pages, as for `cleanarticle batch`.
        record_filter: Which records are read. Default: HTML with status 200.

    Yields:
        Batches of about 32 MB, in the order of the archives, with the columns `PAGE_COLUMNS`.

    Raises:
        InputError: A path does not exist or has no known format.
        MissingPackage: A package is not installed.
    """
    arrow = load("pyarrow", "archive")
    make = partial(arrow.RecordBatch.from_pylist, schema=arrow_schema(PAGE_COLUMNS))
    pages: list[Row] = []
    size = 0
    for result in read(paths, record_filter=record_filter):
        if isinstance(result, Skipped):
            continue
        pages.append(_page(result))
        size += 0 if isinstance(result, Fault) else len(result.body)
        if size >= _BATCH_BYTES:
            yield make(pages)
            pages, size = [], 0
    if pages:
        yield make(pages)


def _page(result: Record | Fault) -> Row:
    if isinstance(result, Fault):
        page: Row = {"url": result.url, "id": result.place, _PLACE: result.place, _FAULT: result.reason}
    else:
        page = {
            "html": result.body,
            "url": result.url,
            "charset": result.charset,
            "fetched": result.fetched,
            "id": result.id,
            _PLACE: result.place,
        }
    return {name: encodable(value) for name, value in page.items()}


def _row(extractor: Extractor, page: Row, columns: TableColumns, number: int) -> Row:
    url = _text(page, columns.url)
    name = _text(page, columns.id) or url or str(number)
    place = _text(page, _PLACE) or name
    fault = _text(page, _FAULT)
    if fault:
        return clean_row(extractor, Fault(place, fault, url or None), name)
    record = record_of_row(page, columns, place, name, max_page_bytes(extractor.config))
    return clean_row(extractor, record, name)


def _text(page: Row, column: str | None) -> str:
    value = page.get(column) if column else None
    return "" if value is None else str(value)


def _microseconds(pages: Any) -> Any:
    """Cut times in nanoseconds to microseconds, because Python has no finer ones and `to_pylist` raises."""
    arrow = load("pyarrow", "archive")
    columns = [
        column.cast(arrow.timestamp("us", column.type.tz), safe=False)
        if arrow.types.is_timestamp(column.type) and column.type.unit == "ns"
        else column
        for column in pages.columns
    ]
    return arrow.RecordBatch.from_arrays(columns, names=pages.schema.names)
