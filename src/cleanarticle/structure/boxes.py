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
    classes = container.attributes.get("class")
    if not classes or container.tag == "p":
        return ""
    first = classes.lower().split()[0] if classes.strip() else ""
    # The first word of the first class: `callout`, `callout-warning`, but not `no-callout`.
    return "callout" if first.replace("_", "-").partition("-")[0] in _NAMES else ""
