cimport cython

from cleanarticle.page.model cimport Block


cpdef list marks_of(Block block, object resolve)


@cython.locals(begins=list, ends=list, length=Py_ssize_t, waiting=Py_ssize_t, is_apart=bint, number=Py_ssize_t,
               earlier=Py_ssize_t, begin=Py_ssize_t, rest=Py_ssize_t, piece=str, content=str)
cpdef tuple _offsets(list run)


cpdef tuple _whole_characters(str text, Py_ssize_t start, Py_ssize_t end)


@cython.locals(sign=Py_UCS4)
cpdef bint _extends(str text, Py_ssize_t at)
