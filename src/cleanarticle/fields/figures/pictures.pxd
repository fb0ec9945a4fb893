cimport cython

from cleanarticle.fields.context cimport ArticleContext
from cleanarticle.fields.figures.draft cimport box_of
from cleanarticle.fields.figures.foreign_pictures cimport is_beside_article, is_near, needs_claim
from cleanarticle.fields.picture_addresses cimport best_address, picture_key, width_in
from cleanarticle.page.model cimport Container, MediaElement


@cython.locals(place=Container, box=Container, has_to_be_claimed=bint, is_claimed=bint)
cdef _picture(MediaElement media, sources, ArticleContext context, set claimed, set authors)
@cython.locals(ancestor=Container)
cdef Container _place(Container container)
cdef Container _plain_box(Container container, frozenset kept)
@cython.locals(alt=str)
cdef _alt(MediaElement media)
