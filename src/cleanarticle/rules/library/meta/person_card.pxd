cimport cython

from cleanarticle.page.model cimport Block, Container

cdef long _ELSEWHERE
cdef Py_ssize_t _MOST_BLOCKS


@cython.locals(card=Container)
cdef bint _is_in_card(Container container, list blocks, double most_words)
