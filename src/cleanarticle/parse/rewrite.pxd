cimport cython


cdef class Rewrite:
    cdef str text
    cdef Py_ssize_t max_depth
    cdef Py_ssize_t max_formatting
    cdef Py_ssize_t max_attributes
    cdef Py_ssize_t max_tags
    cdef Py_ssize_t starts
    cdef Py_ssize_t ends
    cdef list output
    cdef Py_ssize_t copied_to
    cdef list stack
    cdef list weights
    cdef dict counts
    cdef Py_ssize_t foreign
    cdef Py_ssize_t formatting
    cdef Py_ssize_t weight
    cdef Py_ssize_t copies
    cdef readonly bint gave_up
    cdef Py_ssize_t inside
    cdef Py_ssize_t shell_attributes
    cdef set names
    cdef set attribute_names

    @cython.locals(text=str, position=Py_ssize_t, slash=str, name=str, inside=str, end=str, cdata=str)
    cpdef str run(self)
    cdef _count(self, bint closes)
    cdef _replace(self, Py_ssize_t start, Py_ssize_t end, str replacement)
    cdef _leave_out(self, token, str name)
    cdef _push(self, str name, Py_ssize_t weight)
    @cython.locals(name=str, weight=Py_ssize_t)
    cdef str _remove(self, Py_ssize_t index)
    @cython.locals(top=Py_ssize_t, index=Py_ssize_t)
    cdef Py_ssize_t _find(self, frozenset names, frozenset stops)
    @cython.locals(closing=list, name=str)
    cdef _close(self, Py_ssize_t position, Py_ssize_t index)
    @cython.locals(start=Py_ssize_t, end=Py_ssize_t, kept=str)
    cdef Py_ssize_t _start_tag(self, token, str name, str inside)
    @cython.locals(weight=Py_ssize_t)
    cdef _open(self, token, str name, str kept)
    cdef _self_closed(self, token, str name, str kept)
    @cython.locals(kept=str, index=Py_ssize_t, blocks=Py_ssize_t, names=frozenset, known=str, place=Py_ssize_t)
    cdef _end_tag(self, token, str name, str inside)
    cdef bint _is_written(self, str name, Py_ssize_t depth)
    cdef _write(self, token, str name, str inside)
    cdef _close_innermost(self, Py_ssize_t position, frozenset names, frozenset stops)
    cdef _leave_foreign(self, Py_ssize_t position)
    cdef bint _knows(self, str name)
    cdef str _keep_attributes(self, str inside)
    cdef str _keep_shell(self, str name, str kept)
    cdef Py_ssize_t _raw_text(self, token, str name, str kept)
    cdef Py_ssize_t _plain_text(self, Py_ssize_t start)
    cdef Py_ssize_t _character_data(self, Py_ssize_t start, Py_ssize_t position)


cdef str _lower(str name)
cdef Py_ssize_t _script_end(str text, Py_ssize_t start)
