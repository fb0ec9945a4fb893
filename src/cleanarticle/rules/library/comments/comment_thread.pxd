cimport cython

from cleanarticle.page.model cimport Block, Container


@cython.locals(box=Container, levels=Py_ssize_t, label=Block)
cdef Block _label(Block block, list blocks, double most_words, double most_label_words, double most_count_words)
