cimport cython

from cleanarticle.page.model cimport Block, Container
from cleanarticle.score.words cimport Words


@cython.locals(
    base=double, by_block="double[::1]", by_parent="double[::1]", by_elements=dict, block=Block, container=Container,
    parent=Container, index=Py_ssize_t, scores=list, words=Words, class_points="double[::1]", text_points="double[::1]",
    by_text=double, alone=double,
)
cpdef first_scores(page, scorecard, blocks, parents)
