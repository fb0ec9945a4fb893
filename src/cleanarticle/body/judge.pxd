cimport cython

from cleanarticle.rules.dispatch cimport RuleDispatcher
from cleanarticle.score.threshold cimport threshold_shift


cdef class Judge:
    cdef list _blocks
    cdef dict _by_block
    cdef RuleDispatcher _dispatcher
    cdef list _final
    cdef bint _is_thread
    cdef dict _limited
    cdef dict _marks
    cdef object _scores
    cdef double _shift
    cdef dict _sources
    cdef bint _with_reasons
    cdef readonly double default_threshold

    @cython.locals(shift=double, floor=double, open_blocks=set, vetoed=set, index=Py_ssize_t, score=double, unvetoed=list)
    cdef double _find_shift(self)
    cdef set _vetoed(self, set open_blocks)
    @cython.locals(floor=double, open_blocks=set, index=Py_ssize_t, score=double)
    cdef set _ask_above(self, double threshold)
    cdef double _lift(self, index, double score)
    @cython.locals(marks=list, place=Py_ssize_t)
    cdef _ask(self, Py_ssize_t index)
