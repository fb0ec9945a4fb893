"""The authors in the page's metadata: structured data, or meta tags."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from cleanarticle.article import FieldSource
from cleanarticle.fields.context import ArticleContext
from cleanarticle.fields.field_words import field_words
from cleanarticle.fields.text.bylines.cues import is_nobody
from cleanarticle.fields.text.bylines.findings import Findings
from cleanarticle.fields.text.bylines.parse import may_be_organisation, read_value, small_name, user_name
from cleanarticle.fields.text.names.organisations import is_agency, is_news_agency
from cleanarticle.fields.text.names.vocabulary import given_names
from cleanarticle.fields.text_key import text_key
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.claims import AuthorNote, Claim
from cleanarticle.page.urls import host_of

__all__ = ["Credits", "SiteNames", "read_claimed_credits"]

# Measured: at 10, 2 of 2,304 change (byline); at 40, none of 2,304 pages changes.
_MOST_CLAIMS: Final = 20
_MAIL: Final = lazy_pattern(r"[\w.+\-]{1,64}@[\w\-]{1,63}\.[\w.\-]{2,40}")
_ADDRESS: Final = lazy_pattern(r"https?:|www\.|@|/[^ ]*/|\.(?:com|org|net)/")
_JOINED: Final = lazy_pattern(rf",|;|&|\||/|\s(?:{'|'.join(field_words('between_names'))})\s")


@dataclass(slots=True)
class Credits:
    """Who is credited, by one kind of metadata.

    Attributes:
        people: Names and roles of the people, in their order.
        organisations: Organisations without the site itself.
        agencies: News agencies.
        sites: The site's own names in the place of an author's.
        accounts: Names of user accounts, which count where nobody else is named.
        values: Number of claims that name people.
        source: What they were read from.
    """

    people: dict[str, str] = field(default_factory=dict)
    organisations: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    sites: list[str] = field(default_factory=list)
    accounts: list[str] = field(default_factory=list)
    values: int = 0
    source: FieldSource = "json-ld"

    def without_people(self) -> Credits:
        """The same credits without the people."""
        return replace(self, people={})

    def with_people_of(self, other: Credits) -> Credits:
        """The same credits with the people of another source."""
        return replace(self, people=other.people, source=other.source)

    def completed_by(self, other: Credits) -> Credits:
        """The same credits, or the other source's if these have neither organisations nor agencies nor the site."""
        return self if self.organisations or self.agencies or self.sites else other


class SiteNames:
    """What the site calls itself."""

    __slots__ = ("_hosts", "_names", "_words")

    def __init__(self, context: ArticleContext) -> None:
        """Collect the names from the metadata and the page's address."""
        claims = context.claims
        values = [claim.value for claim in claims.all("site_name")]
        self._names = {text_key(value) for value in values} - {""}
        self._words = {value.split()[0].casefold() for value in values}
        addresses = (context.url, claims.first("canonical"), claims.first("url"))
        hosts = (host_of(address).removeprefix("www.").removeprefix("m.") for address in addresses)
        self._hosts = set(map(text_key, hosts)) - {""}

    def has(self, name: str) -> bool:
        """True if a name is the site's own. A name with a common first name is a person's, even if the site has it."""
        first, _, rest = name.partition(" ")
        if rest and first.casefold() in given_names():
            return False
        key = text_key(name)
        if (
            key in self._names
            or key in self._hosts
            or any(host.startswith(key) for host in self._hosts if len(key) > 3)
        ):
            return True
        # "Quay E", an account of the site: its first word with an initial.
        return len(rest) == 1 and first.casefold() in self._words


def read_claimed_credits(context: ArticleContext, sites: SiteNames, *, structured: bool) -> Credits:
    """Read the authors in the metadata.

    Args:
        context: The page and its body.
        sites: What the site calls itself.
        structured: Read structured data; else the meta tags, of which the first kind that names anybody counts.

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
    value = _MAIL.sub("", claim.value).strip(" ,;|<>()") if "@" in claim.value else claim.value
    if not value or _ADDRESS.search(value) or is_nobody(value):
        return
    if sites.has(value):
        credited.sites.append(value)
        return
    findings = read_value(value)
    name = small_name(value)
    if name is not None and not findings.people:
        findings.add_person(name)
    # An organisation with a common first name is a person whose type is wrong.
    if note.is_organisation and not all(name.split()[0].casefold() in given_names() for name in findings.names):
        findings = Findings()
    credited.values += bool(findings.people)
    for person in findings.people:
        if sites.has(person.name):
            credited.sites.append(person.name)
        else:
            credited.people.setdefault(person.name, person.role or _role(note))
    if findings.people or (len(findings.organisations) + len(findings.agencies) > 1 and _JOINED.search(value)):
        _add_organisations([*findings.organisations, *findings.agencies], credited, sites)
    elif findings.organisations or findings.agencies or note.is_organisation or may_be_organisation(value):
        _add_organisations([value], credited, sites)
    elif (account := user_name(value)) is not None:
        credited.accounts.append(account)


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
