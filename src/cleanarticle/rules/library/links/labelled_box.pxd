cimport cython

from cleanarticle.page.model cimport Block, Container

cdef long _HEADING
cdef frozenset _WHOLE


@cython.locals(box=Container, label=Block)
cdef Block _label(Block block, list blocks, double most_words, double most_label_words, double least_links)
