"""Tables of HTML elements: what each does to the text around it, and says about the text in it."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from cleanarticle.content import MarkKind
from cleanarticle.page.model import Within
from cleanarticle.parse.document import OPAQUE

__all__ = [
    "BOXES",
    "CELLS",
    "HEADINGS",
    "INLINE",
    "LAYOUT",
    "LISTS",
    "MARKS",
    "MEANING",
    "MEDIA",
    "OUTLINED",
    "PLAIN",
    "PLAYERS",
    "STRONG",
    "TEXT_ELEMENTS",
    "VOID",
    "Layout",
]

INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark nobr output q rb rp rt "
    "rtc ruby s samp small span strike strong sub sup time tt u var amp-anchor amp-timeago picture".split()
)
MEDIA: Final = frozenset(
    "img source video audio iframe embed object amp-img amp-video amp-iframe amp-audio amp-youtube amp-vimeo "
    "amp-dailymotion amp-brightcove amp-jwplayer amp-soundcloud lite-youtube lite-vimeo track".split()
)
PLAYERS: Final = frozenset({"video", "audio"})
TEXT_ELEMENTS: Final = frozenset("p h1 h2 h3 h4 h5 h6 dt figcaption summary".split())
BLOCK_LEVEL: Final = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup legend li listing main menu nav noscript ol "
    "optgroup option p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp".split()
)
BOXES: Final = frozenset({"button", "noscript"})
"""Elements that a browser may lay out in a line; without text they don't split the text around them."""
VOID: Final = frozenset("br hr input wbr area base col param".split())
SPECIAL: Final = MEDIA | VOID | OPAQUE | {"meta", "link", "html"}
PLAIN: Final = frozenset("i em u s sub sup tt big small strike mjx-container mjx-math mjx-assistive-mml".split())
"""Inline elements whose attributes are not read."""
MARKS: Final[dict[str, MarkKind]] = {
    "a": "link",
    **dict.fromkeys(("em", "i", "dfn", "var"), "emphasis"),
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    "sub": "sub",
    "sup": "sup",
    **dict.fromkeys(("s", "strike", "del"), "strike"),
    "mark": "highlight",
    "q": "quote",
    **dict.fromkeys(("abbr", "acronym"), "abbreviation"),
}
"""Inline elements that mark their text, and how."""
OUTLINED: Final = frozenset("table thead tbody tfoot tr td th ol ul menu li".split())
"""Block-level elements that count in the shape of a list or table even without text."""
STRONG: Final = frozenset({"b", "strong"})
READINGS: Final = frozenset({"rt", "rp", "rtc"})
"""How the text before is read aloud: shown in small type above it, and no text of the line."""
CELLS: Final = frozenset({"td", "th"})
LISTS: Final = frozenset({"ul", "ol", "menu", "dl"})
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class Layout(IntEnum):
    """What an element does to the text around it: start a block, go on in the line, or something of its own."""

    BLOCK = 0
    INLINE = 1
    BOLD = 2
    PLAIN = 3
    SPECIAL = 4
    READING = 5


LAYOUT: Final[dict[str, Layout]] = {
    **dict.fromkeys(BLOCK_LEVEL, Layout.BLOCK),
    **dict.fromkeys(INLINE, Layout.INLINE),
    **dict.fromkeys(PLAIN, Layout.PLAIN),
    **dict.fromkeys(STRONG, Layout.BOLD),
    **dict.fromkeys(SPECIAL, Layout.SPECIAL),
    **dict.fromkeys(READINGS, Layout.READING),
}
MEANING: Final[dict[str, int]] = {
    "article": Within.ARTICLE,
    "main": Within.MAIN,
    "aside": Within.ASIDE,
    "nav": Within.NAV,
    "header": Within.HEADER,
    "footer": Within.FOOTER,
    "form": Within.FORM,
    "fieldset": Within.FORM,
    "figure": Within.FIGURE,
    "figcaption": Within.CAPTION | Within.FIGURE,
    "ul": Within.LIST,
    "ol": Within.LIST,
    "menu": Within.LIST,
    "dl": Within.LIST,
    "table": Within.TABLE,
    "blockquote": Within.QUOTE,
    "dialog": Within.DIALOG,
    "button": Within.BUTTON,
    "pre": Within.PRE,
    "details": Within.DETAILS,
    "noscript": Within.HIDDEN,
    "amp-sidebar": Within.NAV,
    "amp-consent": Within.DIALOG,
    **dict.fromkeys(HEADINGS, Within.HEADING),
}
