cimport cython

from cleanarticle.page.model cimport Block, Container
from cleanarticle.score.words cimport Words

cdef double _HOPELESS

@cython.locals(
    base=double, by_block="double[::1]", by_parent="double[::1]", by_elements=dict, block=Block, container=Container,
    parent=Container, index=Py_ssize_t, alone="double[::1]",
)
cpdef first_scores(page, scorecard, blocks, parents)

@cython.locals(
    class_points="double[::1]", text_points="double[::1]", scores=list, index=Py_ssize_t, block=Block, score=double,
)
cpdef with_words(page, double[::1] alone, Words words)
