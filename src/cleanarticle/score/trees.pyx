"""The value of decision trees, from flat arrays. `trees.py` gives the same as Python."""


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
