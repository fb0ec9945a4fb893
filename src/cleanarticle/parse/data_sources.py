"""Text in a page that no reader sees: scripts, templates, text fields and long attributes.

Most pages never need it. Only a page that shows no body is walked a second time for these elements.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cleanarticle.parse.document import Document, Element, Visitor, is_structured_data

__all__ = ["DataSource", "read_data_sources"]

_LEAST_CHARACTERS: Final = 200
"""Shorter text holds no body of an article."""
_NO_BODY: Final = frozenset("class style src srcset href d alt title content sizes action poster data-src".split())
"""Attributes that are long for other reasons."""


@dataclass(frozen=True, slots=True)
class DataSource:
    """One element or attribute with hidden text.

    Attributes:
        tag: `script`, `template` or `textarea`; for an attribute its name.
        text: The text of a script, text field or attribute; the HTML inside a template.
        is_attribute: True for an attribute.
        is_structured_data: True for a script with JSON-LD.
    """

    tag: str
    text: str
    is_attribute: bool = False
    is_structured_data: bool = False


def read_data_sources(document: Document) -> list[DataSource]:
    """Collect the hidden text of a page.

    Returns:
        Elements and attributes in document order. Short ones are left out, except scripts: a script may continue in
        the next one.
    """
    collector = _DataSourceCollector()
    document.accept(collector)
    return collector.sources


class _DataSourceCollector(Visitor):
    __slots__ = ("sources",)

    def __init__(self) -> None:
        self.sources: list[DataSource] = []

    def open(self, tag: str, depth: int, element: Element) -> None:
        attributes = element.attributes
        for name, value in attributes.items():
            if value is not None and len(value) >= _LEAST_CHARACTERS and name not in _NO_BODY:
                self.sources.append(DataSource(name, value, is_attribute=True))
        if tag == "script":
            text = element.text()
            if text:
                self.sources.append(DataSource(tag, text, is_structured_data=is_structured_data(attributes)))
        elif tag in ("template", "textarea"):
            text = element.text() if tag == "textarea" else _inner_html(element.html or "")
            if len(text) >= _LEAST_CHARACTERS:
                self.sources.append(DataSource(tag, text))

    def text(self, text: str, depth: int) -> None:
        """Visible text is ignored."""

    def space(self, depth: int) -> None:
        """So is white space."""


def _inner_html(html: str) -> str:
    """The HTML between an element's own tags."""
    return html[html.find(">") + 1 : html.rfind("</")]
