"""The rows of the output: one for each page, with fixed columns, for all writers and engines.

`COLUMNS` is their only definition. The schemas of Arrow, Spark and SQLite and the documentation are made from it.
"""

from __future__ import annotations

import datetime as dt
import json
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final, Literal, TypeAlias, TypedDict

from cleanarticle.archive.optional import load
from cleanarticle.archive.records import Fault, Record
from cleanarticle.article import Article, Moment

__all__ = [
    "COLUMNS",
    "ERROR_COLUMNS",
    "Column",
    "ErrorRow",
    "Row",
    "arrow_rows",
    "arrow_schema",
    "article_of",
    "encodable",
    "error_row",
    "json_line",
    "library_version",
    "reproduction",
    "row_of",
    "schema_page",
    "typed_value",
]

Row: TypeAlias = dict[str, Any]
"""The row of a page: plain Python values by the names in `COLUMNS`. Times are datetimes in UTC."""

ValueType = Literal["text", "integer", "number", "boolean", "time", "bytes", "json"]
"""Types of values; `json` is any value that JSON has, and its text where a table has typed columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: Its name.
        kind: The type of its values; the columns of a structure.
        about: What it contains, for the documentation.
        many: True if it is a list of such values.
        required: True if it is never null. A list is never null either.
    """

    name: str
    kind: ValueType | tuple[Column, ...]
    about: str
    many: bool = False
    required: bool = False


class ErrorRow(TypedDict):
    """A record without a row."""

    place: str
    url: str | None
    id: str | None
    kind: str
    message: str
    reproduce: str


_PARAGRAPH: Final = (
    Column("text", "text", "The text. A line break in the block is a newline.", required=True),
    Column("kind", "text", "The kind of block: `paragraph`, `heading`, `list_item` and so on.", required=True),
    Column("level", "integer", "1 to 6 for a heading, the depth of a list item, else 0.", required=True),
    Column(
        "marks",
        (
            Column("kind", "text", "`link`, `emphasis`, `code` and so on.", required=True),
            Column("start", "integer", "Offset of its first character in the text.", required=True),
            Column("end", "integer", "Offset after its last character.", required=True),
            Column("href", "text", "The URL of a link, source or picture; the id of a footnote."),
            Column("title", "text", "The title, the alternative text, or the sign of a footnote."),
            Column("mathml", "text", "MathML of a formula without TeX."),
        ),
        "What markup says of parts of the text.",
        many=True,
    ),
    Column("id", "text", "The id of a heading."),
    Column("language", "text", "The programming language of code."),
)

COLUMNS: Final = (
    Column("id", "text", "The name of the record in its archive.", required=True),
    Column("place", "text", "Where the record is, as `PATH#FRAGMENT`.", required=True),
    Column("url", "text", "The URL of the page in the archive."),
    Column("canonical_url", "text", "The canonical URL, as the page declares it."),
    Column("fetched", "time", "When the page was fetched."),
    Column(
        "status",
        "text",
        "`ok`. The engines for clusters also write rows for failures: `no-article`, `bad-input`, `limit`, `memory`, "
        "`unreadable` or `unexpected`.",
        required=True,
    ),
    Column("error", "text", "Why there is no article."),
    Column("page_type", "text", "The type of page: `article`, `listing` and so on.", required=True),
    Column("quality", "number", "The chance that the body is right, from 0 to 1; null without an article."),
    Column("quality_reason", "text", "`sound`, `doubtful`, or the kind of page that makes it so; null likewise."),
    Column("title", "text", "The headline."),
    Column("alternative_titles", "text", "Other titles in the metadata of the page.", many=True),
    Column("kicker", "text", "The label above the headline."),
    Column("subtitle", "text", "A text between headline and body that leads into it."),
    Column("summary", "text", "The points of a summary.", many=True),
    Column(
        "byline",
        (
            Column("text", "text", "The line as the page shows it.", required=True),
            Column("authors", "text", "Names of people.", many=True),
            Column("roles", "text", "Their roles, in the same order.", many=True),
            Column("organisations", "text", "Organisations that are named as authors.", many=True),
            Column("contributors", "text", "Names of people who helped.", many=True),
            Column("place", "text", "Where they wrote."),
            Column("agency", "text", "The news agency."),
        ),
        "Who wrote it.",
    ),
    Column("authors", "text", "All authors: people and organisations.", many=True),
    Column(
        "dateline",
        (
            Column("text", "text", "The line as the page shows it.", required=True),
            Column("place", "text", "The city or region."),
            Column("date", "text", "The day, as `YYYY-MM-DD`."),
            Column("agency", "text", "The news agency."),
            Column("inline", "boolean", "True if it is part of the first paragraph.", required=True),
        ),
        "Where, when and by which agency the article was filed.",
    ),
    Column("published", "text", "When it was published, in ISO 8601: a day, or a time with its offset."),
    Column("published_utc", "time", "The same in UTC; null if only the day is known."),
    Column("modified", "text", "When it was last changed, in the same form."),
    Column("modified_utc", "time", "The same in UTC; null if only the day is known."),
    Column("language", "text", "The language as a BCP 47 code."),
    Column("site_name", "text", "The name of the site."),
    Column("section", "text", "The section of the site."),
    Column("tags", "text", "Tags or keywords.", many=True),
    Column("access", "text", "Who can read it: `free`, `metered`, `subscriber` or `unknown`.", required=True),
    Column("text", "text", "The texts of the paragraphs, separated by blank lines.", required=True),
    Column("word_count", "integer", "The number of words of the text, separated by white space.", required=True),
    Column("paragraphs", _PARAGRAPH, "The texts of the body.", many=True),
    Column("body", "json", "The body as a tree of typed blocks, whose leaves are the paragraphs.", required=True),
    Column("body_source", "text", "Where in the page the body was read.", required=True),
    Column(
        "figures",
        (
            Column("src", "text", "The URL of the picture."),
            Column("alt", "text", "The alternative text."),
            Column("caption", "text", "The caption without the credit."),
            Column("credit", "text", "Who made or owns the picture."),
        ),
        "The pictures of the article.",
        many=True,
    ),
    Column(
        "media",
        (
            Column("kind", "text", "`video` or `audio`.", required=True),
            Column("title", "text", "The title."),
            Column("duration", "number", "The length in seconds."),
            Column("src", "text", "The URL of the file or of its player."),
        ),
        "The videos and audio recordings of the article.",
        many=True,
    ),
    Column(
        "entries",
        (
            Column("time", "time", "When the entry was written."),
            Column("stamp", "text", "The time as the page shows it."),
            Column("title", "text", "The heading."),
            Column("authors", "text", "The authors.", many=True),
            Column("paragraphs", _PARAGRAPH, "The paragraphs.", many=True),
        ),
        "The entries of a live blog.",
        many=True,
    ),
    Column("next_page", "text", "The URL of the next page of the article."),
    Column(
        "sources",
        (
            Column("field", "text", "The name of the field.", required=True),
            Column("source", "text", "Where the value was read.", required=True),
            Column("certainty", "number", "The probability that it is right, from 0 to 1.", required=True),
            Column("agrees", "boolean", "Whether the metadata claim the title that the page shows."),
        ),
        "The source of each field. In JSON a mapping by the name of the field.",
        many=True,
    ),
    Column("version", "text", "The version of cleanarticle.", required=True),
)
"""The columns of the output, in order."""

ERROR_COLUMNS: Final = (
    Column("place", "text", "Where the record is, as `PATH#FRAGMENT`.", required=True),
    Column("url", "text", "The URL, if known."),
    Column("id", "text", "The name of the record in its archive, if known."),
    Column("kind", "text", "The kind of error, see [Archives of pages](guides/archives.md).", required=True),
    Column("message", "text", "What went wrong.", required=True),
    Column("reproduce", "text", "A command that shows the error again.", required=True),
)
"""The columns of the errors, in order."""


def row_of(record: Record, article: Article | None, *, status: str | None = None, error: str | None = None) -> Row:
    """Make the row of a page.

    Args:
        record: The page.
        article: The article of the page; `None` if there is none.
        status: Default: `ok` with an article, `no-article` without one.
        error: Why there is no article.

    Returns:
        A value for each of `COLUMNS`, in their order.
    """
    values = article or Article()
    row = {
        **values.model_dump(mode="json"),
        "id": record.id,
        "place": record.place,
        "url": record.url or values.url,
        "fetched": _utc(record.fetched),
        "status": status or ("no-article" if article is None else "ok"),
        "error": error,
        "published_utc": _utc(values.published),
        "modified_utc": _utc(values.modified),
        "version": library_version(),
    }
    if article is None:
        row |= {"quality": None, "quality_reason": None}
    return {column.name: row[column.name] for column in COLUMNS}


def article_of(row: Mapping[str, Any]) -> Article:
    """The article of a row."""
    return Article.model_validate({name: row[name] for name in Article.model_fields if row.get(name) is not None})


def error_row(
    source: Record | Fault,
    error: Exception | str | None = None,
    *,
    kind: str | None = None,
    arguments: Sequence[str] = (),
) -> ErrorRow:
    """Make the row of a record that gave no article.

    Args:
        source: The record, or the place that can't be read.
        error: What went wrong. Default: the reason of the fault.
        kind: The kind of error. Default: the class of the exception, or `Fault`.
        arguments: Options that the command to reproduce it needs.
    """
    fault = source if isinstance(source, Fault) else None
    return {
        "place": source.place,
        "url": source.url,
        "id": source.id if isinstance(source, Record) else None,
        "kind": kind or (type(error).__name__ if isinstance(error, Exception) else "Fault" if fault else "Error"),
        "message": fault.reason if fault and error is None else str(error),
        "reproduce": reproduction(source.place, arguments),
    }


def reproduction(place: str, arguments: Sequence[str] = ()) -> str:
    """The command that extracts one record again, quoted for a shell."""
    return shlex.join(["cleanarticle", "extract", place, *arguments])


def json_line(row: Row | ErrorRow) -> bytes:
    """A row as one line of JSON in UTF-8, with its line break. Times are in ISO 8601."""
    text = json.dumps(row, ensure_ascii=False, default=_iso, separators=(",", ":"))
    return text.encode("utf-8", "replace") + b"\n"


def library_version() -> str:
    """The version of cleanarticle; `unknown` if it is not installed as a package."""
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
    typed = [{column.name: typed_value(row[column.name], column) for column in COLUMNS} for row in rows]
    return arrow.RecordBatch.from_pylist(encodable(typed), schema=arrow_schema())


def typed_value(value: Any, column: Column) -> Any:
    """The value of a row as a typed column has it.

    JSON leaves out what is empty, has times as text, and a mapping where a table has a list of structures.

    Args:
        value: The value.
        column: Its column.
    """
    if column.many:
        if isinstance(value, Mapping) and not isinstance(column.kind, str):
            value = [{column.kind[0].name: name, **each} for name, each in sorted(value.items())]
        return [_typed_part(each, column) for each in value or ()]
    return _typed_part(value, column)


def _typed_part(value: Any, column: Column) -> Any:
    if value is None:
        return None
    if column.kind == "json":
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if column.kind == "time" and isinstance(value, str):
        return _utc(dt.datetime.fromisoformat(value))
    if isinstance(column.kind, str):
        return value
    return {part.name: typed_value(value.get(part.name), part) for part in column.kind}


def schema_page() -> str:
    """The page of the documentation with all columns, as Markdown."""
    parts = [
        "# Rows of the output",
        "`make docs` writes this page from the code. All outputs have these columns in this order. A list without "
        "values is empty. Other values may be null, unless they are required. Times are ISO 8601 in JSON and SQLite, "
        "and timestamps in UTC in Parquet. Lists and structures are JSON in SQLite, the body in Parquet too. In JSON a "
        "row has the names and values of `Article.model_dump_json()`, and those of the record beside them.",
        "## Articles",
        _table(COLUMNS),
        "## Errors",
        "A record without an article has a row in `errors.jsonl`, and in SQLite also in the table `errors`.",
        _table(ERROR_COLUMNS),
    ]
    return "\n\n".join(parts) + "\n"


def _table(columns: Sequence[Column]) -> str:
    rows = [f"| {name} | {kind} | {about} |" for name, kind, about in _described(columns, "")]
    return "\n".join(["| column | type | content |", "|---|---|---|", *rows])


def _described(columns: Sequence[Column], before: str) -> list[tuple[str, str, str]]:
    described: list[tuple[str, str, str]] = []
    for column in columns:
        name = f"{before}{column.name}"
        plain = column.kind if isinstance(column.kind, str) else "structure"
        kind = f"list of {plain}" if column.many else f"{plain}, required" if column.required else plain
        described.append((f"`{name}`", kind, column.about))
        if not isinstance(column.kind, str):
            described += _described(column.kind, f"{name}{'[]' if column.many else ''}.")
    return described


def _arrow_field(arrow: Any, column: Column) -> Any:
    if isinstance(column.kind, str):
        kind = {
            "text": arrow.string(),
            "integer": arrow.int64(),
            "number": arrow.float64(),
            "boolean": arrow.bool_(),
            "time": arrow.timestamp("us", tz="UTC"),
            "bytes": arrow.binary(),
            "json": arrow.string(),
        }[column.kind]
    else:
        kind = arrow.struct([_arrow_field(arrow, part) for part in column.kind])
    if column.many:
        kind = arrow.list_(arrow.field("item", kind, nullable=False))
    return arrow.field(column.name, kind, nullable=not (column.required or column.many))


def encodable(value: Any) -> Any:
    """A value whose texts are valid UTF-8: lone surrogates become `?`, because Arrow rejects them."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {name: encodable(part) for name, part in value.items()}
    if isinstance(value, list):
        return [encodable(part) for part in value]
    return value


def _utc(moment: Moment | None) -> dt.datetime | None:
    """A time in UTC; `None` for a day, and for a time that UTC moves out of the calendar."""
    if not isinstance(moment, dt.datetime):
        return None
    try:
        return moment.astimezone(dt.UTC)
    except (OverflowError, ValueError):
        return None


def _iso(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"a row can't hold a {type(value).__name__}")


def _installed_version() -> str:
    try:
        return version("cleanarticle")
    except PackageNotFoundError:
        return "unknown"


_VERSION: Final = _installed_version()
