from cleanarticle.page.model cimport Block, Container
cimport cython

@cython.locals(block=Block, container=Container, parent=Container, end=Py_ssize_t)
cpdef roll_up(list containers, list blocks)
