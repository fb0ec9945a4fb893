"""Regular expressions that are compiled when they are first used.

Compiling all 300 expressions of the package takes a tenth of a second, and most pages need few of them.
"""

from __future__ import annotations

import re
from typing import Any, cast

__all__ = ["lazy_pattern"]


class _LazyPattern:
    """Stands in for a compiled pattern: the first use of a method compiles it, and later uses find the method here."""

    def __init__(self, expression: str | bytes, flags: int) -> None:
        self._expression = expression
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self._expression, self._flags), name)  # `re` keeps compiled patterns
        self.__dict__[name] = value
        return value


def lazy_pattern(expression: str, flags: int = 0) -> re.Pattern[str]:
    """Make a pattern that is compiled when it is first used.

    It has the methods and attributes of `re.Pattern`, and is not one: `re.sub(lazy_pattern(…), …)` does not work.

    Args:
        expression: The regular expression.
        flags: Flags of `re`.
    """
    return cast("re.Pattern[str]", _LazyPattern(expression, flags))
