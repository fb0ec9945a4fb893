cimport cython

from cleanarticle.page.model cimport Container


@cython.locals(
    containers=list, ups="double[::1]", downs="double[::1]", is_around=bytearray, level=double, around=Container,
    parent=Container, container=Container, index=Py_ssize_t,
)
cpdef tuple levels_from(page, Container origin)
