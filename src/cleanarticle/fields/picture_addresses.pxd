cimport cython

from cleanarticle.fields.context cimport ArticleContext


@cython.locals(candidates=list, addresses=list, raw=str)
cpdef best_address(dict attributes, others, ArticleContext context)
@cython.locals(path=str, folder=str, last=str, name=str)
cpdef str picture_key(str address)
@cython.locals(tail=str, width=double, start=Py_ssize_t, place=Py_ssize_t, begin=Py_ssize_t)
cpdef double width_in(str address) except? -1
@cython.locals(candidates=list, own=dict, name=str)
cdef list _candidates(dict attributes, others)
@cython.locals(address=str, number=str, unit=str, size=double, width=double)
cdef _add_set(str value, list candidates)
cdef double _number(str text) except? -1
@cython.locals(found=list, words=list, part=str, descriptor=str, number=str)
cdef list _plain_set(str value)
cdef str _without_extension(str name)
cdef bint _has_digit(str text)
cdef str _unwrapped(str address)
@cython.locals(low=str, sign=str)
cdef bint _is_decoration(str address)
