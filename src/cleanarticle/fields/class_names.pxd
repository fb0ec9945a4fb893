cimport cython

from cleanarticle.page.model cimport Container


cdef class ClassNames:
    cdef readonly frozenset words
    cdef readonly tuple groups
    cdef readonly frozenset hints

    cpdef bint match(self, Container container)
    @cython.locals(group=frozenset)
    cpdef bint has(self, tuple own)


@cython.locals(hints=frozenset, ancestor=Container, own=tuple)
cpdef bint is_named(Container container, ClassNames names, Py_ssize_t levels, double most_words=*)
