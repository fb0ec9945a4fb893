cpdef Py_ssize_t bisect_right(double[::1] limits, double value) except -1
cpdef double exp(double value) except? -1
