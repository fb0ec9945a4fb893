"""The place of a record, `PATH#FRAGMENT`: by it the record can be read again."""

from __future__ import annotations

__all__ = ["place_of", "split_place"]

_ESCAPES = (("%", "%25"), ("#", "%23"), ("\n", "%0A"), ("\r", "%0D"))


def place_of(path: str, fragment: str = "") -> str:
    """Join a path and a fragment.

    Args:
        path: The file.
        fragment: The place in the file; empty for the whole file. Its `#`, `%` and line breaks are escaped.

    Returns:
        `PATH#FRAGMENT`; for a whole file `PATH`, or `PATH#` if the path contains a `#`.
    """
    if not fragment and "#" not in path:
        return path
    for sign, escape in _ESCAPES:
        fragment = fragment.replace(sign, escape)
    return f"{path}#{fragment}"


def split_place(place: str) -> tuple[str, str]:
    """Split a place into its path and its unescaped fragment."""
    if "#" not in place:
        return place, ""
    path, _, fragment = place.rpartition("#")
    for sign, escape in reversed(_ESCAPES):
        fragment = fragment.replace(escape, sign)
    return path, fragment
