"""Text that a page carries where no reader sees it: scripts, templates, text fields, long attributes.

`Document` leaves it out, because most pages never need it. A page that shows no body is read a second time here, for
these elements alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final

from lxml import etree
from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from cleanarticle.dom.document import Attributes, Document, describes_page

__all__ = ["Carrier", "read_carriers"]

_TAGS: Final = ("script", "template", "textarea")
_LEAST_CHARACTERS: Final = 200
"""Shorter text holds no body of an article."""
_NO_BODY: Final = frozenset("class style src srcset href d alt title content sizes action poster data-src".split())
"""Attributes that are long for other reasons."""
_OPTIONS: Final = int(LexborDocumentOptions.WO_EVENTS)


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


def read_carriers(source: object, document: Document) -> list[Carrier]:
    """Collect what a page carries out of sight.

    Args:
        source: The page's HTML, guarded; or the lxml element or tree the caller gave.
        document: The same page, flattened.

    Returns:
        Elements in document order, then attributes in document order; those of a few characters are left out, but for
        scripts: one may go on in the next.
    """
    found = _of_html(source) if isinstance(source, str) else _of_tree(source)
    for attributes in document.attributes:
        for name, value in attributes.items():
            if value is not None and len(value) >= _LEAST_CHARACTERS and name not in _NO_BODY:
                found.append(Carrier(name, value, is_attribute=True))
    return found


def _of_html(html: str) -> list[Carrier]:
    found = []
    for node in LexborHTMLParser(html, options=_OPTIONS).css(",".join(_TAGS)):
        tag = node.tag or ""
        # The parser keeps the inside of a template apart, and only writes it out with its tags.
        text = _inside(node.html or "") if tag == "template" else node.text()
        if len(text) >= _LEAST_CHARACTERS or (text and tag == "script"):
            found.append(Carrier(tag, text, is_structured_data=describes_page(tag, node.attributes)))
    return found


def _of_tree(source: object) -> list[Carrier]:
    root = source.getroot() if isinstance(source, etree._ElementTree) else source
    if not isinstance(root, etree._Element):
        return []
    found = []
    for element in root.iter(*_TAGS):
        tag = str(element.tag)
        if tag in ("script", "textarea"):
            text = element.text or ""
        else:
            text = escape(element.text or "", quote=False) + "".join(
                etree.tostring(child, encoding="unicode", method="html") for child in element
            )
        if len(text) >= _LEAST_CHARACTERS or (text and tag == "script"):
            attributes: Attributes = {str(name): str(value) for name, value in element.attrib.items()}
            found.append(Carrier(tag, text, is_structured_data=describes_page(tag, attributes)))
    return found


def _inside(html: str) -> str:
    """The HTML between an element's own tags."""
    return html[html.find(">") + 1 : html.rfind("</")]
