# cython: boundscheck=False, wraparound=False
# Nodes lead to nodes, as the reader of the scorecard checks; rows and their width are checked here.
"""The value of decision trees, from flat arrays. `trees.py` gives the same as Python."""

from cpython cimport array
from libc.math cimport fabs

from array import array as new_array

from cleanarticle.score.share import share_of

__all__ = ["Trees"]

cdef array.array _NUMBERS = new_array("d")
cdef array.array _PLACES = new_array("q")
cdef array.array _NODES = new_array("i")


cdef class Trees:
    """Decision trees over rows of features."""

    cdef int[::1] _roots
    cdef int[::1] _feature
    cdef double[::1] _largest
    cdef int[::1] _low
    cdef int[::1] _high
    cdef double[::1] _points
    cdef Py_ssize_t _width

    def __init__(self, roots, feature, largest, low, high, points):
        self._roots = roots
        self._feature = feature
        self._largest = largest
        self._low = low
        self._high = high
        self._points = points
        self._width = max(feature, default=-1) + 1

    cdef Py_ssize_t _start(self, double[::1] values, Py_ssize_t width, Py_ssize_t row) except -1:
        if width < self._width or row < 0 or (row + 1) * width > values.shape[0]:
            raise IndexError(f"the table has no row {row} of {self._width} features")
        return row * width

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
            start_of[row] = self._start(values, width, rows[row])
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

    def shares(self, double[::1] values not None, tuple names not None, list rows not None, double least):
        """What each feature gave to each of these rows, largest first by size, without what is smaller than `least`.

        The names are those of all columns of the table.
        """
        cdef Py_ssize_t width = len(names), row, start, at, before, size
        cdef array.array all_sums = array.clone(_NUMBERS, width, False)
        cdef array.array all_ranked = array.clone(_NODES, width, False)
        cdef array.array all_known = array.clone(_NODES, width, False)
        cdef double[::1] sums = all_sums
        cdef int[::1] ranked = all_ranked
        cdef int[::1] known = all_known
        cdef int node, following, asked
        cdef list found = [], shares
        for row in rows:
            start = self._start(values, width, row)
            size = 0
            for at in range(width):
                sums[at], known[at] = 0.0, 0
            for at in range(self._roots.shape[0]):
                node = self._roots[at]
                asked = self._feature[node]
                while asked >= 0:
                    if not known[asked]:
                        known[asked] = 1
                        ranked[size] = asked
                        size += 1
                    following = self._low[node] if values[start + asked] <= self._largest[node] else self._high[node]
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
            shares = []
            for at in range(size):
                asked = ranked[at]
                if fabs(sums[asked]) < least:
                    break
                shares.append(share_of((names[asked], sums[asked])))
            found.append(tuple(shares))
        return found
