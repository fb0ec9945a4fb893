cimport cython

from cleanarticle.page.model cimport Block, Container

cdef long _HEADING
cdef Py_ssize_t _MOST_LEVELS
cdef frozenset _WHOLE


@cython.locals(box=Container, levels=Py_ssize_t, label=Block)
cdef Block _label(Block block, list blocks, double most_words, double most_label_words, double most_count_words)
