cimport cython

from cleanarticle.page.model cimport Block, Container, Inline


@cython.locals(
    block=Block, element=Inline, inline=Inline, container=Container, times=dict, titles=frozenset, found=list, mask=long,
)
cpdef list find_marks(context, paragraphs)
@cython.locals(text=str)
cdef bint _may_have_time(Block block)
@cython.locals(text=str)
cdef _mark(Block block, Inline inline, paragraphs)
@cython.locals(rest=str)
cdef bint _is_line(Block block, stamp, Inline inline, paragraphs)
