"""Where a record stands: `PATH#FRAGMENT`, which is enough to read it again."""

from __future__ import annotations

__all__ = ["parted", "place_of"]


def place_of(path: str, fragment: str = "") -> str:
    """Name a place in a file.

    Args:
        path: The file.
        fragment: The place in it; empty for the file as a whole. Its `#`, `%` and line breaks are escaped.

    Returns:
        `PATH#FRAGMENT`; `PATH` alone for a file as a whole, unless its name has a `#` itself.
    """
    if not fragment and "#" not in path:
        return path
    for sign, escape in (("%", "%25"), ("#", "%23"), ("\n", "%0A"), ("\r", "%0D")):
        fragment = fragment.replace(sign, escape)
    return f"{path}#{fragment}"


def parted(place: str) -> tuple[str, str]:
    """Part a place into path and fragment, the fragment without its escapes."""
    if "#" not in place:
        return place, ""
    path, _, fragment = place.rpartition("#")
    for sign, escape in (("\r", "%0D"), ("\n", "%0A"), ("#", "%23"), ("%", "%25")):
        fragment = fragment.replace(escape, sign)
    return path, fragment
