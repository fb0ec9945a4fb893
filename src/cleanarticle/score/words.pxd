cimport cython

from cleanarticle.page.model cimport Block, Container

cdef Py_ssize_t _LEVELS
cdef Py_ssize_t _MOST_NAMES
cdef Py_ssize_t _SHORT
cdef Py_ssize_t _MOST_CHARACTERS
cdef Py_ssize_t _END_CHARACTERS

@cython.locals(token=str)
cpdef list tokens_of(str text)

@cython.locals(is_read=bint, head=list, tail=list, found=list, pairs=list, at=Py_ssize_t)
cpdef list text_words(str text)


cdef class _Around:
    cdef Words _words
    cdef list _names
    cdef list _points

    @cython.locals(index=Py_ssize_t, parent=Container, known=frozenset, total=double, new=list)
    cdef double points(self, Container container) except? -1e300


cdef class Words:
    cdef readonly dict points
    cdef dict _first
    cdef dict _first_two
    cdef dict _last
    cdef dict _last_two
    cdef dict _names
    cdef dict _pairs
    cdef dict _words
    cdef frozenset _pair_starts

    @cython.locals(
        containers=list, size=Py_ssize_t, places=list, by_names=dict, own=list, twos=list, threes=list,
        around=_Around, sums="double[::1]", paths=dict, links=dict, index=Py_ssize_t, place=Py_ssize_t,
        above=Py_ssize_t, container=Container, parent=Container, grandparent=Container, outer=Container, total=double,
        tag=str, path=str, found="double[::1]", block=Block,
    )
    cpdef class_points(self, page)
    @cython.locals(own=double, parent=double, grandparent=double, outer=double, name=str, points=tuple)
    cdef list _by_level(self, tuple names)
    cpdef double ancestor_points(self, list names)
    @cython.locals(
        is_read=bint, head=list, tail=list, found=list, total=double, word=str, words=dict, pairs=dict,
        starts=frozenset, at=Py_ssize_t,
    )
    cpdef double text_points(self, str text)
