"""The text that a page hides from its readers, by the way in which it hides it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from cleanarticle.explain.style_sheets import StyleSheets
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.lexicon.words import words_of
from cleanarticle.page.hiding import HidingKind, colours_of, hiding_of
from cleanarticle.parse.document import Document, Element, Visitor
from cleanarticle.shorten import one_line

__all__ = ["HiddenKind", "HiddenText", "read_hidden_text"]

HiddenKind = HidingKind | Literal["zero-width", "tag-characters", "comment"]

# Three samples tell what a page does; `explain` finds any other words of it.
_MOST_SAMPLES: Final = 3
_MOST_CHARACTERS: Final = 200
# Joiners stand in emoji and in many scripts, one or two at a time. A message needs eight for each letter.
_LEAST_ZERO_WIDTH: Final = 8
_ZERO_WIDTH: Final = lazy_pattern(rf"[\u180e\u200b-\u200f\u2060-\u2064\ufeff]{{{_LEAST_ZERO_WIDTH},}}")
# After a black flag they are the flag of a region.
_TAGS: Final = lazy_pattern("\U0001f3f4?[\U000e0000-\U000e007f]+")
_FLAG: Final = "\U0001f3f4"
_FIRST_TAG: Final = 0xE0000
_COMMENT_BEGINS: Final = "<!--"
_COMMENT_ENDS: Final = "-->"
# Conditional comments and the marks of templates have a word or two.
_LEAST_WORDS_OF_COMMENT: Final = 3
_MARKUP: Final = lazy_pattern(r"<[^<>]*>")
# An element with so much of a page's text is its body, which a script will show.
_BODY_SHARE: Final = 0.5
_WORD: Final = lazy_pattern(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class HiddenText:
    """What a page hides in one way.

    Attributes:
        kind: The way: `not-displayed`, `off-screen`, `no-size` (font or box of none), `same-colour` (as its
            background), `transparent`, `folded` (a box without height that cuts its text off), `aria-hidden` (seen,
            but not read out), `zero-width` (a run of invisible characters), `tag-characters` (invisible copies of
            ASCII, decoded in the samples), or `comment`.
        places: Number of elements, runs or comments.
        words: Number of words in them.
        samples: The beginnings of the first few; those that speak to a machine come first.
        speaks_to_machine: True if one of them has a phrase that is meant for a language model, such as "ignore all
            previous instructions".
    """

    kind: HiddenKind
    places: int
    words: int
    samples: tuple[str, ...]
    speaks_to_machine: bool

    @property
    def size(self) -> str:
        """Words and places, as a phrase."""
        return f"{self.words} word{'s' * (self.words != 1)} in {self.places} place{'s' * (self.places != 1)}"


def read_hidden_text(document: Document) -> tuple[HiddenText, ...]:
    """Find the text that a page hides, in its own markup: styles, attributes, and style sheets in the page.

    Args:
        document: The page.

    Returns:
        What was found by the way in which it is hidden, the way with most words first. Sheets in other files are not
        read, and an element with more than half of the page's text is taken for the body, which a script will show.
    """
    sheets = StyleSheets()
    document.accept(sheets)
    finder = _Finder(sheets)
    document.accept(finder)
    found: dict[HiddenKind, list[str]] = {}
    for kind, text in finder.texts():
        if len(text) <= _BODY_SHARE * finder.size:
            found.setdefault(kind, []).append(text)
    whole = "".join(finder.shown)
    found["zero-width"] = [f"{len(run)} characters without width" for run in _ZERO_WIDTH.findall(whole)]
    found["tag-characters"] = [
        "".join(chr(ord(sign) - _FIRST_TAG) for sign in run if ord(sign) >= _FIRST_TAG + 32)
        for run in _TAGS.findall(whole)
        if run[0] != _FLAG
    ]
    found["comment"] = _comments(document.source)
    made = [_summary(kind, texts) for kind, texts in found.items() if texts]
    return tuple(sorted(made, key=lambda each: -each.words))


class _Finder(Visitor):
    """Collects the text of the outermost elements that hide it."""

    __slots__ = ("_background", "_found", "_kind", "_level", "_sheets", "_text", "shown", "size")

    def __init__(self, sheets: StyleSheets) -> None:
        self.shown: list[str] = []
        self.size = 0
        self._sheets = sheets
        self._found: list[tuple[HiddenKind, str]] = []
        self._kind: HiddenKind | None = None
        self._level = 0
        self._text: list[str] = []
        self._background: list[tuple[int, str]] = []

    def open(self, tag: str, depth: int, element: Element) -> None:
        """Begin or end a hidden element."""
        self._leave(depth)
        if self._kind is not None:
            return
        attributes = element.attributes
        if not attributes:
            return
        kind = hiding_of(attributes) or self._sheets.kind_of(attributes)
        colour, background = colours_of(attributes.get("style") or "")
        background = background or (attributes.get("bgcolor") or "").lower()
        if kind is None and colour and self._background and self._background[-1][1] == colour:
            kind = "same-colour"
        if background:
            self._background.append((depth, background))
        if kind is not None:
            self._kind, self._level = kind, depth

    def text(self, text: str, depth: int) -> None:
        """Keep the text, if it is hidden."""
        self._leave(depth)
        self.shown.append(text)
        self.size += len(text)
        if self._kind is not None:
            self._text.append(text)

    def texts(self) -> Iterable[tuple[HiddenKind, str]]:
        """The hidden texts, in document order."""
        self._leave(0)
        return self._found

    def _leave(self, depth: int) -> None:
        while self._background and self._background[-1][0] >= depth:
            self._background.pop()
        if self._kind is not None and depth <= self._level:
            text = " ".join(" ".join(self._text).split())
            if _WORD.search(text):
                self._found.append((self._kind, text))
            self._kind = None
            self._text = []


def _comments(source: str) -> list[str]:
    """The comments of a page that have some words."""
    comments = []
    at = source.find(_COMMENT_BEGINS)
    while at >= 0:
        end = source.find(_COMMENT_ENDS, at + len(_COMMENT_BEGINS))
        if end < 0:
            break
        comment = source[at + len(_COMMENT_BEGINS) : end]
        text = " ".join(_MARKUP.sub(" ", comment).split()) if not comment.startswith("[if") else ""
        if len(_WORD.findall(text)) >= _LEAST_WORDS_OF_COMMENT:
            comments.append(text)
        at = source.find(_COMMENT_BEGINS, end)
    return comments


def _summary(kind: HiddenKind, texts: Sequence[str]) -> HiddenText:
    speaking = [text for text in texts if _speaks_to_machine(text)]
    first = dict.fromkeys([*speaking, *texts])
    samples = tuple(one_line(text, _MOST_CHARACTERS) for text in list(first)[:_MOST_SAMPLES])
    return HiddenText(kind, len(texts), sum(len(_WORD.findall(text)) for text in texts), samples, bool(speaking))


def _speaks_to_machine(text: str) -> bool:
    """True if a text has a phrase that is meant for a language model."""
    words = f" {' '.join(_WORD.findall(text.casefold()))} "
    return any(f" {phrase} " in words for phrase in words_of("tomachines"))
