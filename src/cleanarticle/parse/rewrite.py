"""Rewrites a page without the tags and attributes beyond the limits.

It reads the tags one by one and keeps a stack of open elements like the parser's. The stack may hold more elements
than the parser's, never fewer: when an element closes without an end tag, the rewrite adds the end tag.
"""

from __future__ import annotations

import re
import sys
from typing import Final

from cleanarticle.errors import LimitExceeded
from cleanarticle.parse.bounds import SAFE_COPIES
from cleanarticle.parse.elements import (
    BOUNDARIES,
    BREAKS_OUT,
    CLOSED_BY,
    CLOSES_P,
    FORMATTING,
    HEADINGS,
    INTEGRATION,
    MISNESTING,
    MODES,
    PARAGRAPH,
    RAW,
    ROOTS,
    SHELL,
    SPECIAL,
    STOPS,
    VOID,
)
from cleanarticle.parse.tags import (
    CLOSED_AT_ONCE,
    NAME_END,
    STEP,
    closes_itself,
    find_attributes,
    find_named_attributes,
)

__all__ = ["Rewrite"]

_next_token: Final = re.compile(
    rf"<(?:(/?)([a-zA-Z][^\t\n\f\r />]*+)({STEP}*+)(>?)"
    r"|!--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>|\Z))"
    r"|(!\[CDATA\[)"
    r"|(?:[!?]|/(?![a-zA-Z]))[^>]*+>?)"
).search
_raw_end: Final = {name: re.compile(rf"</{name}(?={NAME_END})", re.ASCII | re.IGNORECASE) for name in RAW}
_script_mark: Final = re.compile(rf"<!(?=--)|-->|<(/?)script(?={NAME_END})", re.ASCII | re.IGNORECASE).search
_closed_at_once: Final = re.compile(rf"<([a-zA-Z]++){CLOSED_AT_ONCE}", re.ASCII).match
_REACH: Final = 16
"""Open elements that are searched for one to close, so that a search costs constant time."""
_ADOPTED: Final = 6
"""Blocks inside a formatting element up to which its end tag surely removes it: the parser tries 8 times."""
# The parser compares each unknown name with others in its table: beyond, the time for them grows with their square.
_SAFE_ELEMENT_NAMES: Final = 5_000
# The same for names of attributes, of which pages have more.
_SAFE_ATTRIBUTE_NAMES: Final = 10_000
_SAFE_INSIDE: Final = 80_000
"""Characters of attributes above which their names are counted."""
_NOTHING: Final = "<!---->"
"""Replaces a removed tag: with nothing in its place, the characters around it could become a tag."""
_BOUNDARY: Final = "<p></p>"
"""Replaces a removed tag of a block, so that the words around it don't fuse."""


def _lower(name: str) -> str:
    """The name in lower case, after the tokenizer: only ASCII letters change."""
    return name.lower() if name.isascii() else name


def _script_end(text: str, start: int) -> int:
    """The start of a script's end tag. After `<!--` a nested `<script>` has an end tag of its own."""
    escaped = nested = False
    mark = _script_mark(text, start)
    while mark is not None:
        if mark[0] == "-->":
            escaped = nested = False
        elif mark[0] == "<!":
            escaped = True
        elif mark[1]:
            if not nested:
                return mark.start()
            nested = False
        elif escaped:
            nested = True
        mark = _script_mark(text, mark.end())
    return len(text)


class Rewrite:
    """One pass over the tags of a page.

    Raises:
        LimitExceeded: `run` raises it for a page of more than `max_tags` tags. A start tag and an end tag count as one.

    Attributes:
        gave_up: True if the parser may copy open formatting elements too often; then the pass stopped early. It does
            not happen with `max_formatting` 0.
    """

    __slots__ = (
        "attribute_names",
        "copied_to",
        "copies",
        "counts",
        "ends",
        "foreign",
        "formatting",
        "gave_up",
        "inside",
        "max_attributes",
        "max_depth",
        "max_formatting",
        "max_tags",
        "names",
        "output",
        "shell_attributes",
        "stack",
        "starts",
        "text",
        "weight",
        "weights",
    )

    def __init__(
        self, text: str, max_depth: int, max_formatting: int, max_attributes: int, max_tags: int = sys.maxsize
    ) -> None:
        self.text = text
        self.max_depth = max_depth
        self.max_formatting = max_formatting
        self.max_attributes = max_attributes
        self.max_tags = max_tags
        self.starts = self.ends = 0  # tags so far
        self.output: list[str] = []
        self.copied_to = 0
        self.stack: list[str] = []
        self.weights: list[int] = []
        self.counts: dict[str, int] = {}
        self.foreign = 0  # open `svg` and `math` elements
        self.formatting = 0  # open formatting elements
        self.weight = 0  # these and their attributes, which the parser may copy at each tag
        self.copies = 0  # elements and attributes copied so far at worst
        self.gave_up = False
        self.inside = 0  # characters of attributes so far
        self.shell_attributes = 0
        self.names: set[str] = set()
        self.attribute_names: set[str] = set()

    def run(self) -> str:
        """Return the rewritten page; the same object if nothing was changed."""
        text = self.text
        token = _next_token(text, 0)
        while token is not None:
            position = token.end()
            slash, name, inside, end, cdata = token.groups()
            if name is not None:
                if not end:
                    break  # the page ends inside a tag
                self.copies += self.weight
                if self.copies > SAFE_COPIES and self.max_formatting:
                    self.gave_up = True
                    break
                self._count(bool(slash))
                if slash:
                    self._end_tag(token, _lower(name), inside)
                else:
                    position = self._start_tag(token, _lower(name), inside)
            elif cdata is not None:
                position = self._character_data(token.start(), position)
            token = _next_token(text, position)
        if not self.output:
            return text
        self.output.append(text[self.copied_to :])
        return "".join(self.output)

    def _count(self, closes: bool) -> None:
        """Count a tag, and refuse the page if there are too many. An element has one of each, or one of them."""
        if closes:
            self.ends += 1
        else:
            self.starts += 1
        tags = max(self.starts, self.ends)
        if tags > self.max_tags:
            raise LimitExceeded(
                f"the page has at least {tags:,} tags, more than max_tags={self.max_tags:,}; raise the limit to read it"
            )

    # Output

    def _replace(self, start: int, end: int, replacement: str) -> None:
        self.output.append(self.text[self.copied_to : start])
        self.output.append(replacement)
        self.copied_to = end

    def _leave_out(self, token: re.Match[str], name: str) -> None:
        self._replace(token.start(), token.end(), _BOUNDARY if name in BOUNDARIES else _NOTHING)

    # The stack

    def _push(self, name: str, weight: int) -> None:
        self.stack.append(name)
        self.weights.append(weight)
        self.counts[name] = self.counts.get(name, 0) + 1
        if weight:
            self.weight += weight
            self.formatting += 1
        elif name in ROOTS:
            self.foreign += 1

    def _remove(self, index: int) -> str:
        name = self.stack.pop(index)
        weight = self.weights.pop(index)
        self.counts[name] -= 1
        if weight:
            self.weight -= weight
            self.formatting -= 1
        elif name in ROOTS:
            self.foreign -= 1
        return name

    def _find(self, names: frozenset[str], stops: frozenset[str]) -> int:
        """Index of the innermost open element with one of the names; -1 if one of `stops` was opened after it."""
        top = len(self.stack) - 1
        for index in range(top, max(top - _REACH, -1), -1):
            if self.stack[index] in names:
                return index
            if self.stack[index] in stops:
                break
        return -1

    def _close(self, position: int, index: int) -> None:
        """Close the elements from the index on, with explicit end tags before a position of the text."""
        closing = []
        while len(self.stack) > index:
            name = self._remove(-1)
            if self._is_written(name, len(self.stack)):
                closing.append(f"</{name}>")
            elif name in BOUNDARIES:
                closing.append(_BOUNDARY)
        if closing:
            self._replace(position, position, "".join(closing))

    # Tags

    def _start_tag(self, token: re.Match[str], name: str, inside: str) -> int:
        """Handle a start tag; return the position to read on from."""
        start, end = token.span()
        if name in MODES or (self.foreign and name == "font") or not self._knows(name):
            self._replace(start, end, _NOTHING)
            return self._plain_text(end) if name == "plaintext" and not self.foreign else end
        kept = self._keep_attributes(inside) if inside else inside
        if self.foreign and name in BREAKS_OUT:
            self._leave_foreign(start)
        if name in SHELL:
            self._write(token, name, self._keep_shell(name, kept))
            return end
        if name in CLOSES_P and self.counts.get("p"):
            self._close_innermost(start, PARAGRAPH, STOPS["p"])
        if name in CLOSED_BY:
            names, stops = CLOSED_BY[name]
            self._close_innermost(start, names, stops)
        if name in RAW:
            return self._raw_text(token, name, kept)
        if name in VOID:
            # Inside SVG a void element of HTML may stay open. Without it, both readings agree.
            self._write(token, name, kept if not self.foreign or name in BREAKS_OUT else None)
        elif (self.foreign or name in ROOTS) and closes_itself(inside):
            self._self_closed(token, name, kept)
        else:
            self._open(token, name, kept)
        return end

    def _open(self, token: re.Match[str], name: str, kept: str) -> None:
        weight = 0
        if name in FORMATTING:
            if self.formatting >= self.max_formatting and not _closed_at_once(self.text, token.start()):
                self._write(token, name, None)
                return
            weight = 1 + len(find_attributes(kept))
        if len(self.stack) < self.max_depth or name == "p":
            if kept != token[3]:
                self._write(token, name, kept)
        else:
            self._leave_out(token, name)
        self._push(name, weight)

    def _self_closed(self, token: re.Match[str], name: str, kept: str) -> None:
        """Write an end tag, so that the element closes even if the parser takes it for HTML."""
        if len(self.stack) >= self.max_depth:
            self._leave_out(token, name)
        else:
            self._replace(token.start(), token.end(), f"<{name}{kept.rstrip('/')}></{name}>")

    def _end_tag(self, token: re.Match[str], name: str, inside: str) -> None:
        if self.stack and self.stack[-1] == name and not inside and len(self.stack) <= self.max_depth:
            self._remove(-1)  # the usual case, handled fast
            return
        self.inside += len(inside)
        kept = inside if len(inside) <= 2 * self.max_attributes and self.inside <= _SAFE_INSIDE else ""
        if name in RAW or name in SHELL or name == "br":
            self._write(token, f"/{name}", kept)
            return
        names = HEADINGS if name in HEADINGS else frozenset((name,))
        if not any([self.counts.get(name) for name in names]):  # noqa: C419 - compiled, it makes no generator
            self._write(token, f"/{name}", kept if name == "p" else None)
            return
        index = self._find(names, STOPS.get(name, SPECIAL))
        blocks = 0
        if index >= 0 and name in MISNESTING:
            blocks = len([element for element in self.stack[index + 1 :] if element in SPECIAL])
        if index < 0 or (blocks > _ADOPTED and name in FORMATTING):
            self._write(token, f"/{name}", kept)  # not found here, but the parser may close it
            return
        if not blocks:
            self._close(token.start(), index + 1)
        self._remove(index)
        if self._is_written(name, index):
            self._write(token, f"/{name}", kept)
        else:
            self._leave_out(token, name)

    def _is_written(self, name: str, depth: int) -> bool:
        """True if an element is within the allowed depth. A paragraph always is: it can't nest."""
        return depth < self.max_depth or name == "p"

    def _write(self, token: re.Match[str], name: str, inside: str | None) -> None:
        """Write a tag whose inside may have changed; leave it out if the inside is `None`."""
        if inside is None:
            self._replace(token.start(), token.end(), _NOTHING)
        elif inside != token[3]:
            self._replace(token.start(), token.end(), f"<{name}{inside}>")

    def _close_innermost(self, position: int, names: frozenset[str], stops: frozenset[str]) -> None:
        index = self._find(names, stops)
        if index >= 0:
            self._close(position, index)

    def _leave_foreign(self, position: int) -> None:
        """Close SVG and MathML, as the start of some HTML elements does."""
        while self.foreign:
            index = self._find(ROOTS, INTEGRATION)
            if index < 0:
                break
            self._close(position, index)

    # Names and attributes

    def _knows(self, name: str) -> bool:
        """True for an element name seen before, or one of the first few thousand."""
        if name not in self.names:
            if len(self.names) >= _SAFE_ELEMENT_NAMES:
                return False
            self.names.add(name)
        return True

    def _keep_attributes(self, inside: str) -> str:
        """The inside of a start tag without surplus attributes."""
        self.inside += len(inside)
        if self.inside <= _SAFE_INSIDE and len(inside) <= 2 * self.max_attributes:
            return inside
        kept = []
        attributes = list(find_named_attributes(inside))
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
        """The inside of an `html`, `head` or `body` tag: the parser merges repeated ones into the first."""
        if self.foreign and name == "html":
            return None  # in SVG it is an element like any other
        self.shell_attributes += len(find_attributes(kept))
        return kept if self.shell_attributes <= self.max_attributes else ""

    # Text without markup

    def _raw_text(self, token: re.Match[str], name: str, kept: str) -> int:
        """Skip the content of an element in which tags are text; return its end.

        Inside SVG and MathML they are tags. Where that makes a difference the start tag is left out, so that both
        readings agree.
        """
        start = token.end()
        if self.foreign:
            end = self.text.find("<", start)
            if end < 0 or closes_itself(kept) or not _raw_end[name].match(self.text, end):
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
        """Write the rest of the page as text."""
        end = len(self.text)
        self._replace(start, end, self.text[start:].replace("<", "&lt;"))
        return end

    def _character_data(self, start: int, position: int) -> int:
        """Skip a CDATA section: text in SVG and MathML, a comment up to the next `>` in HTML. Return its end."""
        closing = "]]>" if self.foreign else ">"
        end = self.text.find(closing, position)
        after = len(self.text) if end < 0 else end + len(closing)
        if self.foreign:
            content = self.text[position : len(self.text) if end < 0 else end]
            self._replace(start, after, content.replace("<", "&lt;"))
        return after
