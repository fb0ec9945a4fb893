cimport cython

cdef dict _LANGUAGES_OF


@cython.locals(words=list, part=str)
cdef list _words(str text)
@cython.locals(scores=dict, word=str, codes=tuple, part=double)
cdef dict _scores_of(list words)
