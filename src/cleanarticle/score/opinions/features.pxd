cimport cython

from cleanarticle.page.model cimport Block
from cleanarticle.score.feature_table cimport FeatureTable
from cleanarticle.score.levels cimport levels_from
from cleanarticle.score.opinions.below_headline cimport below_headline
from cleanarticle.score.opinions.clean cimport beside_body
from cleanarticle.score.opinions.densest cimport densest_subtree
from cleanarticle.score.opinions.named cimport named_container
from cleanarticle.score.opinions.runs cimport prose_runs


@cython.locals(
    blocks=list, headline=Py_ssize_t, beside=bytearray, by_score=bytearray, index=Py_ssize_t, opinion=bytearray,
    column="double[:]", number="double[:]", agreement=double, among=double, most=double, words_by_score=double,
    block=Block,
)
cpdef Py_ssize_t measure_opinions(FeatureTable table, page, Py_ssize_t first_h1, list scores) except -2

@cython.locals(
    ups="double[::1]", downs="double[::1]", index=Py_ssize_t, place=Py_ssize_t, block=Block, opening=Block,
    up="double[:]", down="double[:]", since="double[:]",
)
cpdef measure_opening(FeatureTable table, page, Py_ssize_t headline, list scores)

@cython.locals(blocks=list, index=Py_ssize_t, block=Block)
cdef Block _opening(page, Py_ssize_t headline, list scores)
@cython.locals(both=double, together=double, index=Py_ssize_t)
cdef double _agreement(bytearray one, bytearray other, double[::1] words)
@cython.locals(index=Py_ssize_t)
cdef _fill(double[:] column, double value)
