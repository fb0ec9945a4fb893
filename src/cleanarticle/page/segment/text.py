"""The white space, line breaks and words of a run of text."""

from __future__ import annotations

from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern

__all__ = ["BREAK", "UNPRINTABLE", "Span", "count_words", "normalise_space", "split_at_breaks"]

UNPRINTABLE: Final = lazy_pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060-\u2064\ufdd0-\ufdef\ufeff"
    "\ue000-\uf8ff\ufff9-\ufffc\ufffe\uffff\U000e0000-\U000e007f"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
"""Controls, invisible characters, noncharacters, and the tag characters in which text for machines is hidden."""
_UNSPACED: Final = lazy_pattern("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
# Measured: at 1.2, 3 of 256 change (paragraphs); at 2.4, 3 of 256 change (paragraphs 2).
_CHARACTERS_A_WORD: Final = 1.7
BREAK: Final = "\x00"
_LEAST_LINE: Final = 60
"""Characters of a line between single line breaks that may be a paragraph: two lines of print, not a verse."""
_SENTENCE_ENDS: Final = ".!?。！？…؟۔।\"'”’»“」』)"
Span = tuple[int, int]
"""A part of a run: index of its first string, and index after its last."""


def normalise_space(text: str) -> str:
    """Collapse white space and remove invisible characters."""
    # All white space except the space is unprintable, so two tests are enough for most texts.
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    text = " ".join(text.split())
    return text if text.isprintable() else " ".join(UNPRINTABLE.sub("", text).split())


def split_at_breaks(run: list[str]) -> list[tuple[str, Span]]:
    """Split a run at line breaks into texts with their spans.

    Two breaks in a row split. A single one splits if most lines are sentences, and so paragraphs in all but markup;
    otherwise it becomes a newline, as in a poem or an address.
    """
    parts: list[list[tuple[str, Span]]] = [[]]
    start = 0
    for end in [*[index for index, piece in enumerate(run) if piece == BREAK], len(run)]:
        line = normalise_space("".join(run[start:end]))
        if line:
            parts[-1].append((line, (start, end)))
        elif parts[-1]:
            parts.append([])
        start = end + 1
    split: list[tuple[str, Span]] = []
    for lines in parts:
        if len(lines) > 1 and not _are_paragraphs([line for line, _ in lines]):
            lines = [("\n".join([line for line, _ in lines]), (lines[0][1][0], lines[-1][1][1]))]
        split += lines
    return split


def _are_paragraphs(lines: list[str]) -> bool:
    """True if most lines read like paragraphs: they are long and end like a sentence."""
    sentences = sum(len(line) >= _LEAST_LINE and line[-1] in _SENTENCE_ENDS for line in lines)
    return 2 * sentences > len(lines)


def count_words(text: str) -> float:
    """The number of words; in scripts without spaces an estimate from the characters."""
    words = len(text.split()) if "\n" in text else text.count(" ") + 1
    if len(text) > 8 * words and not text.isascii():
        unspaced = len(_UNSPACED.findall(text))
        if unspaced:
            return max(float(words), unspaced / _CHARACTERS_A_WORD)
    return float(words)
