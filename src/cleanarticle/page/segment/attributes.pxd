cimport cython

@cython.locals(words=list, place=Py_ssize_t, size=Py_ssize_t, start=Py_ssize_t, first=Py_ssize_t, capitals=Py_ssize_t)
cpdef tuple split_names(str raw)
cpdef long meaning_of(dict attributes)
cpdef kind_by_class(str classes)
