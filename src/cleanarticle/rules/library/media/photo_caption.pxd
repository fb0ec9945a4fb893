cimport cython

from cleanarticle.page.model cimport Block, Container
from cleanarticle.rules.boxes cimport in_small_box

cdef double _LEAST_LINE_WORDS, _LEAST_PARAGRAPH
cdef Py_ssize_t _MOST_CREDIT_CHARACTERS


@cython.locals(container=Container, index=Py_ssize_t, beside=Block)
cdef bint _is_loose_line(Block block, list blocks, double most_words)
@cython.locals(index=Py_ssize_t, beside=Block)
cdef bint _is_unfinished(Block block, list blocks, double most_words)
@cython.locals(tail=str)
cdef bint _ends_with_credit(str text)
