"""Functions of the standard library without Python objects. Their results are the same as those of `c_functions.py`."""

from libc cimport math


cpdef Py_ssize_t bisect_right(double[::1] limits, double value) except -1:
    """As `bisect.bisect_right`."""
    cdef Py_ssize_t low = 0, high = limits.shape[0], middle
    while low < high:
        middle = (low + high) // 2
        if value < limits[middle]:
            high = middle
        else:
            low = middle + 1
    return low


cpdef double exp(double value) except? -1:
    """As `math.exp`, for values that do not overflow."""
    return math.exp(value)
