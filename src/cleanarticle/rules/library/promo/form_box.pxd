cimport cython

from cleanarticle.page.model cimport Block, Container

cdef long _ELSEWHERE, _FORM
cdef Py_ssize_t _MOST_BLOCKS
cdef frozenset _WHOLE


@cython.locals(box=Container, has_form=long, index=Py_ssize_t, other=Block)
cdef bint _is_beside_form(Container container, list blocks, double most_words)
