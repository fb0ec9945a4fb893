cimport cython

from cleanarticle.page.model cimport Block, Container
from cleanarticle.score.text_points cimport TextPoints

cdef Py_ssize_t _LEVELS
cdef Py_ssize_t _NEAR
cdef Py_ssize_t _MOST_NAMES
cdef _TagPath _NO_PATH


@cython.final
cdef class _TagPath:
    cdef public double points
    cdef public dict longer


@cython.final
cdef class _Names:
    cdef long long[::1] _kinds
    cdef long long[::1] _names
    cdef long long[::1] _ends
    cdef long long[::1] _counts
    cdef long long[::1] _path
    cdef double[::1] _levels
    cdef double[::1] _near
    cdef double[::1] _around
    cdef unsigned char[::1] _is_read
    cdef Py_ssize_t _rows
    cdef Py_ssize_t _depth
    cdef Py_ssize_t _different

    @cython.locals(kind=Py_ssize_t, name=str, row=Py_ssize_t, level=Py_ssize_t, end=Py_ssize_t, last="long long[::1]", others=dict)
    cdef _number(self, dict rows, dict kinds)
    cdef double near(self, Container container, Py_ssize_t level) except? -1e300
    @cython.locals(index=Py_ssize_t, kind=Py_ssize_t, place=Py_ssize_t, row=Py_ssize_t, total=double, brought=double)
    cdef double around(self, Container container) except? -1e300
    @cython.locals(index=Py_ssize_t, kind=Py_ssize_t, place=Py_ssize_t, row=Py_ssize_t)
    cdef _leave(self)


cdef class Words:
    cdef readonly dict points
    cdef dict _rows
    cdef double[::1] _levels
    cdef _TagPath _paths
    cdef TextPoints _texts

    @cython.locals(
        containers=list, blocks=list, size=Py_ssize_t, names=_Names, around="double[::1]", sums="double[::1]",
        has_blocks=bytearray, links=dict, index=Py_ssize_t, container=Container, parent=Container,
        grandparent=Container, outer=Container, total=double, path=_TagPath, found="double[::1]", block=Block, name=str,
    )
    cpdef class_points(self, page)
    cpdef double text_points(self, str text) except? -1e300
