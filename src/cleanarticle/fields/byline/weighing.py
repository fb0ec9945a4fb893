"""The byline: who wrote the article, weighed between what the reader sees and what the page claims."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from cleanarticle.article import Byline, FieldSource
from cleanarticle.fields.byline.claims import Credits, SiteNames, read_claimed_credits
from cleanarticle.fields.byline.lines import Line, visible_lines
from cleanarticle.fields.byline.signature import closing_line, helpers, signature
from cleanarticle.fields.context import ArticleContext, FieldResult, compact

__all__ = ["read_byline"]

_MOST_AUTHORS: Final = 20


def read_byline(context: ArticleContext) -> FieldResult[Byline | None]:
    """Read the byline.

    Who structured data names is believed, unless a line right below the headline opens with a byword and names
    somebody else. Where structured data names nobody or only organisations, the best marked line that names people
    is taken, then a meta tag, then a plain line, then a line below the body. What the other witnesses say of the
    same people (roles, a place, further authors, helpers) is added. The site's own name counts only where
    no person is named.

    Args:
        context: The page and its body.

    Returns:
        The byline, and the blocks that show it.
    """
    sites = SiteNames(context)
    structured = read_claimed_credits(context, sites, structured=True)
    tagged = read_claimed_credits(context, sites, structured=False)
    lines = visible_lines(context)
    claimed, line = _weighed(structured, tagged, lines, sites)
    closing = None
    if not claimed.people and not claimed.organisations and (line is None or not line.byline.authors):
        closing = closing_line(context) or (None if claimed.agencies or line is not None else signature(context))
        line = closing or line
    byline = _combined(claimed, line, sites, helpers(context))
    if byline is None:
        return FieldResult(None)
    blocks = line.blocks if line is not None else ()
    return FieldResult(byline, blocks, *_provenance(byline, claimed, tagged, line, is_closing=closing is not None))


# --- which witness ----------------------------------------------------------------------------------------


def _weighed(structured: Credits, tagged: Credits, lines: list[Line], sites: SiteNames) -> tuple[Credits, Line | None]:
    """Whom to believe: the claims that count, and the line that goes with them."""
    if structured.people:
        line = _matching(lines, structured)
        other = _overriding(lines, structured) if line is None else None
        return (structured.without_people(), other) if other is not None else (structured, line)
    convincing = [line for line in lines if line.is_convincing]
    shown = _best([line for line in convincing if not structured.organisations or line.has_byword], sites)
    if tagged.people:
        line = _matching(lines, tagged)
        if line is not None and (shown is None or shown is line or not shown.strength or not shown.byline.authors):
            return structured.with_people_of(_shown_people(tagged, line)), line
        if shown is None or not shown.byline.authors or not shown.strength:
            return structured.with_people_of(tagged), None
    if shown is not None and shown.byline.authors:
        return structured, shown
    return structured.completed_by(tagged), _best([line for line in convincing if not line.byline.authors], sites)


def _matching(lines: list[Line], claimed: Credits) -> Line | None:
    """The line that names most of the claimed people, the best marked of those that name as many."""
    named = [(_count_named(line.byline, claimed), line.strength, -index) for index, line in enumerate(lines)]
    best = max(named, default=(0, 0, 0))
    return lines[-best[2]] if best[0] else None


def _shown_people(tagged: Credits, line: Line) -> Credits:
    """The people of one meta tag that a marked line names as well: some tags list everybody who took part."""
    if not line.strength or tagged.values > 1:
        return tagged
    people = {
        name: role
        for name, role in tagged.people.items()
        if any(_is_same(name, shown) for shown in line.byline.authors)
    }
    return replace(tagged, people=people)


def _overriding(lines: list[Line], claimed: Credits) -> Line | None:
    """A line right below the headline that opens with a byword and names people in full, none of the claimed."""
    surnames = [compact(name.split()[-1]) for name in claimed.people]
    return next(
        (
            line
            for line in lines
            if line.is_below_headline
            and line.has_byword
            and any(" " in name for name in line.byline.authors)
            and not any(surname in compact(line.byline.text) for surname in surnames)
        ),
        None,
    )


def _count_named(byline: Byline, claimed: Credits) -> int:
    return sum(any(_is_same(name, each) for each in byline.authors) for name in claimed.people)


def _is_same(claimed: str, shown: str) -> bool:
    """Whether two names are one person's.

    They are if they have the same letters, or the same surname behind the same initial, or if the shown name is the
    claimed one with something behind it.
    """
    if compact(claimed) == compact(shown):
        return True
    one, other = claimed.casefold().split(), shown.casefold().split()
    if len(one) < 2 or len(other) < 2:
        return False
    return (one[-1] == other[-1] and one[0][0] == other[0][0]) or one == other[: len(one)]


def _best(lines: list[Line], sites: SiteNames) -> Line | None:
    """The first of the best marked lines; one that names people before one that names others."""

    def rank(line: Line) -> tuple[bool, bool, int]:
        return not all(map(sites.has, line.byline.authors)), line.is_between, line.strength

    return max(lines, key=rank, default=None)


# --- putting together -------------------------------------------------------------------------------------


def _combined(claimed: Credits, line: Line | None, sites: SiteNames, helping: tuple[str, ...]) -> Byline | None:
    shown = line.byline if line is not None else Byline(text="")
    people = _people(claimed, shown, sites)
    agencies = _distinct([*claimed.agencies, *([shown.agency] if shown.agency else [])])
    if claimed.agencies:
        agencies = claimed.agencies
    named = [*claimed.organisations, *agencies[1:], *shown.organisations]
    organisations = [name for name in named if not sites.has(name)]
    if not people:
        own = [name for name in (*claimed.sites, *named, *shown.authors) if sites.has(name)]
        organisations += own[:1]
    agency = agencies[0] if agencies else None
    if not (people or organisations or agency):
        return None
    organisations = _distinct(organisations, but=agency)
    return Byline(
        text=shown.text or ", ".join([*people, *organisations, *([agency] if agency else [])]),
        authors=tuple(people)[:_MOST_AUTHORS],
        roles=tuple(people.values())[:_MOST_AUTHORS],
        organisations=tuple(organisations),
        contributors=tuple(dict.fromkeys(name for name in (*shown.contributors, *helping) if name not in people)),
        place=shown.place,
        agency=agency,
    )


def _people(claimed: Credits, shown: Byline, sites: SiteNames) -> dict[str, str]:
    """Names and roles: the claimed people, and those that stand beside them in the line."""
    seen = {name: role for name, role in zip(shown.authors, shown.roles, strict=True) if not sites.has(name)}
    if not claimed.people:
        return seen
    people: dict[str, str] = {}
    for name, role in claimed.people.items():
        twin = next((each for each in seen if _is_same(name, each)), None)
        people[name] = (seen.pop(twin) if twin is not None else "") or role
    return people | seen


def _distinct(names: list[str], but: str | None = None) -> list[str]:
    """The names without those that another one, or the agency, says already."""
    keys = [compact(but)] if but else []
    found = []
    for name in names:
        key = compact(name)
        if not any(key in each for each in keys):
            keys.append(key)
            found.append(name)
    return found


# --- certainty --------------------------------------------------------------------------------------------

# Shares of right bylines, as measured on annotated pages, by who says so.
_AGREED: Final = 0.98
_MARKED_TWICE: Final = 0.97
_CLAIMED: Final = 0.95
_MARKED: Final = 0.94
_CLOSING: Final = 0.9
_PLAIN: Final = 0.88
_ORGANISATION_AGREED: Final = 0.88
_ORGANISATION: Final = 0.84


def _provenance(
    byline: Byline, claimed: Credits, tagged: Credits, line: Line | None, *, is_closing: bool
) -> tuple[FieldSource, float]:
    """Where the byline was read, and how sure it is."""
    claims = claimed.people or claimed.organisations or claimed.agencies or claimed.sites
    if not byline.authors:
        source: FieldSource = claimed.source if claims else "page"
        return source, _ORGANISATION_AGREED if claims and line is not None else _ORGANISATION
    if claimed.people:
        if line is not None and _count_named(line.byline, claimed):
            return claimed.source, _AGREED
        return claimed.source, _CLAIMED
    if is_closing or line is None:
        return "page", _CLOSING
    if tagged.people and _count_named(line.byline, tagged):
        return "page", _AGREED
    return "page", (_PLAIN, _MARKED, _MARKED_TWICE)[min(line.strength, 2)]
