cimport cython

from cleanarticle.page.model cimport Block, Container
from cleanarticle.score.feature_table cimport FeatureTable


@cython.locals(block=Block, words=double, headline=Py_ssize_t)
cpdef page_stats(page)

@cython.locals(
    block=Block, index=Py_ssize_t, first=Py_ssize_t, end=double, words="double[:]", links="double[:]", tag="double[:]",
    ending="double[:]", short_ending="double[:]", repeats="double[:]", progress="double[:]", headline="double[:]",
)
cpdef FeatureTable block_table(page, stats)

@cython.locals(
    container=Container, around=Container, outermost=Container, index=Py_ssize_t, words=double, density=double,
    parent="double[:]", grandparent="double[:]", outer="double[:]",
)
cpdef FeatureTable parent_table(containers)

@cython.locals(column="double[:]", row=Py_ssize_t, bits=long, bit=long)
cpdef FeatureTable element_table(within)
