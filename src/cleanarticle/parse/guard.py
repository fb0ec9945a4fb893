"""Keeps a hostile page from costing the parser more than linear time and memory.

An HTML parser that follows the standard is quadratic in a few constructs: elements nested in each other, formatting
elements left open (they are copied into every block that follows), attributes of one element, and different names
of attributes and elements. `guard` looks for them in two steps:

1. `bounds`: a few passes at the speed of C show that a page can't be expensive. They are upper bounds: what stands in
   a comment or a script is counted too, and no closing tag is believed unless nothing can come between. Ninety-eight
   of a hundred pages end here, and are handed on as they are.
2. `rewrite`: the tags of the other pages are read one by one. Tags and attributes beyond the limits are left out,
   everything else stays.

Only tags and attributes are taken away, never text.
"""

from __future__ import annotations

from typing import Final

from cleanarticle.errors import LimitExceeded
from cleanarticle.parse.bounds import copies_formatting, crowds_attributes
from cleanarticle.parse.limits import Limits
from cleanarticle.parse.rewrite import Rewrite

__all__ = ["guard"]

_SAFE_TAGS: Final = 10_000
"""Nesting costs 1.2 ns times the square of the number of tags: a few tenths of a second for so many."""


def guard(text: str, limits: Limits) -> str:
    """Make a page safe to parse.

    Args:
        text: HTML, decoded.
        limits: What the page may cost.

    Returns:
        The same object if the page can't be expensive to parse; otherwise HTML with the same text, in which tags
        and attributes beyond the limits are left out.

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
        return Rewrite(text, depth, 0, limits.max_attributes).run()
    return rewritten
