"""Why was this piece of text kept or dropped? Finds the blocks that hold it, or says where else it stands."""

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
from cleanarticle.explain.entry import Entry
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.rules.api import Mark

__all__ = ["Answer", "Finding", "answer"]

Finding = Literal["kept", "dropped", "field", "mixed", "data", "nowhere"]

_WORD: Final = lazy_pattern(r"[^\W_]+")
_TAG: Final = lazy_pattern(r"<[^<>]*>")
_ESCAPE: Final = lazy_pattern(r"\\u([0-9a-fA-F]{4})|\\[nrtbf]|&#?\w{1,12};")
_ELEMENT: Final = lazy_pattern(r"<([a-zA-Z][\w:-]{0,30})([^<>]{0,300})")
_ENCLOSING: Final = ("script", "style", "template", "textarea", "noscript", "title", "option", "svg")
_LOOK_BACK: Final = 2000
_MOST_TEXT: Final = 72
_MOST_PLACES: Final = 20
_LOWER: Final = str.maketrans(ascii_uppercase, ascii_lowercase)
_PADDING: Final = "\u2060"
_POINT: Final = "{:+.1f}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a piece of text, and why.

    Attributes:
        words: The text that was asked for.
        finding: `kept`, `dropped` or `field` if all blocks that hold it met the same end, `mixed` if they did not,
            `data` if it stands in the page's source but in no text of it, `nowhere` if not even there.
        places: Each place where it stands, as the blocks that hold it, in document order; several blocks where it
            goes on across a border.
        data: What holds it where no block does: `a script`, `structured data`, `a comment`, `an attribute of <img>` …
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
        found = {entry.index: entry for place in self.places for entry in place}
        return tuple(found[index] for index in sorted(found))

    def __str__(self) -> str:
        """The answer as a person reads it, in a few lines a block."""
        lines = [f"{_shortened(self.words)!r} {_FINDINGS[self.finding].format(data=self.data)}"]
        if self.reason:
            lines.append(f"The page has no article: {self.reason}.")
        if len(self.places) > 1:
            lines.append(f"It stands in {len(self.places)} places.")
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
    "data": "stands nowhere in the page's text, only in {data}.",
    "nowhere": "stands nowhere in the page.",
}


def answer(ledger: Sequence[Entry], source: str, words: str, *, reason: str = "") -> Answer:
    """Say what became of a piece of text.

    Case, punctuation and white space do not count. Whole words are looked for first, then parts of words.

    Args:
        ledger: The page's blocks.
        source: The page's markup, for what is no text.
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
    """The letters and digits of several texts in a row, each of which knows where it came from.

    Attributes:
        letters: All of them, in lower case, with nothing between words and texts.
    """

    __slots__ = ("_ends", "_offsets", "_origins", "letters")

    def __init__(self, texts: Sequence[str]) -> None:
        pieces: list[str] = []
        self._offsets: list[int] = []
        self._origins: list[tuple[int, int]] = []
        at = 0
        for number, text in enumerate(texts):
            for match in _WORD.finditer(text):
                piece = "".join(_WORD.findall(normalize("NFKC", match.group()).casefold()))
                self._offsets.append(at)
                self._origins.append((number, match.start()))
                pieces.append(piece)
                at += len(piece)
        self._ends = {at, *self._offsets}
        self.letters = "".join(pieces)

    def find(self, asked: str) -> list[range]:
        """Runs of texts that hold what is asked for; whole words if it stands anywhere as such."""
        found = list(self._all(asked))
        whole = [at for at in found if at in self._ends and at + len(asked) in self._ends]
        runs = ((self.origin(at)[0], self.origin(at + len(asked) - 1)[0] + 1) for at in whole or found)
        return [range(*run) for run in dict.fromkeys(runs)]

    def origin(self, at: int) -> tuple[int, int]:
        """The text that a letter comes from, and where the word with it begins there."""
        return self._origins[bisect_right(self._offsets, at) - 1]

    def _all(self, asked: str) -> Iterator[int]:
        at = self.letters.find(asked)
        while at >= 0:
            yield at
            at = self.letters.find(asked, at + 1)


def _in_source(source: str, asked: str) -> str:
    """What in the source of a page holds the words; empty if nothing does."""
    readable = _ESCAPE.sub(_plain, source)
    for text in (_TAG.sub(lambda match: " " * len(match.group()), readable), readable):
        letters = _Letters([text])
        at = letters.letters.find(asked)
        if at >= 0:
            return _holder(source, letters.origin(at)[1])
    return ""


def _plain(match: re.Match[str]) -> str:
    """An escaped character as itself, padded to the same length, so that places in the text stay what they are."""
    written = match.group()
    code = match.group(1)
    character = chr(int(code, 16)) if code else " " if written[0] == "\\" else unescape(written)
    return character.ljust(len(written), _PADDING)[: len(written)]


def _holder(source: str, at: int) -> str:
    """What holds a place in a source: the part of the page in which it stands."""
    comment = source.rfind("<!--", 0, at)
    if comment >= 0 and source.find("-->", comment, at) < 0:
        return "a comment"
    lower = source[:at].translate(_LOWER)
    for tag in _ENCLOSING:
        start = lower.rfind(f"<{tag}")
        if start >= 0 and lower.find(f"</{tag}", start) < 0 and source.find(">", start, at) >= 0:
            is_data = tag == "script" and "ld+json" in lower[start : start + _LOOK_BACK].partition(">")[0]
            return "structured data" if is_data else "a script" if tag == "script" else f"a <{tag}> element"
    start = source.rfind("<", max(0, at - _LOOK_BACK), at)
    element = _ELEMENT.match(source, start) if start >= 0 else None
    if element and source.find(">", start, at) < 0:
        return f"an attribute of <{element.group(1).lower()}>"
    return "markup that makes no text"


def _description(entry: Entry) -> list[str]:
    """What is said of one block."""
    verdict = {"kept": "kept", "dropped": "dropped", "field": f"consumed as {entry.field}"}[entry.outcome]
    lines = [
        f"block {entry.index} <{entry.tag}>: {_shortened(entry.text)}",
        f"  {verdict} by {entry.rule}: {entry.reason}",
    ]
    lines += [
        f"  before that: {step} would have {'kept' if kept else 'dropped'} it: {why}"
        for step, kept, why in entry.verdicts[:-1]
    ]
    lines += [f"  mark {_mark(mark)}" for mark in entry.marks]
    if entry.shares:
        shares = ", ".join(f"{share.feature} {_POINT.format(share.points)}" for share in entry.shares[:5])
        lines.append(f"  score {_POINT.format(entry.score)}; features: {shares}")
    return lines


def _mark(mark: Mark) -> str:
    weight = "veto" if mark.kind == "drop" else _POINT.format(mark.points)
    overruled = f" (overruled: {mark.overruled})" if mark.overruled else ""
    return f"{mark.rule} {weight}: {mark.reason}{overruled}"


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_TEXT else line[: _MOST_TEXT - 1] + "…"
