"""Why was this piece of text kept or dropped? Finds the blocks that hold it, or says where else in the page it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from string import ascii_lowercase, ascii_uppercase
from typing import Final, Literal
from unicodedata import normalize

from cleanarticle.errors import InputError
from cleanarticle.explain.cause import Cause, cause_of_entry, mark_text
from cleanarticle.explain.entry import Entry, WordShare
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.shorten import one_line

__all__ = ["Answer", "Explanation", "Finding", "answer"]

Finding = Literal["kept", "dropped", "field", "mixed", "data", "nowhere"]

_WORD: Final = lazy_pattern(r"[^\W_]+")
_TAG: Final = lazy_pattern(r"<[^<>]*>")
_ESCAPE: Final = lazy_pattern(r"\\u([0-9a-fA-F]{4})|\\[nrtbf]|&#?\w{1,12};")
_ELEMENT: Final = lazy_pattern(r"<([a-zA-Z][\w:-]{0,30})([^<>]{0,300})")
_ENCLOSING: Final = ("script", "style", "template", "textarea", "noscript", "title", "option", "svg")
# Words further behind their `<`, such as in a long data address, count as markup; more makes each answer slower.
_LOOK_BACK: Final = 2000
# With the outcome, or the number of the block, a line fits a terminal of 100 columns.
_MOST_TEXT: Final = 72
# Outcome, cause and reason follow on the same line, so it has less of the text than a block of its own.
_MOST_TEXT_OF_LINE: Final = 60
# A label can stand in hundreds of blocks: twenty answers fill some screens, and a count tells the rest.
_MOST_PLACES: Final = 20
# Five features fill a line of the answer, and so do five words; the report has all.
_MOST_WORDS: Final = 5
_LOWER: Final = str.maketrans(ascii_uppercase, ascii_lowercase)
_PADDING: Final = "\u2060"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a block, or a field, is as it is.

    Attributes:
        text: The text of the block; the name of the field.
        outcome: `kept`, `dropped`, or the name of the field that the block became; `nowhere` if no block holds the
            text; `read` for a field.
        cause: What decided; `None` if no block holds the text.
        reason: Why.
        marks: All marks of the block, one line each.
    """

    text: str
    outcome: str
    cause: Cause | None
    reason: str
    marks: tuple[str, ...] = ()

    def __str__(self) -> str:
        """One line: the text, its outcome, what decided and why."""
        text = repr(one_line(self.text, _MOST_TEXT_OF_LINE))
        if self.outcome in ("nowhere", "read"):
            return f"{text} {self.reason}"
        outcome = self.outcome if self.outcome in ("kept", "dropped") else "consumed"
        return f"{text} {outcome} by {self.cause}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of a piece of text, and why.

    Attributes:
        words: The text that was asked for.
        finding: `kept`, `dropped` or `field` if all blocks that hold it have this outcome, `mixed` if they differ,
            `data` if it is in the page's source but not in its text, `nowhere` if it is not even there.
        places: Each place where it is, as the blocks that hold it, in document order; several blocks if it goes on
            from one to the next.
        data: What holds it if no block does: `a script`, `structured data`, `a comment`, `an attribute of <img>` …
        reason: Why the whole page has no article, if it has none.
    """

    words: str
    finding: Finding
    places: tuple[tuple[Entry, ...], ...] = ()
    data: str = ""
    reason: str = ""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All blocks that hold it, each once, in document order."""
        entries = {entry.index: entry for place in self.places for entry in place}
        return tuple(entries[index] for index in sorted(entries))

    def explanations(self) -> tuple[Explanation, ...]:
        """Why each of the blocks that hold it is as it is; one explanation without a block if none does."""
        if not self.places:
            where = f"only in {self.data}, not in its text" if self.data else "nowhere in the page"
            return (Explanation(self.words, "nowhere", None, f"is {where}"),)
        return tuple(
            Explanation(
                entry.text,
                entry.became,
                cause_of_entry(entry),
                entry.reason,
                tuple(map(mark_text, entry.marks)),
            )
            for entry in self.entries
        )

    def __str__(self) -> str:
        """The answer for a reader, in a few lines a block."""
        lines = [f"{one_line(self.words, _MOST_TEXT)!r} {_FINDINGS[self.finding].format(data=self.data)}"]
        if self.reason:
            lines.append(f"The page has no article: {self.reason}.")
        if len(self.places) > 1:
            lines.append(f"It is in {len(self.places)} places.")
        entries = self.entries
        for entry in entries[:_MOST_PLACES]:
            lines += ["", *_description(entry)]
        if len(entries) > _MOST_PLACES:
            lines += ["", f"… and {len(entries) - _MOST_PLACES} more blocks"]
        return "\n".join(lines)


_FINDINGS: Final[dict[Finding, str]] = {
    "kept": "was kept.",
    "dropped": "was dropped.",
    "field": "became a field of the article.",
    "mixed": "was kept in part.",
    "data": "is not in the page's text, only in {data}.",
    "nowhere": "is nowhere in the page.",
}


def answer(ledger: Sequence[Entry], source: str, words: str, *, reason: str = "") -> Answer:
    """Say whether a piece of text was kept, and why.

    Case, punctuation and white space do not count. Whole words are looked for first, then parts of words.

    Args:
        ledger: The page's blocks.
        source: The page's markup, for words that are not in a block.
        words: The text.
        reason: Why the page has no article, if it has none.

    Returns:
        The answer.

    Raises:
        InputError: There is no letter or digit in the text.
    """
    if not isinstance(words, str):
        raise InputError(f"the words to explain are a string, not {type(words).__name__}")
    asked = _Letters([normalize("NFKC", words)]).letters
    if not asked:
        raise InputError(f"there is nothing to look for in {words!r}; give some words of the page")
    letters = _Letters([normalize("NFKC", entry.text) for entry in ledger])
    places = tuple(tuple(ledger[index] for index in place) for place in letters.find(asked))
    if not places:
        data = _in_source(source, asked)
        return Answer(words, "data" if data else "nowhere", (), data, reason)
    outcomes = {entry.outcome for place in places for entry in place}
    finding: Finding = "mixed"
    if len(outcomes) == 1:
        finding = "kept" if "kept" in outcomes else "field" if "field" in outcomes else "dropped"
    return Answer(words, finding, places, "", reason)


class _Letters:
    """The letters and digits of several texts in a row, each with the place that it comes from.

    Attributes:
        letters: All of them, in lower case, with nothing between words and texts.
    """

    __slots__ = ("_ends", "_offsets", "_origins", "letters")

    def __init__(self, texts: Sequence[str]) -> None:
        pieces: list[str] = []
        self._offsets: list[int] = []
        self._origins: list[tuple[int, int]] = []
        length = 0
        for number, text in enumerate(texts):
            for match in _WORD.finditer(text):
                piece = "".join(_WORD.findall(normalize("NFKC", match.group()).casefold()))
                self._offsets.append(length)
                self._origins.append((number, match.start()))
                pieces.append(piece)
                length += len(piece)
        self._ends = {length, *self._offsets}
        self.letters = "".join(pieces)

    def find(self, asked: str) -> list[range]:
        """Runs of texts that hold these letters; only those with whole words if there are any."""
        starts = list(self._all(asked))
        whole = [start for start in starts if start in self._ends and start + len(asked) in self._ends]
        runs = ((self.origin(start)[0], self.origin(start + len(asked) - 1)[0] + 1) for start in whole or starts)
        return [range(*run) for run in dict.fromkeys(runs)]

    def origin(self, letter: int) -> tuple[int, int]:
        """The text that a letter comes from, and where its word begins in that text."""
        return self._origins[bisect_right(self._offsets, letter) - 1]

    def _all(self, asked: str) -> Iterator[int]:
        start = self.letters.find(asked)
        while start >= 0:
            yield start
            start = self.letters.find(asked, start + 1)


def _in_source(source: str, asked: str) -> str:
    """What in the source of a page holds the words; empty if nothing does."""
    readable = _ESCAPE.sub(_unescaped, source)
    # Words may go on across inline tags; only if they don't, the tags' own attributes are searched too.
    for text in (_TAG.sub(lambda match: " " * len(match.group()), readable), readable):
        letters = _Letters([text])
        start = letters.letters.find(asked)
        if start >= 0:
            return _holder(source, letters.origin(start)[1])
    return ""


def _unescaped(match: re.Match[str]) -> str:
    """An escaped character as itself, padded to the same length: places in the text stay the same."""
    written = match.group()
    code = match.group(1)
    character = chr(int(code, 16)) if code else " " if written[0] == "\\" else unescape(written)
    return character.ljust(len(written), _PADDING)[: len(written)]


def _holder(source: str, place: int) -> str:
    """The part of the page that holds a place in its source."""
    comment = source.rfind("<!--", 0, place)
    if comment >= 0 and source.find("-->", comment, place) < 0:
        return "a comment"
    lower = source[:place].translate(_LOWER)
    for tag in _ENCLOSING:
        start = lower.rfind(f"<{tag}")
        if start >= 0 and lower.find(f"</{tag}", start) < 0 and source.find(">", start, place) >= 0:
            is_data = tag == "script" and "ld+json" in lower[start : start + _LOOK_BACK].partition(">")[0]
            return "structured data" if is_data else "a script" if tag == "script" else f"a <{tag}> element"
    start = source.rfind("<", max(0, place - _LOOK_BACK), place)
    element = _ELEMENT.match(source, start) if start >= 0 else None
    if element and source.find(">", start, place) < 0:
        return f"an attribute of <{element.group(1).lower()}>"
    return "markup that makes no text"


def _description(entry: Entry) -> list[str]:
    outcome = "consumed" if entry.outcome == "field" else entry.outcome
    lines = [
        f"block {entry.index} <{entry.tag}>: {one_line(entry.text, _MOST_TEXT)}",
        f"  {outcome} by {cause_of_entry(entry)}: {entry.reason}",
    ]
    lines += [
        f"  before that: {step} would have {'kept' if kept else 'dropped'} it: {why}"
        for step, kept, why in entry.verdicts[:-1]
    ]
    lines += [f"  mark {mark_text(mark)}" for mark in entry.marks]
    if entry.shares:
        shares = ", ".join(f"{share.feature} {share.points:+.1f}" for share in entry.shares[:5])
        lines.append(f"  score {entry.score:+.1f}; features: {shares}")
    if entry.word_shares:
        lines.append(f"  words: {', '.join(map(_word_text, entry.word_shares[:_MOST_WORDS]))}")
    return lines


def _word_text(share: WordShare) -> str:
    """A word in quotes; `repr` escapes characters that can't be seen, such as joiners."""
    place = "" if share.table in ("word", "pair") else f"{share.table} "
    return f"{place}{share.word!r} {share.points:+.1f}"
