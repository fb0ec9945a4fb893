"""An article beside what was expected of it: one verdict for each asserted field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter

from cleanarticle.article import Article, Figure, LiveEntry, Media, Paragraph
from cleanarticle.testing.expected import EXCLUDES, FIELDS, PARAGRAPHS, Expected, ParagraphPieces, expects_no_article

__all__ = ["NO_ARTICLE", "Verdict", "compare", "shown"]

_T = TypeVar("_T", Figure, LiveEntry, Media)

_NONE: Final = Article()
_DURATION: Final = TypeAdapter(dt.timedelta)

NO_ARTICLE: Final = "no article was found"
"""The problem of every field of a page that gives nothing where an article is expected."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One asserted field beside what came out.

    Attributes:
        field: The field, or `excludes`.
        same: Whether the article has what is asserted.
        expected: What is asserted, as plain data.
        got: What came out, in the same shape: no more of it than is asserted.
        problems: What is wrong, one line each; empty if nothing is.
    """

    field: str
    same: bool
    expected: Any
    got: Any
    problems: tuple[str, ...] = ()


def compare(article: Article | None, expected: Expected) -> tuple[Verdict, ...]:
    """Compare an article with what is expected of it.

    Only what is asserted is compared: of a part such as the byline or a figure, the attributes that are named. Figures
    with neither caption nor credit don't count, and a language is compared by its primary tag.

    Args:
        article: What came out; `None` if no article was found.
        expected: The asserted fields.

    Returns:
        One verdict an asserted field, in the order of the article's fields. If an article is expected and none was
        found, each of them differs.
    """
    if article is None and not expects_no_article(expected):
        return tuple(_nothing(name, expected[name]) for name in FIELDS if name in expected)
    return tuple(_verdict(name, article or _NONE, expected[name]) for name in FIELDS if name in expected)


def shown(name: str, article: Article, like: Any) -> Any:
    """What an article has in a field, as plain data in the shape of an expectation.

    Args:
        name: The field; not `excludes`, which no article has.
        article: The article.
        like: An expectation for the field; parts are shown with the attributes that it names. `None` for all that a
            person would check.

    Returns:
        The value as it is written in a file of expectations.
    """
    if name == PARAGRAPHS:
        return _paragraphs(article.paragraphs, like)
    value = getattr(article, name)
    if name in {"published", "modified"}:
        return _moment(value, like)
    if name == "language":
        return value and (value if like is None else value.split("-")[0].lower())
    if name == "entries":
        return [_entry(entry, item) for entry, item in _padded(value, like)]
    if name == "figures":
        return [_figure(figure, item) for figure, item in _padded(_told(value), like)]
    if name == "media":
        return [_media(media, item) for media, item in _padded(value, like)]
    if name in {"byline", "dateline"}:
        return value and _part(value, like)
    return [_plain(item) for item in value] if isinstance(value, tuple) else _plain(value)


def _nothing(name: str, want: Any) -> Verdict:
    """No field of an article that was not found is right, not even one that is asserted to be empty."""
    return Verdict(name, False, want, [] if isinstance(want, list) or name == PARAGRAPHS else None, (NO_ARTICLE,))


def _verdict(name: str, article: Article, want: Any) -> Verdict:
    if name == EXCLUDES:
        inside = [cruft for cruft in want if cruft in article.text]
        return Verdict(name, not inside, want, inside, tuple(f"{cruft!r} is in the text" for cruft in inside))
    if name == PARAGRAPHS and isinstance(want, dict):
        return _pieces_verdict(article, want)
    got = shown(name, article, want)
    if _comparable(name, got) == _comparable(name, want):
        return Verdict(name, True, want, got)
    if name != PARAGRAPHS:
        return Verdict(name, False, want, got, (f"expected {want!r}, got {got!r}",))
    if want == []:
        return Verdict(name, False, want, got, (f"no article is expected, and one was found: {article.text[:60]!r}",))
    return Verdict(name, False, want, got, ("differ",))


def _comparable(name: str, want: Any) -> Any:
    """An expectation as `shown` gives its like: nothing, at any depth, is asserted by an empty text."""
    if isinstance(want, list):
        return [_comparable("", item) for item in want]
    if isinstance(want, dict):
        return {key: _comparable("", item) for key, item in want.items()}
    return want.split("-")[0].lower() if name == "language" and want else want or None


def _pieces_verdict(article: Article, want: dict[str, Any]) -> Verdict:
    """Paragraphs asserted by pieces, each looked for by itself."""
    pieces = ParagraphPieces.model_validate(want)
    texts = [paragraph.text for paragraph in article.paragraphs]
    problems = tuple(_piece_problems(pieces, texts))
    return Verdict(PARAGRAPHS, not problems, want, texts, problems)


def _piece_problems(pieces: ParagraphPieces, texts: Sequence[str]) -> Iterator[str]:
    for piece in pieces.contains:
        if not any(piece in text for text in texts):
            yield f"no paragraph contains {piece!r}"
    for piece in pieces.excludes:
        yield from (f"a paragraph contains {piece!r}: {text!r}" for text in texts if piece in text)
    if pieces.starts is not None and not (texts and texts[0].startswith(pieces.starts)):
        yield f"the first paragraph does not start with {pieces.starts!r}: {texts[0] if texts else None!r}"
    if pieces.ends is not None and not (texts and texts[-1].endswith(pieces.ends)):
        yield f"the last paragraph does not end with {pieces.ends!r}: {texts[-1] if texts else None!r}"
    if pieces.count is not None and pieces.count != len(texts):
        yield f"expected {pieces.count} paragraphs, got {len(texts)}"


def _paragraphs(paragraphs: Sequence[Paragraph], like: Any) -> list[Any]:
    """All paragraphs: each as a string, or with what is asserted of the one with its text.

    Of several with the same text, the first is shown like the first of the expectations with it.
    """
    wanted: dict[str, list[str | dict[str, Any]]] = {}
    for item in like if isinstance(like, list) else ():
        wanted.setdefault(item if isinstance(item, str) else item["text"], []).append(item)
    return [_paragraph(paragraph, wanted, like) for paragraph in paragraphs]


def _paragraph(paragraph: Paragraph, wanted: dict[str, list[Any]], like: Any) -> str | dict[str, Any]:
    items = wanted.get(paragraph.text)
    if items:
        item = items.pop(0)
        return {key: getattr(paragraph, key) for key in item} if isinstance(item, dict) else paragraph.text
    if like or paragraph.kind == "paragraph":
        return paragraph.text
    return paragraph.model_dump(exclude_defaults=True)


def _moment(value: dt.date | None, want: str | None) -> str | None:
    """The value as `want` writes it if both name the same moment; a date never equals a date with time."""
    if value is None:
        return None
    if want and isinstance(value, dt.datetime) and "T" in want.replace(" ", "T") and value == _read(want):
        return want
    return value.isoformat()


def _read(moment: str) -> dt.datetime | None:
    """A moment that can be compared; one without a zone, or in another form than ISO's, can't."""
    try:
        read = dt.datetime.fromisoformat(moment)
    except ValueError:
        return None
    return read if read.tzinfo else None


def _told(figures: Sequence[Figure]) -> list[Figure]:
    return [figure for figure in figures if figure.caption or figure.credit]


def _padded(values: Iterable[_T], like: list[dict[str, Any]] | None) -> Iterator[tuple[_T, dict[str, Any] | None]]:
    """Each value with the expectation of its place; one beyond them is shown with what the last one asserts."""
    for index, value in enumerate(values):
        yield value, like[min(index, len(like) - 1)] if like else None


def _figure(figure: Figure, like: dict[str, Any] | None) -> dict[str, Any]:
    return _part(figure, like or dict.fromkeys(("caption", "credit")))


def _media(media: Media, like: dict[str, Any] | None) -> dict[str, Any]:
    data = media.model_dump(mode="json")
    if not like:
        return {key: value for key, value in data.items() if value is not None}
    if like.get("duration") and _DURATION.validate_python(like["duration"]) == media.duration:
        data["duration"] = like["duration"]
    return {key: data[key] for key in like}


def _entry(entry: LiveEntry, like: dict[str, Any] | None) -> dict[str, Any]:
    names = like or dict.fromkeys(LiveEntry.model_fields)
    data: dict[str, Any] = {key: _plain(getattr(entry, key)) for key in names if key != PARAGRAPHS}
    if "time" in names:
        data["time"] = _moment(entry.time, names["time"])
    if PARAGRAPHS in names:
        data[PARAGRAPHS] = [paragraph.text for paragraph in entry.paragraphs]
    return data


def _part(value: Any, like: dict[str, Any] | None) -> dict[str, Any]:
    """A part's named attributes; without names, those it has."""
    if like:
        return {key: _plain(getattr(value, key)) for key in like}
    return {key: item for key, item in value.model_dump(mode="json").items() if item not in (None, [], False)}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    return value.isoformat() if isinstance(value, dt.date) else value
