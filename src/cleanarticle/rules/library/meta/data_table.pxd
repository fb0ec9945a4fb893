cimport cython

from cleanarticle.page.model cimport Block
from cleanarticle.rules.boxes cimport innermost

cdef double _FEW_LINKS, _PROSE_WORDS


@cython.locals(index=Py_ssize_t, block=Block)
cdef bint _has_longer(list blocks, Py_ssize_t first, Py_ssize_t end, double most_words)
@cython.locals(index=Py_ssize_t, block=Block)
cdef bint _has_prose(list blocks, Py_ssize_t first, Py_ssize_t end)
