cimport cython

from cleanarticle.page.model cimport Block, Container, Inline, MediaElement, PaginationLink
from cleanarticle.page.segment.attributes cimport kind_by_class, meaning_of, split_names
from cleanarticle.page.segment.text cimport count_words, normalise_space, split_at_breaks
from cleanarticle.parse.document cimport Visitor

cdef dict _LAYOUT
cdef dict _MEANING
cdef frozenset _LISTS
cdef frozenset _TEXT_ELEMENTS
cdef long _PRE
cdef object _BREAKS
cdef object _MARKED
cdef object _BLOCK
cdef object _INLINE
cdef object _BOLD
cdef object _SPECIAL
cdef object _HIDDEN
cdef object _LEFT_OUT
cdef dict _MARKS
cdef frozenset _OUTLINED
cdef frozenset _LINES
cdef object _RUBY
cdef object _PAGINATION


cdef class Walk(Visitor):
    cdef public object base
    cdef public list blocks
    cdef public Py_ssize_t box_start
    cdef public dict class_kinds
    cdef public dict class_words
    cdef public list containers
    cdef public list head_links
    cdef public Py_ssize_t hidden_start
    cdef public list inlines
    cdef public Py_ssize_t innermost_depth
    cdef public list item_types
    cdef public dict items
    cdef public object language
    cdef public object link_address
    cdef public object link_class
    cdef public Py_ssize_t link_depth
    cdef public object link_element
    cdef public list link_spans
    cdef public Py_ssize_t link_start
    cdef public list marks
    cdef public list media
    cdef public list metas
    cdef public list open_blocks
    cdef public list open_containers
    cdef public list open_inlines
    cdef public list open_marks
    cdef public list outline
    cdef public list pagination_links
    cdef public Py_ssize_t pre_depth
    cdef public list run
    cdef public Py_ssize_t run_count
    cdef public list scripts
    cdef public Py_ssize_t strong_depth
    cdef public list strong_spans
    cdef public Py_ssize_t strong_start
    cdef public object title

    cpdef open(self, str tag, Py_ssize_t depth, element)
    cpdef text(self, str text, Py_ssize_t depth)
    cpdef space(self, Py_ssize_t depth)
    cpdef bint is_in_text(self)
    @cython.locals(open_blocks=list, open_containers=list, innermost=Py_ssize_t, container=Container)
    cpdef leave(self, Py_ssize_t depth)
    cpdef close(self)
    cpdef open_inline(self, str tag, Py_ssize_t depth, dict attributes)
    cpdef open_bold(self, Py_ssize_t depth)
    cpdef close_inlines(self, Py_ssize_t depth)
    @cython.locals(run=list, start=Py_ssize_t, text=str)
    cpdef _close_link(self)
    cpdef bint _is_raised(self)
    cpdef _cut_run(self, Py_ssize_t length)
    @cython.locals(open_marks=list, end=Py_ssize_t, start=Py_ssize_t)
    cpdef _close_marks(self, Py_ssize_t depth)
    @cython.locals(run=list)
    cpdef _begin_line(self)
    @cython.locals(place=Py_ssize_t)
    cpdef _add_formula(self, str tex, element)
    @cython.locals(run=list, last=Py_ssize_t, text=str)
    cpdef _drop_notice(self)
    cpdef open_special(self, str tag, element)
    cpdef _add_background(self, dict attributes)
    @cython.locals(end=str, place=Py_ssize_t)
    cpdef bint _may_be_pagination(self, str address)
    cpdef _add_property(self, dict attributes, value)
    cpdef _add_break(self)
    @cython.locals(run=list, container=Container, raw=str, text=str)
    cpdef end_run(self)
    cpdef _end_run_before(self, str tag)
    cpdef _end_run_before_boxes(self)
    cpdef _leave_boxes(self, Py_ssize_t depth)
    @cython.locals(containers=list)
    cpdef Container container(self)
    cpdef _track_inline(self, kind, str tag, Py_ssize_t depth, dict attributes)
    @cython.locals(within=long, lists=Py_ssize_t, names=tuple)
    cpdef Container _new_container(self, str tag, Container parent, element, dict attributes)
    @cython.locals(names=tuple, known=tuple)
    cpdef tuple _names(self, dict attributes)
    cpdef _inline_kind(self, str tag, dict attributes)
    cpdef _add_block(self, str text, Container container, Py_ssize_t start, Py_ssize_t end)
    @cython.locals(marks=list)
    cpdef _mark_block(self, Block block)
    cpdef _mark_blocks(self, list blocks, list spans)
    cpdef double _share(self, list spans, Py_ssize_t start, Py_ssize_t end, Py_ssize_t length)
    cpdef bint _ends_in_break(self)
    cpdef str _take_hidden(self)
    cpdef _set_apart(self, str tag, dict attributes, str text)
    cpdef _join_cells(self, Container row)


@cython.locals(last=Py_UCS4, dot=Py_ssize_t)
cpdef bint _ends_in_digit(str address, Py_ssize_t end)
