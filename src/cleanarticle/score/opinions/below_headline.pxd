cimport cython

from cleanarticle.page.model cimport Block, Container
from cleanarticle.score.opinions.clean cimport is_clean, is_named

cdef frozenset _AFTER

@cython.locals(blocks=list, taken=bytearray, named=bytearray, words=double, linked=Py_ssize_t, index=Py_ssize_t, block=Block, is_link=bint)
cpdef bytearray below_headline(page, Py_ssize_t headline)

@cython.locals(around=Container, _=Py_ssize_t)
cdef bint _is_after(Container container, bytearray named) except -1
