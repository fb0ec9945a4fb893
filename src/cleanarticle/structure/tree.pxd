cimport cython

from cleanarticle.page.model cimport Block, Container


cdef class _TreeBuilder:
    cdef dict _grids
    cdef set _notes
    cdef dict _numbers
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
    @cython.locals(index=Py_ssize_t, opened=Py_ssize_t, other=Py_ssize_t, items=set, item=Container)
    cpdef bint _is_list(self, Container container)
    @cython.locals(item=Container)
    cpdef Container _item_of(self, Container inner, Container around)
    cpdef bint _is_note(self, Container container)
