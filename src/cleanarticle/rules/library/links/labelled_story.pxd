cimport cython

from cleanarticle.page.model cimport Block, Container

cdef Py_ssize_t _BLOCKS_NEAR, _MOST_LEVELS
cdef frozenset _WHOLE


@cython.locals(box=Container, levels=Py_ssize_t, label=Block, at=Py_ssize_t)
cdef Block _label(Container container, list blocks, double most_label_words, double least_words_before)
cdef bint _is_heading(Block block)
@cython.locals(parent=Container, words=double, index=Py_ssize_t, block=Block)
cdef double _prose_before(Container box, list blocks)
