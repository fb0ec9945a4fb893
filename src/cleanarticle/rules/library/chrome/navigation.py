"""Menus and other ways through the site and the page."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from cleanarticle.page.model import Block, Container, MediaElement, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule, within

_NAMES: Final = frozenset((
    "menu", "menus", "submenu", "megamenu", "nav", "navs", "navbar", "subnav", "topnav", "sidenav",
    "navigation", "navi", "hamburger", "offcanvas", "pagination", "pager", "prevnext",
    "skip", "skiplink", "skiplinks", "skipnav",
))  # fmt: skip
_PAIRS: Final = frozenset(("next", "prev", "previous"))
_ALL_NAMES: Final = _NAMES | _PAIRS
_CUES: Final = frozenset(("navigation", "continue"))
# Measured: at 0.8 and at 1, none of 2,304 pages changes.
_LINKED: Final = 0.95
# Measured: at 0.25 and at 0.55, none of 2,304 pages changes.
_MOST_PICTURES: Final = 0.4


@rule(
    marks('<nav><ul><li><a href="/world">World</a></li></ul></nav><p>Snow closed the pass.</p>', on="World"),
    marks(
        '<div class="main-menu"><a href="/a">Business</a></div><p>Snow closed the pass on Monday night.</p>',
        on="Business",
    ),
    marks("<p>Snow closed the pass on Monday night.</p><div>Back to top</div>", on="Back to top"),
    marks(
        '<div class="skip-link"><a href="#main">Zum Inhalt</a></div><p>Snow closed the pass.</p>',
        on="Zum Inhalt",
    ),
    marks(
        "<h3>Table of contents</h3><ul><li><a href=#a>The snow</a></li><li><a href=#b>The ploughs</a></li></ul>",
        on="Table of contents",
    ),
    marks('<div class="nav-previous"><a href="/a">Old ice</a></div>', on="Old ice"),
    marks("<p>The door was open.</p><div>Continue reading</div><p>Nobody came.</p>", on="Continue reading"),
    ignores("<h3>About</h3><p>The pass is open from June to October.</p><ul><li><a href=/a>Tolls</a></li></ul>"),
    ignores('<h2 id="next-steps"><a href="#next-steps">Next steps</a></h2><p>The council will vote in May.</p>'),
    ignores("<p>Skip to the end of the queue and you will be sent back, the guards warned.</p>"),
    ignores("<p>Read on for a short history of the type that every road sign in the country is set in.</p>"),
    ignores('<div class="has-menu"><p>The menu at the inn lists nine soups, and every one of them is hot.</p></div>'),
    ignores(
        '<div class="nav-cards"><a href="/salt"><h3>Salt</h3><p>We bring salt to the villages on either side of the '
        "pass, from the first frost to the last, and take back the sacks that are empty, so that nothing is left to "
        "lie.</p></a></div><p>Snow closed the pass.</p>"
    ),
    ignores(
        '<div class="picture-nav"><a href="/a"><img src="a.jpg"><p>Ploughs</p></a>'
        '<a href="/b"><img src="b.jpg"><p>Shovels</p></a></div><p>Snow closed the pass.</p>'
    ),
    when=within("nav", "navigation", "menu", "menubar", "amp-sidebar") | names(*_ALL_NAMES) | phrases(*_CUES),
)
def navigation(
    block: Block,
    page: Page,
    *,
    max_label_words: int = 6,
    max_text_words: int = 25,
    min_link_share: float = 0.7,
) -> Mark | None:
    """Drop menus, page numbers, links to the next page or over a part of this one, and the labels of such buttons.

    In an element for navigation everything goes but long text without links. A class name is weaker, because the
    whole page may be in `has-menu`: there the text must be a link, and the container a list of labels. A card with
    a paragraph, or a row with a picture for each link, shows what the page offers, whatever its class.

    A heading that reads like a label goes if the next two lines are links, as below "Table of contents"; the same words
    may be above prose ("About"). A number is no label. Labels that say that the text goes on stand where the page
    interrupts it for a picture or a fold.
    """
    if block.link_density < min_link_share and block.words > max_text_words:
        return None
    if block.container.within & Within.NAV:
        return drop("stands in the navigation")
    if block.words <= max_label_words and not _CUES.isdisjoint(block.cues):
        return _judge_label(block, page)
    if block.link_density >= min_link_share and _is_menu(block, page, min_link_share, max_text_words):
        return drop("is a link in a container named for navigation")
    return None


def _judge_label(block: Block, page: Page) -> Mark | None:
    is_label = "navigation" in block.cues
    if block.container.within & Within.HEADING:
        following = page.blocks[block.index + 1 : block.index + 3]
        heads_links = len(following) == 2 and all(line.link_density >= _LINKED for line in following)
        return drop("heads a list of links") if is_label and heads_links else None
    if block.container.within & Within.TABLE or not _has_letters(block.text):
        return None
    return drop("is the label of a menu or button" if is_label else "says that the text goes on")


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _is_menu(block: Block, page: Page, min_link_share: float, max_text_words: int) -> bool:
    """True if the innermost container named for navigation holds links, without paragraphs, and is not a heading."""
    menu = block.container.nearest(_ALL_NAMES)
    if menu is None or menu.within & Within.HEADING or menu.link_words < min_link_share * menu.words:
        return False
    # A section may be named for its heading: "next-steps". Links to two neighbours are few words.
    if _NAMES.isdisjoint(menu.names) and menu.words > 2 * max_text_words:
        return False
    # Shelves of shops are named for navigation too: a picture for most of the links.
    if _pictures(menu, page) > _MOST_PICTURES * (menu.end - menu.first):
        return False
    return page.once(_longest_label, menu) <= max_text_words


def _longest_label(menu: Container, page: Page) -> float:
    return max([label.words for label in page.blocks[menu.first : menu.end]])


def _pictures(menu: Container, page: Page) -> int:
    first = bisect_left(page.media, menu.first, key=_block_after)
    return bisect_left(page.media, menu.end, key=_block_after) - first


def _block_after(media: MediaElement) -> int:
    return media.block
