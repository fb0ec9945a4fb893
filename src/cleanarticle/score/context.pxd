cimport cython

from cleanarticle.page.model cimport Block, Container
from cleanarticle.score.c_functions cimport exp
from cleanarticle.score.feature_table cimport FeatureTable
from cleanarticle.score.levels cimport levels_from
from cleanarticle.score.opinions.features cimport measure_opening, measure_opinions

cdef double _AS_WELL
cdef double _RECALL


cdef class ContextFeatures:
    cdef double _agreement
    cdef object _first
    cdef object _page
    cdef list _scores
    cdef object _stats
    cdef list _sums
    cdef readonly Container body
    cdef readonly list expected
    cdef readonly double expected_words
    cdef readonly FeatureTable table

    @cython.locals(block=Block, container=Container, index=Py_ssize_t, score=double, chance=double)
    cdef _expect(self)
    @cython.locals(index=Py_ssize_t, containers=list, container=Container, total=double, most=double, both=double, agreements="double[::1]")
    cdef _find_body(self)
    @cython.locals(
        table=FeatureTable, block=Block, text=str, index=Py_ssize_t, first=Py_ssize_t, is_news=double, own="double[:]",
        headline="double[:]", progress="double[:]", characters="double[:]", links="double[:]", tag="double[:]",
        ending="double[:]", repeats="double[:]", cues="double[:]", commas="double[:]", stops="double[:]",
        news="double[:]", scores=list, before="double[::1]", texts=dict, page_words=double,
    )
    cdef _measure_blocks(self)
    @cython.locals(
        block=Block, index=Py_ssize_t, size=Py_ssize_t, nearest=double, since=double, prose_words=double,
        table=FeatureTable, before="double[:]", after="double[:]", page_prose="double[:]", long_before="double[:]",
        heading_after="double[:]", last_prose="double[:]", next_prose="double[:]", prose=list, scores=list, blocks=list,
    )
    cdef _measure_neighbours(self)
    @cython.locals(
        block=Block, container=Container, parent=Container, grandparent=Container, outer=Container, index=Py_ssize_t,
        at=Py_ssize_t, within=long, table=FeatureTable, sizes=FeatureTable, total=double, body_purity=double, body_share=double,
        sums=list, ups="double[::1]", downs="double[::1]", up="double[:]", down="double[:]", share="double[:]",
        agrees="double[:]", purity="double[:]", parent_share="double[:]", parent_purity="double[:]",
        lists="double[:]", in_pre="double[:]", in_heading="double[:]", in_article="double[:]", in_table="double[:]",
        in_quote="double[:]", own_words="double[:]", own_links="double[:]", own_blocks="double[:]",
        parent_words="double[:]", parent_links="double[:]", parent_blocks="double[:]", grandparent_words="double[:]",
        grandparent_links="double[:]", grandparent_blocks="double[:]", outer_words="double[:]",
        outer_links="double[:]", outer_blocks="double[:]", words="double[:]", links="double[:]", numbers="double[:]",
    )
    cdef _measure_containers(self)
    @cython.locals(table=FeatureTable, container=Container, index=Py_ssize_t, words="double[:]", links="double[:]", blocks="double[:]")
    cdef FeatureTable _sizes(self)
    @cython.locals(
        block=Block, container=Container, parent=Container, index=Py_ssize_t, template=Py_ssize_t, total=double,
        mean="double[:]", number="double[:]", share="double[:]", expected="double[:]", words="double[:]",
        count="double[:]", table=FeatureTable, sums=FeatureTable, template_of="long long[::1]", numbers=dict,
    )
    cdef _measure_templates(self)
    @cython.locals(index=Py_ssize_t, agreed=double, agreement=double, share=double, claimed="double[:]", agrees="double[:]")
    cdef _measure_claim(self)
    @cython.locals(
        table=FeatureTable, alone="double[:]", by_class="double[:]", by_text="double[:]", class_points="double[::1]",
        text_points="double[::1]", scores=list, index=Py_ssize_t,
    )
    cdef _measure_words(self)


cdef bint _is_prose(double score)
