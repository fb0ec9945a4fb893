cimport cython

from cleanarticle.page.model cimport Block, Container

cdef double _LIKENESS
cdef Py_ssize_t _MOST_LEVELS


@cython.locals(copy=Container, mine=Container, other=Container, words=double)
cdef double _copied_words(Container own, Block block)
