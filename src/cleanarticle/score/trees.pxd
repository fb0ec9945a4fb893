cdef class Trees:
    cdef int[::1] _roots
    cdef int[::1] _feature
    cdef double[::1] _largest
    cdef int[::1] _low
    cdef int[::1] _high
    cdef double[::1] _points

    cpdef double points(self, double[::1] values) except? -1e300
    cpdef dict shares(self, double[::1] values, tuple names, double least)
