"""Backslashes before signs that Markdown would take for markup."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["clean", "clean_code", "escape_address", "escape_line_starts", "escape_text", "escape_title"]

_ENTITY: Final = r"&(?=\#[0-9]{1,7};|\#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]*;)"

_SIGNS: Final = re.compile(
    rf"""
    [\\`\[]
    | (?<![ *])\*+ | \*+(?![ *])     # between two spaces it opens and closes nothing
    | (?<![ ~])~+ | ~+(?![ ~])
    | (?<!\w)_+ | _+(?!\w)           # inside of a word neither
    | <(?=[A-Za-z/!?])
    | {_ENTITY}
    | (?<=/)/(?![ ])                 # addresses that GitHub would link: http://…, www.…, mail
    | (?<=[wW]{{3}})\.
    | (?<=\S)@(?=\w)
    """,
    re.VERBOSE,
)
_ENTITIES: Final = re.compile(_ENTITY, re.VERBOSE)
_IN_ADDRESS: Final = re.compile(r"[\\<>]")
_IN_TITLE: Final = re.compile(r'[\\"]')
_PARENTHESIS: Final = re.compile(r"[()]")

_LINE_START: Final = re.compile(
    r"""
    ^(?=
        \#{1,6}(?:\s|$)              # heading
        | >                          # quotation
        | [-+:](?:\s|$)              # item, description
        | [-=]+[ ]*$                 # line below a heading, or between two parts
        | [-|:][-|: ]*$              # line below the head of a table
    )
    """,
    re.VERBOSE | re.MULTILINE,
)
_LINE_START_NUMBER: Final = re.compile(r"^([0-9]{1,9})(?=[.)](?:\s|$))", re.MULTILINE)

_UNWRITABLE: Final = re.compile(r"[\x00\ud800-\udfff]")
_OTHER_LINE_ENDS: Final = re.compile(r"[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")


def clean(text: str) -> str:
    """A text whose only line end is the newline, and without what no file can have.

    A byte order mark is written as the word joiner that it stands for: at the start of a file it would be lost.
    """
    return _OTHER_LINE_ENDS.sub(" ", clean_code(text)).replace("\ufeff", "\u2060")


def clean_code(text: str) -> str:
    """Code as exact as a file can have it."""
    return _UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def escape_text(text: str, *, in_link: bool, dollars: bool, before_mark: bool, after_note: bool) -> str:
    """Escape a piece of text, except for what means something only at the start of a line.

    Args:
        text: Text between two marks.
        in_link: True in the text of a link or a picture, which a bracket ends.
        dollars: True if dollars could be taken for those of a formula.
        before_mark: True if a mark follows.
        after_note: True if the sign of a footnote stands before.
    """
    escaped = _SIGNS.sub(_with_backslashes, text)
    if in_link:
        escaped = escaped.replace("]", "\\]")
    if dollars:
        escaped = escaped.replace("$", "\\$")
    if before_mark and text[-1] in "!^<&":
        escaped = f"{escaped[:-1]}\\{text[-1]}"
    if after_note and text[0] in "(:":
        escaped = f"\\{escaped}"
    return escaped


def escape_line_starts(markdown: str) -> str:
    """Escape what would begin another block, in a paragraph whose text is escaped."""
    return _LINE_START_NUMBER.sub(r"\1\\", _LINE_START.sub(r"\\", markdown))


def escape_address(address: str) -> str:
    """Escape an address without white space. Parentheses in pairs stay as they are."""
    escaped = _without_entities(_IN_ADDRESS.sub(r"\\\g<0>", address))
    return escaped if _has_pairs(escaped) else _PARENTHESIS.sub(r"\\\g<0>", escaped)


def escape_title(title: str) -> str:
    """Escape a title, to stand between quotation marks."""
    return _without_entities(_IN_TITLE.sub(r"\\\g<0>", title))


def _without_entities(value: str) -> str:
    """Write the sign before an entity as one: cmark does not know a backslash before it in addresses and titles."""
    return _ENTITIES.sub("&amp;", value)


def _with_backslashes(match: re.Match[str]) -> str:
    return "".join(f"\\{sign}" for sign in match.group())


def _has_pairs(address: str) -> bool:
    """True if the parentheses are pairs, none of them in another: parsers differ in how deep they may nest."""
    return re.fullmatch(r"[^()]*(?:\([^()]*\)[^()]*)*", address) is not None
