"""Boxes in a body: notes, tips and warnings."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Container

__all__ = ["callout_of"]

_NAMES: Final = frozenset({"callout", "admonition", "infobox", "factbox", "tip", "warning", "alert", "notice"})
"""Words of the classes of boxes; `note` is left out, since WordPress calls footnotes and paragraphs so as well."""
_ROLES: Final = frozenset({"note", "doc-tip", "doc-notice"})


def callout_of(container: Container) -> str:
    """`callout` for the element of a note, tip or warning; else empty."""
    if container.tag not in ("aside", "div", "section", "p"):
        return ""
    if container.attributes.get("role") in _ROLES:
        return "callout"
    # The first word of the first class: `callout`, `callout-warning`, but not `no-callout`.
    return "callout" if container.names and container.names[0] in _NAMES and container.tag != "p" else ""
