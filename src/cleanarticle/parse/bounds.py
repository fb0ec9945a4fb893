"""Bounds that show, at the speed of C, that a page can't be expensive to parse, whatever its markup means.

Each stands for a few tenths of a second at most, measured with the worst page that stays just below it.
"""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.parse.tags import CLOSED_AT_ONCE, STEP, find_attributes, is_inside

__all__ = ["SAFE_COPIES", "copies_formatting", "crowds_attributes"]

SAFE_COPIES: Final = 1_500_000
"""Elements and attributes made by copying open formatting elements cost 0.1 µs and 160 bytes each."""
_SAFE_NAMES: Final = 70_000
"""Attributes of the whole page, which may all have different names."""
_FEW_CHARACTERS: Final = 160_000
"""So few can't hold more names: 55,000 of one character, which makes two with a separator, the others of more."""
_SAFE_ATTRIBUTES: Final = 4_000
"""Attributes of one element cost 1.6 ns times the square of their number."""
# Elements that the parser opens again in the next block if they are still open, and the two whose attributes it
# merges. Without attributes they are harmless: it keeps three equal ones. The first letters are a cheap test.
_HEAVY: Final = (
    r"(?:[abisuABISU]|[eEsSfFcCbBtTnNhH](?=[mtoirMTOIR])(?i:m|mall|trong|trike|ont|ode|ig|ody|t|obr|tml))"
    r"(?=[\t\n\f\r /])"
)
_find_heavy: Final = re.compile(f"<({_HEAVY}[^>]*)", re.ASCII).findall
# The same tags with their real inside, but for those which are closed before any other tag begins.
_find_left_open: Final = re.compile(rf"<({_HEAVY})(?!{CLOSED_AT_ONCE})(?=({STEP}{{0,512}}+)(>?))", re.ASCII).finditer
_PLAIN: Final = 3 * 14
_SHORT_LINK: Final = 400
_OVERLAP: Final = 8
"""How often each character may be read because tags seem to stand in each other; then the page is rewritten."""


def copies_formatting(text: str, tags: int) -> bool:
    """Whether open formatting elements may be copied too often.

    A tag makes the parser copy each open one once at most. All count as open, but one link closes another.
    """
    allowed = min(SAFE_COPIES // (tags + 1), _SAFE_ATTRIBUTES) - _PLAIN
    # All but the usual link: short, and surely at its end, because the quotation mark before it closes a value.
    unusual = [
        tag
        for tag in _find_heavy(text)
        if tag[-1] != '"' or tag[0] not in "aA" or len(tag) > _SHORT_LINK or "'" in tag or tag[-2] in "=\t\n\f\r "
    ]
    if not all(map(is_inside, unusual)):
        return _leaves_formatting_open(text, allowed)
    others = [tag for tag in unusual if tag[0] not in "aA"]
    links = [len(find_attributes(tag)) for tag in unusual if len(tag) > _SHORT_LINK and tag[0] in "aA"]
    allowed_others = allowed - max(links, default=0) - _SHORT_LINK // 2
    if sum(1 + len(tag) // 2 for tag in others) <= allowed_others:
        return False
    if sum(1 + len(find_attributes(tag)) for tag in others) <= allowed_others:
        return False
    return _leaves_formatting_open(text, allowed)


def _leaves_formatting_open(text: str, allowed: int) -> bool:
    """Whether the elements that are not closed at once are more than allowed, each with its attributes."""
    link, others, read = 0, 0, 0
    for tag in _find_left_open(text):
        name, inside, end = tag.groups()
        read += len(inside)
        if not end or read > _OVERLAP * len(text):
            return True
        weight = 1 + len(find_attributes(inside))
        if name in "aA":
            link = max(link, weight)
        else:
            others += weight
    return link + others > allowed


_SAMPLES: Final = 24_576
"""Distance of the places, in characters, at which the page is tested for a tag that spans them."""
# White space without an equals sign on either side: if it stands in a tag, and not in a quoted value, a name begins
# behind it.
_find_gap: Final = re.compile(r"(?<=[^=\t\n\f\r ])[\t\n\f\r ](?=[^=\t\n\f\r ])").search
_rest_of_tag: Final = re.compile(f"{STEP}{{0,{2 * _SAFE_ATTRIBUTES}}}+").match
# An attribute as most are written, which is quicker to read than any.
_USUAL: Final = r"""(?:[\t\n\f\r ]++[^\t\n\f\r />="']++="[^"]*+")"""
# The insides of what may be tags, wherever they stand. One that is cut off has at least 499 attributes.
_find_insides: Final = re.compile(
    rf"</?[a-zA-Z][^\t\n\f\r />]*+(?=[\t\n\f\r /])(?=({_USUAL}{{0,500}}+{STEP}{{0,1000}}+>?))"
).finditer
_BEFORE_NAMES: Final = "\t\n\f\r /\"'"
"""One of these stands before each name: white space, a slash, or the end of a quoted value."""


def crowds_attributes(text: str) -> bool:
    """Whether an element may have too many attributes, or the page too many names of attributes."""
    # With its separator, a name takes three characters, and four bytes, as soon as there are many.
    if len(text) > _FEW_CHARACTERS and _has_bytes(text, 4 * _SAFE_NAMES):
        return _has_crowded_tags(text)
    double = single = -1
    for sample in range(_SAMPLES, len(text), _SAMPLES):
        gap = _find_gap(text, sample - _SAMPLES // 4, sample)
        if gap is None:
            return _has_crowded_tags(text)
        # The rest of a tag that spans this place, if the place is between its attributes ...
        at = gap.start()
        if _spans_many(text, at):
            return _has_crowded_tags(text)
        # ... and if it is in a quoted value.
        if double < at:
            double = _position('"', text, at)
            if _spans_many(text, double + 1):
                return _has_crowded_tags(text)
        if single < at:
            single = _position("'", text, at)
            if _spans_many(text, single + 1):
                return _has_crowded_tags(text)
    return False


def _position(mark: str, text: str, start: int) -> int:
    """Where the mark stands next; the end of the text if nowhere."""
    found = text.find(mark, start)
    return len(text) if found < 0 else found


def _spans_many(text: str, at: int) -> bool:
    """Whether too many attributes follow, if the place is in a tag, between attributes."""
    rest = _rest_of_tag(text, at)
    return (
        rest is not None
        and rest.end() - at >= 2 * _SAFE_ATTRIBUTES - 1
        and _most_names(rest[0]) >= _SAFE_ATTRIBUTES - 1
        and len(find_attributes(rest[0])) >= _SAFE_ATTRIBUTES - 1
    )


def _has_crowded_tags(text: str) -> bool:
    """The same question, asked of everything that looks like a tag."""
    insides = []
    read, most = 0, _OVERLAP * len(text)
    for tag in _find_insides(text):
        inside = tag[1]
        if len(inside) >= 1000 and inside[-1] != ">" and len(find_attributes(inside)) >= 499:
            if _spans_many(text, tag.end()):
                return True
            rest = _rest_of_tag(text, tag.end())
            inside = rest[0] if rest is not None else inside
        read += len(inside)
        if read > most:
            return True
        insides.append(inside)
    if read <= 2 * _SAFE_NAMES:
        return False
    joined = "".join(insides)
    if not _has_bytes(joined, 4 * _SAFE_NAMES) or _most_names(joined) <= _SAFE_NAMES:
        return False
    return sum(len(find_attributes(inside)) for inside in insides) > _SAFE_NAMES


def _has_bytes(text: str, number: int) -> bool:
    """Whether the text has more than so many bytes in UTF-8."""
    return len(text) > number or (not text.isascii() and len(text.encode("utf-8", "surrogatepass")) > number)


def _most_names(insides: str) -> int:
    """A bound on the number of attributes in the insides of tags, of which the first may begin with a name."""
    return 1 + sum(map(insides.count, _BEFORE_NAMES))
