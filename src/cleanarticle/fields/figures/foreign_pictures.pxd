cimport cython

from cleanarticle.fields.class_names cimport ClassNames, is_named
from cleanarticle.fields.context cimport ArticleContext
from cleanarticle.page.model cimport Container, MediaElement

cdef ClassNames _OTHER_NAMES
cdef ClassNames _OTHER_IMAGES


cpdef bint is_beside_article(MediaElement media, Container place, ArticleContext context)
@cython.locals(box=Container, levels=Py_ssize_t)
cdef bint _is_in_other_box(Container place, ArticleContext context)
cpdef bint is_near(MediaElement media, Container box, ArticleContext context)
cpdef bint needs_claim(MediaElement media, Container place, ArticleContext context)
cdef bint _leads_elsewhere(MediaElement media, ArticleContext context)
@cython.locals(box=Container, levels=Py_ssize_t)
cdef bint _is_in_teaser(MediaElement media, Container place, ArticleContext context)
@cython.locals(kept=tuple, inside=Py_ssize_t, headline=Py_ssize_t)
cdef bint _holds_article(Container box, ArticleContext context)
cdef list _words(str names)
cdef str _path(str address)
@cython.locals(value=str, digits=str)
cdef long _size(MediaElement media, str name) except -2
cdef bint _is_large(MediaElement media)
