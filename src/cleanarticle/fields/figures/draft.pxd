cimport cython

from cleanarticle.fields.class_names cimport ClassNames
from cleanarticle.page.model cimport Container

cdef ClassNames _FIGURE_NAMES


@cython.locals(named=Container, ancestor=Container, is_in_figure=bint, levels=Py_ssize_t)
cpdef Container box_of(Container container)
