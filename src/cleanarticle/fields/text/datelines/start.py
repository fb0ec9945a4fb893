"""The start of a paragraph to its dateline: the form is told by the first sign, and then tried, surer ones first."""

from __future__ import annotations

from typing import Final

from cleanarticle.fields.text.datelines.brackets import read_bracket_alone
from cleanarticle.fields.text.datelines.east_asian import read_east_asian
from cleanarticle.fields.text.datelines.forms import READERS
from cleanarticle.fields.text.datelines.parts import HEAD_LENGTH, DatelineMatch
from cleanarticle.fields.text.patterns import is_east_asian

__all__ = ["DatelineMatch", "parse_dateline"]

_MARKS: Final = frozenset("—–-(（【[［〔:،,./|ـ")
_BRACKETS: Final = "(（【[［〔"


def parse_dateline(text: str) -> DatelineMatch | None:
    """Read the dateline at the start of a paragraph.

    Args:
        text: The paragraph, or its first hundred characters and more.

    Returns:
        The dateline, and where the report begins. Its date is set only if the line names day, month and year.
        None if the paragraph starts without one, and for sentences that merely start with a place.
    """
    head = text[:HEAD_LENGTH]
    first = head.lstrip()[:1]
    if not first:
        return None
    if first in _BRACKETS or is_east_asian(head[:12]):
        found = read_east_asian(text)
        if found is not None or first != "(":
            return found
        return read_bracket_alone(text)
    if not _MARKS.intersection(head[:100]):
        return None
    for read in READERS:
        found = read(text)
        if found is not None:
            return found
    return None
