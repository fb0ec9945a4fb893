"""Advertisements: their labels, and the places for them."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule

_PLAIN: Final = frozenset(
    (
        "adbox",
        "adcontainer",
        "adsbygoogle",
        "adslot",
        "adunit",
        "advert",
        "advertisement",
        "advertisements",
        "adverts",
        "dfp",
        "mgid",
        "nativo",
        "outbrain",
        "revcontent",
        "taboola",
        "werbung",
    )
)
_SHORT: Final = frozenset(("ad", "ads", "gpt"))
_PLACE: Final = (
    "area|banner|billboard|block|box|center|container|holder|label|leaderboard|mpu|placeholder|placement|position|"
    "rail|rectangle|skyscraper|slot|space|spot|unit|wrap|zone"
)
_AD_PLACE: Final = lazy_pattern(
    rf"(?<![a-z\d])(?:(?:ads?|gpt)[-_]*(?:{_PLACE})(?!e[dr])|(?:{_PLACE}|infobox)[-_]+(?:ads?|gpt)(?![a-z\d]))",
    re.IGNORECASE,
)
_ALL_NAMES: Final = _PLAIN | _SHORT


@rule(
    marks(
        "<p>The ferry runs twice a day.</p><div>Advertisement</div><p>It carries cars.</p>",
        on="Advertisement",
    ),
    marks(
        "<p>Prices rose again.</p><div><p>Story continues below advertisement</p></div>",
        on="below advertisement",
    ),
    marks("<div>Paid content</div><p>The regatta starts at noon.</p>", on="Paid content"),
    marks('<p>Snow fell.</p><div class="ad-slot"><p>Boots for every weather</p></div>', on="Boots for every"),
    marks('<div id="taboola-below"><a href="/x">Ten facts about your roof</a></div>', on="Ten facts"),
    ignores("<p>The advertisement that ran in the evening paper brought her four hundred letters in a week.</p>"),
    ignores("<h2>Advertising</h2><p>Half of the club's income comes from boards around the pitch.</p>"),
    ignores("<p>The senator sponsored the bill, and two of her colleagues joined her a week later.</p>"),
    ignores('<div class="text element-ad"><p>Two of the three bridges are closed.</p></div>'),
    ignores('<div class="ad-free reading"><p>The council met on Monday and voted for a new bridge.</p></div>'),
    ignores('<section class="ad-story"><p>He drew the poster in one night and was paid in bread.</p></section>'),
    when=phrases("advertisement", "sponsor") | names(*_PLAIN, *_SHORT),
)
def advertisement(
    block: Block, page: Page, *, max_words: int = 14, max_sponsor_words: int = 10, max_box_words: int = 80
) -> Mark | None:
    """Drop the labels of advertisements and of paid content, and what is in a small container for advertisements.

    A script loads the advertisement itself, so its label remains alone in the middle of the prose. A longer text is
    prose about advertising, and so may a heading be.

    A name as short as "ad" is also in generated class names and in names such as "ad-free", so it counts only next to
    a word for a place. A container with many words is not such a place, whatever its name.
    """
    if not block.container.within & Within.HEADING:
        if "advertisement" in block.cues and block.words <= max_words:
            return drop("labels an advertisement")
        if "sponsor" in block.cues and block.words <= max_sponsor_words:
            return drop("says that somebody paid for this")
    slot = block.container.nearest(_ALL_NAMES)
    # A heading's own id repeats its words.
    if slot is None or slot.words > max_box_words or slot.within & Within.HEADING:
        return None
    if any(name in _PLAIN for name in slot.names) or _is_place(slot):
        return drop("stands in a place for advertisements")
    return None


def _is_place(slot: Container) -> bool:
    names = f"{slot.attributes.get('class') or ''} {slot.attributes.get('id') or ''}"
    return _AD_PLACE.search(names) is not None
