cdef class Visitor:
    cpdef open(self, str tag, Py_ssize_t depth, element)
    cpdef text(self, str text, Py_ssize_t depth)
    cpdef space(self, Py_ssize_t depth)
