"""Lines that are only a date or a time."""

from __future__ import annotations

from typing import Final

from cleanarticle.lexicon.words import month_names, words_of
from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule, short, tags
from cleanarticle.rules.boxes import in_small_box
from cleanarticle.rules.texts import has_digit

_NAMES: Final = frozenset((
    "timestamp", "datetime", "pubdate", "postdate", "dateline", "publishdate", "published", "datum",
    "fecha", "date", "dates", "time", "updated", "posted",
))  # fmt: skip
_CLOCK_WORDS: Final = words_of("datewords.clock")
_DATE_WORDS: Final = words_of("datewords.around") | _CLOCK_WORDS
_MONTHS: Final = month_names()
_EDGES: Final = ".,;:()[]|·•–—-/"
_SUFFIXES: Final = words_of("datewords.suffixes") | {"t", "z"}  # "T" and "Z" are those of ISO 8601
_AFTER_DIGITS: Final = "".join(_SUFFIXES)
_SEPARATORS: Final = str.maketrans(":-.h年月", "//////")
# Measured: at 30 and at 120, none of 139 pages changes.
_MOST_CHARACTERS: Final = 60


@rule(
    marks("<p>Updated 4 hours ago</p><p>Snow closed the pass on Monday night.</p>", on="Updated"),
    marks("<div>12 March 2024, 14:05 GMT</div><p>Snow closed the pass on Monday night.</p>", on="12 March 2024"),
    marks("<div>11.42 11.42 GMT</div><p>Snow closed the pass on Monday night.</p>", on="11.42"),
    marks('<div class="timestamp">14:05</div><p>Snow closed the pass on Monday night.</p>', on="14:05"),
    ignores("<p>On 12 March 2024 snow closed the pass.</p><h3>13 March 2024</h3><p>Ploughs worked all night.</p>"),
    when=(
        phrases("timestamp")
        | tags("p", "div", "span", "section", "header", "address", "td", "article", "main")
        | names(*_NAMES)
    )
    & short(14),
    not_on=("listing",),  # the dates of its entries are text
    reads=("video-teaser", "months", "datewords.around", "datewords.clock", "datewords.suffixes"),
)
def timestamp(block: Block, page: Page, *, max_words: int = 14, max_cue_words: int = 10) -> Mark | None:
    """Drop lines that only say when the article was published or changed.

    The date becomes a field. Headings, tables and lists stay, because a date may order the events of a chronicle
    there. A time alone ("14:05") may be the length of a film: it counts in a small container named for the time.
    """
    if block.words > max_words or block.container.within & Within.STRUCTURED:
        return None
    text = block.text
    is_dated = has_digit(text)
    if not is_dated and block.words > 2:
        return None
    if "timestamp" in block.cues and block.words <= max_cue_words:
        return drop("says when the article was published or changed")
    if len(text) <= _MOST_CHARACTERS and is_dated and _is_moment(text) and "video-teaser" not in block.cues:
        return drop("is a date or a time")
    if is_dated and in_small_box(block, _NAMES, max_words):
        return drop("stands in a small container named for the date")
    return None


def _is_moment(text: str) -> bool:
    """True if all words are parts of a date or a time, and there are enough of them for one."""
    has_number = has_month = is_complete = has_clock_word = has_clock = False
    for word in text.casefold().replace("|", " ").split():
        core = word.strip(_EDGES)
        if not core or core in _DATE_WORDS:
            has_clock_word = has_clock_word or core in _CLOCK_WORDS
            continue
        if core in _MONTHS:
            has_month = True
            continue
        if not core[0].isdecimal() or ("." in core and "/" in core):
            return False
        parts = [part for part in core.translate(_SEPARATORS).split("/") if part]
        if not all(_is_number(part) or part in _MONTHS for part in parts):
            return False
        has_number = True
        is_clock = len(parts) == 2 and ":" in core and len(parts[1].rstrip("amp")) == 2
        has_clock = has_clock or (len(parts) == 2 and parts[1].isdecimal() and len(parts[1]) == 2 and len(core) <= 5)
        is_complete = is_complete or is_clock or (len(parts) >= 3 and max(map(len, parts)) <= 5)
    return is_complete or (has_month and has_number) or (has_clock_word and has_clock)


def _is_number(part: str) -> bool:
    """True if a part of a word is a number as in a date: "3", "2024", "3rd", "05am"."""
    digits = part.rstrip(_AFTER_DIGITS)
    return digits.isdecimal() and len(digits) <= 4 and (digits == part or part[len(digits) :] in _SUFFIXES)
