cimport cython

from cleanarticle.page.model cimport Block, Container
from cleanarticle.score.c_functions cimport bisect_right
from cleanarticle.score.feature_table cimport FeatureTable


@cython.locals(block=Block, words=double, headline=Py_ssize_t, repeats=dict)
cpdef page_stats(page)

@cython.locals(
    table=FeatureTable, block=Block, index=Py_ssize_t, first=Py_ssize_t, end=double, words="double[:]", links="double[:]", tag="double[:]",
    ending="double[:]", short_ending="double[:]", repeats="double[:]", progress="double[:]", headline="double[:]",
    before="double[::1]", texts=dict, page_words=double,
)
cpdef FeatureTable block_table(page, stats)

@cython.locals(
    table=FeatureTable, container=Container, around=Container, outermost=Container, index=Py_ssize_t, words=double, density=double,
    cell=double, cells="double[::1]", word_limits="double[::1]", link_limits="double[::1]", links=Py_ssize_t,
    parent="double[:]", grandparent="double[:]", outer="double[:]",
)
cpdef FeatureTable parent_table(containers)

@cython.locals(table=FeatureTable, column="double[:]", row=Py_ssize_t, bits=long, bit=long)
cpdef FeatureTable element_table(within)
