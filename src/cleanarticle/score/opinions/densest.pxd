cimport cython

from cleanarticle.page.model cimport Block, Container
from cleanarticle.score.opinions.clean cimport is_clean, take


@cython.locals(
    containers=list, points="double[::1]", block=Block, parent=Container, container=Container, best=Container, free=double,
    value=double, most=double, index=Py_ssize_t,
)
cpdef bytearray densest_subtree(page, bytearray beside)
