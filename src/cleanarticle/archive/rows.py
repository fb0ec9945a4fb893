"""The output: one row a page, in columns that are fixed. Every writer and every engine writes these rows.

The columns stand here once; the schema of Arrow, the page that documents them and the rows are made from them.
"""

from __future__ import annotations

import datetime as dt
import json
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final, Literal, TypeAlias, TypedDict

from cleanarticle.archive.optional import load
from cleanarticle.archive.record import Fault, Record
from cleanarticle.article import Article, LiveEntry, Moment, Paragraph

__all__ = [
    "COLUMNS",
    "ERROR_COLUMNS",
    "Column",
    "ErrorRow",
    "Row",
    "arrow_rows",
    "arrow_schema",
    "encodable",
    "error_row",
    "json_line",
    "library_version",
    "reproduction",
    "row_of",
    "schema_page",
]

Row: TypeAlias = dict[str, Any]
"""One page: values of plain Python types, by the names in `COLUMNS`; times are aware datetimes in UTC."""

Plain = Literal["text", "integer", "number", "boolean", "time", "bytes"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: Its name.
        kind: What a value is, or its parts, if it is a structure.
        about: What it holds.
        many: Whether it is a list of such values.
        required: Whether it is never empty (null); a list never is.
    """

    name: str
    kind: Plain | tuple[Column, ...]
    about: str
    many: bool = False
    required: bool = False


class ErrorRow(TypedDict):
    """One record that gave no row."""

    place: str
    url: str | None
    id: str | None
    kind: str
    message: str
    reproduce: str


_PARAGRAPH: Final = (
    Column("text", "text", "The words; a line break inside the block is a newline.", required=True),
    Column("kind", "text", "What the block is: `paragraph`, `heading`, `list_item` and so on.", required=True),
    Column("level", "integer", "1 to 6 for headings, depth for list items, 0 otherwise.", required=True),
)

COLUMNS: Final = (
    Column("id", "text", "What names the record in its archive.", required=True),
    Column("place", "text", "Where it stands, as `PATH#FRAGMENT`.", required=True),
    Column("url", "text", "The page's address, as the archive has it."),
    Column("canonical_url", "text", "The address that the page names as its own."),
    Column("fetched", "time", "When the page was fetched."),
    Column(
        "status",
        "text",
        "`ok`, or `no-article` for a page that holds none. Where failures have rows, not a file of their own, also "
        "`bad-input`, `limit`, `memory`, `unreadable` or `unexpected`.",
        required=True,
    ),
    Column("error", "text", "Why there is no article."),
    Column("page_type", "text", "What type of page it is.", required=True),
    Column("title", "text", "The headline."),
    Column("alternative_titles", "text", "Other titles that the page gives itself.", many=True),
    Column("kicker", "text", "A label above or before the headline."),
    Column("subtitle", "text", "The standfirst."),
    Column("summary", "text", "Summary points.", many=True),
    Column(
        "byline",
        (
            Column("text", "text", "The line as it stands in the page.", required=True),
            Column("authors", "text", "People.", many=True),
            Column("roles", "text", "Their roles, in the same order.", many=True),
            Column("organisations", "text", "Organisations that are credited like authors.", many=True),
            Column("contributors", "text", "People who helped.", many=True),
            Column("place", "text", "Where they wrote it."),
            Column("agency", "text", "The news agency."),
        ),
        "Who wrote it.",
    ),
    Column("authors", "text", "Everybody the article is credited to.", many=True),
    Column(
        "dateline",
        (
            Column("text", "text", "The line as it stands in the page.", required=True),
            Column("place", "text", "City or region."),
            Column("date", "text", "The day, as `YYYY-MM-DD`."),
            Column("agency", "text", "The agency."),
            Column("inline", "boolean", "Whether it stands in the first paragraph.", required=True),
        ),
        "Where, when and by which agency it was filed.",
    ),
    Column("published", "text", "When it was published: ISO 8601, a day or a time with its offset."),
    Column("published_utc", "time", "The same; empty if only the day is known."),
    Column("modified", "text", "When it was last changed, likewise."),
    Column("modified_utc", "time", "The same; empty if only the day is known."),
    Column("language", "text", "Code of its language (BCP 47)."),
    Column("site_name", "text", "Name of the site."),
    Column("section", "text", "The section of the site it stands in."),
    Column("tags", "text", "Its tags, or keywords.", many=True),
    Column("access", "text", "Who may read it: `free`, `metered`, `subscriber`, `unknown`.", required=True),
    Column("text", "text", "The texts of the paragraphs, joined by blank lines.", required=True),
    Column("words", "integer", "Number of white-space separated words of the text.", required=True),
    Column("paragraphs", _PARAGRAPH, "The body.", many=True),
    Column("body_source", "text", "Where the body was read.", required=True),
    Column(
        "figures",
        (
            Column("src", "text", "Address of the picture."),
            Column("alt", "text", "Replacement text."),
            Column("caption", "text", "Caption without the credit."),
            Column("credit", "text", "Who made or owns it."),
        ),
        "The pictures that belong to it.",
        many=True,
    ),
    Column(
        "media",
        (
            Column("kind", "text", "`video` or `audio`.", required=True),
            Column("title", "text", "Its title."),
            Column("duration", "number", "Its length in seconds."),
            Column("src", "text", "Address of the file or of its player."),
        ),
        "The videos and recordings that are part of it.",
        many=True,
    ),
    Column(
        "entries",
        (
            Column("time", "time", "When it was written."),
            Column("stamp", "text", "The time as the page shows it."),
            Column("title", "text", "Its heading."),
            Column("authors", "text", "Its authors.", many=True),
            Column("paragraphs", _PARAGRAPH, "Its paragraphs.", many=True),
        ),
        "The entries of a live blog.",
        many=True,
    ),
    Column("next_page", "text", "Address of the article's next page."),
    Column(
        "sources",
        (
            Column("field", "text", "Name of the field.", required=True),
            Column("source", "text", "What it was read from.", required=True),
            Column("certainty", "number", "How likely it is right, from 0 to 1.", required=True),
        ),
        "Where each field came from, sorted by name.",
        many=True,
    ),
    Column("version", "text", "Version of this library.", required=True),
)
"""The columns of the output, in their order."""

ERROR_COLUMNS: Final = (
    Column("place", "text", "Where the record stands, as `PATH#FRAGMENT`.", required=True),
    Column("url", "text", "Its address, if it is known."),
    Column("id", "text", "What names the record in its archive, if it is known."),
    Column("kind", "text", "Kind of error: the name of its class, or `Fault` if it can't be read.", required=True),
    Column("message", "text", "What went wrong.", required=True),
    Column("reproduce", "text", "A command that shows it again.", required=True),
)
"""The columns of the errors, in their order."""


def row_of(record: Record, article: Article | None, *, status: str | None = None, error: str | None = None) -> Row:
    """Make the row of a page.

    Args:
        record: The page.
        article: What was read of it; `None` if it holds no article.
        status: How it ended; `ok` with an article and `no-article` without one, if left out.
        error: Why there is no article.

    Returns:
        A value for each of `COLUMNS`, in their order.
    """
    given = article or Article()
    return {
        "id": record.id,
        "place": record.place,
        "url": record.url or given.url,
        "canonical_url": given.canonical_url,
        "fetched": _utc(record.fetched),
        "status": status or ("no-article" if article is None else "ok"),
        "error": error,
        "page_type": given.page_type,
        "title": given.title,
        "alternative_titles": list(given.alternative_titles),
        "kicker": given.kicker,
        "subtitle": given.subtitle,
        "summary": list(given.summary),
        "byline": given.byline.model_dump(mode="json") if given.byline else None,
        "authors": list(given.authors),
        "dateline": given.dateline.model_dump(mode="json") if given.dateline else None,
        "published": given.published.isoformat() if given.published else None,
        "published_utc": _utc(given.published),
        "modified": given.modified.isoformat() if given.modified else None,
        "modified_utc": _utc(given.modified),
        "language": given.language,
        "site_name": given.site_name,
        "section": given.section,
        "tags": list(given.tags),
        "access": given.access,
        "text": given.text,
        "words": given.word_count,
        "paragraphs": _paragraphs(given.paragraphs),
        "body_source": given.body_source,
        "figures": [figure.model_dump(mode="json") for figure in given.figures],
        "media": [
            {
                "kind": medium.kind,
                "title": medium.title,
                "duration": medium.duration.total_seconds() if medium.duration is not None else None,
                "src": medium.src,
            }
            for medium in given.media
        ],
        "entries": [_entry(entry) for entry in given.entries],
        "next_page": given.next_page,
        "sources": [
            {"field": field, "source": found.source, "certainty": found.certainty}
            for field, found in sorted(given.sources.items())
        ],
        "version": library_version(),
    }


def error_row(
    found: Record | Fault,
    error: Exception | str | None = None,
    *,
    kind: str | None = None,
    arguments: Sequence[str] = (),
) -> ErrorRow:
    """Make the row of a record that gave no article.

    Args:
        found: The record, or the place that can't be read.
        error: What went wrong; not needed for a fault, which says so itself.
        kind: Kind of error; the name of the error's class, or `Fault`, if left out.
        arguments: Settings that the command to reproduce it needs.

    Returns:
        The row.
    """
    fault = isinstance(found, Fault)
    return {
        "place": found.place,
        "url": found.url,
        "id": None if isinstance(found, Fault) else found.id,
        "kind": kind or (type(error).__name__ if isinstance(error, Exception) else "Fault" if fault else "Error"),
        "message": found.reason if isinstance(found, Fault) and error is None else str(error),
        "reproduce": reproduction(found.place, arguments),
    }


def reproduction(place: str, arguments: Sequence[str] = ()) -> str:
    """The command that reads one record again, with settings, quoted for a shell."""
    return shlex.join(["cleanarticle", "extract", place, *arguments])


def json_line(row: Row | ErrorRow) -> bytes:
    """A row as one line of JSON, with its line break. Times are written as ISO 8601."""
    text = json.dumps(row, ensure_ascii=False, default=_iso, separators=(",", ":"))
    return text.encode("utf-8", "replace") + b"\n"


def library_version() -> str:
    """The version of this library; `unknown` if it is not installed as a package."""
    return _VERSION


def arrow_schema(columns: Sequence[Column] = COLUMNS) -> Any:
    """The columns as a `pyarrow.Schema`.

    Raises:
        MissingPackage: pyarrow is not installed.
    """
    arrow = load("pyarrow", "archive")
    return arrow.schema([_arrow_field(arrow, column) for column in columns])


def arrow_rows(rows: Sequence[Row]) -> Any:
    """Rows as a `pyarrow.RecordBatch` of the columns.

    Args:
        rows: Rows as `row_of` makes them.

    Raises:
        MissingPackage: pyarrow is not installed.
    """
    arrow = load("pyarrow", "archive")
    return arrow.RecordBatch.from_pylist([encodable(row) for row in rows], schema=arrow_schema())


def schema_page() -> str:
    """The page of the documentation that lists all columns, as Markdown."""
    parts = [
        "# Rows of the output",
        "This page is made from the code by `make docs`. Every kind of output has these columns, in this order. A list "
        "is empty where there is nothing; any other value may be null unless it is required. JSON has times as "
        "ISO 8601, Parquet as timestamps in UTC; SQLite has lists and structures as JSON.",
        "## Articles",
        _table(COLUMNS),
        "## Errors",
        "A record that gave no row has a row here, in `errors.jsonl` or the table `errors`.",
        _table(ERROR_COLUMNS),
    ]
    return "\n\n".join(parts) + "\n"


def _table(columns: Sequence[Column]) -> str:
    rows = [f"| {name} | {kind} | {about} |" for name, kind, about in _described(columns, "")]
    return "\n".join(["| column | type | what it holds |", "|---|---|---|", *rows])


def _described(columns: Sequence[Column], before: str) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for column in columns:
        name = f"{before}{column.name}"
        plain = column.kind if isinstance(column.kind, str) else "structure"
        kind = f"list of {plain}" if column.many else f"{plain}, required" if column.required else plain
        found.append((f"`{name}`", kind, column.about))
        if not isinstance(column.kind, str):
            found += _described(column.kind, f"{name}{'[]' if column.many else ''}.")
    return found


def _arrow_field(arrow: Any, column: Column) -> Any:
    if isinstance(column.kind, str):
        kind = {
            "text": arrow.string(),
            "integer": arrow.int64(),
            "number": arrow.float64(),
            "boolean": arrow.bool_(),
            "time": arrow.timestamp("us", tz="UTC"),
            "bytes": arrow.binary(),
        }[column.kind]
    else:
        kind = arrow.struct([_arrow_field(arrow, part) for part in column.kind])
    if column.many:
        kind = arrow.list_(arrow.field("item", kind, nullable=False))
    return arrow.field(column.name, kind, nullable=not (column.required or column.many))


def encodable(value: Any) -> Any:
    """A value without lone surrogates, which Arrow's text can't hold."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {name: encodable(each) for name, each in value.items()}
    if isinstance(value, list):
        return [encodable(each) for each in value]
    return value


def _utc(moment: Moment | None) -> dt.datetime | None:
    """A time in UTC; a day alone is none, and one beyond the calendar's ends neither."""
    if not isinstance(moment, dt.datetime):
        return None
    try:
        return moment.astimezone(dt.UTC)
    except (OverflowError, ValueError):
        return None


def _paragraphs(paragraphs: Sequence[Paragraph]) -> list[Row]:
    return [{"text": each.text, "kind": each.kind, "level": each.level} for each in paragraphs]


def _entry(entry: LiveEntry) -> Row:
    return {
        "time": _utc(entry.time),
        "stamp": entry.stamp,
        "title": entry.title,
        "authors": list(entry.authors),
        "paragraphs": _paragraphs(entry.paragraphs),
    }


def _iso(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"a row holds no {type(value).__name__}")


def _installed_version() -> str:
    try:
        return version("cleanarticle")
    except PackageNotFoundError:
        return "unknown"


_VERSION: Final = _installed_version()
