"""The reader of the byline: whom to believe of metadata, visible lines and closing lines."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from cleanarticle.article import Byline, FieldSource
from cleanarticle.fields.byline.claimed_credits import Credits, SiteNames, read_claimed_credits
from cleanarticle.fields.byline.closing_lines import closing_line, helpers, signature
from cleanarticle.fields.byline.lines import BylineLine
from cleanarticle.fields.byline.visible_lines import visible_lines
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.fields.rank import Rank
from cleanarticle.fields.text.words import listed
from cleanarticle.fields.text_key import text_key

__all__ = ["read_byline"]

# Measured: at 10, 1 of 2,304 changes (byline); at 40, none of 2,304 pages changes.
_MOST_AUTHORS: Final = 20


class BylineRank(Rank):
    """What speaks for a byline that a visible line alone does not decide; `LineRank` has the certainty of that one.

    The certainties are shares of right bylines, measured on annotated pages.
    """

    ACCOUNT = 0.7
    """Metadata name a user account, and nothing names anybody else."""
    ORGANISATION = 0.8
    """It names no people; either metadata or a line have it."""
    ORGANISATION_AGREED = 0.83
    """It names no people; there are metadata and a line."""
    CLOSING = 0.9
    """A line below the text has it."""
    CLAIMED = 0.93
    """Metadata have it."""
    AGREED = 0.96
    """Metadata and a line name the same people."""


def read_byline(context: ArticleContext) -> FieldResult[Byline | None]:
    """Read the byline.

    The people in structured data are believed, unless a line right below the headline opens with a byline cue and
    names somebody else. If structured data name nobody or only organisations, the best marked line that names people
    is taken, then a meta tag, then a plain line, then a line below the body. What the others say of the
    same people (roles, a place, further authors, contributors) is added. The site's own name counts only if nobody
    names people.

    Args:
        context: The page and its body.

    Returns:
        The byline, and the blocks that show it.
    """
    sites = SiteNames(context)
    structured = read_claimed_credits(context, sites, structured=True)
    tagged = read_claimed_credits(context, sites, structured=False)
    lines = visible_lines(context, believed=structured.people)
    claimed, line = _believed(structured, tagged, lines, sites)
    closing = None
    if not claimed.people and not claimed.organisations and (line is None or not line.byline.authors):
        closing = closing_line(context) or (None if claimed.agencies or line is not None else signature(context))
        line = closing or line
    byline = _combined(claimed, line, sites, helpers(context))
    if byline is None:
        return _account(structured, tagged)
    blocks = line.blocks if line is not None else ()
    certainty = _certainty(byline, claimed, tagged, line, is_closing=closing is not None)
    return FieldResult(byline, blocks, _source(byline, claimed), certainty)


def _account(*claims: Credits) -> FieldResult[Byline | None]:
    """The user account that metadata name."""
    for claimed in claims:
        for name in claimed.accounts:
            byline = Byline(text=name, authors=(name,), roles=("",))
            return FieldResult(byline, (), claimed.source, BylineRank.ACCOUNT.certainty)
    return FieldResult(None)


# --- whom to believe --------------------------------------------------------------------------------------


def _believed(
    structured: Credits, tagged: Credits, lines: list[BylineLine], sites: SiteNames
) -> tuple[Credits, BylineLine | None]:
    """Choose the credits in the metadata that count, and the line that goes with them.

    In this order: the people in structured data, or those of a line that overrides them; the people of a meta tag,
    unless a marked line names others; the people of the best line; organisations.
    """
    if structured.people:
        line = _matching(lines, structured)
        overriding = _overriding(lines, structured) if line is None else None
        if overriding is not None:
            return structured.without_people(), overriding
        return structured if line is None else _only_shown(structured, line), line
    convincing = [line for line in lines if line.is_convincing]
    # Where structured data name an organisation, a line without a cue is often a label.
    shown = _best([line for line in convincing if not structured.organisations or line.has_cue], sites)
    names_people = shown is not None and bool(shown.byline.authors)
    if tagged.people:
        is_weak = shown is None or not shown.is_marked or not names_people
        line = _matching(lines, tagged)
        if line is not None and (is_weak or shown is line):
            return structured.with_people_of(_shown_people(tagged, line)), line
        if is_weak:
            return structured.with_people_of(tagged), None
    if names_people:
        return structured, shown
    return structured.completed_by(tagged), _best([line for line in convincing if not line.byline.authors], sites)


def _matching(lines: list[BylineLine], claimed: Credits) -> BylineLine | None:
    """The line that names most of the claimed people; of equals the one with the highest rank, then the first."""
    naming = [line for line in lines if _count_named(line.byline, claimed)]
    return max(naming, key=lambda line: (_count_named(line.byline, claimed), line.rank), default=None)


def _shown_people(tagged: Credits, line: BylineLine) -> Credits:
    """The people of one meta tag that a marked line names as well: some tags list everybody who took part."""
    if not line.is_marked or tagged.values > 1:
        return tagged
    people = {
        name: role
        for name, role in tagged.people.items()
        if any(_is_same(name, shown) for shown in line.byline.authors)
    }
    return replace(tagged, people=people)


def _only_shown(claimed: Credits, line: BylineLine) -> Credits:
    """The claimed people whom a cue below the headline introduces: some sites claim editors and testers as well."""
    words = line.byline.text.casefold().split()
    # "By Ida Holm and others", "By Ida Holm + 2".
    is_short = not listed("bywords.others").isdisjoint(words) or words[-1].strip("+").isdigit()
    if is_short or not (line.is_below_headline and line.has_cue):
        return claimed
    people = {
        name: role
        for name, role in claimed.people.items()
        if any(_is_same(name, shown) for shown in line.byline.authors)
    }
    return replace(claimed, people=people)


def _overriding(lines: list[BylineLine], claimed: Credits) -> BylineLine | None:
    """A line right below the headline that opens with a cue and names people in full, none of the claimed."""
    surnames = [text_key(name.split()[-1]) for name in claimed.people]
    return next(
        (
            line
            for line in lines
            if line.is_below_headline
            and line.has_cue
            and any(" " in name for name in line.byline.authors)
            and not any(surname in text_key(line.byline.text) for surname in surnames)
        ),
        None,
    )


def _count_named(byline: Byline, claimed: Credits) -> int:
    return sum(any(_is_same(name, author) for author in byline.authors) for name in claimed.people)


def _is_same(claimed: str, shown: str) -> bool:
    """True if two names are one person's.

    They have the same letters, or the same surname and first initial, or the shown name is the claimed one with more
    words after it, or its first word.
    """
    if text_key(claimed) == text_key(shown):
        return True
    first, second = claimed.casefold().split(), shown.casefold().split()
    if len(second) == 1:
        return first[:1] == second
    if len(first) < 2:
        return False
    return (first[-1] == second[-1] and first[0][0] == second[0][0]) or first == second[: len(first)]


def _best(lines: list[BylineLine], sites: SiteNames) -> BylineLine | None:
    """The line that names more than the site; of several one below the headline, then by rank, then the first."""
    return max(
        lines,
        key=lambda line: (not all(map(sites.has, line.byline.authors)), line.is_between, line.rank),
        default=None,
    )


# --- putting together -------------------------------------------------------------------------------------


def _combined(
    claimed: Credits, line: BylineLine | None, sites: SiteNames, contributors: tuple[str, ...]
) -> Byline | None:
    shown = line.byline if line is not None else Byline(text="")
    people = _people(claimed, shown, sites)
    agencies = claimed.agencies or ([shown.agency] if shown.agency else [])
    named = [*claimed.organisations, *agencies[1:], *shown.organisations]
    organisations = [name for name in named if not sites.has(name)]
    if not people:
        own = [name for name in (*claimed.sites, *named, *shown.authors) if sites.has(name)]
        organisations += own[:1]
    agency = agencies[0] if agencies else None
    if not (people or organisations or agency):
        return None
    # "Ann Bell Globe Staff" beside "Ann Bell".
    organisations = [name for name in organisations if not any(name.startswith(f"{person} ") for person in people)]
    organisations = _distinct(organisations, but=agency)
    others = dict.fromkeys(name for name in (*shown.contributors, *contributors) if name not in people)
    return Byline(
        text=shown.text or ", ".join([*people, *organisations, *([agency] if agency else [])]),
        authors=tuple(people)[:_MOST_AUTHORS],
        roles=tuple(people.values())[:_MOST_AUTHORS],
        organisations=tuple(organisations),
        contributors=tuple(others),
        place=shown.place,
        agency=agency,
    )


def _people(claimed: Credits, shown: Byline, sites: SiteNames) -> dict[str, str]:
    """Names and roles: the claimed people, and the others in the line."""
    seen = {name: role for name, role in zip(shown.authors, shown.roles, strict=True) if not sites.has(name)}
    if not claimed.people:
        return seen
    people: dict[str, str] = {}
    for name, role in claimed.people.items():
        twin = next((other for other in seen if _is_same(name, other)), None)
        people[name] = (seen.pop(twin) if twin is not None else "") or role
    return people | seen


def _distinct(names: list[str], but: str | None) -> list[str]:
    """The names without those that are part of the agency's or of one before."""
    keys = [text_key(but)] if but else []
    distinct = []
    for name in names:
        key = text_key(name)
        if not any(key in known for known in keys):
            keys.append(key)
            distinct.append(name)
    return distinct


# --- provenance -------------------------------------------------------------------------------------------


def _source(byline: Byline, claimed: Credits) -> FieldSource:
    if byline.authors:
        return claimed.source if claimed.people else "page"
    return claimed.source if claimed.organisations or claimed.agencies or claimed.sites else "page"


def _certainty(
    byline: Byline, claimed: Credits, tagged: Credits, line: BylineLine | None, *, is_closing: bool
) -> float:
    if not byline.authors:
        has_claims = bool(claimed.organisations or claimed.agencies or claimed.sites)
        is_agreed = has_claims and line is not None
        rank = BylineRank.ORGANISATION_AGREED if is_agreed else BylineRank.ORGANISATION
        return rank.certainty
    if claimed.people:
        is_agreed = line is not None and bool(_count_named(line.byline, claimed))
        return (BylineRank.AGREED if is_agreed else BylineRank.CLAIMED).certainty
    if is_closing or line is None:
        return BylineRank.CLOSING.certainty
    if tagged.people and _count_named(line.byline, tagged):
        return BylineRank.AGREED.certainty
    return line.rank.certainty
