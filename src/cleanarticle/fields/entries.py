"""The entries of a live blog, or of the ticker of a match.

What makes a live blog is found in two steps. First its shape: times that stand in the same way (same element, class and
parent) before one piece of the body after the other, and together before most of it. Then its character: structured
data, a name in the markup, the headline or the address must say that it is live; or its times are the minutes of a
match, in order. Shape alone is no proof: threads of a forum, lists of teasers and chronicles have it too.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final, Literal, NamedTuple

from cleanarticle.article import LiveEntry, Paragraph
from cleanarticle.claims import LiveUpdate
from cleanarticle.fields.sources import Reading, Sources, compact, has_name, word_set
from cleanarticle.fields.text.bylines import parse_byline
from cleanarticle.fields.text.dates.clocks import Stamp, find_clock, leading_clock, leading_minute
from cleanarticle.fields.text.dates.moments import find_moment, parse_moment
from cleanarticle.fields.text.names import looks_like_name
from cleanarticle.lexicon.phrases import PHRASES
from cleanarticle.lexicon.words import load_words
from cleanarticle.page import Block, Container, Inline, Within
from cleanarticle.select import heading_level

__all__ = ["read_entries"]

Moment = dt.datetime | dt.date
Place = Literal["line", "heading", "lead", "claim"]
"""Where a time stands: in a line of its own, a heading, before the first sentence, or in structured data alone."""

_LIVE: Final = load_words("live")
_PHRASES: Final = tuple({phrase for phrases in _LIVE["words"].values() for phrase in phrases})
_SPACED: Final = tuple(f" {phrase} " for phrase in _PHRASES if phrase[0] < "\u3040")
_UNSPACED: Final = tuple(phrase for phrase in _PHRASES if phrase[0] >= "\u3040")
_NAMES: Final = frozenset(_LIVE["names"])
_WEAK_NAMES: Final = frozenset(_LIVE["weak_names"])
_DISCUSSION_NAMES: Final = word_set(
    "comment comments reply replies forum thread disqus kommentar kommentare commentaire commentaires comentario "
    "comentarios discussion"
)
_AUTHOR_NAMES: Final = word_set(
    "author authors byline autor autore auteur autoren writer reporter name signature firma"
)

_LEAST_ENTRIES: Final = 3
_LEAST_CLAIMED_ENTRIES: Final = 2
_LEAST_UNNAMED_ENTRIES: Final = 4
_LEAST_ENTRY_WORDS: Final = 8.0
_LEAST_SHARE: Final = 0.5
_LEAST_IN_ORDER: Final = 0.7
_MOST_GROUPS: Final = 4
_MOST_LINE_WORDS: Final = 14.0
_LINES_ABOVE: Final = 12
_LINES_BELOW: Final = 3
_APART: Final = Within.NAV | Within.FORM | Within.DIALOG | Within.HIDDEN
_LINKED: Final = 0.95
_BOLD: Final = 0.9
_LEAST_TEASED_WORDS: Final = 30.0
_MOST_GAP: Final = 36 * 3600.0
_HALF_HOUR: Final = 30
_HALF_DAY: Final = 12 * 60
_DAY: Final = 24 * 60
_KEY: Final = 60
_LEAST_KEY: Final = 5
_MOST_STAMP: Final = 40
_OPENING: Final = 120
"""Characters of a block in which a time may stand."""
_NOT_WORD: Final = re.compile(r"[\W_]+")
_DIGITS: Final = re.compile(r"\d+")


class _Mark(NamedTuple):
    """A time before a piece of the body."""

    block: Block
    place: Place
    stamp: Stamp | None
    inline: Inline | None


@dataclass(slots=True)
class _Draft:
    """One entry while it is read."""

    first: int
    end: int
    container: Container
    mark: _Mark | None
    kept: list[int] = field(default_factory=list)
    title: str | None = None
    shown: list[int] = field(default_factory=list)
    update: LiveUpdate | None = None
    time: dt.datetime | None = None
    day: dt.date | None = None


def read_entries(
    sources: Sources,
    paragraphs: Mapping[int, Paragraph],
    language: str | None,
    published: Moment | None,
    modified: Moment | None,
) -> Reading[tuple[LiveEntry, ...]]:
    """Read the entries of a live blog.

    Args:
        sources: The page and its body.
        paragraphs: The paragraph that each block of the body makes, by the block's index, in document order.
        language: Code of the page's language.
        published: When the article was published.
        modified: When it was last changed.

    Returns:
        The entries in the order of the page, and the blocks of the body that show nothing but the time of one.
    """
    feed = _feed(sources, paragraphs)
    if feed is None:
        return Reading(())
    updates = _Updates(sources.claims.updates)
    for draft in feed.drafts:
        _fill(draft, sources.page.blocks, paragraphs, updates)
        _date(draft, sources, language)
    if _are_far_apart([draft.time for draft in feed.drafts if draft.time is not None]):
        return Reading(())
    _complete_times(feed.drafts, sources, language, published, modified)
    entries = tuple(_entry(draft, sources, paragraphs, updates) for draft in feed.drafts if draft.kept)
    first, end = feed.drafts[0].first, feed.drafts[-1].end
    lifted = sorted(index for index in feed.bare if index in paragraphs and first <= index < end)
    return Reading(entries, tuple(lifted))


# --- the shape --------------------------------------------------------------------------------------------


class _Feed(NamedTuple):
    """The entries, and the blocks that show nothing but a time and a name or label beside it."""

    drafts: list[_Draft]
    bare: set[int]


def _feed(sources: Sources, paragraphs: Mapping[int, Paragraph]) -> _Feed | None:
    """The entries of the group of times that covers most of the body, if it is a live blog."""
    is_claimed = sources.claims.first("live") is not None
    least = _LEAST_CLAIMED_ENTRIES if is_claimed else _LEAST_ENTRIES
    marks = list(_marks(sources, paragraphs))
    bare = {mark.block.index for mark in marks if mark.place == "line"}
    prose = [index for index in paragraphs if index not in bare]
    groups = _groups(marks)
    if is_claimed:
        groups.append(_claimed_marks(sources, prose, paragraphs))
    best: list[_Draft] = []
    best_words = 0.0
    group_of_best: list[_Mark] = []
    for group in sorted(groups, key=len, reverse=True)[:_MOST_GROUPS]:
        if len(group) < least:
            continue
        drafts = _drafts(group, sources, prose)
        words = sum(sources.page.blocks[index].words for draft in drafts for index in draft.kept)
        if words > best_words and len(drafts) >= least:
            best, best_words, group_of_best = drafts, words, group
    total = sum(sources.page.blocks[index].words for index in prose)
    if best_words < _LEAST_SHARE * total or not best:
        return None
    if not _is_live(best, group_of_best, sources, is_claimed=is_claimed):
        return None
    for draft in best:
        if draft.mark is not None and draft.mark.place == "claim":
            draft.mark = next((mark for mark in marks if draft.first <= mark.block.index < draft.end), None)
    return _Feed(best, bare)


def _marks(sources: Sources, paragraphs: Mapping[int, Paragraph]) -> Iterator[_Mark]:
    """The times that stand before or in the blocks of the body."""
    blocks = sources.page.blocks
    times: dict[int, Inline] = {}
    for each in sources.page.inlines:
        if each.tag == "time" or "date" in (each.attributes.get("itemprop") or "").lower():
            times.setdefault(each.block, each)
    mask = _APART & ~sources.inside
    for block in blocks[max(0, sources.start - _LINES_ABOVE) : sources.end + _LINES_BELOW]:
        if block.index in sources.titles or block.container.within & mask:
            continue
        inline = times.get(block.index)
        if inline is not None or _DIGITS.search(block.text, 0, _OPENING) is not None:
            mark = _mark(block, inline, paragraphs)
            if mark is not None:
                yield mark


def _mark(block: Block, inline: Inline | None, paragraphs: Mapping[int, Paragraph]) -> _Mark | None:
    """The time in a block, by the place where it stands."""
    text = block.text
    minute = leading_minute(text)
    if heading_level(block):
        stamp = minute or leading_clock(text, closed=False)
        return None if stamp is None and inline is None else _Mark(block, "heading", stamp, inline)
    if block.words <= _MOST_LINE_WORDS:
        stamp = minute or find_clock(text)
        if (stamp is not None or inline is not None) and _is_line(block, stamp, inline, paragraphs):
            return _Mark(block, "line", stamp, inline)
    # A sentence may begin with a clock time: before prose, a sign, bold type, a cell or an element sets it off.
    is_set_off = block.strong_share > 0 or block.tag == "tr" or (inline is not None and bool(inline.text))
    stamp = minute or leading_clock(text, closed=not is_set_off)
    return None if stamp is None else _Mark(block, "lead", stamp, inline)


def _is_line(block: Block, stamp: Stamp | None, inline: Inline | None, paragraphs: Mapping[int, Paragraph]) -> bool:
    """Whether a short block says nothing but the time, beside a name or a label.

    What is no part of the body may say more; one of the body may be a short sentence, or a title.
    """
    if block.index not in paragraphs or (inline is not None and inline.text == block.text):
        return True
    if stamp is None:
        return False
    rest = stamp.rest(block.text)
    return not rest or "live-label" in PHRASES.find(rest) or bool(_named(rest))


def _groups(marks: list[_Mark]) -> list[list[_Mark]]:
    """Times that stand in the same way, of a kind."""
    groups: dict[tuple[str, ...], list[_Mark]] = {}
    for mark in marks:
        container = mark.block.container
        parent = container.parent or container
        kind = mark.stamp.kind if mark.stamp is not None else "other"
        key = (mark.place, kind, container.tag, _first_class(container), parent.tag)
        groups.setdefault(key, []).append(mark)
    return list(groups.values())


def _first_class(container: Container) -> str:
    first = (container.attributes.get("class") or "").split()[:1]
    return _DIGITS.sub("", first[0]) if first else ""


def _claimed_marks(sources: Sources, prose: list[int], paragraphs: Mapping[int, Paragraph]) -> list[_Mark]:
    """The blocks with which the entries open that structured data names."""
    updates = _Updates(sources.claims.updates)
    found: dict[int, _Mark] = {}
    seen: set[int] = set()
    for index in prose:
        update = updates.find(paragraphs[index].text)
        if update is not None and id(update) not in seen:
            seen.add(id(update))
            found[index] = _Mark(sources.page.blocks[index], "claim", None, None)
    return list(found.values())


def _drafts(group: list[_Mark], sources: Sources, prose: list[int]) -> list[_Draft]:
    """The pieces of the body to which the times belong."""
    heads = _heads(group, prose)
    homes = _homes(heads, sources)
    if _are_boxes(heads, homes, prose):
        drafts = [_Draft(home.first, home.end, home, mark) for mark, home in zip(heads, homes, strict=True)]
        drafts = _with_siblings(drafts, sources)
    else:
        drafts = _flat(heads, homes, sources, prose)
    for draft in drafts:
        draft.kept = prose[bisect_left(prose, draft.first) : bisect_left(prose, draft.end)]
    return [draft for draft in drafts if draft.kept]


def _heads(group: list[_Mark], prose: list[int]) -> list[_Mark]:
    """The first of several times with nothing of the body between them: an entry may show two."""
    heads: list[_Mark] = []
    for mark in group:
        is_prose = mark.place != "line"
        if heads and not is_prose:
            before = heads[-1].block.index
            if bisect_left(prose, before) == bisect_left(prose, mark.block.index):
                continue
        heads.append(mark)
    return heads


def _homes(heads: list[_Mark], sources: Sources) -> list[Container]:
    """For each time, the outermost container that holds no other."""
    containers = sources.page.containers
    counts = [0] * len(containers)
    for mark in heads:
        counts[mark.block.container.index] += 1
    for container in reversed(containers):
        if container.parent is not None:
            counts[container.parent.index] += counts[container.index]
    homes = []
    for mark in heads:
        at = mark.block.container
        while at.parent is not None and counts[at.parent.index] == 1:
            at = at.parent
        homes.append(at)
    return homes


def _are_boxes(heads: list[_Mark], homes: list[Container], prose: list[int]) -> bool:
    """Whether most times share a container of their own with the text they belong to."""
    boxes = 0
    for mark, home in zip(heads, homes, strict=True):
        inside = prose[bisect_left(prose, home.first) : bisect_left(prose, home.end)]
        has_more = any(index != mark.block.index for index in inside)
        boxes += has_more or (bool(inside) and home is not mark.block.container)
    return boxes > _LEAST_SHARE * len(heads)


def _with_siblings(drafts: list[_Draft], sources: Sources) -> list[_Draft]:
    """The entries with those between them that are made alike and show no time."""
    homes = {draft.container.index for draft in drafts}
    made = Counter(_make(draft.container) for draft in drafts)
    alike, count = made.most_common(1)[0]
    if count <= _LEAST_SHARE * len(drafts):
        return drafts
    first, end = drafts[0].first, drafts[-1].end
    more = [
        _Draft(each.first, each.end, each, None)
        for each in sources.page.containers[drafts[0].container.index :]
        if first <= each.first and each.end <= end and each.index not in homes and _make(each) == alike
    ]
    return sorted(drafts + more, key=lambda draft: draft.first)


def _make(container: Container) -> tuple[int, str, str]:
    parent = container.parent or container
    return parent.index, container.tag, _first_class(container)


def _flat(heads: list[_Mark], homes: list[Container], sources: Sources, prose: list[int]) -> list[_Draft]:
    """Entries that follow each other without a container: each ends where the next begins."""
    starts: list[int] = []
    for mark, home in zip(heads, homes, strict=True):
        first = home.first
        above = bisect_left(prose, first) - 1
        is_free = above >= 0 and (not starts or prose[above] > starts[-1])
        if mark.place == "line" and is_free and heading_level(sources.page.blocks[prose[above]]):
            first = prose[above]
        starts.append(first)
    last = homes[-1].parent or homes[-1]
    ends = [*starts[1:], last.end]
    return [_Draft(first, end, home, mark) for first, end, home, mark in zip(starts, ends, homes, heads, strict=True)]


# --- the character ----------------------------------------------------------------------------------------


def _is_live(drafts: list[_Draft], group: list[_Mark], sources: Sources, *, is_claimed: bool) -> bool:
    stamps = [draft.mark.stamp for draft in drafts if draft.mark is not None and draft.mark.stamp is not None]
    words = sum(sources.page.blocks[index].words for draft in drafts for index in draft.kept)
    if words < _LEAST_ENTRY_WORDS * len(drafts) or any(
        _is_discussion(draft.container) for draft in drafts[:_LEAST_ENTRIES]
    ):
        return False
    if is_claimed:
        return True
    if _are_teasers(drafts, sources):
        return False
    numbers = [stamp.minutes for stamp in stamps]
    if len(stamps) >= _LEAST_UNNAMED_ENTRIES and all(stamp.kind == "match" for stamp in stamps):
        return max(_share_in_order(numbers, falling=each) for each in (True, False)) >= _LEAST_IN_ORDER
    if 2 * sum(_has_time(draft.mark) for draft in drafts) < len(drafts):
        return False
    path = _names_around(drafts[0].container)
    if not _NAMES.isdisjoint(path):
        return True
    falling = _share_in_order(numbers, falling=True)
    is_ordered = not numbers or max(falling, _share_in_order(numbers, falling=False)) >= _LEAST_IN_ORDER
    if is_ordered and _says_live(sources):
        return True
    is_newest_first = len(set(numbers)) >= _LEAST_UNNAMED_ENTRIES and falling >= _LEAST_IN_ORDER
    return is_newest_first and not _WEAK_NAMES.isdisjoint(path)


def _has_time(mark: _Mark | None) -> bool:
    """Whether a mark shows a clock time, or its element has one."""
    if mark is None:
        return False
    if mark.stamp is not None:
        return True
    value = mark.inline.attributes.get("datetime") if mark.inline is not None else None
    return value is not None and ":" in value


def _is_discussion(container: Container) -> bool:
    parent = container.parent or container
    return not _DISCUSSION_NAMES.isdisjoint((*container.names, *parent.names))


def _are_teasers(drafts: list[_Draft], sources: Sources) -> bool:
    """Whether most entries are a linked title with next to no text."""
    blocks = sources.page.blocks
    teasers = 0
    for draft in drafts:
        linked = any(blocks[index].link_share >= _LINKED for index in draft.kept[:2])
        free = sum(blocks[index].words for index in draft.kept if blocks[index].link_share < _LINKED)
        teasers += linked and free < _LEAST_TEASED_WORDS
    return teasers > _LEAST_SHARE * len(drafts)


def _share_in_order(numbers: Sequence[int], *, falling: bool) -> float:
    pairs = list(pairwise(numbers))
    return sum(one >= two if falling else one <= two for one, two in pairs) / len(pairs) if pairs else 0.0


def _names_around(container: Container) -> set[str]:
    names: set[str] = set()
    at: Container | None = container
    while at is not None:
        names.update(at.names)
        at = at.parent
    return names


def _says_live(sources: Sources) -> bool:
    """Whether the headline, the address, or a label above the body says that it is live."""
    claims = sources.claims
    blocks = sources.page.blocks
    texts = [claim.value for name in ("title", "section") for claim in claims.all(name)[:4]]
    texts += [blocks[index].text for index in sources.titles]
    texts += [address for address in (sources.url, claims.first("canonical"), claims.first("url")) if address]
    if any(_has_phrase(text) for text in texts):
        return True
    labels = (block.text for block in sources.top_blocks() if block.words <= _LEAST_ENTRIES)
    return any(_plain(label) in _SPACED or label in _UNSPACED for label in labels)


def _has_phrase(text: str) -> bool:
    plain = _plain(text)
    return any(phrase in plain for phrase in _SPACED) or any(phrase in text for phrase in _UNSPACED)


def _plain(text: str) -> str:
    """The words of a text in lower case, with a space around each."""
    return f" {_NOT_WORD.sub(' ', text[: _MOST_STAMP * 10].casefold()).strip()} "


# --- the entries ------------------------------------------------------------------------------------------


class _Updates:
    """The entries that structured data names, by headline and by the beginning of their text.

    Attributes:
        are_signed: Whether they have authors of their own: some systems give all of the article's to each.
    """

    __slots__ = ("_by_key", "are_signed")

    def __init__(self, updates: list[LiveUpdate]) -> None:
        self.are_signed = len({update.authors for update in updates}) > 1
        self._by_key: dict[str, LiveUpdate] = {}
        for update in updates:
            for text in (update.title, update.body):
                key = compact(text)[:_KEY]
                if len(key) >= _LEAST_KEY:
                    self._by_key.setdefault(key, update)

    def find(self, text: str) -> LiveUpdate | None:
        return self._by_key.get(compact(text)[:_KEY]) if self._by_key else None


def _fill(draft: _Draft, blocks: list[Block], paragraphs: Mapping[int, Paragraph], updates: _Updates) -> None:
    """Part an entry into heading and text, and find what structured data says of it."""
    draft.shown = list(draft.kept)
    while draft.shown and paragraphs[draft.shown[0]].kind == "heading":
        text = paragraphs[draft.shown[0]].text.replace("\n", " ")
        stamp = leading_minute(text) or leading_clock(text, closed=False)
        rest = text if stamp is None else stamp.rest(text)
        if draft.title is not None and rest:
            break
        draft.title = draft.title or rest or None
        del draft.shown[0]
    if draft.title is None and len(draft.shown) > 1:
        first = blocks[draft.shown[0]]
        if first.strong_share >= _BOLD and first.words <= _MOST_LINE_WORDS and first.text[-1] not in ".!?:":
            stamp = leading_minute(first.text) or leading_clock(first.text, closed=False)
            draft.title = (first.text if stamp is None else stamp.rest(first.text)).replace("\n", " ")
            del draft.shown[0]
    openings = [paragraphs[index].text for index in draft.shown[:2]]
    for text in openings if draft.title is None else [draft.title, *openings]:
        if draft.update is None:
            draft.update = updates.find(text)
    if draft.title is None and draft.shown and draft.update is not None and draft.update.title:
        text = paragraphs[draft.shown[0]].text
        if compact(text) == compact(draft.update.title):
            draft.title = text
            del draft.shown[0]


def _date(draft: _Draft, sources: Sources, language: str | None) -> None:
    """Read the entry's moment, or its day, where the page gives it whole."""
    for value in _written_times(draft, sources):
        moment = parse_moment(value, language=language)
        if isinstance(moment, dt.datetime):
            draft.time = moment
            return
        draft.day = draft.day or moment


def _written_times(draft: _Draft, sources: Sources) -> Iterator[str]:
    """What the markup, structured data and the line of the time say of an entry's moment, strongest first."""
    mark = draft.mark
    if mark is not None and mark.inline is not None:
        for key in ("datetime", "content", "title"):
            value = mark.inline.attributes.get(key)
            if value:
                yield value
    at: Container | None = mark.block.container if mark is not None else draft.container
    while at is not None and at.first >= draft.first and at.end <= max(draft.end, draft.container.end):
        for key, value in at.attributes.items():
            if value and ("time" in key or "date" in key) and "update" not in key and "modif" not in key:
                yield value
        at = at.parent
    if draft.update is not None and draft.update.published:
        yield draft.update.published
    if mark is not None:
        yield mark.block.text[: _MOST_STAMP * 2]


def _are_far_apart(times: list[dt.datetime]) -> bool:
    """Whether days lie between the entries, as in a list of articles or a diary."""
    ordered = sorted(times)
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(ordered)]
    return len(gaps) > 1 and median(gaps) > _MOST_GAP


def _complete_times(
    drafts: list[_Draft], sources: Sources, language: str | None, published: Moment | None, modified: Moment | None
) -> None:
    """Give a day and an offset to the clock times that lack them."""
    clocks = [_clock_of(draft.mark) for draft in drafts]
    numbers = [stamp.minutes for stamp in clocks if stamp is not None]
    if not numbers:
        return
    is_falling = _share_in_order(numbers, falling=True) >= _share_in_order(numbers, falling=False)
    offset = _offset(drafts, clocks, sources, published, modified)
    base = (modified or published) if is_falling else published
    day = _day(base, offset)
    before: int | None = None
    for at, (draft, stamp) in enumerate(zip(drafts, clocks, strict=True)):
        if draft.time is not None:
            day = draft.time.astimezone(offset or draft.time.tzinfo).date()
        elif draft.day is not None:
            day = draft.day
        elif day is not None and stamp is not None and before is not None:
            day += dt.timedelta(days=_turn(before, stamp.minutes, is_falling=is_falling, is_first=at == 1))
        if stamp is not None:
            before = stamp.minutes
            if draft.time is None and day is not None:
                draft.time = _at(day, stamp, draft, offset, language)


def _clock_of(mark: _Mark | None) -> Stamp | None:
    return mark.stamp if mark is not None and mark.stamp is not None and mark.stamp.kind == "clock" else None


def _turn(before: int, minutes: int, *, is_falling: bool, is_first: bool) -> int:
    """Days between two neighbours: midnight lies where the clock jumps against the order.

    A small jump is a slip. A first entry that is earlier than the second is pinned, if not by half a day.
    """
    jump = minutes - before if is_falling else before - minutes
    if jump <= (_HALF_DAY if is_first else _HALF_HOUR):
        return 0
    return -1 if is_falling else 1


def _offset(
    drafts: list[_Draft],
    clocks: list[Stamp | None],
    sources: Sources,
    published: Moment | None,
    modified: Moment | None,
) -> dt.tzinfo | None:
    """The offset from UTC that the page's clock times have.

    Times that stand both on the page and, whole, in its markup tell it. Else the article's own times do, but if they
    are in UTC: many systems write that, whatever the readers' clocks say.
    """
    pairs = [(stamp.minutes, draft.time) for draft, stamp in zip(drafts, clocks, strict=True) if stamp and draft.time]
    for inline in sources.page.inlines:
        shown = find_clock(inline.text) if inline.tag == "time" and len(inline.text) <= _MOST_STAMP else None
        moment = parse_moment(inline.attributes.get("datetime") or "") if shown is not None else None
        if shown is not None and isinstance(moment, dt.datetime):
            pairs.append((shown.minutes, moment))
    offsets = Counter(_minutes_ahead(minutes, moment) for minutes, moment in pairs)
    if offsets:
        return dt.timezone(dt.timedelta(minutes=offsets.most_common(1)[0][0]))
    for each in (published, modified):
        if isinstance(each, dt.datetime) and each.utcoffset():
            return each.tzinfo
    return None


def _minutes_ahead(minutes: int, moment: dt.datetime) -> int:
    """Minutes by which a clock is ahead of UTC, from -11 to +13 hours, in steps of a quarter of an hour."""
    utc = moment.astimezone(dt.UTC)
    ahead = round((minutes - utc.hour * 60 - utc.minute) / 15) * 15
    return (ahead + _HALF_DAY - 120) % _DAY - _HALF_DAY + 120


def _day(moment: Moment | None, offset: dt.tzinfo | None) -> dt.date | None:
    if isinstance(moment, dt.datetime):
        return (moment.astimezone(offset) if offset is not None else moment).date()
    return moment


def _at(
    day: dt.date, stamp: Stamp, draft: _Draft, offset: dt.tzinfo | None, language: str | None
) -> dt.datetime | None:
    """The moment of a clock time on a day: with the zone written behind it, else with the page's offset."""
    line = draft.mark.block.text if draft.mark is not None else ""
    written = f"{day.isoformat()} {line[stamp.start : stamp.end + 12]}"
    moment = find_moment(written, language=language)
    if isinstance(moment, dt.datetime):
        return moment
    if offset is None:
        return None
    return dt.datetime.combine(day, dt.time(*divmod(stamp.minutes, 60)), offset)


def _entry(draft: _Draft, sources: Sources, paragraphs: Mapping[int, Paragraph], updates: _Updates) -> LiveEntry:
    return LiveEntry(
        time=draft.time,
        stamp=_shown_stamp(draft.mark),
        title=draft.title,
        authors=_authors(draft, sources, updates),
        paragraphs=tuple(paragraphs[index] for index in draft.shown),
    )


def _shown_stamp(mark: _Mark | None) -> str | None:
    if mark is None:
        return None
    if mark.stamp is not None:
        return mark.stamp.text
    text = mark.inline.text if mark.inline is not None else ""
    return text[:_MOST_STAMP] or None


def _authors(draft: _Draft, sources: Sources, updates: _Updates) -> tuple[str, ...]:
    """The people named beside the time, in an element named for the author, or in structured data."""
    mark = draft.mark
    if mark is not None and mark.place == "line" and mark.stamp is not None:
        authors = _named(mark.stamp.rest(mark.block.text))
        if authors:
            return authors
    opening = draft.shown[0] if draft.shown else draft.end
    for block in sources.page.blocks[draft.first : min(opening, draft.end)]:
        if block.index not in sources.body and block.words <= _MOST_LINE_WORDS and _may_name_author(block):
            authors = _named(block.text)
            if authors:
                return authors
    return draft.update.authors if draft.update is not None and updates.are_signed else ()


def _may_name_author(block: Block) -> bool:
    return has_name(block.container, _AUTHOR_NAMES) and not block.container.within & (Within.FIGURE | Within.QUOTE)


def _named(text: str) -> tuple[str, ...]:
    """The people that a short line names and nothing else; none for labels such as "KEY EVENT"."""
    if len(text) > _MOST_STAMP or (text.isupper() and text.isascii()) or PHRASES.find(text):
        return ()
    byline = parse_byline(text, declared=True)
    if byline is None or not all(map(looks_like_name, byline.authors)):
        return ()
    return byline.authors
