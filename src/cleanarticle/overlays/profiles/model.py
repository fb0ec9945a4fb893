"""One profile: which pages it is for, and what it says of them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final, Literal, get_args
from urllib.parse import urlsplit

from cleanarticle.parse.queries import Query, check_query

__all__ = [
    "FIELDS",
    "Address",
    "Field",
    "NotHonoured",
    "Profile",
    "Role",
    "Selector",
    "address_of",
    "normal_host",
    "rank",
]

Field = Literal["title", "subtitle", "byline", "date"]
Role = Literal["body", "title", "subtitle", "byline", "date", "drop", "keep"]

FIELDS: Final[tuple[Field, ...]] = get_args(Field)
_HOST: Final = re.compile(r"(?:\*\.)?[^\s/*?:@#\[\]]+(?:\.[^\s/*?:@#\[\]]+)+|localhost")
_XPATH: Final = "xpath:"


@dataclass(frozen=True, slots=True)
class Selector:
    """One selector of a profile.

    Attributes:
        role: What it selects.
        query: The CSS selector or XPath expression.
        line: Line of the profile's file in which it stands; 0 if that is not known.
    """

    role: Role
    query: Query
    line: int = 0

    @classmethod
    def read(cls, role: Role, text: str, line: int = 0) -> Selector:
        """Read a selector as it stands in a profile.

        XPath begins with `/`, `(` or `xpath:`; all else is CSS.

        Raises:
            ValueError: It is neither.
        """
        if text.startswith(_XPATH):
            return cls.of_xpath(role, text.removeprefix(_XPATH).strip(), line)
        if text.startswith(("/", "(")):
            return cls.of_xpath(role, text, line)
        query = Query(text, "css", _use(role))
        check_query(query)
        return cls(role, query, line)

    @classmethod
    def of_xpath(cls, role: Role, text: str, line: int = 0) -> Selector:
        """Read an XPath expression.

        Raises:
            ValueError: It is none that can be evaluated.
        """
        query = Query(text, "xpath", _use(role))
        check_query(query)
        return cls(role, query, line)


def _use(role: Role) -> Literal["body", "drop", "keep", "field"]:
    return role if role in ("body", "drop", "keep") else "field"


@dataclass(frozen=True, slots=True)
class NotHonoured:
    """What a profile of another tool says and this library does not do.

    Attributes:
        line: Line of the file.
        directive: Name of the directive.
        reason: Why it is not honoured.
    """

    line: int
    directive: str
    reason: str


@dataclass(frozen=True, slots=True)
class Address:
    """Of a page's address what profiles are matched by.

    Attributes:
        host: The host in lower case, without `www.`.
        path: The path; `/` at least.
    """

    host: str
    path: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of the pages of a host, or of some of them.

    Attributes:
        name: Name of its file, for messages.
        hosts: Hosts it is for, without `www.`; `*.example.com` stands for all hosts below `example.com`.
        paths: Patterns of paths, in which `*` stands for any characters; every path if there are none.
        valid_from: First day on which pages have this layout.
        valid_until: Last day on which they have it.
        selectors: All selectors. Of those of one role, but for `drop` and `keep`, the first that finds text counts.
        prune: Whether blocks of the body need the usual score too; else only rules and `drop` take them out.
        rules_off: Rules, or families as `family/*`, that are not asked.
        rules_on: Rules, or families, that are asked although the configuration switches them off.
        replacements: Pairs of strings: of what is replaced in the page's source, and by what.
        test_urls: Addresses to test the profile with.
        not_honoured: What its file says and is not done.
    """

    name: str
    hosts: tuple[str, ...]
    paths: tuple[str, ...] = ()
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    selectors: tuple[Selector, ...] = ()
    prune: bool = True
    rules_off: tuple[str, ...] = ()
    rules_on: tuple[str, ...] = ()
    replacements: tuple[tuple[str, str], ...] = ()
    test_urls: tuple[str, ...] = ()
    not_honoured: tuple[NotHonoured, ...] = ()

    @property
    def queries(self) -> tuple[Query, ...]:
        """The queries of its selectors, in their order."""
        return tuple(selector.query for selector in self.selectors)

    def fits_path(self, path: str) -> int:
        """How exactly a path fits: length of the longest pattern that does, 0 without patterns, -1 if none fits."""
        if not self.paths:
            return 0
        return max((len(pattern) for pattern in self.paths if fnmatchcase(path, pattern)), default=-1)

    def fits_day(self, day: dt.date | None) -> bool:
        """Whether pages of this day have its layout; of an unknown day, they may."""
        if day is None:
            return True
        return (self.valid_from or dt.date.min) <= day <= (self.valid_until or dt.date.max)

    def replaced(self, source: str) -> str:
        """The source of a page after the profile's replacements."""
        for find, replacement in self.replacements:
            source = source.replace(find, replacement)
        return source


def normal_host(host: str) -> str:
    """A host as profiles name it: lower case, without `www.`.

    Raises:
        ValueError: It is no host.
    """
    host = host.strip().lower().rstrip(".").removeprefix("www.")
    if not _HOST.fullmatch(host):
        raise ValueError(f"{host!r} is no host; write it as 'example.com', or '*.example.com' for all below it")
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

    Paths named come first. Then, of an unknown day, the layout that lasts longest; of a known day the one that ends
    soonest after it, because a profile of the present layout need not say since when it is valid.
    """
    last = (profile.valid_until or dt.date.max).toordinal()
    first = (profile.valid_from or dt.date.min).toordinal()
    return (profile.fits_path(path), last if day is None else -last, first, profile.name)
