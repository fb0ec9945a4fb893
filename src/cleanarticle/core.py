"""Which core reads pages: compiled, or the same modules as Python, which give the same articles more slowly."""

from __future__ import annotations

from typing import Literal

from cleanarticle.page.segment import walk
from cleanarticle.parse.lexbor import SELECTOLAX, why_not_compiled

__all__ = ["SELECTOLAX", "describe", "mode", "reason"]


def mode() -> Literal["compiled", "pure"]:
    """Return "compiled" if the whole way from the tree to the scores is compiled, else "pure"."""
    return "pure" if reason() else "compiled"


def reason() -> str:
    """Return why the core is not compiled; an empty string if it is."""
    return why_not_compiled() or ("it was installed without a C compiler" if walk.__file__.endswith(".py") else "")


def describe() -> str:
    """Return the mode, the version of selectolax, and the reason if the core is not compiled."""
    return f"{mode()} core, selectolax {SELECTOLAX}" + (f"; {reason()}" if reason() else "")
