"""Two texts, or two lists of lines, compared: which words and lines stay, go and come."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, Final, Literal, NamedTuple, TypeAlias

__all__ = ["RunKind", "TextRun", "changed_pairs", "lines_of", "word_runs"]

RunKind: TypeAlias = Literal["same", "gone", "new"]

_UNSPACED: Final = "\u3040-\u30ff\u3400-\u9fff"
_TOKEN: Final = re.compile(rf"\s+|[{_UNSPACED}]|(?:[^\W{_UNSPACED}]|['’])+|.", re.DOTALL)
"""White space, a character of a script without spaces, a word, or a sign."""
# Texts that share only their spaces take 0.7 s at 500 tokens and 6 s here; less shows long paragraphs as all new.
_MOST_TOKENS: Final = 1000
# 200 lines against 200 of 30 words take 0.4 s, and 400 four times as long; less leaves more lines without a partner.
_MOST_PAIRS: Final = 40_000
# With less, lines that share only articles and prepositions are pairs; with more, a rewritten line is gone and new.
_LEAST_ALIKE: Final = 0.5
_EMPTY: Final[tuple[object, ...]] = (None, False, "", [], {})


class TextRun(NamedTuple):
    """A run of a text.

    Attributes:
        kind: `same` if both texts have it, `gone` if only the first has it, `new` if only the second.
        text: The run.
    """

    kind: RunKind
    text: str


def word_runs(before: str, after: str) -> list[TextRun]:
    """Compare two texts word by word.

    Args:
        before: The first text.
        after: The second. If either has more than a thousand words and signs, they are compared as a whole.

    Returns:
        Runs in reading order; a run that is gone comes before the one that replaced it. The runs that are not `new`
        make up the first text, those that are not `gone` the second.
    """
    if before == after:
        return _run("same", after)
    first, second = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(first), len(second)) > _MOST_TOKENS:
        return [*_run("gone", before), *_run("new", after)]
    runs: list[TextRun] = []
    gone = new = ""
    for action, start, end, other_start, other_end in SequenceMatcher(None, first, second, False).get_opcodes():
        before, after = "".join(first[start:end]), "".join(second[other_start:other_end])
        # A space between two changed words is changed with them: "Jon Berg" became "Mara Lind" as a whole.
        if action == "equal" and not ((gone or new) and before.isspace()):
            runs += _run("gone", gone) + _run("new", new) + _run("same", before)
            gone = new = ""
        else:
            gone, new = gone + before, new + after
    return runs + _run("gone", gone) + _run("new", new)


def _run(kind: RunKind, text: str) -> list[TextRun]:
    return [TextRun(kind, text)] if text else []


def changed_pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Compare two lists of lines.

    Args:
        before: The first list.
        after: The second.

    Yields:
        For each line that differs, its index in both lists if half of its words stayed; else its index in the one list
        that has it and `None`.
    """
    for action, start, end, other_start, other_end in SequenceMatcher(None, before, after, False).get_opcodes():
        if action != "equal":
            yield from _pairs(before, range(start, end), after, range(other_start, other_end))


def _pairs(
    before: Sequence[str], gone: range, after: Sequence[str], new: range
) -> Iterator[tuple[int | None, int | None]]:
    """Each line that is gone with the new one that is most like it, then the new ones that are left."""
    words = {number: _words(after[number]) for number in new} if len(gone) * len(new) <= _MOST_PAIRS else {}
    paired = set()
    for number in gone:
        own = _words(before[number])
        partner = max(words, key=lambda other: _overlap(own, words[other]), default=None)
        if partner is not None and _overlap(own, words[partner]) >= _LEAST_ALIKE:
            paired.add(partner)
            del words[partner]
            yield number, partner
        else:
            yield number, None
    yield from ((None, number) for number in new if number not in paired)


def _words(line: str) -> Counter[str]:
    return Counter(token for token in _TOKEN.findall(line) if not token.isspace())


def _overlap(words: Counter[str], others: Counter[str]) -> float:
    """The share of the words of both that they have in common (Dice's coefficient)."""
    return 2 * (words & others).total() / ((words.total() + others.total()) or 1)


def lines_of(value: Any) -> list[str]:
    """A value of a field as lines for a reader or a comparison.

    Args:
        value: Plain data, as JSON has it.

    Returns:
        A line for each line of a text, item of a list, or attribute of an object; attributes without a value are left
        out. An empty value has no lines.
    """
    if isinstance(value, str):
        return value.splitlines()
    if isinstance(value, dict):
        return [f"{name}: {_inline(item)}" for name, item in value.items() if item not in _EMPTY]
    if isinstance(value, list):
        return [_inline(item) for item in value]
    return [] if value is None else [_inline(value)]


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        parts = ((name, _inline(item)) for name, item in value.items() if item not in _EMPTY)
        return " · ".join(text if name == "text" else f"{name}: {text}" for name, text in parts)
    if isinstance(value, list):
        return " | ".join(map(_inline, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
