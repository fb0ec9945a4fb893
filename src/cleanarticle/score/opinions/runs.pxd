cimport cython

from cleanarticle.page.model cimport Block
from cleanarticle.score.opinions.clean cimport is_clean


@cython.locals(
    blocks=list, size=Py_ssize_t, index=Py_ssize_t, classes=bytearray, after=bytearray, taken=bytearray, block=Block,
    nearest=int, kind=int, is_between=bint, is_beside=bint, first=Py_ssize_t, last=Py_ssize_t, best_first=Py_ssize_t,
    best_last=Py_ssize_t, words=double, most=double,
)
cpdef bytearray prose_runs(page)
