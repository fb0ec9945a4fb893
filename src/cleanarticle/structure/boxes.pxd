from cleanarticle.page.model cimport Container


cpdef str callout_of(Container container)
