"""One site profile: its hosts, its selectors and its switches."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final, Literal, get_args
from urllib.parse import urlsplit

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.parse.queries import Query, check_query

__all__ = [
    "FIELDS",
    "Address",
    "Profile",
    "ProfileField",
    "ProfileSelector",
    "SelectorRole",
    "UnsupportedDirective",
    "address_of",
    "normal_host",
    "rank",
]

ProfileField = Literal["title", "subtitle", "byline", "date"]
SelectorRole = Literal["body", "title", "subtitle", "byline", "date", "drop", "keep"]

FIELDS: Final[tuple[ProfileField, ...]] = get_args(ProfileField)
_HOST: Final = lazy_pattern(r"(?:\*\.)?[^\s/*?:@#\[\]]+(?:\.[^\s/*?:@#\[\]]+)+|localhost")
_XPATH: Final = "xpath:"


@dataclass(frozen=True, slots=True)
class ProfileSelector:
    """One selector of a profile.

    Attributes:
        role: What it selects.
        query: The CSS selector or XPath expression.
        line: Its line in the profile's file; 0 if unknown.
    """

    role: SelectorRole
    query: Query
    line: int = 0

    @classmethod
    def read(cls, role: SelectorRole, text: str, line: int = 0) -> ProfileSelector:
        """Read a selector of a profile.

        XPath begins with `/`, `(` or `xpath:`; all else is CSS.

        Raises:
            ValueError: It is neither, or it can't be evaluated.
        """
        if text.startswith(_XPATH):
            return cls.of_xpath(role, text.removeprefix(_XPATH).strip(), line)
        if text.startswith(("/", "(")):
            return cls.of_xpath(role, text, line)
        query = Query(text, "css", _use(role))
        check_query(query)
        return cls(role, query, line)

    @classmethod
    def of_xpath(cls, role: SelectorRole, text: str, line: int = 0) -> ProfileSelector:
        """Read an XPath expression.

        Raises:
            ValueError: It can't be evaluated.
        """
        query = Query(text, "xpath", _use(role))
        check_query(query)
        return cls(role, query, line)


def _use(role: SelectorRole) -> Literal["body", "drop", "keep", "field"]:
    return role if role in ("body", "drop", "keep") else "field"


@dataclass(frozen=True, slots=True)
class UnsupportedDirective:
    """A directive of another tool's profile that this library does not support.

    Attributes:
        line: Line of the file.
        directive: Name of the directive.
        reason: Why it is not supported.
    """

    line: int
    directive: str
    reason: str


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of a page's address by which profiles are found.

    Attributes:
        host: The host in lower case, without `www.`.
        path: The path; `/` at least.
    """

    host: str
    path: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person wrote down about the pages of a host, or of some of its paths.

    Attributes:
        name: Name of its file, for messages.
        hosts: Its hosts, without `www.`; `*.example.com` stands for all hosts below `example.com`.
        paths: Patterns of paths, in which `*` stands for any characters; every path if there are none.
        valid_from: First day on which pages have this layout.
        valid_until: Last day on which they have it.
        selectors: All selectors. Of those of one role, but for `drop` and `keep`, the first that finds text counts.
        prune: True if blocks of the body need the score of the threshold too; else only rules and `drop` remove them.
        rules_off: Rules, or families as `family/*`, that are switched off.
        rules_on: Rules, or families, that are switched on against the configuration.
        replacements: Pairs of strings: what is replaced in the page's source, and by what.
        test_urls: Addresses to test the profile with.
        unsupported: Directives of its file that are not supported.
    """

    name: str
    hosts: tuple[str, ...]
    paths: tuple[str, ...] = ()
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    selectors: tuple[ProfileSelector, ...] = ()
    prune: bool = True
    rules_off: tuple[str, ...] = ()
    rules_on: tuple[str, ...] = ()
    replacements: tuple[tuple[str, str], ...] = ()
    test_urls: tuple[str, ...] = ()
    unsupported: tuple[UnsupportedDirective, ...] = ()

    @property
    def queries(self) -> tuple[Query, ...]:
        """The queries of its selectors, in their order."""
        return tuple(selector.query for selector in self.selectors)

    def fits_path(self, path: str) -> int:
        """Length of the longest pattern that matches a path: 0 without patterns, -1 if none matches."""
        if not self.paths:
            return 0
        return max((len(pattern) for pattern in self.paths if fnmatchcase(path, pattern)), default=-1)

    def fits_day(self, day: dt.date | None) -> bool:
        """True if pages of this day have its layout, or if the day is unknown."""
        if day is None:
            return True
        return (self.valid_from or dt.date.min) <= day <= (self.valid_until or dt.date.max)

    def replaced(self, source: str) -> str:
        """The source of a page after the profile's replacements."""
        for find, replacement in self.replacements:
            source = source.replace(find, replacement)
        return source


def normal_host(host: str) -> str:
    """A host in the form that profiles use: lower case, without `www.`.

    Raises:
        ValueError: It is not a host.
    """
    host = host.strip().lower().rstrip(".").removeprefix("www.")
    if not _HOST.fullmatch(host):
        raise ValueError(f"{host!r} is not a host; write it as 'example.com', or '*.example.com' for all below it")
    return host


def address_of(url: str) -> Address | None:
    """Host and path of an address; `None` if it has no host."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    host = host.lower().rstrip(".").removeprefix("www.")
    return Address(host, parts.path or "/") if host else None


def rank(profile: Profile, path: str, day: dt.date | None) -> tuple[int, int, int, str]:
    """The order among the profiles of one host that fit a page, the best last.

    Profiles with a matching path come first. Then, without a day, the layout that lasts longest; with a day the one
    that ends soonest after it, because a profile of the present layout need not say since when it is valid.
    """
    last = (profile.valid_until or dt.date.max).toordinal()
    first = (profile.valid_from or dt.date.min).toordinal()
    return (profile.fits_path(path), last if day is None else -last, first, profile.name)
