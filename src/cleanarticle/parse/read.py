"""A source of any type to text or to a document: bytes, a string, an lxml tree, pasted text."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from cleanarticle.errors import InputError
from cleanarticle.parse.decode import clean_text, decode, encoded_once, looks_binary
from cleanarticle.parse.document import Document
from cleanarticle.parse.etree import is_tree, read_tree, write_tree
from cleanarticle.parse.guard import guard
from cleanarticle.parse.lexbor import parse_html
from cleanarticle.parse.limits import Limits, check_size
from cleanarticle.parse.plaintext import read_plaintext

if TYPE_CHECKING:
    from lxml.etree import _Element, _ElementTree

__all__ = ["Source", "read_document", "read_markup", "read_pasted_text"]

Source: TypeAlias = "bytes | str | _Element | _ElementTree"
"""A page: bytes as fetched, decoded text, or an lxml element or tree."""


def read_document(source: object, charset: str | None, limits: Limits) -> Document:
    """Parse a page. An lxml tree is read without a second parse and never changed.

    Raises:
        InputError: The source is empty, binary, of a wrong type, or beyond the limits.
    """
    if is_tree(source):
        return read_tree(source)
    return parse_html(guard(read_markup(source, charset, limits), limits))


def read_markup(source: object, charset: str | None, limits: Limits) -> str:
    """Return the markup of a page as text; an lxml tree is written as HTML.

    Raises:
        InputError: As for `read_document`.
    """
    if is_tree(source):
        return write_tree(source)
    if isinstance(source, bytes | bytearray | memoryview):
        data = bytes(source)
        check_size(data, limits)
        format_name = looks_binary(data)
        if format_name:
            raise InputError(f"the source looks like {format_name}, not like HTML; pass the bytes of an HTML page")
        text = decode(data, charset).text
    elif isinstance(source, str):
        check_size(source, limits)
        text = clean_text(source)
        if not text.isascii():
            data = text.encode()
            once = encoded_once(data)
            text = text if once is data else once.decode()
    else:
        raise InputError(f"pass a page as bytes, a string or an lxml tree, not as {type(source).__name__}")
    if not text or text.isspace():
        raise InputError("the source is empty; pass the HTML of a page")
    return text


def read_pasted_text(source: object, limits: Limits) -> Document:
    """Read text that a person copied from a browser.

    Raises:
        InputError: The text is empty, not a string, or beyond the limits.
    """
    if not isinstance(source, str):
        raise InputError(f"pass pasted text as a string, not as {type(source).__name__}")
    check_size(source, limits)
    if not source.strip():
        raise InputError("the text is empty; pass the text of a page")
    return read_plaintext(clean_text(source))
