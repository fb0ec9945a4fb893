cimport cython

from cleanarticle.page.model cimport Block, Container


@cython.locals(base=double, by_block="double[::1]", by_parent="double[::1]", by_elements=dict, block=Block, container=Container, parent=Container, index=Py_ssize_t, scores=list)
cpdef list first_scores(page, scorecard, blocks, parents)
