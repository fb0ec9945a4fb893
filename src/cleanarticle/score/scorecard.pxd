cimport cython

from cleanarticle.score.c_functions cimport bisect_right
from cleanarticle.score.feature_table cimport FeatureTable
from cleanarticle.score.trees cimport Trees


cdef class Card:
    cdef readonly double base
    cdef readonly dict columns

    @cython.locals(limits="double[::1]", points="double[::1]", column="double[:]", row=Py_ssize_t, totals=list)
    cpdef list points(self, FeatureTable table)


cdef class Forest:
    cdef readonly object roots
    cdef readonly object feature
    cdef readonly object largest
    cdef readonly object low
    cdef readonly object high
    cdef readonly object mean
    cdef readonly double base
    cdef Trees _trees

    cpdef double points(self, FeatureTable table, Py_ssize_t row) except? -1e300
    cpdef dict shares(self, FeatureTable table, Py_ssize_t row, double least=*)
