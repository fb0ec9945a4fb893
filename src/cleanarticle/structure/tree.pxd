cimport cython

from cleanarticle.page.model cimport Block, Container


cdef class _TreeBuilder:
    cdef dict _grids
    cdef set _notes
    cdef dict _numbers
    cdef dict _openings
    cdef object _page
    cdef object _paragraphs
    cdef dict _paths
    cdef object _positions
    cdef object _resolve
    cdef list _words

    @cython.locals(words=list, block=Block, container=Container)
    cpdef list _kept_words(self)
    @cython.locals(around=Container)
    cpdef Container _around(self, Container container)
    @cython.locals(missing=list, around=Container, step=Container, path=tuple, kind=str)
    cpdef tuple _path(self, Container container)
    @cython.locals(tag=str, inner=str)
    cpdef str _kind(self, Container container, tuple path)
    cpdef bint _is_list(self, Container container)
    @cython.locals(kept=list, openings=dict, item=Container, around=Container, own=Container, place=Py_ssize_t)
    cpdef dict _list_openings(self)
    cpdef bint _is_note(self, Container container)
