"""Texts cut to a length that fits into a message, a table or a report."""

from __future__ import annotations

__all__ = ["one_line", "shorten"]


def shorten(text: str, most: int, *, middle: bool = False) -> str:
    """Cut a text to at most `most` characters, with an ellipsis for what is left out.

    Args:
        text: The text.
        most: Most characters of the result.
        middle: Leave out the middle instead of the end.
    """
    if len(text) <= most:
        return text
    half = (most - 1) // 2
    return f"{text[:half]}…{text[-half:]}" if middle else f"{text[: most - 1]}…"


def one_line(text: str, most: int) -> str:
    """Cut a text to at most `most` characters, with single spaces for all white space."""
    return shorten(" ".join(text.split()), most)
