"""The byline: who wrote the article, from structured data and from the line the reader sees."""

from __future__ import annotations

from typing import Final, NamedTuple

from cleanarticle.article import Byline
from cleanarticle.fields.bytext import parse_byline, split_authors
from cleanarticle.fields.names import GIVEN_NAMES, has_east_asian_surname, is_agency, looks_like_organisation
from cleanarticle.fields.sources import Reading, Sources, compact, has_name, word_set
from cleanarticle.page import Block, Inline, Within

__all__ = ["read_byline"]

_NAMES: Final = word_set(
    "byline bylines author authors autor autores autore autori auteur auteurs autoren writer writers "
    "contributor contributors reporter signature firma forfatter skribent"
)
_OTHER_NAMES: Final = word_set(
    "bio biography description caption credit comment comments related newsletter breadcrumb breadcrumbs "
    "teaser position jobtitle role dateline"
)
_ELSEWHERE: Final = (
    Within.ASIDE | Within.FOOTER | Within.FORM | Within.CAPTION | Within.DIALOG | Within.BUTTON | Within.HIDDEN
)
_MOST_WORDS: Final = 40.0
_MOST_PLAIN_WORDS: Final = 14.0
_LINES_BEHIND: Final = 4
_WITHOUT_HEADLINE: Final = 4
_MOST_WORDS_IN_BODY: Final = 8.0
_MOST_TRIALS: Final = 10
_MOST_AUTHORS: Final = 20


class _Line(NamedTuple):
    byline: Byline
    blocks: tuple[int, ...]


def read_byline(sources: Sources) -> Reading[Byline | None]:
    """Read the byline.

    Args:
        sources: The page and its body.

    Returns:
        The byline, and the blocks that show it.
    """
    sites = {compact(claim.value) for claim in sources.claims.all("site_name")}
    claimed, agency = _claimed_authors(sources, sites, structured=True)
    line = _visible_line(sources, claimed)
    if not claimed and (line is None or not line.byline.authors):
        claimed, meta_agency = _claimed_authors(sources, sites, structured=False)
        agency = agency or meta_agency
    if line is None and not claimed:
        line = _closing_line(sources)
    if line is None:
        if claimed or agency:
            return Reading(Byline(text=", ".join(claimed) or agency or "", authors=claimed, agency=agency))
        return Reading(None)
    byline = line.byline
    if claimed:
        byline = Byline(
            text=byline.text,
            authors=claimed,
            place=byline.place,
            agency=byline.agency or agency,
        )
    return Reading(byline, line.blocks)


def _claimed_authors(sources: Sources, sites: set[str], *, structured: bool) -> tuple[tuple[str, ...], str | None]:
    """The people that structured data (or else meta tags) name, and the first organisation; not the site."""
    names: dict[str, str] = {}
    agency: str | None = None
    for claim in sources.claims.all("author")[:_MOST_AUTHORS]:
        if (claim.source == "json-ld") is not structured:
            continue
        people = [name for name in split_authors(claim.value) if not _names_site(name, sites)]
        for name in people:
            names.setdefault(compact(name), name)
        if not people and agency is None and looks_like_organisation(claim.value):
            agency = claim.value
        if names and not structured:
            break
    return tuple(names.values()), agency


def _names_site(name: str, sites: set[str]) -> bool:
    """Whether an author is the site itself; a person may have a site of that name."""
    first, _, rest = name.partition(" ")
    return compact(name) in sites and not (rest and first.casefold() in GIVEN_NAMES)


# --- the visible line -------------------------------------------------------------------------------------


def _visible_line(sources: Sources, claimed: tuple[str, ...]) -> _Line | None:
    """The line near the headline that names a claimed author, or else the first that names anybody."""
    keys = {compact(name) for name in claimed}
    first = _line_below_headline(sources)
    if first is not None and not keys:
        return first
    marked = _marked_inlines(sources)
    surnames = [name.split()[-1].casefold() for name in claimed]
    trials = 0
    for block in sources.page.blocks[sources.top.start : sources.top.stop]:
        inline = marked.get(block.index)
        if not _may_be_byline(block, sources, is_marked=inline is not None):
            continue
        if surnames and not _names_any(block, surnames):
            continue
        trials += 1
        if trials > _MOST_TRIALS:
            break
        byline = _parse(block, inline)
        if byline is None or not (keys or inline is not None or _is_convincing(byline, block, sources)):
            continue
        is_prose = block.index in sources.body and block.words > _MOST_PLAIN_WORDS
        line = _Line(byline, () if is_prose else (block.index,))
        if not keys:
            if byline.authors:
                return line
            first = first or line
        elif any(compact(name) in keys for name in byline.authors):
            return line
    return first


def _line_below_headline(sources: Sources) -> _Line | None:
    """A byline in the block of the headline, behind a line break."""
    if sources.headline is None:
        return None
    for line in sources.page.blocks[sources.headline].text.split("\n")[1:4]:
        byline = parse_byline(line)
        if byline is not None and byline.authors:
            return _Line(byline, ())
    return None


def _closing_line(sources: Sources) -> _Line | None:
    """A marked byline at the end of the body."""
    marked = {inline.block: inline for inline in sources.page.inlines if _is_author(inline)}
    for block in sources.page.blocks[sources.end - 1 : sources.end + _LINES_BEHIND]:
        if block.words > _MOST_PLAIN_WORDS or sources.is_apart(block.container, _ELSEWHERE | Within.LIST):
            continue
        inline = marked.get(block.index)
        if inline is None and not has_name(block.container, _NAMES, 1):
            continue
        byline = _parse(block, inline)
        if byline is not None and byline.authors:
            return _Line(byline, (block.index,))
    return None


def _names_any(block: Block, surnames: list[str]) -> bool:
    text = block.text.casefold()
    return any(surname in text for surname in surnames)


def _marked_inlines(sources: Sources) -> dict[int, Inline]:
    """By block, the first inline element that says its text is the author."""
    found: dict[int, Inline] = {}
    for inline in sources.top_inlines():
        if _is_author(inline):
            found.setdefault(inline.block, inline)
    return found


def _is_author(inline: Inline) -> bool:
    if not inline.text:
        return False
    attributes = inline.attributes
    if "author" in (attributes.get("rel") or "") or "author" in (attributes.get("itemprop") or ""):
        return True
    names = (attributes.get("class") or "").lower()
    return "author" in names or "byline" in names


def _may_be_byline(block: Block, sources: Sources, *, is_marked: bool) -> bool:
    container = block.container
    if block.words > _MOST_WORDS or block.index in sources.titles:
        return False
    headline = sources.headline if sources.headline is not None else sources.start - _WITHOUT_HEADLINE
    is_between = headline < block.index <= sources.start
    if sources.is_apart(container, _ELSEWHERE & ~Within.FOOTER if is_between else _ELSEWHERE):
        return False
    if is_marked or has_name(container, _NAMES) or container.attributes.get("itemprop") == "author":
        return _OTHER_NAMES.isdisjoint(container.names)
    if sources.is_apart(container, Within.LIST | Within.HEADING | Within.NAV) and "author-card" not in block.cues:
        return False
    if not _OTHER_NAMES.isdisjoint(container.names):
        return False
    if is_between:
        return block.words <= _MOST_PLAIN_WORDS
    return headline < block.index <= sources.second and block.words <= _MOST_WORDS_IN_BODY


def _is_convincing(byline: Byline, block: Block, sources: Sources) -> bool:
    """Whether an unmarked line says more than a name, or a name that starts with a common first name.

    Buttons and labels of two capitalised words have the shape of a name. So have headings inside the body:
    there, only a line that names a place as well will do.
    """
    if has_name(block.container, _NAMES):
        return True
    if not byline.authors:
        return byline.agency is not None and is_agency(byline.agency)
    if block.index > sources.start:
        return byline.place is not None
    if compact("".join(byline.authors)) != compact(byline.text):
        return True
    return any(name.split()[0].casefold() in GIVEN_NAMES or has_east_asian_surname(name) for name in byline.authors)


def _parse(block: Block, inline: Inline | None) -> Byline | None:
    byline = parse_byline(block.text)
    if byline is not None and byline.authors:
        return byline
    if inline is not None:
        declared = parse_byline(inline.text, declared=True)
        if declared is not None:
            return declared
    if has_name(block.container, _NAMES, 1):
        return parse_byline(block.text, declared=True) or byline
    return byline
