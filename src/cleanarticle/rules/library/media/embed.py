"""Posts, players and charts of other sites."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule
from cleanarticle.rules.boxes import in_small_box

_POSTS: Final = frozenset(("tweet", "instagram", "tiktok", "bluesky", "mastodon", "threads"))
_CHARTS: Final = frozenset(("infographic", "datawrapper", "flourish", "highcharts", "infogram", "statista"))
_FRAMES: Final = frozenset(("embed", "embeds", "oembed"))


@rule(
    marks(
        "<p>Snow closed the pass.</p><p>A post shared by the Pass Ranger (@pass)</p><p>Ploughs worked all night.</p>",
        on="A post shared by",
    ),
    marks(
        '<p>Snow closed the pass.</p><blockquote class="twitter-tweet"><p>Stay at home tonight!</p></blockquote>',
        on="Stay at home",
    ),
    marks(
        '<p>Snow closed the pass.</p><div class="embed"><blockquote><p>Stay at home!</p> Ida (@ida)</blockquote></div>',
        on="Stay at home",
    ),
    marks(
        "<p>Snow closed the pass.</p><p>External content is not available. Your privacy settings do not let this page "
        "load what stands on another site. Change them at any time to see the picture that the ranger took of it.</p>",
        on="External content",
    ),
    marks("<p>Snow fell in May.</p><p>Created with Datawrapper</p><p>Roads stayed shut.</p>", on="Created with"),
    marks('<p>Snow fell in May.</p><div class="datawrapper"><p>Days with snow</p></div>', on="Days with snow"),
    ignores("<p>The map of the pass, drawn in 1820, shows a road that no longer exists anywhere.</p>"),
    ignores('<div class="embed"><p>Snow closed the pass on Monday, and the ploughs worked until noon.</p></div>'),
    ignores("<p>The minister embedded two advisers with the crews, and put it on Instagram a day later.</p>"),
    when=phrases("embed", "infographic") | names(*_POSTS, *_FRAMES, *_CHARTS),
    not_on=("service",),  # shows what its customers posted
)
def embed(
    block: Block,
    page: Page,
    *,
    max_words: int = 40,
    max_label_words: int = 40,
    max_post_words: int = 120,
    max_chart_label_words: int = 12,
    max_chart_words: int = 60,
) -> Mark | None:
    """Drop posts of other sites, the notices that replace them, and the labels of charts.

    Someone else wrote the post elsewhere; the notice asks to load it. A quotation in the author's prose is not
    marked as a post. A long text in such a container is left to its score. In a frame for posts of any site only
    the quotation goes: the rest may be the article's own. Of charts and maps the labels, sources and links to
    download go, which say nothing without the drawing.
    """
    within = block.container.within
    if within & Within.DATA_OR_HEADING:
        return None
    if "embed" in block.cues and block.words <= max_label_words:
        return drop("is a notice of an embedded post or player")
    if block.words > max_words:
        return None
    if in_small_box(block, _POSTS, max_post_words):
        return drop("stands in a post of another site")
    if within & Within.QUOTE and in_small_box(block, _FRAMES, max_post_words):
        return drop("is quoted in a frame for posts of other sites")
    if within & Within.LIST or block.words > max_chart_label_words:
        return None
    if "infographic" in block.cues or in_small_box(block, _CHARTS, max_chart_words):
        return drop("is the label of a chart or map")
    return None
