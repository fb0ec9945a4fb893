cimport cython

from cleanarticle.fields.text_key cimport text_key
from cleanarticle.page.model cimport Block, Container


cdef class ArticleContext:
    cdef readonly object page
    cdef readonly object claims
    cdef readonly tuple kept
    cdef readonly frozenset body
    cdef readonly object url
    cdef readonly str address
    cdef readonly long inside
    cdef readonly frozenset titles
    cdef readonly object headline
    cdef readonly Py_ssize_t start
    cdef readonly Py_ssize_t end
    cdef readonly Py_ssize_t opening
    cdef readonly object top
    cdef readonly Py_ssize_t second
    cdef readonly frozenset prose
    cdef RelativeBase _base
    cdef list _headings

    cpdef bint is_apart(self, Container container, long mask)
    @cython.locals(block=Block, found=list)
    cpdef list headings(self)
    @cython.locals(blocks=list, block=Block, key=str, other=str, size=Py_ssize_t, index=Py_ssize_t, same=set)
    cpdef set same_texts(self, str text, indexes)
    cpdef absolute(self, str address)


cdef class RelativeBase:
    cdef object _whole
    cdef str _scheme
    cdef str _origin

    cpdef join(self, str address)


@cython.locals(index=Py_ssize_t, inside=long, block=Block)
cdef long _inside(page, kept) except? -2
