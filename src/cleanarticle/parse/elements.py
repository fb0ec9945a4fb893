"""The HTML standard's tables of elements: which ones close, stop or contain others."""

from __future__ import annotations

from typing import Final

__all__ = [
    "BOUNDARIES",
    "BREAKS_OUT",
    "CLOSED_BY",
    "CLOSES_P",
    "FORMATTING",
    "HEADINGS",
    "INTEGRATION",
    "MISNESTING",
    "MODES",
    "PARAGRAPH",
    "RAW",
    "ROOTS",
    "SHELL",
    "SPECIAL",
    "STOPS",
    "VOID",
]


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


FORMATTING: Final = _names("a b big code em font i nobr s small strike strong tt u")
VOID: Final = _names("area base basefont bgsound br col embed hr img input keygen link meta param source track wbr")
RAW: Final = _names("script style textarea title xmp iframe noembed noframes")
MODES: Final = _names("frameset frame plaintext")
"""Start tags that change how the parser reads the rest of the page."""
SHELL: Final = _names("html head body")
ROOTS: Final = _names("svg math")
INTEGRATION: Final = _names("foreignobject desc title mi mo mn ms mtext annotation-xml")
_TABLE: Final = _names("table caption colgroup tbody thead tfoot tr td th")
_BARRIERS: Final = INTEGRATION | _names("applet caption html table td th marquee object template select")
HEADINGS: Final = _names("h1 h2 h3 h4 h5 h6")
CLOSES_P: Final = HEADINGS | _names(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "header hgroup hr li listing main menu nav ol p plaintext pre search section summary ul xmp"
)
MISNESTING: Final = FORMATTING | {"form"}  # their end tag closes only them, not the elements opened after them
_SCOPED: Final = CLOSES_P | FORMATTING | _names("applet button marquee object select template")
SPECIAL: Final = _BARRIERS | CLOSES_P | VOID | RAW | _TABLE | MODES | _names("body button head noscript select")
BOUNDARIES: Final = CLOSES_P | _TABLE | _names("button caption option optgroup select")
BREAKS_OUT: Final = HEADINGS | _names(
    "b big blockquote body br center code dd div dl dt em embed head hr i img li listing menu meta nobr ol p pre "
    "ruby s small span strong strike sub sup table tt u ul var"
)
# Open elements that an end tag does not close through.
STOPS: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(_SCOPED, _BARRIERS),
    **dict.fromkeys(_TABLE, _names("table template")),
    "p": _BARRIERS | {"button"},
    "li": _BARRIERS | {"ol", "ul"},
    "table": _names("template"),
    "svg": SPECIAL,
    "math": SPECIAL,
}
PARAGRAPH: Final = _names("p")
_CELLS: Final = _names("td th")
_ITEM_STOPS: Final = SPECIAL - {"address", "div", "p"}
# The open elements that a start tag closes, and those it does not close through.
CLOSED_BY: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
    "li": (_names("li"), _ITEM_STOPS),
    "dd": (_names("dd dt"), _ITEM_STOPS),
    "dt": (_names("dd dt"), _ITEM_STOPS),
    "a": (_names("a"), SPECIAL),
    "option": (_names("option"), SPECIAL),
    "optgroup": (_names("option optgroup"), SPECIAL),
    "td": (_CELLS, _names("table tr template")),
    "th": (_CELLS, _names("table tr template")),
    "tr": (_names("tr"), _names("table template")),
    **dict.fromkeys(("tbody", "thead", "tfoot"), (_names("tbody thead tfoot"), _names("table template"))),
}
