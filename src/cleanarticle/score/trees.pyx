"""The value of decision trees, from flat arrays. `trees.py` gives the same as Python."""

from cpython cimport array

from array import array as new_array

__all__ = ["Trees"]

cdef array.array _NUMBERS = new_array("d")
cdef array.array _PLACES = new_array("q")


cdef class Trees:
    """Decision trees over rows of features."""

    cdef int[::1] _roots
    cdef int[::1] _feature
    cdef double[::1] _largest
    cdef int[::1] _low
    cdef int[::1] _high
    cdef double[::1] _points

    def __init__(self, roots, feature, largest, low, high, points):
        self._roots = roots
        self._feature = feature
        self._largest = largest
        self._low = low
        self._high = high
        self._points = points

    def points(self, double[::1] values not None, Py_ssize_t width, list rows not None):
        """The sum of what all trees give for each of these rows of a table of this width."""
        cdef Py_ssize_t number = len(rows), row, at
        cdef array.array totals = array.clone(_NUMBERS, number, False)
        cdef array.array starts = array.clone(_PLACES, number, False)
        cdef double[::1] total_of = totals
        cdef long long[::1] start_of = starts
        cdef long long start
        cdef double total
        cdef int node, asked
        for row in range(number):
            start_of[row] = rows[row] * width
        with nogil:
            for row in range(number):
                start, total = start_of[row], 0.0
                for at in range(self._roots.shape[0]):
                    node = self._roots[at]
                    asked = self._feature[node]
                    while asked >= 0:
                        # Branches are guessed well: rows of one page take much the same way. Without them it is slower.
                        if values[start + asked] <= self._largest[node]:
                            node = self._low[node]
                        else:
                            node = self._high[node]
                        asked = self._feature[node]
                    total += self._points[node]
                total_of[row] = total
        return totals.tolist()
