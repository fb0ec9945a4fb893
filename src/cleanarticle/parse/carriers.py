"""Text that a page carries where no reader sees it: scripts, templates, text fields, long attributes.

Most pages never need it. A page that shows no body is walked a second time here, for these elements alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cleanarticle.parse.document import Document, Element, is_structured_data

__all__ = ["Carrier", "read_carriers"]

_LEAST_CHARACTERS: Final = 200
"""Shorter text holds no body of an article."""
_NO_BODY: Final = frozenset("class style src srcset href d alt title content sizes action poster data-src".split())
"""Attributes that are long for other reasons."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """One element, or attribute, with text out of sight.

    Attributes:
        tag: `script`, `template`, `textarea`; for an attribute its name.
        text: The text of a script, text field or attribute; the HTML inside a template.
        is_attribute: Whether it is an attribute.
        is_structured_data: Whether it is a script that describes the page.
    """

    tag: str
    text: str
    is_attribute: bool = False
    is_structured_data: bool = False


def read_carriers(document: Document) -> list[Carrier]:
    """Collect what a page carries out of sight.

    Args:
        document: The page.

    Returns:
        Elements and attributes in document order; those of a few characters are left out, but for scripts: one may go
        on in the next.
    """
    collector = _Collector()
    document.accept(collector)
    return collector.carriers


class _Collector:
    __slots__ = ("carriers",)

    def __init__(self) -> None:
        self.carriers: list[Carrier] = []

    def open(self, tag: str, depth: int, element: Element) -> None:
        attributes = element.attributes
        for name, value in attributes.items():
            if value is not None and len(value) >= _LEAST_CHARACTERS and name not in _NO_BODY:
                self.carriers.append(Carrier(name, value, is_attribute=True))
        if tag == "script":
            text = element.text()
            if text:
                self.carriers.append(Carrier(tag, text, is_structured_data=is_structured_data(attributes)))
        elif tag in ("template", "textarea"):
            text = element.text() if tag == "textarea" else _inside(element.html or "")
            if len(text) >= _LEAST_CHARACTERS:
                self.carriers.append(Carrier(tag, text))

    def text(self, text: str, depth: int) -> None:
        """Text in sight is no matter."""

    def space(self, depth: int) -> None:
        """Nor is white space."""


def _inside(html: str) -> str:
    """The HTML between an element's own tags."""
    return html[html.find(">") + 1 : html.rfind("</")]
