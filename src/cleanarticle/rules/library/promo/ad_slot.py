"""Containers for advertisements."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, rule

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
    marks('<p>Snow fell.</p><div class="ad-slot"><p>Boots for every weather</p></div>', on="Boots for every"),
    marks('<div id="taboola-below"><a href="/x">Ten facts about your roof</a></div>', on="Ten facts"),
    ignores('<div class="text element-ad"><p>Two of the three bridges are closed.</p></div>'),
    ignores('<div class="ad-free reading"><p>The council met on Monday and voted for a new bridge.</p></div>'),
    ignores('<section class="ad-story"><p>He drew the poster in one night and was paid in bread.</p></section>'),
    when=names(*_PLAIN, *_SHORT),
)
def ad_slot(block: Block, page: Page, *, max_words: int = 80) -> Mark | None:
    """Drop what is in a small container named as a place for advertisements.

    The text is a label, an advertisement of the publisher's own, or a teaser that somebody paid for. A name as
    short as "ad" is also in generated class names and in names such as "ad-free", so it counts only next to a word
    for a place. A container with many words is not such a place, whatever its name.
    """
    slot = block.container.nearest(_ALL_NAMES)
    # A heading's own id repeats its words.
    if slot is None or slot.words > max_words or slot.within & Within.HEADING:
        return None
    if any(name in _PLAIN for name in slot.names) or _is_place(slot):
        return drop("stands in a place for advertisements")
    return None


def _is_place(slot: Container) -> bool:
    names = f"{slot.attributes.get('class') or ''} {slot.attributes.get('id') or ''}"
    return _AD_PLACE.search(names) is not None
