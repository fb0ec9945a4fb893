cimport cython


@cython.locals(first=str)
cpdef bint may_open_with_time(str text)
cpdef bint may_have_clock(str line)
cpdef find_clock(str line)
@cython.locals(start=Py_ssize_t, first=str)
cpdef leading_minute(str text)
cdef Py_ssize_t _start(str text) except -1
