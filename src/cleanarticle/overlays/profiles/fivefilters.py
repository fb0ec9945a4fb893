"""Profiles in the format of the site configurations of FiveFilters' Full-Text RSS, as other readers use them too.

A file is named after its host, `example.com.txt`; `.example.com.txt` is for all hosts below. Each line is a directive,
`name: value`. Selectors are XPath.
"""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.overlays.profiles.model import (
    Profile,
    ProfileSelector,
    SelectorRole,
    UnsupportedDirective,
    normal_host,
)

__all__ = ["read_fivefilters"]

_SELECTING: Final[dict[str, SelectorRole]] = {
    "body": "body",
    "title": "title",
    "author": "byline",
    "date": "date",
    "strip": "drop",
}
_NOTHING_FETCHED: Final = "this library fetches nothing: its caller does"
_REASONS: Final[dict[str, str]] = {
    "single_page_link": _NOTHING_FETCHED,
    "single_page_link_in_feed": _NOTHING_FETCHED,
    "next_page_link": _NOTHING_FETCHED,
    "autodetect_next_page": _NOTHING_FETCHED,
    "if_page_contains": f"it is a condition of fetching another page; {_NOTHING_FETCHED}",
    "http_header": _NOTHING_FETCHED,
    "requires_login": _NOTHING_FETCHED,
    "not_logged_in_xpath": _NOTHING_FETCHED,
    "login_uri": _NOTHING_FETCHED,
    "login_username_field": _NOTHING_FETCHED,
    "login_password_field": _NOTHING_FETCHED,
    "login_extra_fields": _NOTHING_FETCHED,
    "parser": "pages are parsed as browsers do",
    "move_into": "the page is never changed",
    "wrap_in": "the page is never changed",
    "dissolve": "the page is never changed",
    "strip_attr": "an article has no attributes",
    "convert_double_br_tags": "two line breaks in a row end a paragraph on every page",
    "insert_detected_image": "figures are read from the page as they are",
    "src_lazy_load_attr": "addresses of pictures that load late are read on every page",
    "strip_comments": "comments of the source are never read",
    "skip_json_ld": "what the page says of itself is weighed against what it shows",
    "skip_id_or_class_filter": "names are judged by rules",
    "native_ad_clue": "advertorials are not marked",
    "footnotes": "footnotes are not rewritten",
}
_DIRECTIVE: Final = lazy_pattern(r"\s*([A-Za-z_]+)\s*(?:\((.*?)\))?\s*:\s*(.*?)\s*", re.DOTALL)
_TAG: Final = lazy_pattern(r"<[^<>]*>?")
_ATTRIBUTE: Final = lazy_pattern(r"\s?[\w:-]+=[\"']?")
_WORD: Final = lazy_pattern(r"\w+")


def read_fivefilters(text: str, name: str, place: str) -> Profile | None:
    """Read a site configuration.

    What can't be honoured is listed in the profile, and never an error: the files are other people's.

    Args:
        text: What the file holds.
        name: Name of the file, which names the host.
        place: Its path.

    Returns:
        The profile; `None` if the file is not named after a host.
    """
    host = name.removesuffix(".txt")
    try:
        hosts = (normal_host(f"*{host}" if host.startswith(".") else host),)
    except ValueError:
        return None
    reader = _DirectiveReader()
    for number, line in enumerate(text.splitlines(), 1):
        reader.read(line, number)
    return reader.profile(name, hosts)


class _DirectiveReader:
    """The directives of the lines read so far."""

    __slots__ = ("_find", "_not_honoured", "_prune", "_replacements", "_selectors", "_tests")

    def __init__(self) -> None:
        self._selectors: list[ProfileSelector] = []
        self._not_honoured: list[UnsupportedDirective] = []
        self._replacements: list[tuple[str, str]] = []
        self._tests: list[str] = []
        self._find: tuple[str, int] | None = None
        self._prune = True

    def read(self, line: str, number: int) -> None:
        """Read one line."""
        if not line.strip() or line.lstrip().startswith("#"):
            return
        match = _DIRECTIVE.fullmatch(line)
        if match is None:
            self._refuse(number, line.strip(), "this is not a directive; write 'name: value'")
            return
        name, argument, value = match[1].lower(), match[2], match[3]
        if self._find is not None and name != "replace_string":
            self._refuse(self._find[1], "find_string", "no replace_string follows")
            self._find = None
        if not value and name != "replace_string":
            self._refuse(number, name, "it has no value")
        elif name in _SELECTING:
            self._select(_SELECTING[name], value, name, number)
        elif name in ("strip_id_or_class", "strip_image_src"):
            self._strip(name, value.strip("\"'"), number)
        elif name == "find_string":
            self._find = (value, number)
        elif name == "replace_string":
            self._replace(argument, value, number)
        elif name == "test_url":
            self._tests.append(value)
        elif name == "prune":
            self._prune = value.lower() != "no"
        elif name == "tidy":
            if value.lower() != "no":
                self._refuse(number, name, "pages are parsed as browsers do, and need no tidying")
        elif name == "autodetect_on_failure":
            if value.lower() == "no":
                self._refuse(number, name, "where a selector matches nothing, the usual way is always taken")
        elif name != "test_contains":
            self._refuse(number, name, _REASONS.get(name, "it is not known"))

    def profile(self, name: str, hosts: tuple[str, ...]) -> Profile:
        """The profile of all lines."""
        if self._find is not None:
            self._refuse(self._find[1], "find_string", "no replace_string follows")
        return Profile(
            name=name,
            hosts=hosts,
            selectors=tuple(self._selectors),
            prune=self._prune,
            replacements=tuple(self._replacements),
            test_urls=tuple(self._tests),
            unsupported=tuple(sorted(self._not_honoured, key=lambda each: each.line)),
        )

    def _refuse(self, line: int, directive: str, reason: str) -> None:
        self._not_honoured.append(UnsupportedDirective(line, directive, reason))

    def _select(self, role: SelectorRole, value: str, name: str, number: int) -> None:
        try:
            self._selectors.append(ProfileSelector.of_xpath(role, value, number))
        except ValueError as error:
            self._refuse(number, name, str(error))

    def _strip(self, name: str, value: str, number: int) -> None:
        """Drop what has a string in its class or id, or the pictures that have it in their address."""
        text = value.replace("\\", "\\\\").replace('"', '\\"')
        parts = ("img[src*={}]",) if name == "strip_image_src" else ("[class*={}]", "[id*={}]")
        css = ", ".join(part.format(f'"{text}"') for part in parts)
        try:
            self._selectors.append(ProfileSelector.read("drop", css, number))
        except ValueError as error:
            self._refuse(number, name, str(error))

    def _replace(self, argument: str | None, value: str, number: int) -> None:
        """Add a replacement: of the find_string before it, or of the string in parentheses."""
        if argument is not None:
            find = argument
        elif self._find is not None:
            find, self._find = self._find[0], None
        else:
            self._refuse(number, "replace_string", "there is no find_string before it")
            return
        if not find:
            self._refuse(number, "replace_string", "there is nothing to find")
        elif not _adds_no_words(find, value):
            self._refuse(number, "replace_string", "it would put words into the page that the page does not have")
        else:
            self._replacements.append((find, value))


def _adds_no_words(find: str, replacement: str) -> bool:
    """True if a replacement changes markup only: each of its words stands in what it replaces."""
    if _ATTRIBUTE.fullmatch(find) and _ATTRIBUTE.fullmatch(replacement):
        return True
    before = _WORD.findall(_TAG.sub(" ", find))
    return all(word in before for word in _WORD.findall(_TAG.sub(" ", replacement)))
