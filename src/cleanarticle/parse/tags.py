"""Regular expressions for the inside of a tag, after the tokenizer of the HTML standard."""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "CLOSED_AT_ONCE",
    "NAME_END",
    "SHORT_TEXT",
    "STEP",
    "USUAL",
    "closes_itself",
    "find_attributes",
    "find_named_attributes",
    "find_names",
    "is_inside",
]

_SPACE: Final = r"[\t\n\f\r ]"
NAME_END: Final = r"[\t\n\f\r />]"
_ATTRIBUTE_NAME: Final = r"[^\t\n\f\r />][^\t\n\f\r />=]*+"
_VALUE: Final = rf"""(?:{_SPACE}*+={_SPACE}*+(?:"[^"]*+"|'[^']*+'|(?!["'])[^\t\n\f\r >]*+)|(?!{_SPACE}*+=))"""
STEP: Final = rf"(?:[\t\n\f\r /]++|{_ATTRIBUTE_NAME}{_VALUE})"
"""Separators, or an attribute with its value if it has one. A value without an end does not match."""
USUAL: Final = rf"""(?:{_SPACE}++[^\t\n\f\r />="']++="[^"]*+")"""
"""The usual form of an attribute, which matches faster than the general one."""
is_inside: Final = re.compile(f"{STEP}*+").fullmatch
find_attributes: Final = re.compile(_ATTRIBUTE_NAME + _VALUE).findall
find_names: Final = re.compile(f"({_ATTRIBUTE_NAME}){_VALUE}").findall
find_named_attributes: Final = re.compile(f"({_ATTRIBUTE_NAME}){_VALUE}").finditer
SHORT_TEXT: Final = 4_096
"""Characters that are searched for the end tag of an element without other tags."""
CLOSED_AT_ONCE: Final = rf"""(?:[^<>'"]*+|[^<>']*+(?<=[^=\t\n\f\r ]"))>[^<]*+</(?i:\1){NAME_END}"""
"""The rest of a start tag whose element is closed before any other tag begins; group 1 must be its name."""


def closes_itself(inside: str) -> bool:
    """True if a tag ends with a slash that is not part of a value."""
    if not inside.endswith("/"):
        return False
    end = 0
    for attribute in find_named_attributes(inside):
        end = attribute.end()
    return end < len(inside)
