cimport cython


cdef class PhraseFinder:
    cdef dict _anchored
    cdef list _cues
    cdef dict _ends
    cdef dict _numbers
    cdef list _sources
    cdef dict _starts
    cdef object _unspaced
    cdef dict _whole

    @cython.locals(cues=frozenset, own=frozenset, phrase=str)
    cpdef frozenset find(self, str text)
    @cython.locals(normal=str, symbols=str, closed=str, core=str, matches=list, is_ascii=bint)
    cdef list _find(self, str text)
    @cython.locals(bucket=tuple, phrase=str, length=Py_ssize_t)
    cdef _add_starting(self, str normal, list matches)
    @cython.locals(bucket=tuple, phrase=str, length=Py_ssize_t)
    cdef _add_ending(self, str normal, list matches)
    @cython.locals(words=list, phrases=list, index=Py_ssize_t, group=dict, phrase=str)
    cdef _add_containing(self, str normal, list matches)


@cython.locals(plain=str, folded=str)
cpdef str normalise(str text)
@cython.locals(composed=str, folded=str, character=str)
cdef str _make_plain(str text)
@cython.locals(run=str)
cdef str _merge_digits(str folded)
@cython.locals(start=Py_ssize_t, end=Py_ssize_t)
cdef bint _contains(str normal, str phrase)
@cython.locals(pair=str)
cdef bint _is_inside_word(str normal, Py_ssize_t index)
