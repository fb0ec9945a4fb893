"""Several pages of one site → the draft of a profile: selectors of the elements in which body and fields were found.

A person starts from the draft. It proposes what is the same on the pages, and says on how many of them.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from cleanarticle.article import Article
from cleanarticle.errors import ConfigError
from cleanarticle.fields.text.dates.moments import parse_moment
from cleanarticle.overlays.profiles.model import ProfileField, address_of, normal_host
from cleanarticle.page.model import Container, Inline, Page
from cleanarticle.parse.document import Attributes
from cleanarticle.pipeline import Extractor, Outcome
from cleanarticle.shorten import one_line

__all__ = ["DraftPage", "draft_profile"]

# One page does not show what is the same on all pages of its site.
_LEAST_PAGES: Final = 2
# A site has a few layouts: further selectors would be of single odd pages.
_MOST_BODIES: Final = 3
_LEAST_BODY: Final = 0.9
"""Least share of the words of the body in its element."""
_WORSE_FIT: Final = 0.02
"""How much worse than the best element of a page an element may fit its body."""
# A selector that misses the field on most pages is one of few articles, or of an old layout.
_LEAST_PAGES_OF_FIELD: Final = 0.5
# Some boxes stand on a part of the pages only; one on fewer pages can belong to an article.
_LEAST_PAGES_OF_CRUFT: Final = 0.3
# Two dates with times and labels have about fourteen words; a longer text is prose that has a date in it.
_MOST_WORDS_OF_DATE: Final = 14.0
# In a comment after the selector and its count: enough to know the box by.
_SAMPLE: Final = 50
_LEADING_BLOCKS: Final = 3
"""Blocks of an element that are compared with a field."""
_IDENTIFIER: Final = re.compile(r"-?[A-Za-z_][A-Za-z_-]*")
_TELLING: Final = frozenset({"article", "main", "h1", "time"})
"""Elements that a selector may name without more."""


@dataclass(frozen=True, slots=True)
class DraftPage:
    """One page to draft from.

    Attributes:
        source: The page: bytes as fetched, or decoded text.
        url: Its address, if it is known.
        charset: The charset of the HTTP header, if there was one.
    """

    source: bytes | str
    url: str | None = None
    charset: str | None = None


def draft_profile(pages: Iterable[DraftPage], *, host: str | None = None) -> str:
    """Draft a profile.

    Args:
        pages: Pages of one site with the same layout and different articles. Those without an article are left out.
        host: The site's host; that of the pages' addresses if left out.

    Returns:
        The profile as TOML, with comments.

    Raises:
        ConfigError: Fewer than two pages have an article, or their host is unknown or not the same.
        InputError: A source can't be read as a page.
    """
    extractor = Extractor()
    read: list[_ReadPage] = []
    for page in pages:
        outcome = extractor.run(page.source, url=page.url, charset=page.charset)
        if outcome.fields.article is not None:
            read.append(_ReadPage.of(outcome, outcome.fields.article))
    if len(read) < _LEAST_PAGES:
        raise ConfigError(
            f"{len(read)} of the pages have an article: a profile is drafted from {_LEAST_PAGES} at least, better five"
        )
    return _written(read, _host(read, host))


class _SelectorHit(NamedTuple):
    """An element that a simple selector matches.

    Attributes:
        text: Its text.
        first: Index of its first block.
        end: Index after its last block.
        machine: Its `datetime`.
        container: The element, unless it is inline.
    """

    text: str
    first: int
    end: int
    machine: str
    container: Container | None


@dataclass(frozen=True, slots=True)
class _ReadPage:
    """One page with its article.

    Attributes:
        article: Its article.
        page: The page.
        body: Indexes of the blocks that are paragraphs.
        consumed: Blocks that became a field, by index.
        hits: What each simple selector matches, in document order.
    """

    article: Article
    page: Page
    body: frozenset[int]
    consumed: dict[int, str]
    hits: dict[str, list[_SelectorHit]]

    @classmethod
    def of(cls, outcome: Outcome, article: Article) -> _ReadPage:
        page, consumed, body = outcome.text.ledger.page, outcome.fields.blocks, outcome.fields.paragraphs
        hits: dict[str, list[_SelectorHit]] = {}
        elements: list[tuple[str, Attributes, _SelectorHit]] = [
            (container.tag, container.attributes, _block_hit(page, container))
            for container in page.containers[1:]
            if container.end > container.first
        ]
        elements += [(inline.tag, inline.attributes, _inline_hit(inline)) for inline in page.inlines if inline.text]
        for tag, attributes, hit in elements:
            for selector in _selectors(tag, attributes):
                hits.setdefault(selector, []).append(hit)
        for matches in hits.values():
            matches.sort(key=lambda hit: hit.first)
        return cls(article, page, body, consumed, hits)

    def words(self, indexes: Iterable[int]) -> float:
        blocks = self.page.blocks
        return sum(blocks[index].words for index in indexes)


def _block_hit(page: Page, container: Container) -> _SelectorHit:
    text = " ".join(block.text for block in page.blocks[container.first : container.end][:_LEADING_BLOCKS])
    return _SelectorHit(text, container.first, container.end, container.attributes.get("datetime") or "", container)


def _inline_hit(inline: Inline) -> _SelectorHit:
    return _SelectorHit(inline.text, inline.block, inline.block, inline.attributes.get("datetime") or "", None)


def _selectors(tag: str, attributes: Attributes) -> Iterator[str]:
    """The simple selectors of an element, the most specific first; names with digits differ from page to page."""
    itemprop = attributes.get("itemprop")
    if itemprop and _IDENTIFIER.fullmatch(itemprop):
        yield f'{tag}[itemprop="{itemprop}"]'
    own = attributes.get("id")
    if own and _IDENTIFIER.fullmatch(own):
        yield f"{tag}#{own}"
    for name in dict.fromkeys((attributes.get("class") or "").split()):
        if _IDENTIFIER.fullmatch(name):
            yield f"{tag}.{name}"
    if tag in _TELLING:
        yield tag


# --- body -------------------------------------------------------------------------------------------------


def _bodies(pages: Sequence[_ReadPage]) -> list[tuple[str, int]]:
    """Selectors of the body, as few as cover all pages, each with the number of pages that it covers, at least two."""
    found: list[tuple[str, int]] = []
    left = list(pages)
    while left and len(found) < _MOST_BODIES:
        fits: dict[str, dict[int, float]] = {}
        for number, page in enumerate(left):
            on_page = {selector: fit for selector in page.hits if (fit := _fit(page, selector))}
            least = max(on_page.values(), default=0.0) - _WORSE_FIT
            for selector, fit in on_page.items():
                if fit >= least:
                    fits.setdefault(selector, {})[number] = fit
        if not fits:
            break
        best = max(fits, key=lambda name: (len(fits[name]), round(sum(fits[name].values()), 3), _order(name)))
        if len(fits[best]) < _LEAST_PAGES:
            break
        found.append((best, len(fits[best])))
        left = [page for number, page in enumerate(left) if number not in fits[best]]
    return found


def _fit(page: _ReadPage, selector: str) -> float:
    """Share of the body in the words of the elements that a selector matches; 0 if they lack a part of the body."""
    inside = {index for hit in page.hits.get(selector, ()) for index in range(hit.first, hit.end)}
    held = page.words(inside & page.body)
    return held / page.words(inside) if held >= _LEAST_BODY * page.words(page.body) and held else 0.0


def _order(selector: str) -> tuple[bool, bool, bool, int]:
    """Sorts selectors that match the same: by property, by id, by class, then the shorter one."""
    return ("[" in selector, "#" in selector, "." in selector, -len(selector))


# --- fields -----------------------------------------------------------------------------------------------


def _title(page: _ReadPage, hit: _SelectorHit) -> bool:
    return hit.text == page.article.title


def _subtitle(page: _ReadPage, hit: _SelectorHit) -> bool:
    return hit.text == page.article.subtitle


def _byline(page: _ReadPage, hit: _SelectorHit) -> bool:
    byline = page.article.byline
    if byline is None or not byline.authors:
        return False
    consumed = page.consumed.get(hit.first) == "byline" and hit.end <= hit.first + 1
    return consumed and all(name in hit.text for name in byline.authors)


def _date(page: _ReadPage, hit: _SelectorHit) -> bool:
    published = page.article.published
    if published is None or len(hit.text.split()) > _MOST_WORDS_OF_DATE:
        return False
    found = parse_moment(hit.machine or hit.text, language=page.article.language)
    return found is not None and _day(found) == _day(published)


def _day(moment: dt.date) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


_FIELDS: Final[dict[ProfileField, tuple[str, Callable[[_ReadPage, _SelectorHit], bool]]]] = {
    "title": ("title", _title),
    "subtitle": ("subtitle", _subtitle),
    "byline": ("byline", _byline),
    "date": ("published", _date),
}


def _field(pages: Sequence[_ReadPage], name: ProfileField) -> tuple[str, int] | None:
    """The selector whose first match is the field on the most pages, with their number, and never something else.

    Of several, the one whose elements have the fewest other characters.
    """
    attribute, is_field = _FIELDS[name]
    having = sum(getattr(page.article, attribute) is not None for page in pages)
    counts: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    wrong: set[str] = set()
    for page in pages:
        for selector, hits in page.hits.items():
            if is_field(page, hits[0]):
                counts[selector] += 1
                characters[selector] += len(hits[0].text)
            else:
                wrong.add(selector)
    right = {selector: count for selector, count in counts.items() if selector not in wrong}
    least = max(_LEAST_PAGES, _LEAST_PAGES_OF_FIELD * having)
    best = max(right, key=lambda name: (right[name], -characters[name], _order(name)), default=None)
    return (best, right[best]) if best is not None and right[best] >= least else None


# --- cruft ------------------------------------------------------------------------------------------------


class _Cruft(NamedTuple):
    selector: str
    pages: int
    sample: str


def _cruft(pages: Sequence[_ReadPage], bodies: Sequence[str]) -> list[_Cruft]:
    """Elements in the bodies of several pages that are dropped on each of them."""
    counts: Counter[str] = Counter()
    samples: dict[str, str] = {}
    used: set[str] = set()
    boxes = [list(_boxes(page, bodies)) for page in pages]
    for page, boxes_of_page in zip(pages, boxes, strict=True):
        used |= {selector for selector, hits in page.hits.items() if any(_holds_text(page, hit) for hit in hits)}
        counts.update({selector for box in boxes_of_page for selector in _named(box)})
        for box in boxes_of_page:
            for selector in _named(box):
                samples.setdefault(selector, page.page.blocks[box.first].text)
    least = max(_LEAST_PAGES, _LEAST_PAGES_OF_CRUFT * len(pages))
    proposed: dict[str, int] = {}
    for box in (box for boxes_of_page in boxes for box in boxes_of_page):
        fitting = [selector for selector in _named(box) if counts[selector] >= least and selector not in used]
        if fitting and proposed.keys().isdisjoint(fitting):
            best = max(fitting, key=lambda selector: (counts[selector], _order(selector)))
            proposed[best] = counts[best]
    ranked = sorted(proposed, key=lambda selector: (-proposed[selector], selector))
    return [_Cruft(selector, proposed[selector], samples[selector]) for selector in ranked]


def _boxes(page: _ReadPage, bodies: Sequence[str]) -> Iterator[Container]:
    """The outermost elements in the body without kept text."""
    selector = next((each for each in bodies if _fit(page, each)), None)
    if selector is None:
        return
    inside = {index for hit in page.hits[selector] for index in range(hit.first, hit.end)}
    end = 0
    for container in page.page.containers[1:]:
        blocks = range(container.first, container.end)
        if not blocks or container.first < end or not inside.issuperset(blocks):
            continue
        if page.body.isdisjoint(blocks) and page.consumed.keys().isdisjoint(blocks):
            end = container.end
            yield container


def _named(box: Container) -> list[str]:
    return [each for each in _selectors(box.tag, box.attributes) if each not in _TELLING]


def _holds_text(page: _ReadPage, hit: _SelectorHit) -> bool:
    """True if an element has kept text, or is inside it."""
    blocks = range(hit.first, max(hit.end, hit.first + 1))
    return not page.body.isdisjoint(blocks) or not page.consumed.keys().isdisjoint(blocks)


# --- the file ---------------------------------------------------------------------------------------------


def _host(pages: Sequence[_ReadPage], host: str | None) -> str:
    """The given host, or the one that all pages share."""
    if host is not None:
        try:
            return normal_host(host)
        except ValueError as error:
            raise ConfigError(str(error)) from error
    addresses = [address_of(page.article.url or page.article.canonical_url or "") for page in pages]
    hosts = sorted({address.host for address in addresses if address is not None})
    if len(hosts) == 1:
        return hosts[0]
    known = f"these are from {', '.join(hosts)}" if hosts else "these don't say their host"
    raise ConfigError(f"a profile is drafted from pages of one host, but {known}: name the host")


def _written(pages: Sequence[_ReadPage], host: str) -> str:
    total = len(pages)
    lines = [
        f"# Drafted from {total} pages. Check each selector before you rely on it.",
        f"hosts = [{_string(host)}]",
        "",
    ]
    bodies = _bodies(pages)
    if bodies:
        lines += [f"# {selector}: the body on {count} of {total} pages" for selector, count in bodies]
        lines.append(f"body = {_list(selector for selector, _ in bodies)}")
    else:
        lines.append("# No element with a name has the body of two pages.")
    for name in _FIELDS:
        found = _field(pages, name)
        if found is not None:
            lines.append(f"{name} = {_string(found[0])}  # on {found[1]} of {total} pages")
    cruft = _cruft(pages, [selector for selector, _ in bodies])
    if cruft:
        lines += ["", "# In the body, and dropped on each of these pages.", "drop = ["]
        lines += [
            f"  {_string(each.selector)},  # on {each.pages} of {total} pages: {one_line(each.sample, _SAMPLE)}"
            for each in cruft
        ]
        lines.append("]")
    return "\n".join(lines) + "\n"


def _string(text: str) -> str:
    """A string of TOML; for names of elements and hosts, JSON is the same."""
    return json.dumps(text, ensure_ascii=False)


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_string, texts))}]"
