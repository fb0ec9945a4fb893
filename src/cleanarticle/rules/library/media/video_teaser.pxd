cimport cython

from cleanarticle.page.model cimport Block
from cleanarticle.rules.boxes cimport in_small_box


@cython.locals(index=Py_ssize_t, beside=Block)
cdef bint _is_doubled(Block block, list blocks)
