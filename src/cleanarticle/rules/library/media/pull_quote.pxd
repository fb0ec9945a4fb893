cimport cython

from cleanarticle.page.model cimport Block

cdef Py_ssize_t _NEAR


@cython.locals(index=Py_ssize_t, other=Block)
cdef bint _is_in_longer(str text, Block block, list blocks)
