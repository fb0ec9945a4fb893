cimport cython

from cleanarticle.score.c_functions cimport bisect_right
from cleanarticle.score.feature_table cimport FeatureTable


cdef class Card:
    cdef readonly double base
    cdef readonly dict columns
    cdef dict _shares

    @cython.locals(limits="double[::1]", points="double[::1]", column="double[:]", row=Py_ssize_t, totals="double[::1]")
    cpdef points(self, FeatureTable table)
    @cython.locals(limits="double[::1]", points="double[::1]", column="double[:]", shares=list, at=Py_ssize_t, place=Py_ssize_t)
    cpdef list shares(self, FeatureTable table, list rows, double least)


cdef class Forest:
    cdef readonly object roots
    cdef readonly object feature
    cdef readonly object largest
    cdef readonly object low
    cdef readonly object high
    cdef readonly object mean
    cdef readonly double base
    cdef object _trees

    cpdef list points(self, FeatureTable table, list rows)
    cpdef list shares(self, FeatureTable table, list rows, double least=*)
