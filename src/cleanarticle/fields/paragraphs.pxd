cimport cython

from cleanarticle.page.model cimport Block, Container


@cython.locals(values=dict, container=Container, parent=Container, within=long, level=long)
cdef dict _values_of(Block block)
