cimport cython


@cython.final
@cython.freelist(256)
cdef class Container:
    cdef public Py_ssize_t index
    cdef public str tag
    cdef public Container parent
    cdef public object element
    cdef public dict attributes
    cdef public tuple names
    cdef public long within
    cdef public Py_ssize_t list_depth
    cdef public Py_ssize_t first
    cdef public Py_ssize_t end
    cdef public double words
    cdef public double link_words
    cdef dict _nearest

    @cython.locals(container=Container)
    cpdef Container outermost(self, double most_words)
    @cython.locals(parent=Container, container=Container)
    cpdef Container nearest(self, frozenset names)


@cython.final
@cython.freelist(256)
cdef class Block:
    cdef public Py_ssize_t index
    cdef public str text
    cdef public str tag
    cdef public Container container
    cdef public double words
    cdef public double link_density
    cdef public double strong_share
    cdef public tuple link_names
    cdef public list run
    cdef public list run_marks
    cdef public list cells
    cdef frozenset _cues


@cython.final
@cython.freelist(256)
cdef class Inline:
    cdef readonly str tag
    cdef readonly dict attributes
    cdef readonly str text
    cdef readonly Py_ssize_t block


@cython.final
@cython.freelist(256)
cdef class MediaElement:
    cdef readonly str tag
    cdef readonly dict attributes
    cdef readonly Container container
    cdef readonly Py_ssize_t block
    cdef readonly object link


cdef class PaginationLink:
    cdef readonly dict attributes
    cdef readonly str text
    cdef readonly Py_ssize_t block
