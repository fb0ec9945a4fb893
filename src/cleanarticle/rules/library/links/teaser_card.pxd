cimport cython

from cleanarticle.page.model cimport Block, Container
from cleanarticle.rules.boxes cimport child_around

cdef double _LINKED
cdef long _ELSEWHERE, _HEADING
cdef Py_ssize_t _MOST_BLOCKS


@cython.locals(card=Container)
cdef Container _card(Container container, list blocks, double most_words, double least_title_words)
@cython.locals(neighbour=Py_ssize_t, block=Block, other=Container)
cdef bint _has_twin(Container card, list blocks, double least_words)
@cython.locals(is_titled=bint, has_text=bint, index=Py_ssize_t, block=Block)
cdef bint _has_linked_title(Container card, list blocks, double least_words)
@cython.locals(beside=Container)
cdef Container _sibling(Container container, Container card)
