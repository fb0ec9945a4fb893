"""Fields that are made when they are first read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

__all__ = ["Deferred"]


class Deferred:
    """Base of a frozen dataclass with slots, of which some fields cost much and are seldom read.

    `repr`, `==`, `hash`, `replace` and pickles read all fields, so that an object is the same before and after.
    """

    __slots__ = ("_make",)

    _make: Callable[[Any], Mapping[str, object]]

    def defer(self, names: tuple[str, ...], make: Callable[[Any], Mapping[str, object]]) -> None:
        """Forget these fields; `make` gives them for the object when one of them is read."""
        for name in names:
            object.__delattr__(self, name)
        object.__setattr__(self, "_make", make)

    if not TYPE_CHECKING:  # mypy would take any attribute for one that exists

        def __getattr__(self, name: str) -> object:
            # Python asks here for the names of empty slots, and for unknown ones.
            if name not in type(self).__slots__:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            for field, value in self._make(self).items():
                object.__setattr__(self, field, value)
            return object.__getattribute__(self, name)
