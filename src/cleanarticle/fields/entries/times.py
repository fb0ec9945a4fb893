"""The moments of the entries: as written, or a clock time completed with day and offset; the order of the times."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from cleanarticle.fields.context import ArticleContext
from cleanarticle.fields.entries.draft import MOST_STAMP, EntryDraft, Moment, TimeMark
from cleanarticle.fields.text.dates.clocks import Stamp, find_clock
from cleanarticle.fields.text.dates.moments import find_moment, parse_moment

__all__ = ["are_far_apart", "complete_times", "read_moment", "share_in_order"]

# Measured: at 64,800 and at 259,200, none of 2,304 pages changes.
_MOST_GAP: Final = 36 * 3600.0
# Measured: at 15 and at 60, none of 2,304 pages changes.
_HALF_HOUR: Final = 30
# Measured: at 360, none of 2,304 pages changes; at 1440, none of 2,304 pages changes, but a fixture.
_HALF_DAY: Final = 12 * 60
# Measured: at 720 and at 2880, none of 2,304 pages changes.
_DAY: Final = 24 * 60


def read_moment(draft: EntryDraft, context: ArticleContext, language: str | None) -> None:
    """Read the moment of an entry, or its day, into the draft if the page has it whole."""
    for value in _written_times(draft, context):
        moment = parse_moment(value, language=language)
        if isinstance(moment, dt.datetime):
            draft.time = moment
            return
        draft.day = draft.day or moment


def _written_times(draft: EntryDraft, context: ArticleContext) -> Iterator[str]:
    """What may be the moment: attributes of the time's element, of those around it, structured data, the line."""
    mark = draft.mark
    if mark is not None and mark.inline is not None:
        for key in ("datetime", "content", "title"):
            value = mark.inline.attributes.get(key)
            if value:
                yield value
    yield from _times_in_attributes(draft)
    if draft.update is not None and draft.update.published:
        yield draft.update.published
    if mark is not None:
        yield mark.block.text[: MOST_STAMP * 2]


def _times_in_attributes(draft: EntryDraft) -> Iterator[str]:
    """Attributes for times of the elements around the time of an entry that hold no other entries."""
    end = max(draft.end, draft.container.end)
    innermost = draft.mark.block.container if draft.mark is not None else draft.container
    for container in innermost.inclusive_ancestors():
        if container.first < draft.first or container.end > end:
            break
        for key, value in container.attributes.items():
            if value and ("time" in key or "date" in key) and "update" not in key and "modif" not in key:
                yield value


def are_far_apart(times: list[dt.datetime]) -> bool:
    """True if most entries are days apart, as in a list of articles or a diary."""
    ordered = sorted(times)
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(ordered)]
    return len(gaps) > 1 and median(gaps) > _MOST_GAP


def complete_times(
    drafts: list[EntryDraft],
    context: ArticleContext,
    language: str | None,
    published: Moment | None,
    modified: Moment | None,
) -> None:
    """Give a day and an offset to the clock times that lack them, and write the moments into the drafts.

    The day starts with that of the article, and turns where the clock passes midnight.
    """
    clocks = [_clock_of(draft.mark) for draft in drafts]
    numbers = [stamp.minutes for stamp in clocks if stamp is not None]
    if not numbers:
        return
    is_falling = share_in_order(numbers, falling=True) >= share_in_order(numbers, falling=False)
    offset = _offset(drafts, clocks, context, published, modified)
    base = (modified or published) if is_falling else published
    day = _day(base, offset)
    before: int | None = None
    for number, (draft, stamp) in enumerate(zip(drafts, clocks, strict=True)):
        if draft.time is not None:
            day = draft.time.astimezone(offset or draft.time.tzinfo).date()
        elif draft.day is not None:
            day = draft.day
        elif day is not None and stamp is not None and before is not None:
            day += dt.timedelta(days=_turn(before, stamp.minutes, is_falling=is_falling, is_first=number == 1))
        if stamp is not None:
            before = stamp.minutes
            if draft.time is None and day is not None:
                draft.time = _at(day, stamp, draft, offset, language)


def share_in_order(numbers: Sequence[int], *, falling: bool) -> float:
    """The share of neighbours that fall, or rise; equal ones do both. 0 for fewer than two numbers."""
    pairs = list(pairwise(numbers))
    in_order = sum(first >= second if falling else first <= second for first, second in pairs)
    return in_order / len(pairs) if pairs else 0.0


def _clock_of(mark: TimeMark | None) -> Stamp | None:
    return mark.stamp if mark is not None and mark.stamp is not None and mark.stamp.kind == "clock" else None


def _turn(before: int, minutes: int, *, is_falling: bool, is_first: bool) -> int:
    """Days between two neighbours: it is midnight where the clock jumps against the order.

    A small jump is a slip. The first entry may be pinned: the jump after it has to be more than half a day.
    """
    jump = minutes - before if is_falling else before - minutes
    if jump <= (_HALF_DAY if is_first else _HALF_HOUR):
        return 0
    return -1 if is_falling else 1


def _offset(
    drafts: list[EntryDraft],
    clocks: list[Stamp | None],
    context: ArticleContext,
    published: Moment | None,
    modified: Moment | None,
) -> dt.tzinfo | None:
    """The offset from UTC of the clock times on the page.

    It is that of the times that the page shows and has whole in its markup, too. Else it is that of the article's own
    times, unless they are in UTC: many systems write that, whatever the readers' clocks say.
    """
    pairs = [(stamp.minutes, draft.time) for draft, stamp in zip(drafts, clocks, strict=True) if stamp and draft.time]
    for inline in context.page.inlines:
        shown = find_clock(inline.text) if inline.tag == "time" and len(inline.text) <= MOST_STAMP else None
        moment = parse_moment(inline.attributes.get("datetime") or "") if shown is not None else None
        if shown is not None and isinstance(moment, dt.datetime):
            pairs.append((shown.minutes, moment))
    offsets = Counter(_minutes_ahead(minutes, moment) for minutes, moment in pairs)
    if offsets:
        return dt.timezone(dt.timedelta(minutes=offsets.most_common(1)[0][0]))
    for article_time in (published, modified):
        if isinstance(article_time, dt.datetime) and article_time.utcoffset():
            return article_time.tzinfo
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
    day: dt.date, stamp: Stamp, draft: EntryDraft, offset: dt.tzinfo | None, language: str | None
) -> dt.datetime | None:
    """The moment of a clock time on a day: with the zone written after it, else with the page's offset."""
    line = draft.mark.block.text if draft.mark is not None else ""
    written = f"{day.isoformat()} {line[stamp.start : stamp.end + 12]}"
    moment = find_moment(written, language=language)
    if isinstance(moment, dt.datetime):
        return moment
    if offset is None:
        return None
    return dt.datetime.combine(day, dt.time(*divmod(stamp.minutes, 60)), offset)
