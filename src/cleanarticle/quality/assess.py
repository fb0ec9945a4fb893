"""Body to quality: the chance that it is right, and what stands behind that chance."""

from __future__ import annotations

from typing import Final, NamedTuple

from cleanarticle.article import Access, PageType, QualityReason
from cleanarticle.body.select import Selection
from cleanarticle.quality.features import measure_body
from cleanarticle.quality.signs import is_listing, sign_of
from cleanarticle.quality.table import bundled_quality_table

__all__ = ["MOST_WITH_SIGN", "Quality", "assess"]

_SOUND: Final = 0.8
"""Chance from which on a body is sound. Of all sound bodies on annotated pages nine in ten are right."""
MOST_WITH_SIGN: Final = 0.5
"""Largest chance of a body with a sign against it: about half of such bodies on annotated pages are right."""
_DIGITS: Final = 3
"""More than the chance means: a thousandth, as for all numbers of `Extraction.to_json`."""


class Quality(NamedTuple):
    """How likely a body is right, from 0 to 1, and why."""

    chance: float
    reason: QualityReason


def assess(body: Selection, page_type: PageType, access: Access, *, is_noticed: bool = False) -> Quality:
    """Assess a body.

    Args:
        body: The body at the default threshold; it has at least one block.
        page_type: The type of the page.
        access: Who may read the article.
        is_noticed: Whether the page shows that to its readers, and not only its metadata say so.

    Returns:
        The quality. The reason is `sound` if and only if the chance is high.
    """
    chance = bundled_quality_table().chance(measure_body(body, page_type))
    reason = sign_of(body, page_type, access, is_noticed=is_noticed)
    if reason is not None:
        chance = min(chance, MOST_WITH_SIGN)
    elif chance >= _SOUND:
        reason = "sound"
    else:
        reason = "listing" if is_listing(body, page_type) else "doubtful"
    return Quality(round(chance, _DIGITS), reason)
