cimport cython

from cleanarticle.page.model cimport Container
from cleanarticle.score.opinions.clean cimport is_named, take

cdef frozenset _WORDS
cdef tuple _NAMES

@cython.locals(
    container=Container, best=Container, root=Container, best_rank=Py_ssize_t, rank=Py_ssize_t, most=double,
    least=double, words=double,
)
cpdef bytearray named_container(page, bytearray beside)

@cython.locals(attributes=dict, names=frozenset, each=frozenset)
cdef Py_ssize_t _rank(Container container) except -1
