cimport cython

from cleanarticle.page.model cimport Block
from cleanarticle.score.c_functions cimport exp


@cython.locals(
    block=Block, ranked=list, chances=list, index=Py_ssize_t, score=double, words=double, chance=double,
    expected=double, best=double, best_f1=double, right=double, kept=double, f1=double, words_kept=double, hard=double,
)
cpdef double threshold_shift(blocks, list scores, double default_threshold)
