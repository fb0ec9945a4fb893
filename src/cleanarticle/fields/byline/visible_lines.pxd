cimport cython

from cleanarticle.fields.class_names cimport ClassNames, is_named
from cleanarticle.fields.context cimport ArticleContext
from cleanarticle.page.model cimport Block, Container

cdef ClassNames _OTHER_NAMES


@cython.locals(container=Container, headline=Py_ssize_t, is_between=bint, is_other=bint)
cdef bint _may_be_byline(Block block, ArticleContext context, list inlines)
@cython.locals(is_between=bint, is_short=bint, is_item=bint)
cdef bint _may_be_plain_byline(Block block, ArticleContext context, Py_ssize_t headline)
cdef Py_ssize_t _headline(ArticleContext context) except? -9
@cython.locals(other=Block)
cdef bint _is_teaser(Block block, Py_ssize_t headline, ArticleContext context)
@cython.locals(mask=long, is_marked=bint)
cdef long _elsewhere(Block block, ArticleContext context) except? -1
cdef bint _is_introduced(Block block, ArticleContext context)
@cython.locals(before=Block)
cdef Block _cue_before(Block block, ArticleContext context)
