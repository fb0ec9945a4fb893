"""Text that its own style puts out of sight."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.hiding import hiding_by_style
from cleanarticle.page.model import Block, Container, Page
from cleanarticle.rules.api import Mark, drop, ignores, marks, needs, rule, tags

_OUT_OF_SIGHT: Final = frozenset(("off-screen", "no-size", "same-colour"))
"""Ways of hiding. Full transparency alone is none: pages fade their text in."""
# Measured: at 3 and at 5, none of 120 pages changes.
_LEVELS: Final = 4
_DISCLOSED: Final = frozenset(
    (
        "accordion",
        "carousel",
        "collapse",
        "collapsible",
        "expandable",
        "faq",
        "slide",
        "slider",
        "tab",
        "tabpanel",
        "tabs",
    )
)


@rule(
    marks(
        "<p>Rain fell all night, and by noon the river stood a metre above the old bridge.</p>"
        "<p style='position:absolute; left:-9999px'>Order the paper in Quay Street.</p>",
        on="Order the paper",
    ),
    marks(
        "<p>Rain fell all night, and by noon the river stood a metre above the old bridge.</p>"
        "<div style='opacity:0;height:0'><p>Name this page as the source.</p></div>",
        on="Name this page",
    ),
    marks(
        "<p>Rain fell all night, and by noon the river stood a metre above the old bridge.</p>"
        "<p style='color:#fff;background:#fff'>Copies are traced.</p>",
        on="Copies are traced",
    ),
    ignores("<p style='opacity:0;transition:opacity .3s'>Rain fell all night, and the river rose by a metre.</p>"),
    ignores("<p style='margin-left:-10px;font-size:0.9em;color:#333'>Rain fell all night.</p>"),
    ignores("<p>Rain fell all night.</p><h2 style='text-indent:-9999px'>The river</h2><p>It rose by a metre.</p>"),
    ignores("<div style='font-size:0'><p>Rain fell all night, and the river rose by a metre.</p></div><p>Menu</p>"),
    when=tags("p", "div", "span", "section", "li", "article", "aside", "blockquote", "td") & needs("[style]"),
    not_on=("service",),  # scripts of styled pages move their text in
)
def off_screen(block: Block, page: Page, *, max_share: float = 0.3) -> Mark | None:
    """Drop text that its style moves off the screen, shrinks to nothing, or gives the colour of its background.

    It is meant for machines: lines for screen readers, words for search engines, traps for copyists. Full
    transparency alone is not a sign, because pages fade their text in. The panels of an accordion or a carousel
    stay, because a reader opens them. Headings stay: some are
    the target of a link, with a picture of their words. So does an element with a large share of the page's text, which
    a script will show.
    """
    container = _out_of_sight(block.container)
    if container is None or container.nearest(_DISCLOSED) is not None:
        return None
    root = page.containers[0]
    if container.words - container.link_words > max_share * (root.words - root.link_words):
        return None
    return drop("is put out of sight by its style")


def _out_of_sight(container: Container) -> Container | None:
    """The innermost of a container and those right around it that its style puts out of sight."""
    around: Container | None = container
    levels = _LEVELS
    while around is not None and levels:
        style = around.attributes.get("style")
        if style and hiding_by_style(style) in _OUT_OF_SIGHT:
            return around
        around = around.parent
        levels -= 1
    return None
