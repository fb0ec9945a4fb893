"""Keeps the parser's time and memory linear in the size of the page, however hostile its markup.

An HTML parser that follows the standard is quadratic in a few constructs: nested elements, formatting elements left
open (the parser copies them into every block that follows), attributes of one element, and distinct names of
attributes and elements. `guard` looks for them in two steps:

1. `tag_scan` counts tags, attributes and formatting elements, and so shows that a page can't be expensive: 98 % of
   pages pass and are returned unchanged. What looks like a tag counts as one, also in comments and scripts.
2. `rewrite` reads the tags of the other pages one by one and leaves out tags and attributes beyond the limits.

Only tags and attributes are removed, never text.
"""

from __future__ import annotations

from cleanarticle.parse.bounds import FEW_TAGS
from cleanarticle.parse.limits import Limits
from cleanarticle.parse.rewrite import Rewrite
from cleanarticle.parse.tag_scan import is_cheap

__all__ = ["guard"]


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
    if is_cheap(text, limits.max_tags):
        return text
    tags = text.count("<")
    depth = limits.max_depth if tags > FEW_TAGS else tags + 1
    rewrite = Rewrite(text, depth, limits.max_formatting, limits.max_attributes, limits.max_tags)
    rewritten = rewrite.run()
    if rewrite.gave_up:
        # With no formatting elements allowed, except those closed at once, the parser has none to copy.
        return Rewrite(text, depth, 0, limits.max_attributes, limits.max_tags).run()
    return rewritten
