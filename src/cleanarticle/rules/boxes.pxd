cimport cython

from cleanarticle.page.model cimport Block, Container


@cython.locals(box=Container)
cpdef bint in_small_box(Block block, frozenset names, double most_words)
@cython.locals(container=Container)
cpdef Container box_around(Block block, frozenset names)
@cython.locals(child=Container)
cpdef Container child_around(Container container, Container parent)
@cython.locals(ancestor=Container)
cpdef bint has_role(Container container, str role)
@cython.locals(ancestor=Container)
cpdef Container innermost(Container container, str tag)
@cython.locals(outermost=Container, ancestor=Container)
cpdef Container outermost_within(Container container, long element)
