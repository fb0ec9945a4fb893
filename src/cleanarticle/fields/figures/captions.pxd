cimport cython

from cleanarticle.fields.class_names cimport ClassNames, is_named
from cleanarticle.fields.context cimport ArticleContext
from cleanarticle.fields.figures.draft cimport box_of
from cleanarticle.page.model cimport Block, Container, Inline

cdef ClassNames _CAPTION_NAMES
cdef ClassNames _UNSEEN_NAMES


@cython.locals(assignment=CaptionAssignment, never=long, block=Block, blocks=list)
cpdef add_captions(ArticleContext context, list drafts, dict boxes)


cdef class CaptionAssignment:
    cdef frozenset _body
    cdef dict _boxes
    cdef list _drafts
    cdef dict _free
    cdef bint _has_pictures

    @cython.locals(container=Container, box=Container, is_kept=bint, is_caption=bint, may_be_boxed=bint)
    cpdef add(self, Block block)
    cdef _add_unboxed(self, Block block, free, Container box)
    @cython.locals(parent=Container, element=Container)
    cdef _boxed(self, Container container, Container box)
    @cython.locals(tail=str)
    cdef bint _ends_in_credit(self, Block block, bint is_kept, bint is_after_picture)


@cython.locals(inline=Inline, opening=Py_ssize_t, end=Py_ssize_t, names=str)
cpdef dict marked_credits(ArticleContext context)
