"""A page without the tags and attributes beyond the limits.

The tags are read one by one, with a stack like the parser's. It may hold more than the parser's, never less: whenever
it drops an element that the page does not close in so many words, the closing tag is written out.
"""

from __future__ import annotations

import re
from typing import Final

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


class Rewrite:
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
                if self.copies > SAFE_COPIES and self.max_formatting:
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
            elif name in BOUNDARIES:
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
            self._close_found(start, PARAGRAPH, STOPS["p"])
        if name in CLOSED_BY:
            self._close_found(start, *CLOSED_BY[name])
        if name in RAW:
            return self._raw_text(token, name, kept)
        if name in VOID:
            # Other such elements would be open in SVG, and not in HTML: without them, both readings agree.
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
        if name in RAW or name in SHELL or name == "br":
            self._write(token, f"/{name}", kept)
            return
        names = HEADINGS if name in HEADINGS else frozenset((name,))
        if not any(self.counts.get(name) for name in names):
            self._write(token, f"/{name}", kept if name == "p" else None)
            return
        index = self._find(names, STOPS.get(name, SPECIAL))
        blocks = 0
        if index >= 0 and name in MISNESTING:
            blocks = sum(element in SPECIAL for element in self.stack[index + 1 :])
        if index < 0 or (blocks > _ADOPTED and name in FORMATTING):
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
            index = self._find(ROOTS, INTEGRATION)
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
        """The inside of a tag whose attributes the parser merges with those of the first one."""
        if self.foreign and name == "html":
            return None  # an element like any other in SVG
        self.shell_attributes += len(find_attributes(kept))
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
