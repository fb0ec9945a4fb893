cimport cython

from cleanarticle.page.model cimport Block, Container


@cython.locals(blocks=list, cued=Py_ssize_t, is_about_cookies=bint, index=Py_ssize_t, block=Block)
cpdef bint _asks(Container wall, page)
