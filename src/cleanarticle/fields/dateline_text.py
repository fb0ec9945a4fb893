"""Read datelines: the start of a paragraph that says where, when and by which agency a report was filed.

A dateline is a place, then perhaps a day and an agency, then a dash, a bracket or a colon, and then the
report begins. Sentences start with places too, so something has to stand behind the place that only datelines
have (an agency, a day), or the place has to be in capitals, as only they write it, or to be known.
"""

from __future__ import annotations

from typing import Final

from cleanarticle.fields.dateline_east_asian import read_east_asian
from cleanarticle.fields.dateline_forms import READERS, read_bracket_alone
from cleanarticle.fields.dateline_parts import HEAD_LENGTH, DatelineMatch
from cleanarticle.fields.names import is_east_asian

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
