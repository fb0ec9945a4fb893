"""Which records of an archive are read, by HTTP status, media type and URL."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import translate
from typing import Final

__all__ = ["EVERYTHING", "HTML_TYPES", "RecordFilter"]

HTML_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """Which records are read. A record passes a test if the archive does not have the value that is tested.

    URL patterns are globs over the whole URL: `*` matches any characters (also slashes), `?` one character, `[ab]` one
    of several. They are case-sensitive. A pattern without `://` matches the URL without its scheme: `*.example/news/*`.

    Attributes:
        statuses: HTTP statuses to read; empty for all.
        media_types: Media types to read, in lower case; empty for all.
        include: If given, a URL must match one of these, and pages without a URL are skipped.
        exclude: A URL that matches one of these is skipped, even if it is included.
    """

    statuses: frozenset[int] = frozenset({200})
    media_types: frozenset[str] = HTML_TYPES
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    _included: re.Pattern[str] | None = field(init=False, repr=False, compare=False, default=None)
    _excluded: re.Pattern[str] | None = field(init=False, repr=False, compare=False, default=None)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_included", _any_of(self.include))
        object.__setattr__(self, "_excluded", _any_of(self.exclude))

    def reason_to_skip(
        self, *, url: str | None = None, status: int | None = None, media_type: str | None = None
    ) -> str | None:
        """Test a record.

        Args:
            url: Its URL.
            status: Its HTTP status.
            media_type: Its `Content-Type`, with or without parameters.

        Returns:
            Why it is skipped, in a few words; `None` if it is read.
        """
        if status is not None and self.statuses and status not in self.statuses:
            return f"status {status}"
        plain = (media_type or "").partition(";")[0].strip().lower()
        if plain and self.media_types and plain not in self.media_types:
            return f"media type {plain}"
        if self._included is not None and (url is None or not self._included.match(url)):
            return "URL not included"
        if self._excluded is not None and url is not None and self._excluded.match(url):
            return "URL excluded"
        return None


def _any_of(globs: Iterable[str]) -> re.Pattern[str] | None:
    """Compile globs into one expression. `fnmatch.translate` makes each `*` atomic, so matching does not backtrack."""
    parts = [translate(glob if "://" in glob else f"*://{glob}") for glob in globs]
    return re.compile("|".join(f"(?:{part})" for part in parts)) if parts else None


EVERYTHING: Final = RecordFilter(frozenset(), frozenset())
"""Passes every record."""
