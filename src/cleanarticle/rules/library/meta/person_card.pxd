cimport cython

from cleanarticle.page.model cimport Block, Container


@cython.locals(card=Container)
cdef bint _is_in_card(Container container, list blocks, double most_words)
