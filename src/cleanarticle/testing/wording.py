"""Two texts beside each other: line by line, and word by word."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher, unified_diff
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from cleanarticle.testing.compare import Verdict
from cleanarticle.testing.expected import EXCLUDES, PARAGRAPHS

__all__ = ["Piece", "Side", "changed_lines", "changed_texts", "lines_of", "unified", "word_pieces"]

Side: TypeAlias = Literal["both", "expected", "got"]

_WORD: Final = re.compile(r"\s+|[\w'’]+|[^\w\s]")
_CONTEXT: Final = 1


class Piece(NamedTuple):
    """A run of text that stands in both, or in one only.

    Attributes:
        side: Where it stands.
        text: The text.
    """

    side: Side
    text: str


def lines_of(value: Any) -> list[str]:
    """A value of a field as lines to compare: a list gives a line for each item, a part one for each attribute."""
    if value is None:
        return []
    if isinstance(value, str):
        return value.splitlines()
    if isinstance(value, dict):
        return [f"{name}: {_line(item)}" for name, item in value.items()]
    if isinstance(value, list):
        return [_line(item) for item in value]
    return [_line(value)]


def changed_lines(verdict: Verdict) -> list[tuple[str | None, str | None]]:
    """The lines in which a field differs.

    Args:
        verdict: A field.

    Returns:
        Expected and got for each, `None` on the side where there is none. What `excludes` and pieces of paragraphs
        assert is beside the text that breaks it.
    """
    if verdict.same:
        return []
    if verdict.field == EXCLUDES:
        return [(None, line) for line in lines_of(verdict.got)]
    if verdict.field == PARAGRAPHS and isinstance(verdict.expected, dict):
        return list(_pieces_lines(verdict.expected, lines_of(verdict.got)))
    return list(changed_texts(lines_of(verdict.expected), lines_of(verdict.got)))


def _pieces_lines(pieces: dict[str, Any], texts: list[str]) -> Iterator[tuple[str | None, str | None]]:
    for piece in pieces.get("contains", ()):
        if not any(piece in text for text in texts):
            yield piece, None
    for piece in pieces.get("excludes", ()):
        yield from ((None, text) for text in texts if piece in text)
    first, last = (texts[0], texts[-1]) if texts else (None, None)
    if (starts := pieces.get("starts")) is not None and not (first and first.startswith(starts)):
        yield starts, first
    if (ends := pieces.get("ends")) is not None and not (last and last.endswith(ends)):
        yield ends, last
    if pieces.get("count") not in (None, len(texts)):
        yield f"{pieces['count']} paragraphs", f"{len(texts)} paragraphs"


def unified(verdict: Verdict) -> list[str]:
    """A unified diff from what is expected to what came out, without the lines that name files.

    `excludes` and pieces of paragraphs are no text that could be laid beside another: of these, what is missing and
    what is too much.

    Args:
        verdict: A field.

    Returns:
        Lines that begin with `-` (missing), `+` (too much), a space (context) or `@@`; empty if nothing differs.
    """
    if verdict.field == EXCLUDES or (verdict.field == PARAGRAPHS and isinstance(verdict.expected, dict)):
        pairs = changed_lines(verdict)
        return [sign + line for pair in pairs for sign, line in zip("-+", pair, strict=True) if line is not None]
    lines = unified_diff(lines_of(verdict.expected), lines_of(verdict.got), "expected", "got", n=_CONTEXT, lineterm="")
    return list(lines)[2:]


def word_pieces(expected: str, got: str) -> list[Piece]:
    """Compare two texts word by word.

    Args:
        expected: The one.
        got: The other.

    Returns:
        Pieces which, but for those of one side, make up the other.
    """
    first, second = _WORD.findall(expected), _WORD.findall(got)
    pieces: list[Piece] = []
    for action, i, j, k, m in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if action == "equal":
            pieces.append(Piece("both", "".join(first[i:j])))
            continue
        if i < j:
            pieces.append(Piece("expected", "".join(first[i:j])))
        if k < m:
            pieces.append(Piece("got", "".join(second[k:m])))
    return pieces


def changed_texts(expected: Sequence[str], got: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    """Pair the lines of two lists that differ.

    Yields:
        Expected and got for a line that was changed, `None` on the side where one is missing.
    """
    for action, i, j, k, m in SequenceMatcher(None, expected, got, autojunk=False).get_opcodes():
        if action != "equal":
            yield from _pairs(list(expected[i:j]), list(got[k:m]))


def _pairs(missing: list[str], extra: list[str]) -> Iterator[tuple[str | None, str | None]]:
    """Each missing line with the extra one that is like it; the rest alone, missing ones first."""
    for line in missing:
        like = max(extra, key=lambda other: _likeness(line, other), default=None)
        if like is not None and _likeness(line, like) > 0.5:
            extra.remove(like)
            yield line, like
        else:
            yield line, None
    yield from ((None, line) for line in extra)


def _likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, first.split(), second.split(), autojunk=False).ratio()


def _line(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
