"""Keeps the parser's time and memory linear in the size of the page, however hostile its markup.

An HTML parser that follows the standard is quadratic in a few constructs: nested elements, formatting elements left
open (the parser copies them into every block that follows), attributes of one element, and distinct names of
attributes and elements. `guard` looks for them in two steps:

1. `bounds`: a few regular expressions show that a page can't be expensive. They compute upper bounds: markup in
   comments and scripts counts too, and an end tag counts only if it follows its start tag without another tag between.
   98 % of pages pass and are returned unchanged.
2. `rewrite`: reads the tags of the other pages one by one and leaves out tags and attributes beyond the limits.

Only tags and attributes are removed, never text.
"""

from __future__ import annotations

from typing import Final

from cleanarticle.errors import LimitExceeded
from cleanarticle.parse.bounds import copies_formatting, crowds_attributes
from cleanarticle.parse.limits import Limits
from cleanarticle.parse.rewrite import Rewrite

__all__ = ["guard"]

_SAFE_TAGS: Final = 10_000
"""Nesting costs 1.2 ns times the square of the number of tags: a few tenths of a second for this many."""


def guard(text: str, limits: Limits) -> str:
    """Make a page safe to parse.

    Args:
        text: HTML, decoded.
        limits: The limits on tags, depth, formatting and attributes.

    Returns:
        The same object if the page can't be expensive to parse; otherwise HTML with the same text, without tags and
        attributes beyond the limits.

    Raises:
        LimitExceeded: The page has more than `max_tags` tags.
    """
    tags = text.count("<")
    if tags > limits.max_tags:
        raise LimitExceeded(
            f"the page has {tags:,} tags, more than max_tags={limits.max_tags:,}; raise the limit to read it"
        )
    deep = tags > _SAFE_TAGS
    if not (deep or copies_formatting(text, tags) or crowds_attributes(text)):
        return text
    depth = limits.max_depth if deep else tags + 1
    rewrite = Rewrite(text, depth, limits.max_formatting, limits.max_attributes)
    rewritten = rewrite.run()
    if rewrite.gave_up:
        # With no formatting elements allowed, except those closed at once, the parser has none to copy.
        return Rewrite(text, depth, 0, limits.max_attributes).run()
    return rewritten
