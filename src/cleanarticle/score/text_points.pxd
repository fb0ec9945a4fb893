cdef class TextPoints:
    cdef _Hashed _first
    cdef _Hashed _first_two
    cdef _Hashed _last
    cdef _Hashed _last_two
    cdef _Hashed _words
    cdef _Hashed _pairs

    cpdef double points(self, str text) except? -1e300


cdef class _Hashed:
    cdef unsigned long long[::1] _keys
    cdef double[::1] _points
    cdef size_t _last

    cdef double get(self, unsigned long long key) noexcept nogil
