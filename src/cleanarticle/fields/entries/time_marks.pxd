cimport cython

from cleanarticle.fields.text.dates.clocks cimport find_clock, leading_minute, may_have_clock, may_open_with_time
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
