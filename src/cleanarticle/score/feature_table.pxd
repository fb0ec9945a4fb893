cimport cython


cdef class FeatureTable:
    cdef readonly tuple names
    cdef readonly Py_ssize_t size
    cdef readonly object values
    cdef dict _places
    cdef double[::1] _numbers

    @cython.locals(place=Py_ssize_t)
    cpdef double[:] column(self, str name)
