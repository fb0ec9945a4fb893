cimport cython

from cleanarticle.page.model cimport Block, Container
from cleanarticle.rules.boxes cimport innermost


@cython.locals(folded=str, title=str)
cdef bint _is_title(str text, list titles)
@cython.locals(index=Py_ssize_t, block=Block)
cdef Block _heading(Container story, list blocks)
@cython.locals(index=Py_ssize_t, block=Block, words=double)
cdef double _prose(list blocks, Py_ssize_t first, Py_ssize_t end)
@cython.locals(heading_of_article=long, index=Py_ssize_t, heading=Block, own=Container)
cdef bint _follows_article(Container story, list blocks, list titles)
