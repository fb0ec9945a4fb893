"""Who wrote the article, by what the page says of itself: structured data, or else meta tags."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urlsplit

from cleanarticle.article import FieldSource
from cleanarticle.fields.context import ArticleContext, compact
from cleanarticle.fields.text.bylines.cues import is_nobody
from cleanarticle.fields.text.bylines.findings import Findings
from cleanarticle.fields.text.bylines.parse import may_be_organisation, read_value, small_name
from cleanarticle.fields.text.names.organisations import is_agency, is_news_agency
from cleanarticle.fields.text.names.vocabulary import given_names
from cleanarticle.page.claims import AuthorNote, Claim

__all__ = ["Credits", "SiteNames", "read_claimed_credits"]

_MOST_CLAIMS: Final = 20
_ADDRESS: Final = re.compile(r"https?:|www\.|@|/[^ ]*/|\.(?:com|org|net)/")
_JOINED: Final = re.compile(r",|;|&|\||/|\s(?:and|und|et|y|e|og|och|en|with|mit|avec|con)\s")


@dataclass(slots=True)
class Credits:
    """Who is credited, from one kind of source.

    Attributes:
        people: Names and roles of the people, in their order.
        organisations: Organisations, the site itself left out.
        agencies: News agencies.
        sites: The site's own names that stand where an author's would.
        values: How many values named somebody.
        source: What they were read from.
    """

    people: dict[str, str] = field(default_factory=dict)
    organisations: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    sites: list[str] = field(default_factory=list)
    values: int = 0
    source: FieldSource = "json-ld"

    def without_people(self) -> Credits:
        """The same without the people."""
        return replace(self, people={})

    def with_people_of(self, other: Credits) -> Credits:
        """The same with the people of another source."""
        return replace(self, people=other.people, source=other.source)

    def completed_by(self, other: Credits) -> Credits:
        """The same, or the other source's where this one names nobody at all."""
        return self if self.organisations or self.agencies or self.sites else other


class SiteNames:
    """What the site calls itself."""

    __slots__ = ("_hosts", "_names", "_words")

    def __init__(self, context: ArticleContext) -> None:
        """Gather the names from the claims and the page's address."""
        claims = context.claims
        values = [claim.value for claim in claims.all("site_name")]
        self._names = {compact(value) for value in values} - {""}
        self._words = {value.split()[0].casefold() for value in values}
        addresses = (context.url, claims.first("canonical"), claims.first("url"))
        self._hosts = {compact(_host(address)) for address in addresses if address} - {""}

    def has(self, name: str) -> bool:
        """Tell whether a name is the site's own; a person may have a site of that name."""
        first, _, rest = name.partition(" ")
        if rest and first.casefold() in given_names():
            return False
        key = compact(name)
        if (
            key in self._names
            or key in self._hosts
            or any(host.startswith(key) for host in self._hosts if len(key) > 3)
        ):
            return True
        # The site's account: its first word with an initial.
        return len(rest) == 1 and first.casefold() in self._words


def _host(address: str) -> str:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").removeprefix("m.")


def read_claimed_credits(context: ArticleContext, sites: SiteNames, *, structured: bool) -> Credits:
    """Read the authors that the page claims.

    Args:
        context: The page and its body.
        sites: What the site calls itself.
        structured: Read structured data; else the meta tags, of which the first that names anybody counts.

    Returns:
        Who is credited.
    """
    credited = Credits(source="json-ld" if structured else "meta")
    notes = context.claims.authors if structured else {}
    tag = ""
    for claim in context.claims.all("author")[:_MOST_CLAIMS]:
        if (claim.source == "json-ld") is not structured:
            continue
        if not structured and tag not in ("", claim.source) and (credited.people or credited.organisations):
            break
        tag = claim.source
        _read_claim(claim, notes.get(claim.value, AuthorNote()), credited, sites)
    return credited


def _read_claim(claim: Claim, note: AuthorNote, credited: Credits, sites: SiteNames) -> None:
    value = claim.value
    if _ADDRESS.search(value) or is_nobody(value):
        return
    if sites.has(value):
        credited.sites.append(value)
        return
    found = read_value(value)
    name = small_name(value)
    if name is not None and not found.people:
        found.add_person(name)
    if note.is_organisation and not all(name.split()[0].casefold() in given_names() for name in found.names):
        found = Findings()
    credited.values += bool(found.people)
    for person in found.people:
        if sites.has(person.name):
            credited.sites.append(person.name)
        else:
            credited.people.setdefault(person.name, person.role or _role(note))
    if found.people or (len(found.organisations) + len(found.agencies) > 1 and _JOINED.search(value)):
        _add_organisations([*found.organisations, *found.agencies], credited, sites)
    elif found.organisations or found.agencies or note.is_organisation or may_be_organisation(value):
        _add_organisations([value], credited, sites)


def _role(note: AuthorNote) -> str:
    return "" if is_nobody(note.role) else note.role


def _add_organisations(names: list[str], credited: Credits, sites: SiteNames) -> None:
    for name in names:
        if sites.has(name):
            credited.sites.append(name)
        elif is_agency(name, bracketed=True) and is_news_agency(name):
            credited.agencies.append(name)
        else:
            credited.organisations.append(name)
