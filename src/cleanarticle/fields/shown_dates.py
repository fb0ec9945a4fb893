"""The dates that the reader of a page sees around the article, with the role that the page gives each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import Final, Literal, NamedTuple

from cleanarticle.article import FieldSource
from cleanarticle.fields.class_names import class_names, is_named
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.fields.text.dates.clocks import find_clock
from cleanarticle.fields.text.dates.moments import (
    DayOrder,
    MomentMatch,
    OrderSource,
    find_moments,
    order_of,
    parse_moment,
)
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.lexicon.words import load_words
from cleanarticle.page.model import Block, Container, Inline, Within

__all__ = ["NO_DATES", "Moment", "Place", "Role", "ShownDate", "ShownDates", "read_shown_dates"]

Moment = dt.datetime | dt.date
Role = Literal["published", "modified", "other"]
Place = Literal["above", "below", "after"]
"""Above the headline, below it, or after the body."""

_DATE_NAMES: Final = class_names("date")
_MODIFIED_NAMES: Final = class_names("modified")
_PUBLISHED_NAMES: Final = class_names("published")
# Measured: at 15, 3 of 333 change (certainties); at 60, none of 447 pages changes.
_MOST_WORDS: Final = 30.0
# Measured: at 7, 3 of 2,304 change (published 2; days right −1); at 28, 3 of 2,304 change (published 1).
_MOST_WORDS_UNLABELLED: Final = 14.0
# Measured: at 4, 9 of 707 change (published 6; days right −4); at 16, 5 of 1,345 change (published 4; days right +1).
_MOST_WORDS_ABOVE: Final = 8.0
# Measured: at 2, 2 of 1,641 change (days right +1); at 8, 1 of 1,589 change (days right −1).
_MOST_WORDS_OF_LABEL: Final = 4.0
# Measured: at 3, 2 of 2,304 change (published; days right −1); at 5, 2 of 2,304 change (published; days right +1).
_LINES_ABOVE: Final = 4
# Measured: at 5 and at 7, none of 2,304 pages changes.
_LINES_BEHIND: Final = 6
# Measured: at 15, 1 of 296 changes (certainties); at 60, 1 of 360 changes (modified).
_LABELLED_LINES_BEHIND: Final = 30
# Measured: at 3 and at 5, none of 247 pages changes.
_LINES_BELOW: Final = 4
_ELSEWHERE: Final = Within.NAV | Within.ASIDE | Within.FOOTER | Within.FORM | Within.HIDDEN
_ELSEWHERE_BELOW: Final = Within.NAV | Within.FORM | Within.HIDDEN
_ELSEWHERE_BETWEEN: Final = Within.NAV | Within.FORM
"""Pages for small and large screens hold the line between headline and body twice, once hidden."""
_DIGIT: Final = lazy_pattern(r"\d")
_SENTENCE_END: Final = (".", "!", "?", "…", "。", "”", '"')
_MOST_BETWEEN: Final = 25
"""Characters between a label and its date: a weekday, a time."""

# Measured: at 1 and at 3, none of 2,304 pages changes.
_SHORTEST_LABEL: Final = 2
_PARTS: Final = lazy_pattern(r"\w.*[|·•]")
"""Text between a label and a separator: the label is not that of the date after the separator."""
_MOST_BEHIND_LABEL: Final = 4
"""Characters after the last label in a line that is only a label: "Published on:"."""


class ShownDate(NamedTuple):
    """A date near the article.

    Attributes:
        moment: The date, with its time if that has a zone.
        role: The role that a label or a class name gives it; None if there is none.
        source: `page` if the reader sees it, `html` or `microdata` if an attribute holds it.
        block: Index of the block that shows it.
        place: Where the page shows it.
        clock: Minutes since midnight of the clock time beside it, if there is one.
    """

    moment: Moment
    role: Role | None
    source: FieldSource
    block: int
    place: Place
    clock: int | None = None

    @property
    def day(self) -> dt.date:
        """The day, in the date's own zone."""
        return self.moment.date() if isinstance(self.moment, dt.datetime) else self.moment


class ShownDates:
    """The dates in marked elements and short lines around the headline, and in lines after the body.

    Attributes:
        language: Code of the page's language, with a region where the page's address has one.
    """

    __slots__ = ("_after", "_find_after", "_near", "language")

    def __init__(
        self, language: str | None, near: Sequence[ShownDate], find_after: Callable[[], Iterable[ShownDate]]
    ) -> None:
        """Keep the dates.

        Args:
            language: Code of the page's language.
            near: The dates around the headline.
            find_after: Finds the dates after the body, which is done only if they are needed.
        """
        self.language = language
        self._near = near
        self._find_after = find_after
        self._after: tuple[ShownDate, ...] | None = None

    def of(self, role: Role) -> list[ShownDate]:
        """The dates that have or may have a role: those around the headline, else those after the body.

        Args:
            role: The role. A date without one may be that of publication.

        Returns:
            The dates, elements first, then lines, both in document order.
        """
        roles: tuple[Role | None, ...] = ("published", None) if role == "published" else (role,)
        near = [date for date in self._near if date.role in roles]
        if near:
            return near
        if self._after is None:
            self._after = tuple(self._find_after())
        return [date for date in self._after if date.role in roles]


NO_DATES: Final = ShownDates(None, (), tuple)


def read_shown_dates(context: ArticleContext, *, language: str | None) -> FieldResult[ShownDates]:
    """Read the dates that the page shows.

    Args:
        context: The page and its body.
        language: Code of the page's language.

    Returns:
        The dates.
    """
    language = _with_region(language, context)
    order = None if order_of(language) else cache(partial(_order_on_page, context))
    near = (*_in_elements(context, language, order), *_in_lines(context, language, order))
    return FieldResult(ShownDates(language, near, partial(_after_body, context, language, order)))


_COUNTRY: Final = lazy_pattern(r"^https?://[^/?#]*\.([a-z]{2,3})(?::\d+)?(?:[/?#]|$)", re.IGNORECASE)
_REGIONS: Final = {
    "uk": "GB", "au": "AU", "nz": "NZ", "ie": "IE", "in": "IN", "za": "ZA", "gov": "US", "mil": "US", "us": "US",
}  # fmt: skip


def _with_region(language: str | None, context: ArticleContext) -> str | None:
    """English with the region of the page's country code, which tells whether the day or the month comes first."""
    if language != "en":
        return language
    match = _COUNTRY.match(context.address)
    region = _REGIONS.get(match[1].lower()) if match is not None else None
    return f"en-{region}" if region else language


_ORDERED: Final = lazy_pattern(r"(?<![\d./-])(\d\d?)[/-](\d\d?)[/-](?:20)?\d\d(?![\d./-])")


def _order_on_page(context: ArticleContext) -> DayOrder | None:
    """What comes first in dates of three numbers, if one on the page can be read only one way: "13/02/2025"."""
    lines = [block.text for block in context.page.blocks if block.words <= _MOST_WORDS and block.text[-1:].isdigit()]
    numbers = [match for line in lines for match in _ORDERED.finditer(line, max(0, len(line) - 60))]
    orders: set[DayOrder] = {
        "dmy" if int(match[1]) > 12 else "mdy" for match in numbers if (int(match[1]) > 12) != (int(match[2]) > 12)
    }
    return orders.pop() if len(orders) == 1 else None


# --- labels -----------------------------------------------------------------------------------------------

_WORDS: Final = load_words("datewords")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _labels(*, cased: bool) -> str:
    """A pattern with one group for each role, of the words in scripts with capitals, or of the others."""
    return "|".join(
        f"(?P<{role}>{_any_of(word for word in _WORDS[role] if (word.lower() != word.upper()) == cased)})"
        for role in ("modified", "published", "other")
    )


_LABEL: Final = lazy_pattern(rf"(?<![^\W\d_])(?:{_labels(cased=True)})(?!\w)")
_CASELESS_LABEL: Final = lazy_pattern(_labels(cased=False))
_LABEL_BEHIND: Final = lazy_pattern(
    r"\s?(?:\(?\w\)\s?)?(?:\d{1,2}[:時时시]\s?\d{2}(?::\d{2})?[分분]?\s?)?[(（【]?"
    rf"(?:(?P<modified>{_any_of(_WORDS['behind']['modified'])})|(?P<published>{_any_of(_WORDS['behind']['published'])}))"
    r"(?!\s?[:：日時时])"
)


def _role_of(match: re.Match[str]) -> Role:
    return "modified" if match.lastgroup == "modified" else "published" if match.lastgroup == "published" else "other"


def _last_label(text: str) -> re.Match[str] | None:
    """The last label of a text in small letters."""
    last: re.Match[str] | None = None
    for last in _LABEL.finditer(text):  # noqa: B007
        pass
    if not text.isascii():
        for match in _CASELESS_LABEL.finditer(text):
            if last is None or match.end() > last.end():
                last = match
    return last


def _label_before(text: str) -> Role | None:
    """The role that the last label in the text before a date gives it."""
    text = text[-60:].lower()
    if len(text) < _SHORTEST_LABEL:
        return None
    label = _last_label(text)
    if label is None or len(text) - label.end() > _MOST_BETWEEN or _PARTS.search(text, label.end()):
        return None
    return _role_of(label)


def _label_of(moment: MomentMatch) -> Role | None:
    after = _LABEL_BEHIND.match(moment.after)
    return _role_of(after) if after is not None else _label_before(moment.before)


def _label_above(block: Block, context: ArticleContext) -> Role | None:
    """The role that the line above gives, if it is nothing but a label: "Published"."""
    above = context.page.previous(block)
    if (
        above is None
        or above.words > _MOST_WORDS_OF_LABEL
        or above.index in context.titles
        or _DIGIT.search(above.text)
    ):
        return None
    text = above.text.lower()
    label = _last_label(text)
    return None if label is None or len(text) - label.end() > _MOST_BEHIND_LABEL else _role_of(label)


# --- marked elements --------------------------------------------------------------------------------------


def _in_elements(context: ArticleContext, language: str | None, order: OrderSource) -> Iterator[ShownDate]:
    """The moments in `time` elements and microdata around the headline."""
    headline = context.opening
    for inline in context.top_inlines():
        item = (inline.attributes.get("itemprop") or "").lower()
        if inline.tag != "time" and "date" not in item:
            continue
        moment, is_hidden = _moment_of(inline, language, order)
        if moment is not None:
            source: FieldSource = "microdata" if "date" in item else "html" if is_hidden else "page"
            role = _role_of_inline(inline, context)
            yield ShownDate(moment, role, source, inline.block, "below" if inline.block > headline else "above")


def _moment_of(inline: Inline, language: str | None, order: OrderSource) -> tuple[Moment | None, bool]:
    """The moment of an element, and True if it is in an attribute, which the reader does not see."""
    attributes = inline.attributes
    for value in (attributes.get("datetime"), attributes.get("content")):
        moment = parse_moment(value, default_order=order, language=language) if value else None
        if moment is not None:
            return moment, True
    return (parse_moment(inline.text, default_order=order, language=language) if inline.text else None), False


def _role_of_inline(inline: Inline, context: ArticleContext) -> Role | None:
    attributes = inline.attributes
    label = _label_before(_DIGIT.split(inline.text, maxsplit=1)[0])
    if label is not None:
        return label
    names = f"{attributes.get('itemprop') or ''} {attributes.get('class') or ''}".lower()
    # A date that was never changed has both names.
    if "publish" in names or "pubdate" in attributes:
        return "published"
    if any(name in names for name in _MODIFIED_NAMES.words):
        return "modified"
    if inline.block >= len(context.page.blocks):
        return None
    block = context.page.blocks[inline.block]
    before, shown, _ = block.text.partition(inline.text) if inline.text else (block.text, "", "")
    label = _label_before(before) if shown else None
    return label or (_label_above(block, context) if not before.strip() else None) or _named_role(block.container)


def _named_role(container: Container) -> Role | None:
    return "published" if _PUBLISHED_NAMES.match(container) else None


# --- lines ------------------------------------------------------------------------------------------------


def _in_lines(context: ArticleContext, language: str | None, order: OrderSource) -> Iterator[ShownDate]:
    """The complete dates in short lines around the headline."""
    blocks = context.page.blocks
    headline = context.start if context.headline is None else min(context.headline, context.start)
    for block in blocks[context.top.start : min(context.start + _LINES_BELOW, context.end)]:
        if block.index in context.titles or (block.index > context.start and block.index in context.body):
            continue
        if block.words > _MOST_WORDS or _DIGIT.search(block.text) is None:
            continue
        is_below = block.index > headline
        is_hidden_line = is_below and block.index < context.start and block.words <= _MOST_WORDS_ABOVE
        mask = _ELSEWHERE_BETWEEN if is_hidden_line else _ELSEWHERE_BELOW if is_below else _ELSEWHERE
        if context.is_apart(block.container, mask):
            continue
        if is_below or _may_stand_above(block, headline):
            yield from _dates_in(block, context, language, order, "below" if is_below else "above")


def _after_body(context: ArticleContext, language: str | None, order: OrderSource) -> Iterator[ShownDate]:
    """Dates after the body, in lines that are nothing but a date and in labelled ones.

    Dates of several days belong to cards, which tease other articles: they don't count.
    """
    stamps: list[ShownDate] = []
    for number, block in enumerate(context.page.blocks[context.end : context.end + _LABELLED_LINES_BEHIND]):
        if block.words > _MOST_WORDS or _DIGIT.search(block.text) is None:
            continue
        is_near = number < _LINES_BEHIND and "timestamp" in block.cues
        dates = _dates_in(block, context, language, order, "after")
        stamps += (date for date in dates if is_near or date.role is not None)
    for is_change in (False, True):
        dated = [stamp for stamp in stamps if stamp.role != "other" and (stamp.role == "modified") == is_change]
        if len({stamp.day for stamp in dated}) == 1:
            yield dated[0]


def _may_stand_above(block: Block, headline: int) -> bool:
    """True if a line above the headline is little but a date, or marked as one."""
    if block.words <= _MOST_WORDS_ABOVE and headline - block.index <= _LINES_ABOVE:
        return True
    return "timestamp" in block.cues or is_named(block.container, _DATE_NAMES, 2)


def _dates_in(
    block: Block, context: ArticleContext, language: str | None, order: OrderSource, place: Place
) -> Iterator[ShownDate]:
    moments = list(find_moments(block.text, default_order=order, language=language))
    roles = [_label_of(moment) for moment in moments]
    if not roles:
        return
    if roles[0] is None:
        # "3 December. Updated: 7 December"
        first: Role | None = "published" if "modified" in roles else None
        roles[0] = first or _label_above(block, context) or _named_role(block.container)
    is_sentence = block.words > _MOST_WORDS_UNLABELLED and block.text.endswith(_SENTENCE_END)
    for moment, role in zip(moments, roles, strict=True):
        if role is not None or not is_sentence:
            yield ShownDate(moment.moment, role, "page", block.index, place, _clock_beside(moment))


def _clock_beside(moment: MomentMatch) -> int | None:
    stamp = find_clock(moment.after) or find_clock(moment.before[-20:])
    return None if stamp is None else stamp.minutes
