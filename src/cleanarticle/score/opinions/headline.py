"""The block of the headline: the first heading that stands in a claimed title, else the first `h1`."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Page

__all__ = ["headline_block"]

_LEAST_CHARACTERS: Final = 10
"""Letters and digits of a heading below which it may stand in a claimed title by chance."""


def headline_block(page: Page, first_h1: int) -> int:
    """Index of the headline's block; that of the first `h1` if no heading agrees with a claim, -1 without one."""
    claims = [_letters(claim.value) for claim in page.claims.all("title")]
    for block in page.blocks:
        if block.tag in ("h1", "h2"):
            text = _letters(block.text)
            if len(text) >= _LEAST_CHARACTERS and any(text in claim for claim in claims):
                return block.index
    return first_h1


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))
