"""One pass over the tags of a page that shows, for nearly all pages, that it can't be expensive to parse.

`tag_scan.py` gives the same answer as Python, and says what counts as a tag.
"""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_FindChar, PyUnicode_GET_LENGTH, PyUnicode_KIND
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t

from cleanarticle.parse import bounds
from cleanarticle.parse.elements import FORMATTING, SHELL
from cleanarticle.parse.tags import SHORT_TEXT

__all__ = ["is_cheap"]

ctypedef fused Character:
    uint8_t
    uint16_t
    uint32_t

cdef enum:
    MOST_HEAVY = 32
    LONGEST_NAME = 8

cdef uint64_t _formatting[MOST_HEAVY]
cdef uint64_t _shell[MOST_HEAVY]
cdef uint64_t _leaves[MOST_HEAVY]
"""Names by their characters; zeros follow."""
cdef Py_ssize_t _SHORT_TEXT = SHORT_TEXT
cdef Py_ssize_t _SAFE_ATTRIBUTES = bounds.SAFE_ATTRIBUTES
cdef Py_ssize_t _SAFE_NAMES = bounds.SAFE_NAMES
cdef Py_ssize_t _MANY_TAGS = bounds.MANY_TAGS
cdef Py_ssize_t _OVERLAP = bounds.OVERLAP


cdef _write_names(uint64_t *keys, names):
    for index, name in enumerate(sorted(names)):
        keys[index] = int.from_bytes(name.encode(), "big")


_write_names(_formatting, FORMATTING)
_write_names(_shell, SHELL)
_write_names(_leaves, bounds.LEAVES)


def is_cheap(str text not None, Py_ssize_t max_tags):
    """True if a page can't be expensive to parse and has at most `max_tags` tags."""
    weights = _weigh(text, max_tags, None, None)
    if weights is None:
        return False
    tags, opened, names, open_weight, plain = weights
    elements = set()
    distinct = set()
    if tags > _MANY_TAGS or names > _SAFE_NAMES:
        # Rare: the names of all tags are read again, to count those that differ.
        _weigh(text, max_tags, elements, distinct)
    return bounds.are_small(tags, opened, len(elements), len(distinct), open_weight, plain)


cdef _weigh(str text, Py_ssize_t max_tags, set elements, set names):
    kind = PyUnicode_KIND(text)
    if kind == 1:
        return _scan(text, <const uint8_t *> PyUnicode_DATA(text), max_tags, elements, names)
    if kind == 2:
        return _scan(text, <const uint16_t *> PyUnicode_DATA(text), max_tags, elements, names)
    return _scan(text, <const uint32_t *> PyUnicode_DATA(text), max_tags, elements, names)


cdef _scan(str text, const Character *data, Py_ssize_t max_tags, set element_names, set attribute_names):
    """Tags, elements left open, attributes, and the last two arguments of `are_small`; `None` for one limit passed."""
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text)
    cdef Py_ssize_t start, end, name_end, weight
    cdef Py_ssize_t starts = 0, ends = 0, opened = 0, names = 0, link = 0, others = 0, plain = 0, read = 0
    cdef bint closes
    cdef uint64_t name
    cdef Py_ssize_t at = PyUnicode_FindChar(text, c"<", 0, size, 1)
    while at >= 0:
        start = at + 1
        closes = start < size and data[start] == c"/"
        start += closes
        ends += closes
        if start < size and _is_letter(data[start]):
            starts += not closes
            end = start
            while end < size and not _ends_name(data[end]):
                end += 1
            name_end = end
            name = _key(data, start, end)
            weight = 0
            if end < size and data[end] != c">":
                end = _skip_attributes(text, data, end, size, &weight, attribute_names)
            names += weight
            read += end - name_end
            if weight > _SAFE_ATTRIBUTES or read > _OVERLAP * size:
                return None
            if element_names is not None:
                element_names.add(text[start:name_end].lower())
            if not closes:
                if _contains(_shell, name):
                    others += weight
                elif not _contains(_leaves, name) and not _closed_at_once(text, data, start, end, size):
                    opened += 1
                    if _contains(_formatting, name):
                        if not weight:
                            plain += 1
                        elif name == c"a":
                            link = max(link, 1 + weight)
                        else:
                            others += 1 + weight
        if starts > max_tags or ends > max_tags:
            return None
        at = PyUnicode_FindChar(text, c"<", at + 1, size, 1)
    return starts + ends, opened, names, link + others, plain


cdef inline Py_ssize_t _skip_attributes(
    str text, const Character *data, Py_ssize_t at, Py_ssize_t size, Py_ssize_t *number, set names
):
    """The end of a tag, where its `>` is, from the end of its name; counts its attributes, and adds their names."""
    cdef Character quote
    cdef Py_ssize_t start
    while True:
        while at < size and (_is_space(data[at]) or data[at] == c"/"):
            at += 1
        if at >= size or data[at] == c">":
            return at
        number[0] += 1
        start = at
        at += 1
        while at < size and data[at] != c"=" and not _ends_name(data[at]):
            at += 1
        if names is not None:
            names.add(text[start:at])
        while at < size and _is_space(data[at]):
            at += 1
        if at >= size or data[at] != c"=":
            continue
        at += 1
        while at < size and _is_space(data[at]):
            at += 1
        if at < size and (data[at] == c'"' or data[at] == c"'"):
            quote = data[at]
            at += 1
            while at < size and data[at] != quote:
                at += 1
            at += 1
        else:
            while at < size and data[at] != c">" and not _is_space(data[at]):
                at += 1


cdef inline bint _closed_at_once(
    str text, const Character *data, Py_ssize_t start, Py_ssize_t end, Py_ssize_t size
):
    """True if an element is closed before another tag begins: by its name, and where its start tag ends."""
    cdef Py_ssize_t closing = PyUnicode_FindChar(text, c"<", end, min(size, end + _SHORT_TEXT), 1)
    if closing < 0 or closing + 2 >= size or data[closing + 1] != c"/":
        return False
    closing += 2
    while closing < size and data[start] | 32 == data[closing] | 32 and not _ends_name(data[closing]):
        start += 1
        closing += 1
    return closing < size and _ends_name(data[start]) and _ends_name(data[closing])


cdef inline uint64_t _key(const Character *data, Py_ssize_t start, Py_ssize_t end) noexcept nogil:
    """A short name in lower case as a number; 0 for others."""
    cdef uint64_t key = 0
    if end - start > LONGEST_NAME:
        return 0
    while start < end:
        if data[start] >= 128:
            return 0
        key = key << 8 | data[start] | 32
        start += 1
    return key


cdef inline bint _contains(const uint64_t *keys, uint64_t key) noexcept nogil:
    while keys[0] and keys[0] != key:
        keys += 1
    return keys[0] != 0


cdef inline bint _is_letter(Character character) noexcept nogil:
    return c"a" <= (character | 32) <= c"z"


# A character is looked up as a bit: 9, 10, 12, 13 and 32 are white space, 47 is the slash, 62 is `>`.


cdef inline bint _is_space(Character character) noexcept nogil:
    return character < 64 and <uint64_t> 0x0000000100003600 >> character & 1


cdef inline bint _ends_name(Character character) noexcept nogil:
    return character < 64 and <uint64_t> 0x4000800100003600 >> character & 1
