cimport cython

from cleanarticle.page.model cimport Block, Container

cdef long _ELSEWHERE, _BUTTON
cdef Py_ssize_t _LEAST_ANSWERS, _MOST_BLOCKS


@cython.locals(box=Container)
cdef bint _is_in_poll(Container container, list blocks, double most_words, double most_answer_words)
@cython.locals(question=Block, last=Block, answers=Py_ssize_t, index=Py_ssize_t, block=Block)
cdef bint _is_poll(Container box, list blocks, double most_answer_words)
