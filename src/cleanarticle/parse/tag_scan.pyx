"""One pass over the tags of a page that shows, for nearly all pages, that it can't be expensive to parse.

`tag_scan.py` takes its place where it is not compiled.
"""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_FindChar, PyUnicode_GET_LENGTH, PyUnicode_KIND
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t

from cleanarticle.parse.elements import FORMATTING, SHELL
from cleanarticle.parse.tags import SHORT_TEXT

__all__ = ["weigh_tags"]

ctypedef fused Character:
    uint8_t
    uint16_t
    uint32_t

cdef enum:
    MOST_HEAVY = 32
    LONGEST_NAME = 8
    MOST_READ = 2  # times each character, because tags may overlap

cdef uint64_t _formatting[MOST_HEAVY]
cdef uint64_t _shell[MOST_HEAVY]
"""Names by their characters; zeros follow."""
cdef Py_ssize_t _SHORT_TEXT = SHORT_TEXT


cdef _write_names(uint64_t *keys, names):
    for index, name in enumerate(sorted(names)):
        keys[index] = int.from_bytes(name.encode(), "big")


_write_names(_formatting, FORMATTING)
_write_names(_shell, SHELL)


def weigh_tags(str text not None, Py_ssize_t most_tags, Py_ssize_t most_attributes, Py_ssize_t most_names):
    """Weigh the tags of a page.

    Returns:
        The arguments of `bounds._are_small`; `None` if there are more than `most_tags` tags, or more than
        `most_attributes` attributes in one of them or `most_names` in all, or if tags overlap too often.
    """
    kind = PyUnicode_KIND(text)
    if kind == 1:
        return _scan(text, <const uint8_t *> PyUnicode_DATA(text), most_tags, most_attributes, most_names)
    if kind == 2:
        return _scan(text, <const uint16_t *> PyUnicode_DATA(text), most_tags, most_attributes, most_names)
    return _scan(text, <const uint32_t *> PyUnicode_DATA(text), most_tags, most_attributes, most_names)


cdef _scan(str text, const Character *data, Py_ssize_t most_tags, Py_ssize_t most_attributes, Py_ssize_t most_names):
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text)
    cdef Py_ssize_t start, end, weight
    cdef Py_ssize_t tags = 0, names = 0, link = 0, others = 0, plain = 0, read = 0
    cdef bint closes
    cdef uint64_t name
    cdef Py_ssize_t at = PyUnicode_FindChar(text, c"<", 0, size, 1)
    while at >= 0:
        start = at + 1
        closes = start < size and data[start] == c"/"
        start += closes
        if start < size and _is_letter(data[start]):
            tags += 1
            end = start
            while end < size and not _ends_name(data[end]):
                end += 1
            name = _key(data, start, end)
            weight = 0
            if end < size and data[end] != c">":
                end = _skip_attributes(data, end, size, &weight)
            names += weight
            read += end - at
            if tags > most_tags or weight > most_attributes or names > most_names or read > MOST_READ * size:
                return None
            if _contains(_shell, name):
                others += weight
            elif not closes and _contains(_formatting, name) and not _closed_at_once(text, data, start, end, size):
                if not weight:
                    plain += 1
                elif name == c"a":
                    link = max(link, 1 + weight)
                else:
                    others += 1 + weight
        at = PyUnicode_FindChar(text, c"<", at + 1, size, 1)
    return tags, names, link + others, plain


cdef inline Py_ssize_t _skip_attributes(
    const Character *data, Py_ssize_t at, Py_ssize_t size, Py_ssize_t *number
) noexcept nogil:
    """The end of a tag, where its `>` is, from the end of its name; counts its attributes."""
    cdef Character quote
    while True:
        while at < size and (_is_space(data[at]) or data[at] == c"/"):
            at += 1
        if at >= size or data[at] == c">":
            return at
        number[0] += 1
        at += 1
        while at < size and data[at] != c"=" and not _ends_name(data[at]):
            at += 1
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
