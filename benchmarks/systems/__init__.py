"""The systems that are compared: one module each, imported only when asked for.

A module of a system has

* ``name``: what the tables call it;
* ``distribution``: its distribution package, whose version goes into the report;
* ``fields``: which of title, subtitle, date, authors and kind it gives beside the text;
* ``call(html, url)``: the system's own work and nothing else, for timing; it returns what the system returns;
* ``run(html, url)``: the same as an `Output`, for measuring.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol, cast

__all__ = ["SYSTEMS", "Output", "System", "SystemMissingError", "by_blank_lines", "by_lines", "load"]

SYSTEMS = (
    "cleanarticle",
    "trafilatura",
    "readability",
    "newspaper4k",
    "resiliparse",
    "turbohtml",
    "goose3",
    "justext",
)


class SystemMissingError(RuntimeError):
    """The system is unknown, or can't be imported in this environment."""


@dataclass(frozen=True, slots=True)
class Output:
    """What a system found in a page; a field it does not give is empty.

    Attributes:
        text: The body.
        paragraphs: The body, one string a paragraph.
        title: Headline.
        other_titles: What else the system offers as the headline, such as the headline with its kicker.
        subtitle: Standfirst. A page's meta description is none.
        other_subtitles: What else the system offers as the standfirst: the subtitle with the points of a summary.
        authors: Names.
        date: Day of publication, ``YYYY-MM-DD``.
        utc_date: The day of the same moment in UTC, if the system gives a moment with its zone.
        kind: What kind of page it is, in the words of the corpora.
        failed: Why there is no result: an exception's name and message, a crash, a time-out.
    """

    text: str = ""
    paragraphs: tuple[str, ...] = ()
    title: str | None = None
    other_titles: tuple[str, ...] = ()
    subtitle: str | None = None
    other_subtitles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    date: str | None = None
    utc_date: str | None = None
    kind: str | None = None
    failed: str | None = None


class System(Protocol):
    """The interface of a system's module."""

    name: str
    distribution: str
    fields: frozenset[str]

    def call(self, html: bytes, url: str | None) -> Any:
        """Do the system's own work."""

    def run(self, html: bytes, url: str | None) -> Output:
        """Do the work and convert its result."""


def load(name: str) -> System:
    """Import the module of a system.

    Raises:
        SystemMissingError: If there is no such system, or a package it needs can't be imported.
    """
    if name not in SYSTEMS:
        raise SystemMissingError(f"no system {name!r}; there are {', '.join(SYSTEMS)}")
    try:
        return cast("System", importlib.import_module(f"systems.{name}"))
    except ImportError as error:
        raise SystemMissingError(
            f"{name} can't be imported here ({error}); benchmarks/setup.sh makes an environment for it"
        ) from error


def by_lines(text: str) -> tuple[str, ...]:
    """Paragraphs of a text that has one on each line."""
    return _stripped(text.split("\n"))


def by_blank_lines(text: str) -> tuple[str, ...]:
    """Paragraphs of a text that has blank lines between them."""
    return _stripped(text.split("\n\n"))


def _stripped(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(part.strip() for part in parts if part.strip())
