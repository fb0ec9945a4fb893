"""Counts over the tags of a page that show, for nearly all pages, that it can't be expensive to parse.

`tag_scan.pyx` gives the same answer from one pass. Here upper bounds that Python finds fast come first; only a page
that is too large for them is counted.

Every `<` before a letter counts as a tag, also in comments, scripts and values: which of them the parser takes for tags
depends on the tree it builds. Each is read to its end as if it were one, so tags may overlap here.
"""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.parse.bounds import (
    FEW_TAGS,
    LEAVES,
    MANY_TAGS,
    OVERLAP,
    SAFE_ATTRIBUTES,
    SAFE_NAMES,
    are_small,
)
from cleanarticle.parse.elements import FORMATTING, SHELL
from cleanarticle.parse.tags import NAME_END, SHORT_TEXT, STEP, USUAL, find_attributes, find_names, is_inside

__all__ = ["is_cheap"]

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

_MANY: Final = SAFE_ATTRIBUTES + 1
# A tag, but no end tag without attributes; its inside, cut off where it surely has too many attributes, and the end tag
# if its element is closed before any other tag begins.
_find_tags: Final = re.compile(
    rf"<(?!/[a-zA-Z0-9]++>)(/?)([a-zA-Z][^\t\n\f\r />]*+)(?=({USUAL}{{0,{_MANY}}}+{STEP}{{0,{2 * _MANY}}}+)"
    rf"(?:>[^<]{{0,{SHORT_TEXT}}}+(</(?i:\2){NAME_END})?)?)"
).finditer
_find_names: Final = re.compile(r"</?([a-zA-Z][^\t\n\f\r />]*+)").findall
_SAMPLES: Final = 24_576
"""Characters between the positions at which the page is tested for a tag that spans them."""
# White space without an equals sign on either side: inside a tag, and outside quoted values, a name begins after it.
_find_gap: Final = re.compile(r"(?<=[^=\t\n\f\r ])[\t\n\f\r ](?=[^=\t\n\f\r ])").search
_rest_of_tag: Final = re.compile(f"{STEP}{{0,8000}}+").match


def is_cheap(text: str, max_tags: int) -> bool:
    """True if a page can't be expensive to parse and has at most `max_tags` tags."""
    return _seems_cheap(text, max_tags) or _is_counted_cheap(text, max_tags)


def _seems_cheap(text: str, max_tags: int) -> bool:
    """True if upper bounds show that the page is cheap."""
    tags = text.count("<")
    is_long = len(text) > _FEW_CHARACTERS and len(text.encode("utf-8", "surrogatepass")) > _FEW_BYTES
    if tags > min(max_tags, FEW_TAGS) or is_long or _may_crowd(text, SAFE_ATTRIBUTES):
        return False
    # All tags except the usual link: short, and complete, because the quotation mark before its end closes a value.
    unusual = [
        tag
        for tag in _find_heavy(text)
        if tag[-1] != '"' or tag[0] not in "aA" or len(tag) > _SHORT_LINK or "'" in tag or tag[-2] in "=\t\n\f\r "
    ]
    if not all(map(is_inside, unusual)):
        return False
    others = sum(1 + len(find_attributes(tag)) for tag in unusual if tag[0] not in "aA")
    links = [len(find_attributes(tag)) for tag in unusual if len(tag) > _SHORT_LINK and tag[0] in "aA"]
    return are_small(tags, tags, 0, 0, others + max(links, default=0) + _SHORT_LINK // 2, tags)


def _is_counted_cheap(text: str, max_tags: int) -> bool:
    """True if the page is cheap by what its tags weigh and how many elements they leave open: slow, for many tags."""
    starts, ends = 0, text.count("</")
    characters = opened = link = others = plain = 0
    insides = []
    for tag in _find_tags(text):
        slash, name, inside, closed = tag.groups()
        if inside:
            insides.append(inside)
            characters += len(inside)
            if len(inside) >= 2 * SAFE_ATTRIBUTES and len(find_attributes(inside)) > SAFE_ATTRIBUTES:
                return False
        starts += not slash
        if starts > max_tags or ends > max_tags or characters > OVERLAP * len(text):
            return False
        if slash or (closed and not inside):
            continue
        name = name.lower()
        if name in SHELL:
            others += len(find_attributes(inside))
        elif not closed and name not in LEAVES:
            opened += 1
            if name in FORMATTING:
                weight = len(find_attributes(inside))
                if not weight:
                    plain += 1
                elif name == "a":
                    link = max(link, 1 + weight)
                else:
                    others += 1 + weight
    tags = starts + ends
    elements = len(set(map(str.lower, _find_names(text)))) if tags > MANY_TAGS else 0
    names = 0
    if characters > 2 * SAFE_NAMES:
        names = len({name for inside in set(insides) for name in find_names(inside)})
    return are_small(tags, opened, elements, names, link + others, plain)


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
