"""The value of decision trees, from flat arrays. `trees.py` gives the same as Python."""


from array import array

from libc.math cimport fabs


cdef class Trees:
    """Decision trees over rows of features."""

    def __init__(self, roots, feature, largest, low, high, points):
        self._roots = roots
        self._feature = feature
        self._largest = largest
        self._low = low
        self._high = high
        self._points = points

    cpdef double points(self, double[::1] values) except? -1e300:
        """The sum of what all trees give for one row."""
        cdef double total = 0.0
        cdef int root, node, asked
        cdef Py_ssize_t at
        for at in range(self._roots.shape[0]):
            node = self._roots[at]
            asked = self._feature[node]
            while asked >= 0:
                node = self._low[node] if values[asked] <= self._largest[node] else self._high[node]
                asked = self._feature[node]
            total += self._points[node]
        return total

    cpdef dict shares(self, double[::1] values, tuple names, double least):
        """What each feature gave to one row, by name, largest first by size, without what is smaller than `least`."""
        cdef double[::1] sums = array("d", bytes(8 * values.shape[0]))
        cdef int[::1] ranked = array("i", bytes(4 * values.shape[0]))
        cdef signed char[::1] known = array("b", bytes(values.shape[0]))
        cdef int root, node, following, asked
        cdef Py_ssize_t at, before, size = 0
        for at in range(self._roots.shape[0]):
            node = self._roots[at]
            asked = self._feature[node]
            while asked >= 0:
                if not known[asked]:
                    known[asked] = 1
                    ranked[size] = asked
                    size += 1
                following = self._low[node] if values[asked] <= self._largest[node] else self._high[node]
                sums[asked] = sums[asked] + self._points[following] - self._points[node]
                node = following
                asked = self._feature[node]
        for at in range(1, size):
            asked = ranked[at]
            before = at
            while before and fabs(sums[ranked[before - 1]]) < fabs(sums[asked]):
                ranked[before] = ranked[before - 1]
                before -= 1
            ranked[before] = asked
        shares = {}
        for at in range(size):
            asked = ranked[at]
            if fabs(sums[asked]) < least:
                break
            shares[names[asked]] = sums[asked]
        return shares
