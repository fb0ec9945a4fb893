# cython: boundscheck=False, wraparound=False
"""The points of the words of a text, found by hashes of their characters. `text_points.py` gives the same with strings."""

from array import array

from cleanarticle.score import tokens

__all__ = ["TextPoints"]

ctypedef unsigned long long Hash

cdef enum:
    _SHORT = 24
cdef Py_ssize_t _MOST_CHARACTERS = tokens.MOST_CHARACTERS
cdef Py_ssize_t _END_CHARACTERS = tokens.END_CHARACTERS
assert tokens.SHORT == _SHORT

# FNV-1a, with 64 bits.
cdef Hash _START = 0xCBF29CE484222325ULL
cdef Hash _FACTOR = 0x100000001B3ULL
# Any large odd number: the first word of a pair is to differ from the second.
cdef Hash _PAIR_FACTOR = 0x9E3779B97F4A7C15ULL


cdef struct Words:
    # The words of a text: how many, the hashes of the first ones, of the last, and of the one before.
    Py_ssize_t number
    Hash[_SHORT] first
    Hash last
    Hash before_last


cdef inline bint _is_unspaced(Py_UCS4 sign) noexcept:
    return 0x3040 <= sign <= 0x9FFF and (sign <= 0x30FF or sign >= 0x3400) or 0xF900 <= sign <= 0xFAFF


cdef inline Hash _add(Hash key, Py_UCS4 sign) noexcept:
    return (key ^ <Hash> sign) * _FACTOR


cdef inline Hash _pair(Hash first, Hash second) noexcept:
    return first * _PAIR_FACTOR + second


cdef inline void _end(Words* words, Hash key) noexcept:
    if words.number < _SHORT:
        words.first[words.number] = key
    words.number += 1
    words.before_last = words.last
    words.last = key


cdef Words _words_of(str text):
    """As `tokens_of`."""
    cdef Words words
    cdef Hash key = _START
    cdef Py_UCS4 sign
    cdef bint is_inside = False, is_number = True
    words.number, words.last = 0, 0
    for sign in text.lower():
        if _is_unspaced(sign) or not (sign.isalnum() or sign == u"_"):
            if is_inside:
                _end(&words, _add(_START, u"0") if is_number else key)
            if _is_unspaced(sign):
                _end(&words, _add(_START, sign))
            key, is_inside, is_number = _START, False, True
        else:
            key, is_inside = _add(key, sign), True
            is_number = is_number and sign.isdigit()
    if is_inside:
        _end(&words, _add(_START, u"0") if is_number else key)
    return words


cdef Hash _hash_of(str word):
    """Hash of a word, or of a pair with a space between."""
    cdef Hash key = _START
    cdef Py_UCS4 sign
    first, _, second = word.partition(" ")
    if second:
        return _pair(_hash_of(first), _hash_of(second))
    for sign in first:
        key = _add(key, sign)
    return key


cdef bint _comes_before(Hash* keys, Py_ssize_t at) noexcept:
    cdef Py_ssize_t before
    for before in range(at):
        if keys[before] == keys[at]:
            return True
    return False


cdef class _Hashed:
    """Points by the hash of a word."""

    def __init__(self, points):
        cdef Hash key
        cdef size_t place
        # At most half of the places are taken, so that a word that is not there is soon known.
        self._last = (2 << len(points).bit_length()) - 1
        self._keys = array("Q", bytes(8 * (self._last + 1)))
        self._points = array("d", bytes(8 * (self._last + 1)))
        for word, value in points.items():
            key = _hash_of(word)
            place = (key ^ key >> 32) & self._last
            while self._keys[place]:
                if self._keys[place] == key:
                    raise ValueError(f"the hash of {word!r} is that of another word")
                place = (place + 1) & self._last
            self._keys[place], self._points[place] = key, value

    cdef double get(self, Hash key) noexcept nogil:
        cdef size_t place = (key ^ key >> 32) & self._last
        while self._keys[place]:
            if self._keys[place] == key:
                return self._points[place]
            place = (place + 1) & self._last
        return 0.0


cdef class TextPoints:
    """The points of words by their place in a text."""

    def __init__(self, points):
        self._first, self._first_two = _Hashed(points["first word"]), _Hashed(points["first two words"])
        self._last, self._last_two = _Hashed(points["last word"]), _Hashed(points["last two words"])
        self._words, self._pairs = _Hashed(points["word"]), _Hashed(points["pair"])

    cpdef double points(self, str text) except? -1e300:
        """The sum of the points of `text_words`."""
        cdef bint is_read = len(text) <= _MOST_CHARACTERS
        cdef Words head = _words_of(text if is_read else text[:_END_CHARACTERS])
        cdef Words tail = head if is_read else _words_of(text[-_END_CHARACTERS:])
        cdef double total, value
        cdef Py_ssize_t at
        if not head.number or not tail.number:
            return 0.0
        total = self._first.get(head.first[0]) + self._last.get(tail.last)
        if head.number > 1:
            total += self._first_two.get(_pair(head.first[0], head.first[1]))
        if tail.number > 1:
            total += self._last_two.get(_pair(tail.before_last, tail.last))
        if is_read and head.number <= _SHORT:
            for at in range(head.number):
                value = self._words.get(head.first[at])
                if value and not _comes_before(head.first, at):
                    total += value
            for at in range(head.number - 1):
                head.first[at] = _pair(head.first[at], head.first[at + 1])
                value = self._pairs.get(head.first[at])
                if value and not _comes_before(head.first, at):
                    total += value
        return total
