cimport cython

from cleanarticle.page.model cimport Block, Container


cdef frozenset _BESIDE

cpdef bint is_clean(Block block)

@cython.locals(name=str)
cpdef bint is_named(Container container, frozenset names)

@cython.locals(containers=list, beside=bytearray, most=double, index=Py_ssize_t, container=Container, parent=Container, is_inside=bint)
cpdef bytearray beside_body(page)

@cython.locals(taken=bytearray, blocks=list, index=Py_ssize_t, block=Block)
cpdef bytearray take(page, Py_ssize_t first, Py_ssize_t end, bytearray beside)
