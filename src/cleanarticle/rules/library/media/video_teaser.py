"""Films offered between the paragraphs."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule, short, tags
from cleanarticle.rules.boxes import in_small_box

_NAMES: Final = frozenset((
    "video", "videos", "player", "jwplayer", "brightcove", "videojs", "vjs", "videoplayer", "mediaplayer",
))  # fmt: skip


@rule(
    marks(
        "<p>Snow closed the pass.</p><p>02:14</p><p>How to clear a road in one hour</p>"
        "<p>How to clear a road in one hour</p><p>Ploughs worked all night.</p>",
        on="02:14",
    ),
    marks(
        "<p>Snow closed the pass.</p><p>02:14</p><p>How to clear a road in one hour</p>"
        "<p>How to clear a road in one hour</p><p>Ploughs worked all night.</p>",
        on="How to clear a road",
    ),
    marks(
        '<p>Snow closed the pass.</p><div class="video-player"><p>A plough at work</p></div>',
        on="A plough at work",
    ),
    ignores(
        '<div class="video-module"><p>A plough works its way up to the pass, where forty lorries have waited for a day '
        "and a night.</p></div>"
    ),
    ignores("<p>The film runs for 02:14 hours, and the last scene was shot on the closed pass.</p>"),
    ignores("<p>Never again!</p><p>Never again!</p><p>They shouted it until the hall was empty.</p>"),
    when=phrases("video-teaser")
    | tags(
        "p",
        "div",
        "span",
        "li",
        "section",
        "a",
        "article",
        "figcaption",
        "button",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    )
    & short(30)
    | names(*_NAMES) & short(30),
    not_on=(
        "collection",
        "product",
        "service",
    ),
)
def video_teaser(
    block: Block,
    page: Page,
    *,
    max_label_words: int = 5,
    max_title_words: int = 30,
    max_named_words: int = 12,
    max_box_words: int = 60,
    duration_distance: int = 2,
) -> Mark | None:
    """Drop durations, titles and buttons of films.

    A film in an article brings its title, often twice, and its duration. A title counts only right after a
    duration. A name counts only for a short text in a small container: two sentences about a film may be all that
    its page has.
    """
    within = block.container.within
    if within & Within.DATA or block.words > max_title_words:
        return None
    if _is_duration(block.text):
        return drop("is the duration of a film")
    if _is_doubled(block, page.blocks) and _has_duration_before(block, page, duration_distance):
        return drop("is the title of a film, twice after its duration")
    if "video-teaser" in block.cues and block.words <= max_label_words and _is_label(block):
        return drop("is the label of a film or of a player's button")
    if block.words > max_named_words or within & Within.HEADING:
        return None
    if in_small_box(block, _NAMES, max_box_words):
        return drop("stands in a small container named for films")
    return None


def _is_duration(text: str) -> bool:
    """True if a text is only minutes and seconds, or hours, minutes and seconds."""
    if len(text) > 10 or ":" not in text:
        return False
    parts = text.strip("() ").split(":")
    return (
        2 <= len(parts) <= 3
        and all(part.isdecimal() and len(part) <= 2 for part in parts)
        and all(len(part) == 2 for part in parts[1:])
    )


def _is_doubled(block: Block, blocks: list[Block]) -> bool:
    for index in (block.index - 1, block.index + 1):
        if 0 <= index < len(blocks):
            beside = blocks[index]
            if beside.text == block.text:
                return True
    return False


def _has_duration_before(block: Block, page: Page, distance: int) -> bool:
    first = max(0, block.index - distance)
    return any(_is_duration(before.text) for before in page.blocks[first : block.index])


def _is_label(block: Block) -> bool:
    """True if a text has letters, and is not in a heading or list, which may be the article's own."""
    return not block.container.within & (Within.HEADING | Within.LIST) and any(map(str.isalpha, block.text))
