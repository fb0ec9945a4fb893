cdef class FeatureTable:
    cdef readonly tuple names
    cdef readonly Py_ssize_t size
    cdef readonly object values
    cdef dict _places
