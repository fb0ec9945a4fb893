cimport cython

from cleanarticle.page.model cimport Block, Container


@cython.locals(cued=Py_ssize_t, is_about_cookies=bint, index=Py_ssize_t, block=Block)
cdef bint _asks(Container wall, list blocks)
