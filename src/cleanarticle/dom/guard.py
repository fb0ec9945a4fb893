"""Keeps a hostile page from costing the parser more than linear time and memory.

An HTML parser that follows the standard is quadratic in a few constructs: elements nested in each other, formatting
elements left open (they are copied into every block that follows), attributes of one element, and different names
of attributes and elements. `guard` looks for them in two steps:

1. Bounds. A few passes at the speed of C show that a page can't be expensive, whatever its markup means. They are
   upper bounds: what stands in a comment or a script is counted too, and no closing tag is believed unless nothing
   can come between. Ninety-eight of a hundred pages end here, and are handed on as they are.
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
        max_tags: Number of `<` in the page. The largest of 1,768 collected pages has 19,437.
        max_depth: Elements open at once, as in browsers.
        max_formatting: Formatting elements (`b`, `font`, `a` and the like) open at once.
        max_attributes: Attributes of one element.
        max_json_bytes: Structured data that is read, in bytes, all of a page together.

    Raises:
        ConfigError: A limit is below 1.
    """

    max_bytes: int = 32 * 1024 * 1024
    max_tags: int = 100_000
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
_FEW_CHARACTERS: Final = 160_000
"""So few can't hold more names: 55,000 of one character, which makes two with a separator, the others of more."""
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
    if rewrite.gave_up:
        return _Rewrite(text, depth, 0, limits.max_attributes).run()
    return rewritten


# --- The inside of a tag, as the standard's tokenizer reads it ---

_SPACE: Final = r"[\t\n\f\r ]"
_NAME_END: Final = r"[\t\n\f\r />]"
_ATTRIBUTE_NAME: Final = r"[^\t\n\f\r />][^\t\n\f\r />=]*+"
_VALUE: Final = rf"""(?:{_SPACE}*+={_SPACE}*+(?:"[^"]*+"|'[^']*+'|(?!["'])[^\t\n\f\r >]*+)|(?!{_SPACE}*+=))"""
_STEP: Final = rf"(?:[\t\n\f\r /]++|{_ATTRIBUTE_NAME}{_VALUE})"
"""Separators, or an attribute with its value if it has one. A value that never ends matches nothing."""
_is_inside: Final = re.compile(f"{_STEP}*+").fullmatch
_find_attributes: Final = re.compile(_ATTRIBUTE_NAME + _VALUE).findall
_find_named_attributes: Final = re.compile(f"({_ATTRIBUTE_NAME}){_VALUE}").finditer


# --- Bounds: formatting elements ---

# Elements that the parser opens again in the next block if they are still open, and the two whose attributes it
# merges. Without attributes they are harmless: it keeps three equal ones. The first letters are a cheap test.
_HEAVY: Final = (
    r"(?:[abisuABISU]|[eEsSfFcCbBtTnNhH](?=[mtoirMTOIR])(?i:m|mall|trong|trike|ont|ode|ig|ody|t|obr|tml))"
    r"(?=[\t\n\f\r /])"
)
_find_heavy: Final = re.compile(f"<({_HEAVY}[^>]*)", re.ASCII).findall
# The same tags with their real inside, but for those which are closed before any other tag begins.
_CLOSED_AT_ONCE: Final = rf"""(?:[^<>'"]*+|[^<>']*+(?<=[^=\t\n\f\r ]"))>[^<]*+</(?i:\1){_NAME_END}"""
_find_left_open: Final = re.compile(rf"<({_HEAVY})(?!{_CLOSED_AT_ONCE})(?=({_STEP}{{0,512}}+)(>?))", re.ASCII).finditer
_PLAIN: Final = 3 * 14
_SHORT_LINK: Final = 400
_OVERLAP: Final = 8
"""How often each character may be read because tags seem to stand in each other; then the page is rewritten."""


def _copies_formatting(text: str, tags: int) -> bool:
    """Whether open formatting elements may be copied too often.

    A tag makes the parser copy each open one once at most. All count as open, but one link closes another.
    """
    allowed = min(_SAFE_COPIES // (tags + 1), _SAFE_ATTRIBUTES) - _PLAIN
    # All but the usual link: short, and surely at its end, because the quotation mark before it closes a value.
    unusual = [
        tag
        for tag in _find_heavy(text)
        if tag[-1] != '"' or tag[0] not in "aA" or len(tag) > _SHORT_LINK or "'" in tag or tag[-2] in "=\t\n\f\r "
    ]
    if not all(map(_is_inside, unusual)):
        return _leaves_formatting_open(text, allowed)
    others = [tag for tag in unusual if tag[0] not in "aA"]
    links = [len(_find_attributes(tag)) for tag in unusual if len(tag) > _SHORT_LINK and tag[0] in "aA"]
    allowed_others = allowed - max(links, default=0) - _SHORT_LINK // 2
    if sum(1 + len(tag) // 2 for tag in others) <= allowed_others:
        return False
    if sum(1 + len(_find_attributes(tag)) for tag in others) <= allowed_others:
        return False
    return _leaves_formatting_open(text, allowed)


def _leaves_formatting_open(text: str, allowed: int) -> bool:
    """Whether the elements that are not closed at once are more than allowed, each with its attributes."""
    link, others, read = 0, 0, 0
    for tag in _find_left_open(text):
        name, inside, end = tag.groups()
        read += len(inside)
        if not end or read > _OVERLAP * len(text):
            return True
        weight = 1 + len(_find_attributes(inside))
        if name in "aA":
            link = max(link, weight)
        else:
            others += weight
    return link + others > allowed


# --- Bounds: attributes ---

_SAMPLES: Final = 24_576
"""Distance of the places, in characters, at which the page is tested for a tag that spans them."""
# White space without an equals sign on either side: if it stands in a tag, and not in a quoted value, a name begins
# behind it.
_find_gap: Final = re.compile(r"(?<=[^=\t\n\f\r ])[\t\n\f\r ](?=[^=\t\n\f\r ])").search
_rest_of_tag: Final = re.compile(f"{_STEP}{{0,{2 * _SAFE_ATTRIBUTES}}}+").match
# An attribute as most are written, which is quicker to read than any.
_USUAL: Final = r"""(?:[\t\n\f\r ]++[^\t\n\f\r />="']++="[^"]*+")"""
# The insides of what may be tags, wherever they stand. One that is cut off has at least 499 attributes.
_find_insides: Final = re.compile(
    rf"</?[a-zA-Z][^\t\n\f\r />]*+(?=[\t\n\f\r /])(?=({_USUAL}{{0,500}}+{_STEP}{{0,1000}}+>?))"
).finditer
_BEFORE_NAMES: Final = "\t\n\f\r /\"'"
"""One of these stands before each name: white space, a slash, or the end of a quoted value."""


def _crowds_attributes(text: str) -> bool:
    """Whether an element may have too many attributes, or the page too many names of attributes."""
    # With its separator, a name takes three characters, and four bytes, as soon as there are many.
    if len(text) > _FEW_CHARACTERS and _has_bytes(text, 4 * _SAFE_NAMES):
        return _has_crowded_tags(text)
    double = single = -1
    for sample in range(_SAMPLES, len(text), _SAMPLES):
        gap = _find_gap(text, sample - _SAMPLES // 4, sample)
        if gap is None:
            return _has_crowded_tags(text)
        # The rest of a tag that spans this place, if the place is between its attributes ...
        at = gap.start()
        if _spans_many(text, at):
            return _has_crowded_tags(text)
        # ... and if it is in a quoted value.
        if double < at:
            double = _position('"', text, at)
            if _spans_many(text, double + 1):
                return _has_crowded_tags(text)
        if single < at:
            single = _position("'", text, at)
            if _spans_many(text, single + 1):
                return _has_crowded_tags(text)
    return False


def _position(mark: str, text: str, start: int) -> int:
    """Where the mark stands next; the end of the text if nowhere."""
    found = text.find(mark, start)
    return len(text) if found < 0 else found


def _spans_many(text: str, at: int) -> bool:
    """Whether too many attributes follow, if the place is in a tag, between attributes."""
    rest = _rest_of_tag(text, at)
    return (
        rest is not None
        and rest.end() - at >= 2 * _SAFE_ATTRIBUTES - 1
        and _most_names(rest[0]) >= _SAFE_ATTRIBUTES - 1
        and len(_find_attributes(rest[0])) >= _SAFE_ATTRIBUTES - 1
    )


def _has_crowded_tags(text: str) -> bool:
    """The same question, asked of everything that looks like a tag."""
    insides = []
    read, most = 0, _OVERLAP * len(text)
    for tag in _find_insides(text):
        inside = tag[1]
        if len(inside) >= 1000 and inside[-1] != ">" and len(_find_attributes(inside)) >= 499:
            if _spans_many(text, tag.end()):
                return True
            rest = _rest_of_tag(text, tag.end())
            inside = rest[0] if rest is not None else inside
        read += len(inside)
        if read > most:
            return True
        insides.append(inside)
    if read <= 2 * _SAFE_NAMES:
        return False
    joined = "".join(insides)
    if not _has_bytes(joined, 4 * _SAFE_NAMES) or _most_names(joined) <= _SAFE_NAMES:
        return False
    return sum(len(_find_attributes(inside)) for inside in insides) > _SAFE_NAMES


def _has_bytes(text: str, number: int) -> bool:
    """Whether the text has more than so many bytes in UTF-8."""
    return len(text) > number or (not text.isascii() and len(text.encode("utf-8", "surrogatepass")) > number)


def _most_names(insides: str) -> int:
    """A bound on the number of attributes in the insides of tags, of which the first may begin with a name."""
    return 1 + sum(map(insides.count, _BEFORE_NAMES))


# --- The rewrite ---


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FORMATTING: Final = _names("a b big code em font i nobr s small strike strong tt u")
_VOID: Final = _names("area base basefont bgsound br col embed hr img input keygen link meta param source track wbr")
_RAW: Final = _names("script style textarea title xmp iframe noembed noframes")
_MODES: Final = _names("frameset frame plaintext")
"""Start tags that change how the rest of the page is read."""
_SHELL: Final = _names("html head body")
_ROOTS: Final = _names("svg math")
_INTEGRATION: Final = _names("foreignobject desc title mi mo mn ms mtext annotation-xml")
_TABLE: Final = _names("table caption colgroup tbody thead tfoot tr td th")
_BARRIERS: Final = _INTEGRATION | _names("applet caption html table td th marquee object template select")
_HEADINGS: Final = _names("h1 h2 h3 h4 h5 h6")
_CLOSES_P: Final = _HEADINGS | _names(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "header hgroup hr li listing main menu nav ol p plaintext pre search section summary ul xmp"
)
_MISNESTING: Final = _FORMATTING | {"form"}  # their end tag closes them alone, not what stands above
_SCOPED: Final = _CLOSES_P | _FORMATTING | _names("applet button marquee object select template")
_SPECIAL: Final = _BARRIERS | _CLOSES_P | _VOID | _RAW | _TABLE | _MODES | _names("body button head noscript select")
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
    rf"<(?:(/?)([a-zA-Z][^\t\n\f\r />]*+)({_STEP}*+)(>?)"
    r"|!--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>|\Z))"
    r"|(!\[CDATA\[)"
    r"|(?:[!?]|/(?![a-zA-Z]))[^>]*+>?)"
).search
_raw_end: Final = {name: re.compile(rf"</{name}(?={_NAME_END})", re.ASCII | re.IGNORECASE) for name in _RAW}
_script_mark: Final = re.compile(rf"<!(?=--)|-->|<(/?)script(?={_NAME_END})", re.ASCII | re.IGNORECASE).search
_closed_at_once: Final = re.compile(rf"<([a-zA-Z]++){_CLOSED_AT_ONCE}", re.ASCII).match

_REACH: Final = 16
"""How many open elements a tag may close at once, so that looking for one costs constant time."""
_ADOPTED: Final = 6
"""Blocks that a formatting element may hold when its end tag still removes it for sure: the parser tries 8 times."""
_SAFE_ELEMENT_NAMES: Final = 5_000
_SAFE_ATTRIBUTE_NAMES: Final = 10_000
_SAFE_INSIDE: Final = 80_000
"""Characters of attributes from which on their names are counted."""
_NOTHING: Final = "<!---->"
"""Stands for a tag left out: with nothing in its place, what stands around it could become a tag."""
_BOUNDARY: Final = "<p></p>"
"""Stands for a tag of a block left out, so that the words around it don't fuse."""


def _lower(name: str) -> str:
    """The name in lower case as the tokenizer makes it: only ASCII letters change."""
    return name.lower() if name.isascii() else name


def _closes_itself(inside: str) -> bool:
    """Whether a tag ends with a slash that belongs to no value."""
    if not inside.endswith("/"):
        return False
    end = 0
    for attribute in _find_named_attributes(inside):
        end = attribute.end()
    return end < len(inside)


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
        gave_up: Whether the parser may copy open formatting elements too often; the page is not read to its end.
            It can't happen if none but those closed at once are allowed.
    """

    __slots__ = (
        "attribute_names",
        "copied",
        "copies",
        "counts",
        "foreign",
        "formatting",
        "gave_up",
        "inside",
        "max_attributes",
        "max_depth",
        "max_formatting",
        "names",
        "pieces",
        "shell_attributes",
        "stack",
        "text",
        "weight",
        "weights",
    )

    def __init__(self, text: str, max_depth: int, max_formatting: int, max_attributes: int) -> None:
        self.text = text
        self.max_depth = max_depth
        self.max_formatting = max_formatting
        self.max_attributes = max_attributes
        self.pieces: list[str] = []
        self.copied = 0
        self.stack: list[str] = []
        self.weights: list[int] = []
        self.counts: dict[str, int] = {}
        self.foreign = 0
        self.formatting = 0
        self.weight = 0
        self.copies = 0
        self.gave_up = False
        self.inside = 0
        self.shell_attributes = 0
        self.names: set[str] = set()
        self.attribute_names: set[str] = set()

    def run(self) -> str:
        """Read the page to its end, and put it together again."""
        text = self.text
        token = _next_token(text, 0)
        while token is not None:
            at = token.end()
            slash, name, inside, end, cdata = token.groups()
            if name is not None:
                if not end:
                    break  # the page ends inside the tag
                self.copies += self.weight
                if self.copies > _SAFE_COPIES and self.max_formatting:
                    self.gave_up = True
                    break
                if slash:
                    self._end_tag(token, _lower(name), inside)
                else:
                    at = self._start_tag(token, _lower(name), inside)
            elif cdata is not None:
                at = self._character_data(token.start(), at)
            token = _next_token(text, at)
        if not self.pieces:
            return text
        self.pieces.append(text[self.copied :])
        return "".join(self.pieces)

    # Output

    def _replace(self, start: int, end: int, replacement: str) -> None:
        self.pieces.append(self.text[self.copied : start])
        self.pieces.append(replacement)
        self.copied = end

    def _leave_out(self, token: re.Match[str], name: str) -> None:
        self._replace(token.start(), token.end(), _BOUNDARY if name in _BOUNDARIES else _NOTHING)

    # The stack

    def _push(self, name: str, weight: int) -> None:
        self.stack.append(name)
        self.weights.append(weight)
        self.counts[name] = self.counts.get(name, 0) + 1
        if weight:
            self.weight += weight
            self.formatting += 1
        elif name in _ROOTS:
            self.foreign += 1

    def _remove(self, index: int) -> str:
        name = self.stack.pop(index)
        weight = self.weights.pop(index)
        self.counts[name] -= 1
        if weight:
            self.weight -= weight
            self.formatting -= 1
        elif name in _ROOTS:
            self.foreign -= 1
        return name

    def _find(self, names: frozenset[str], stops: frozenset[str]) -> int:
        """Index of the innermost open element with one of the names; -1 if one of `stops` stands above it."""
        top = len(self.stack) - 1
        for index in range(top, max(top - _REACH, -1), -1):
            if self.stack[index] in names:
                return index
            if self.stack[index] in stops:
                break
        return -1

    def _close(self, at: int, index: int) -> None:
        """Close the elements from the index on, in so many words."""
        closing = []
        while len(self.stack) > index:
            name = self._remove(-1)
            if self._is_written(name, len(self.stack)):
                closing.append(f"</{name}>")
            elif name in _BOUNDARIES:
                closing.append(_BOUNDARY)
        if closing:
            self._replace(at, at, "".join(closing))

    # Tags

    def _start_tag(self, token: re.Match[str], name: str, inside: str) -> int:
        """Take in a start tag.

        Returns:
            Where to read on.
        """
        start, end = token.span()
        if name in _MODES or (self.foreign and name == "font") or not self._knows(name):
            self._replace(start, end, _NOTHING)
            return self._plain_text(end) if name == "plaintext" and not self.foreign else end
        kept = self._keep_attributes(inside) if inside else inside
        if self.foreign and name in _BREAKS_OUT:
            self._leave_foreign(start)
        if name in _SHELL:
            self._write(token, name, self._keep_shell(name, kept))
            return end
        if name in _CLOSES_P and self.counts.get("p"):
            self._close_found(start, _P, _STOPS["p"])
        if name in _CLOSED_BY:
            self._close_found(start, *_CLOSED_BY[name])
        if name in _RAW:
            return self._raw_text(token, name, kept)
        if name in _VOID:
            # Other such elements would be open in SVG, and not in HTML: without them, both readings agree.
            self._write(token, name, kept if not self.foreign or name in _BREAKS_OUT else None)
        elif (self.foreign or name in _ROOTS) and _closes_itself(inside):
            self._self_closed(token, name, kept)
        else:
            self._open(token, name, kept)
        return end

    def _open(self, token: re.Match[str], name: str, kept: str) -> None:
        weight = 0
        if name in _FORMATTING:
            if self.formatting >= self.max_formatting and not _closed_at_once(self.text, token.start()):
                self._write(token, name, None)
                return
            weight = 1 + len(_find_attributes(kept))
        if len(self.stack) < self.max_depth or name == "p":
            if kept != token[3]:
                self._write(token, name, kept)
        else:
            self._leave_out(token, name)
        self._push(name, weight)

    def _self_closed(self, token: re.Match[str], name: str, kept: str) -> None:
        """Write out the end tag, so that the element is closed even if the parser takes it for HTML."""
        if len(self.stack) >= self.max_depth:
            self._leave_out(token, name)
        else:
            self._replace(*token.span(), f"<{name}{kept.rstrip('/')}></{name}>")

    def _end_tag(self, token: re.Match[str], name: str, inside: str) -> None:
        if self.stack and self.stack[-1] == name and not inside and len(self.stack) <= self.max_depth:
            self._remove(-1)  # the usual case, decided at once
            return
        self.inside += len(inside)
        kept = inside if len(inside) <= 2 * self.max_attributes and self.inside <= _SAFE_INSIDE else ""
        if name in _RAW or name in _SHELL or name == "br":
            self._write(token, f"/{name}", kept)
            return
        names = _HEADINGS if name in _HEADINGS else frozenset((name,))
        if not any(self.counts.get(name) for name in names):
            self._write(token, f"/{name}", kept if name == "p" else None)
            return
        index = self._find(names, _STOPS.get(name, _SPECIAL))
        blocks = 0
        if index >= 0 and name in _MISNESTING:
            blocks = sum(element in _SPECIAL for element in self.stack[index + 1 :])
        if index < 0 or (blocks > _ADOPTED and name in _FORMATTING):
            self._write(token, f"/{name}", kept)  # out of reach here; the parser may close it
            return
        if not blocks:
            self._close(token.start(), index + 1)
        self._remove(index)
        if self._is_written(name, index):
            self._write(token, f"/{name}", kept)
        else:
            self._leave_out(token, name)

    def _is_written(self, name: str, depth: int) -> bool:
        """Whether an element is within the depth allowed. A paragraph always is: it can't nest."""
        return depth < self.max_depth or name == "p"

    def _write(self, token: re.Match[str], name: str, inside: str | None) -> None:
        """Write out a tag whose inside may have changed; leave it out if that is None."""
        if inside is None:
            self._replace(*token.span(), _NOTHING)
        elif inside != token[3]:
            self._replace(*token.span(), f"<{name}{inside}>")

    def _close_found(self, at: int, names: frozenset[str], stops: frozenset[str]) -> None:
        index = self._find(names, stops)
        if index >= 0:
            self._close(at, index)

    def _leave_foreign(self, at: int) -> None:
        """Close SVG and MathML, as some HTML elements do when they begin inside."""
        while self.foreign:
            index = self._find(_ROOTS, _INTEGRATION)
            if index < 0:
                break
            self._close(at, index)

    # Names and attributes

    def _knows(self, name: str) -> bool:
        """Whether the name of an element is one of those seen before, or of the first few thousand."""
        if name not in self.names:
            if len(self.names) >= _SAFE_ELEMENT_NAMES:
                return False
            self.names.add(name)
        return True

    def _keep_attributes(self, inside: str) -> str:
        """The inside of a start tag without what is too much."""
        self.inside += len(inside)
        if self.inside <= _SAFE_INSIDE and len(inside) <= 2 * self.max_attributes:
            return inside
        kept = []
        attributes = list(_find_named_attributes(inside))
        for attribute in attributes:
            name = _lower(attribute[1])
            if self.inside > _SAFE_INSIDE and name not in self.attribute_names:
                if len(self.attribute_names) >= _SAFE_ATTRIBUTE_NAMES:
                    continue
                self.attribute_names.add(name)
            kept.append(attribute[0])
            if len(kept) == self.max_attributes:
                break
        if len(kept) == len(attributes):
            return inside
        return " ".join(["", *kept, "/"] if inside.endswith("/") else ["", *kept])

    def _keep_shell(self, name: str, kept: str) -> str | None:
        """The inside of a tag whose attributes the parser merges with those of the first one."""
        if self.foreign and name == "html":
            return None  # an element like any other in SVG
        self.shell_attributes += len(_find_attributes(kept))
        return kept if self.shell_attributes <= self.max_attributes else ""

    # Text that is no markup

    def _raw_text(self, token: re.Match[str], name: str, kept: str) -> int:
        """Skip the content of an element in which tags mean nothing.

        Inside SVG and MathML they mean something. Where that makes a difference, the start tag is left out, so
        that it doesn't matter which of the two it is.

        Returns:
            Where the content ends.
        """
        start = token.end()
        if self.foreign:
            end = self.text.find("<", start)
            if end < 0 or _closes_itself(kept) or not _raw_end[name].match(self.text, end):
                self._write(token, name, None)
                return start
        elif name == "script":
            end = _script_end(self.text, start)
        else:
            closing = _raw_end[name].search(self.text, start)
            end = closing.start() if closing else len(self.text)
        self._write(token, name, kept)
        return end

    def _plain_text(self, start: int) -> int:
        """Write out the rest of the page as text."""
        end = len(self.text)
        self._replace(start, end, self.text[start:].replace("<", "&lt;"))
        return end

    def _character_data(self, start: int, at: int) -> int:
        """Skip a CDATA section, which is text in SVG and MathML, and a comment up to the next `>` in HTML.

        Returns:
            Where it ends.
        """
        closing = "]]>" if self.foreign else ">"
        end = self.text.find(closing, at)
        after = len(self.text) if end < 0 else end + len(closing)
        if self.foreign:
            content = self.text[at : len(self.text) if end < 0 else end]
            self._replace(start, after, content.replace("<", "&lt;"))
        return after
