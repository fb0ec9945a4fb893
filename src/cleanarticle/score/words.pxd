cimport cython

from cleanarticle.page.model cimport Block, Container

cdef list _tokens(str text)

@cython.locals(lowered=str, tokens=list, head=list, tail=list, found=list, pairs=list, at=Py_ssize_t)
cpdef list text_words(str text)


cdef class Words:
    cdef readonly dict points
    cdef dict _names
    cdef object _levels

    @cython.locals(
        containers=list, own="double[::1]", further="double[::1]", further_names=list, sums="double[::1]",
        levels="double[::1]", paths=dict, links=dict, index=Py_ssize_t, level=Py_ssize_t, place=Py_ssize_t,
        container=Container, around=Container, total=double, path=str, found="double[::1]", block=Block,
    )
    cpdef class_points(self, page)
    @cython.locals(
        index=Py_ssize_t, around=Container, parent=Container, known=frozenset, total=double, new=list, place=Py_ssize_t,
        levels="double[::1]", _=Py_ssize_t,
    )
    cdef _add_further(self, Container container, list names, double[::1] sums)
    @cython.locals(total=double, points=dict, table=str, word=str, each=tuple)
    cpdef double text_points(self, str text)
