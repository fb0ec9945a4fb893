"""Keeps a hostile page from costing the parser more than linear time and memory.

An HTML parser that follows the standard is quadratic in a few constructs: elements nested in each other, formatting
elements left open (they are copied into every block that follows), attributes of one element, and different names
of attributes and elements. `guard` looks for them in two steps:

1. Bounds. A few passes at the speed of C show that a page can't be expensive, whatever its markup means. They are
   upper bounds: what stands in a comment or a script is counted too, and no closing tag is believed unless nothing
   can come between. Nearly every page ends here, and is handed on as it is.
2. A rewrite. The tags of the other pages are read one by one, with a stack like the parser's. Tags and attributes
   beyond the limits are left out, everything else stays. The stack may hold more than the parser's, never less:
   whenever it drops an element that the page does not close in so many words, the closing tag is written out.

Only tags and attributes are taken away, never text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Final

from cleanarticle.errors import ConfigError, LimitExceeded

__all__ = ["Limits", "check_size", "guard"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a page may cost.

    The three caps on markup apply to pages for which they matter: a small page may nest deeper, because it can't
    become expensive.

    Attributes:
        max_bytes: Size of the source, in bytes (characters for text). Pages saved with their images inlined reach
            20 MB; a parsed page takes about ten times its size in memory.
        max_tags: Number of `<` in the page. The largest of 1,700 collected pages has 20,000.
        max_depth: Elements open at once, as in browsers.
        max_formatting: Formatting elements (`b`, `font`, `a` and the like) open at once.
        max_attributes: Attributes of one element.
        max_json_bytes: Structured data that is read, in bytes, all of a page together.

    Raises:
        ConfigError: A limit is below 1.
    """

    max_bytes: int = 32 * 1024 * 1024
    max_tags: int = 300_000
    max_depth: int = 512
    max_formatting: int = 64
    max_attributes: int = 256
    max_json_bytes: int = 4 * 1024 * 1024

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if value < 1:
                raise ConfigError(f"{field.name} is {value}, but a limit is 1 or more")


def check_size(source: bytes | str, limits: Limits) -> None:
    """Refuse a source that is larger than the limit.

    Raises:
        LimitExceeded: The source has more than `max_bytes` bytes (characters for text).
    """
    if len(source) > limits.max_bytes:
        unit = "bytes" if isinstance(source, bytes) else "characters"
        raise LimitExceeded(
            f"the source has {len(source):,} {unit}, more than max_bytes={limits.max_bytes:,}; "
            "raise the limit to read it"
        )


# Each bound stands for a few tenths of a second at most, measured with the worst page that stays just below it.
_SAFE_TAGS: Final = 10_000
"""Nesting costs 1.2 ns times the square of the number of tags."""
_SAFE_COPIES: Final = 1_500_000
"""Elements and attributes made by copying open formatting elements cost 0.1 µs and 160 bytes each."""
_SAFE_NAMES: Final = 70_000
"""Attributes of the whole page, which may all have different names."""
_SAFE_ATTRIBUTES: Final = 4_000
"""Attributes of one element cost 1.6 ns times the square of their number."""


def guard(text: str, limits: Limits) -> str:
    """Make a page safe to parse.

    Args:
        text: HTML, decoded.
        limits: What the page may cost.

    Returns:
        The same object if the page can't be expensive to parse; otherwise HTML with the same text, in which tags
        and attributes beyond the limits are left out.

    Raises:
        LimitExceeded: The page has more than `max_tags` tags.
    """
    tags = text.count("<")
    if tags > limits.max_tags:
        raise LimitExceeded(
            f"the page has {tags:,} tags, more than max_tags={limits.max_tags:,}; raise the limit to read it"
        )
    deep = tags > _SAFE_TAGS
    if not (deep or _copies_formatting(text, tags) or _crowds_attributes(text)):
        return text
    depth = limits.max_depth if deep else tags + 1
    rewrite = _Rewrite(text, depth, limits.max_formatting, limits.max_attributes)
    rewritten = rewrite.run()
    if rewrite.copies > _SAFE_COPIES:
        return _Rewrite(text, depth, 0, limits.max_attributes).run()
    return rewritten


# --- The inside of a tag, as the standard's tokenizer reads it ---------------------------------------------------

_SPACE: Final = r"[\t\n\f\r ]"
_NAME_END: Final = r"[\t\n\f\r />]"


def _attribute(closing: str) -> str:
    """One step inside a tag: separators, or an attribute with its value.

    Args:
        closing: Pattern of what may end a quoted value, with `Q` for the quotation mark.
    """
    double, single = closing.replace("Q", '"'), closing.replace("Q", "'")
    return (
        r"(?:[\t\n\f\r /]++"
        rf"|[^\t\n\f\r />][^\t\n\f\r />=]*+(?:{_SPACE}*+={_SPACE}*+"
        rf"""(?:"[^"]*+{double}|'[^']*+{single}|(?!["'])[^\t\n\f\r >]*+)|(?!{_SPACE}*+=)))"""
    )


_ATTRIBUTE: Final = _attribute("Q")
_is_inside: Final = re.compile(f"{_ATTRIBUTE}*+").fullmatch
_find_attributes: Final = re.compile(rf"(?![\t\n\f\r /]){_ATTRIBUTE}").findall


# --- Bounds: formatting elements -----------------------------------------------------------------------------------

# Elements that the parser opens again in the next block if they are still open, and the two whose attributes it
# merges. Without attributes they are harmless: it keeps three equal ones. The first letters are a cheap test.
_HEAVY: Final = (
    r"(?:[abisuABISU]|[eEsSfFcCbBtTnNhH](?=[mtoirMTOIR])(?i:m|mall|trong|trike|ont|ode|ig|ody|t|obr|tml))"
    r"(?=[\t\n\f\r /])"
)
_find_heavy: Final = re.compile(f"<({_HEAVY}[^>]*)", re.ASCII).findall
# The same tags with their real inside, but for those which are closed before any other tag begins.
_CLOSED_AT_ONCE: Final = rf"""(?:[^<>'"]*+|[^<>']*+(?<=[^=\t\n\f\r ]"))>[^<]*+</(?i:\1){_NAME_END}"""
_find_left_open: Final = re.compile(
    rf"<({_HEAVY})(?!{_CLOSED_AT_ONCE})(?=({_ATTRIBUTE}{{0,512}}+)(>?))", re.ASCII
).findall
_PLAIN: Final = 3 * 14
_SHORT_LINK: Final = 256


def _copies_formatting(text: str, tags: int) -> bool:
    """Whether open formatting elements may be copied too often.

    A tag makes the parser copy each open one once at most. All count as open, but one link closes another.
    """
    allowed = min(_SAFE_COPIES // (tags + 1), _SAFE_ATTRIBUTES) - _PLAIN
    link, others = _SHORT_LINK // 2, 0
    for tag in _find_heavy(text):
        if (
            tag[0] in "aA"
            and len(tag) < _SHORT_LINK
            and tag[-1] == '"'
            and tag[-2] not in "=\t\n\f\r "
            and "'" not in tag
        ):
            continue  # the usual link: the quotation mark before its `>` closes a value, so the tag ends here
        if not _is_inside(tag):
            return _leaves_formatting_open(text, allowed)
        weight = 1 + len(_find_attributes(tag))
        if tag[0] in "aA":
            link = max(link, weight)
        else:
            others += weight
    return link + others > allowed and _leaves_formatting_open(text, allowed)


def _leaves_formatting_open(text: str, allowed: int) -> bool:
    """Whether the elements that are not closed at once are more than allowed, each with its attributes."""
    link, others = 0, 0
    for name, inside, end in _find_left_open(text):
        if not end:
            return True
        weight = 1 + len(_find_attributes(inside))
        if name in "aA":
            link = max(link, weight)
        else:
            others += weight
    return link + others > allowed


# --- Bounds: attributes --------------------------------------------------------------------------------------------

_CUT_OFF: Final = _attribute(r"(?:Q|\Z)")
_UNQUOTED: Final = r"[^\t\n\f\r >]*+"
# The rest of a tag from any place inside it: in the name of an attribute, in the name of the tag, in a value without
# quotation marks, before a value, in a value with either mark.
_rest_of_tag: Final = re.compile(
    rf"(?=({_CUT_OFF}*+))"
    rf"(?=[^\t\n\f\r />]*+({_CUT_OFF}*+))"
    rf"(?={_UNQUOTED}({_CUT_OFF}*+))"
    rf"""(?={_SPACE}*+=?+{_SPACE}*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|{_UNQUOTED})({_CUT_OFF}*+))"""
    rf"""(?=[^"]*+"?({_CUT_OFF}*+))"""
    rf"""(?=[^']*+'?({_CUT_OFF}*+))"""
).match
_find_cut_off_attributes: Final = re.compile(rf"(?![\t\n\f\r /]){_CUT_OFF}").findall
_WINDOW: Final = 8192
# What may be a tag, wherever it stands.
_find_insides: Final = re.compile(rf"</?[a-zA-Z](?=({_ATTRIBUTE}{{0,1000}}+)(>?))").findall


def _crowds_attributes(text: str) -> bool:
    """Whether an element may have too many attributes, or the page too many names of attributes."""
    # With its separator, a name takes two characters, and four bytes as soon as there are many.
    if len(text) > 2 * _SAFE_NAMES and len(text.encode("utf-8", "surrogatepass")) > 4 * _SAFE_NAMES:
        return _has_crowded_tags(text)
    inside = 0
    for start in range(0, len(text) - _WINDOW, _WINDOW):
        attributes = _attributes_across(text, start, start + _WINDOW)
        inside = 0 if attributes is None else inside + attributes
        if inside > _SAFE_ATTRIBUTES:
            return _has_crowded_tags(text)
    return False


def _attributes_across(text: str, start: int, end: int) -> int | None:
    """Number of attributes in a part of the text if all of it may stand inside one tag, otherwise None."""
    rest = _rest_of_tag(text, start, end)
    if rest is None:
        return None
    readings = [start for start, stop in rest.regs[1:] if stop == end]
    return max((len(_find_cut_off_attributes(text, start, end)) for start in readings), default=None)


def _has_crowded_tags(text: str) -> bool:
    """The same question, asked of everything that looks like a tag."""
    tags = _find_insides(text)
    if any(not end and len(inside) > 1000 and len(_find_attributes(inside)) > 400 for inside, end in tags):
        return True
    insides = [inside for inside, _ in tags]
    if sum(map(len, insides)) <= 2 * _SAFE_NAMES:
        return False
    return sum(len(_find_attributes(inside)) for inside in insides) > _SAFE_NAMES


# --- The rewrite ---------------------------------------------------------------------------------------------------


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FORMATTING: Final = _names("a b big code em font i nobr s small strike strong tt u")
_VOID: Final = _names(
    "area base basefont bgsound br col embed hr img input keygen link meta param source track wbr"
)
_RAW: Final = _names("script style textarea title xmp iframe noembed noframes")
_FRAMES: Final = _names("frameset frame plaintext")  # they would change how the rest of the page is read
_SHELL: Final = _names("html head body")
_ROOTS: Final = _names("svg math")
_INTEGRATION: Final = _names("foreignobject desc title mi mo mn ms mtext annotation-xml")
_TABLE: Final = _names("table caption colgroup tbody thead tfoot tr td th")
_BARRIERS: Final = _INTEGRATION | _names(
    "applet caption html table td th marquee object template select"
)
_HEADINGS: Final = _names("h1 h2 h3 h4 h5 h6")
_CLOSES_P: Final = _HEADINGS | _names(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "header hgroup hr li listing main menu nav ol p plaintext pre search section summary ul xmp"
)
_SCOPED: Final = _CLOSES_P | _FORMATTING | _names("applet button marquee object select template")
_SPECIAL: Final = (
    _BARRIERS | _CLOSES_P | _VOID | _RAW | _TABLE | _FRAMES | _names("body button head noscript select")
)
_BOUNDARIES: Final = _CLOSES_P | _TABLE | _names("button caption option optgroup select")
_BREAKS_OUT: Final = _HEADINGS | _names(
    "b big blockquote body br center code dd div dl dt em embed head hr i img li listing menu meta nobr ol p pre "
    "ruby s small span strong strike sub sup table tt u ul var"
)

# What an end tag does not reach through, and what a start tag closes (with what that does not reach through).
_STOPS: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(_SCOPED, _BARRIERS),
    **dict.fromkeys(_TABLE, _names("table template")),
    "p": _BARRIERS | {"button"},
    "li": _BARRIERS | {"ol", "ul"},
    "table": _names("template"),
    "svg": _SPECIAL,
    "math": _SPECIAL,
}
_P: Final = _names("p")
_CELLS: Final = _names("td th")
_ITEM_STOPS: Final = _SPECIAL - {"address", "div", "p"}
_CLOSED_BY: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
    "li": (_names("li"), _ITEM_STOPS),
    "dd": (_names("dd dt"), _ITEM_STOPS),
    "dt": (_names("dd dt"), _ITEM_STOPS),
    "a": (_names("a"), _SPECIAL),
    "option": (_names("option"), _SPECIAL),
    "optgroup": (_names("option optgroup"), _SPECIAL),
    "td": (_CELLS, _names("table tr template")),
    "th": (_CELLS, _names("table tr template")),
    "tr": (_names("tr"), _names("table template")),
    **dict.fromkeys(("tbody", "thead", "tfoot"), (_names("tbody thead tfoot"), _names("table template"))),
}

_next_token: Final = re.compile(
    rf"<(?:(/?)([a-zA-Z][^\t\n\f\r />]*+)({_ATTRIBUTE}*+)(>?)"
    r"|!--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>|\Z))"
    r"|(!\[CDATA\[)"
    r"|(?:[!?]|/(?![a-zA-Z]))[^>]*+>?)"
).search
_raw_end: Final = {
    name: re.compile(rf"</{name}(?={_NAME_END})", re.ASCII | re.IGNORECASE).search for name in _RAW
}
_script_mark: Final = re.compile(rf"<!(?=--)|-->|<(/?)script(?={_NAME_END})", re.ASCII | re.IGNORECASE).search
_closed_at_once: Final = re.compile(rf"<({_HEAVY}|[a-zA-Z]++){_CLOSED_AT_ONCE}", re.ASCII).match

_REACH: Final = 16
"""How many open elements a tag may close at once, so that looking for one costs constant time."""
_SAFE_ELEMENT_NAMES: Final = 5_000
_SAFE_INSIDE: Final = 80_000
_NOTHING: Final = "<!---->"
"""Stands for a tag left out: with nothing in its place, what stands around it could become a tag."""
_BOUNDARY: Final = "<p></p>"
"""Stands for a tag of a block left out, so that the words around it don't fuse."""


def _lower(name: str) -> str:
    """The name in lower case as the tokenizer makes it: only ASCII letters change."""
    return name.lower() if name.isascii() else name


def _script_end(text: str, at: int) -> int:
    """Where the end tag of a script begins; in `<!--`, a nested `<script>` has an end tag of its own."""
    escaped = nested = False
    mark = _script_mark(text, at)
    while mark is not None:
        found = mark[0]
        if found == "-->":
            escaped = nested = False
        elif found == "<!":
            escaped = True
        elif mark[1]:
            if not nested:
                return mark.start()
            nested = False
        elif escaped:
            nested = True
        mark = _script_mark(text, mark.end())
    return len(text)


class _Rewrite:
    """One pass over the tags of a page.

    Attributes:
        copies: Upper bound of the elements and attributes that the parser will make by copying open formatting
            elements.
    """

    __slots__ = (
        "attributes_left",
        "copies",
        "copied",
        "counts",
        "formatting",
        "foreign",
        "inside",
        "max_attributes",
        "max_depth",
        "max_formatting",
        "names",
        "pieces",
        "stack",
        "text",
        "weights",
    )
