cimport cython

from cleanarticle.page.model cimport Block, Container


cpdef bint is_clean(Block block)

@cython.locals(containers=list, beside=bytearray, most=double, index=Py_ssize_t, container=Container, parent=Container, is_named=bint)
cpdef bytearray beside_body(page)

@cython.locals(taken=bytearray, blocks=list, index=Py_ssize_t, block=Block)
cpdef bytearray take(page, Py_ssize_t first, Py_ssize_t end, bytearray beside)
