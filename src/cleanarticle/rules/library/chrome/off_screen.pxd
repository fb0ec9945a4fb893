cimport cython

from cleanarticle.page.model cimport Block, Container

cdef Py_ssize_t _LEVELS


@cython.locals(around=Container, levels=Py_ssize_t)
cdef Container _out_of_sight(Container container)
