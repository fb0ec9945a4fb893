"""A few counts over the tags of a page that show, for nearly all pages, that it can't be expensive to parse.

`tag_scan.pyx` counts exactly, in one pass. Here are upper bounds instead, from what Python does fast.
"""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.parse.tags import STEP, find_attributes, is_inside

__all__ = ["weigh_tags"]

# A page of fewer characters is not encoded to count its bytes.
_FEW_CHARACTERS: Final = 160_000
_FEW_BYTES: Final = 280_000
"""A page this short can't have more than 70,000 names of attributes, which cost half a second: 55,000 have one
character and a separator, the others more, and four bytes in the mean."""
_SHORT_LINK: Final = 400
"""Characters of a link whose attributes need no count: one takes two characters or more."""
# Formatting elements, which the parser opens again in the next block if they are still open, and `html` and `body`,
# whose attributes it merges. The first letters are a cheap test.
_find_heavy: Final = re.compile(
    r"<((?:[abisuABISU]|[eEsSfFcCbBtTnNhH](?=[mtoiMTOI])(?i:m|mall|trong|trike|ont|ode|ig|ody|t|obr|tml))"
    r"(?=[\t\n\f\r /])[^>]*)",
    re.ASCII,
).findall

_SAMPLES: Final = 24_576
"""Characters between the positions at which the page is tested for a tag that spans them."""
# White space without an equals sign on either side: inside a tag, and outside quoted values, a name begins after it.
_find_gap: Final = re.compile(r"(?<=[^=\t\n\f\r ])[\t\n\f\r ](?=[^=\t\n\f\r ])").search
_rest_of_tag: Final = re.compile(f"{STEP}{{0,8000}}+").match


def weigh_tags(text: str, most_tags: int, most_attributes: int, _most_names: int) -> tuple[int, int, int, int] | None:
    """Weigh the tags of a page.

    Returns:
        The arguments of `bounds._are_small`, or more; `None` if there may be more than `most_tags` tags, or more than
        `most_attributes` attributes in one of them, or names of attributes beyond 70,000.
    """
    tags = text.count("<")
    is_long = len(text) > _FEW_CHARACTERS and len(text.encode("utf-8", "surrogatepass")) > _FEW_BYTES
    if tags > most_tags or is_long or _may_crowd(text, most_attributes):
        return None
    # All tags except the usual link: short, and complete, because the quotation mark before its end closes a value.
    unusual = [
        tag
        for tag in _find_heavy(text)
        if tag[-1] != '"' or tag[0] not in "aA" or len(tag) > _SHORT_LINK or "'" in tag or tag[-2] in "=\t\n\f\r "
    ]
    if not all(map(is_inside, unusual)):
        return None
    others = sum(1 + len(find_attributes(tag)) for tag in unusual if tag[0] not in "aA")
    links = [len(find_attributes(tag)) for tag in unusual if len(tag) > _SHORT_LINK and tag[0] in "aA"]
    return tags, 0, others + max(links, default=0) + _SHORT_LINK // 2, tags


def _may_crowd(text: str, most_attributes: int) -> bool:
    """True if an element may have too many attributes, by samples: its tag spans one."""
    double = single = -1
    for sample in range(_SAMPLES, len(text), _SAMPLES):
        gap = _find_gap(text, sample - _SAMPLES // 4, sample)
        if gap is None:
            return True
        # The rest of a tag that spans this position, if the position is between its attributes ...
        position = gap.start()
        if _spans_many(text, position, most_attributes - 1):
            return True
        # ... or in a quoted value.
        if double < position:
            double = _find('"', text, position)
            if _spans_many(text, double + 1, most_attributes - 1):
                return True
        if single < position:
            single = _find("'", text, position)
            if _spans_many(text, single + 1, most_attributes - 1):
                return True
    return False


def _find(mark: str, text: str, start: int) -> int:
    """The next position of a mark; the end of the text if there is none."""
    position = text.find(mark, start)
    return len(text) if position < 0 else position


def _spans_many(text: str, start: int, number: int) -> bool:
    """True if so many attributes follow a position, read as one between the attributes of a tag."""
    rest = _rest_of_tag(text, start)
    return rest is not None and rest.end() - start >= 2 * number and len(find_attributes(rest[0])) >= number
