cimport cython


@cython.locals(start=str, encoded=bytes)
cpdef str text_key(str text)
