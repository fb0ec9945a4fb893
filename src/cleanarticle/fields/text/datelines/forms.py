"""House forms of datelines in scripts with spaces between the words, in the order in which they are tried."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from cleanarticle.fields.text.datelines.brackets import read_bracketed, read_indian, read_wire
from cleanarticle.fields.text.datelines.dashes import read_dashed
from cleanarticle.fields.text.datelines.parts import HEAD_LENGTH, DatelineMatch, Lead, with_day
from cleanarticle.fields.text.datelines.right_to_left import read_right_to_left
from cleanarticle.fields.text.datelines.stops import read_bar, read_colon, read_commas, read_dotted, read_dotted_place

__all__ = ["READERS"]

_DAY_AND_BAR: Final = re.compile(r"(?P<day>\d{1,2}\.\d{1,2}\.(?:19|20)\d\d)\s?[|–—-]\s?(?=[^\W\d_])")


def _read_behind_day(text: str) -> DatelineMatch | None:
    """Read "13.02.2025 | Husum (iwr) - "."""
    dated = _DAY_AND_BAR.match(text[:HEAD_LENGTH])
    if dated is None:
        return None
    for read in _BEHIND_DAY:
        found = read(text[dated.end() :])
        if found is not None:
            day = with_day(Lead(found.dateline.place or ""), dated["day"]).day
            line = text[: dated.end()] + found.dateline.text
            dateline = found.dateline.model_copy(update={"text": line, "date": day})
            return DatelineMatch(dateline, dated.end() + found.end)
    return None


_BEHIND_DAY: Final[tuple[Callable[[str], DatelineMatch | None], ...]] = (
    read_right_to_left,
    read_wire,
    read_indian,
    read_bracketed,
    read_dotted,
    read_dashed,
    read_commas,
    read_colon,
    read_dotted_place,
)
"""Readers of one form each, surer forms first, that may stand behind a day of their own."""
READERS: Final = (read_right_to_left, _read_behind_day, read_bar, *_BEHIND_DAY[1:])
"""Readers of all forms, surer ones first."""
