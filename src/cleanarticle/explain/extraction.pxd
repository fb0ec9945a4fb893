cimport cython

from cleanarticle.page.model cimport Block, Container


@cython.locals(block=Block, made=list, verdicts=list, marks=tuple, index=Py_ssize_t, first=list)
cpdef tuple entries(selection, fields)
@cython.locals(kept_before=list, made=list, each=Container, first=Py_ssize_t, end=Py_ssize_t, size=Py_ssize_t)
cdef tuple _containers(list containers, tuple ledger)
@cython.locals(attributes=dict, label=str)
cdef str _label(Container container)
