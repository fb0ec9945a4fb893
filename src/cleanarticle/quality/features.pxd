cimport cython

from cleanarticle.page.model cimport Block
from cleanarticle.score.c_functions cimport exp


@cython.locals(
    block=Block, blocks=list, final=list, index=Py_ssize_t, size=double, threshold=double,
    expected=double, right=double, total=double, near=double, whole=double,
)
cpdef dict measure_body(body, page_type)
cdef double _chance(double score)
@cython.locals(index=Py_ssize_t, both=double, together=double)
cdef double _agreement(double[:] opinion, double[::1] kept, double[::1] words)
