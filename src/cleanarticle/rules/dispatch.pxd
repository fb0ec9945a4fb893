cimport cython

from cleanarticle.page.model cimport Block, Container
from cleanarticle.rules.texts cimport has_digit


cdef long _HIDDEN


cdef class _Call:
    cdef readonly object rule
    cdef readonly str name
    cdef object judge
    cdef frozenset tags
    cdef frozenset names
    cdef bint is_named
    cdef double most_words
    cdef bint digits
    cdef frozenset needs

    cdef bint fits(self, str tag, dict names)


cdef class RuleIndex:
    cdef readonly tuple rules
    cdef readonly dict by_cue
    cdef readonly dict by_name
    cdef readonly dict by_tag
    cdef readonly frozenset names
    cdef readonly dict elements
    cdef readonly tuple attributes

    @cython.locals(name=str)
    cdef list named(self, dict sources)


cdef class RuleDispatcher:
    cdef RuleIndex _index
    cdef object _page
    cdef bint _strict
    cdef dict _calls
    cdef dict _paths
    cdef readonly dict named_by

    @cython.locals(marks=dict, path=_Path, calls=list, call=_Call, words=double)
    cpdef list ask(self, Block block)
    @cython.locals(widest=dict, calls=list, call=_Call)
    cdef list _select(self, _Path path, str tag)
    @cython.locals(calls=list, call=_Call)
    cdef list _cued(self, Block block, _Path path)
    @cython.locals(unknown=list, own=list, sources=dict, known=_Path, ancestor=Container)
    cdef _Path _path(self, Container container)
    @cython.locals(names=tuple, calls=dict)
    cdef _Path _new_path(self, dict sources)
    @cython.locals(index=RuleIndex, attributes=dict, own=list, name=str, attribute=str)
    cdef list _own_names(self, Container container)


cdef class _Path:
    cdef dict sources
    cdef dict calls


@cython.locals(parent=Container)
cdef bint _hides(Container container)
