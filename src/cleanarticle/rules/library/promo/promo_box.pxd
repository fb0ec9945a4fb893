cimport cython

from cleanarticle.page.model cimport Block, Container
from cleanarticle.rules.boxes cimport child_around

cdef double _LONG
cdef long _ELSEWHERE
cdef Py_ssize_t _MOST_BLOCKS


@cython.locals(box=Container, parent=Container)
cdef Container _box(Container container, list blocks, double most_words)
@cython.locals(sells=bint, index=Py_ssize_t, other=Block)
cdef bint _sells(Container box, list blocks, double most_label_words)
@cython.locals(parent=Container, neighbour=Py_ssize_t, block=Block, other=Container)
cdef bint _has_twin(Container box, list blocks)
