"""Functions of the standard library that compiled modules call without Python objects, from `c_functions.pyx`."""

from bisect import bisect_right
from math import exp

__all__ = ["bisect_right", "exp"]
