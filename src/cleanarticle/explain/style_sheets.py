"""The classes and ids that a page's own style sheets hide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.hiding import HidingKind, hiding_by_style
from cleanarticle.parse.document import Element, Visitor

__all__ = ["StyleSheets"]

_COMMENT: Final = lazy_pattern(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/")
_NAME: Final = lazy_pattern(r"(?:[a-zA-Z][a-zA-Z0-9]*)?([.#][a-zA-Z_][\w-]*)")
# The largest sheet inside a page of the corpora has 600,000.
_MOST_CHARACTERS: Final = 1_000_000


class StyleSheets(Visitor):
    """Reads the `style` elements of a page.

    Only rules for one class or one id count, outside of `@media` and its like. The last rule for a name wins.
    """

    __slots__ = ("_left", "kinds")

    def __init__(self) -> None:
        self.kinds: dict[str, HidingKind] = {}
        self._left = _MOST_CHARACTERS

    def open(self, tag: str, depth: int, element: Element) -> None:
        """Read a sheet."""
        if tag != "style" or self._left <= 0:
            return
        sheet = element.text()[: self._left]
        self._left -= len(sheet)
        for selectors, declarations in _rules(_COMMENT.sub(" ", sheet)):
            kind = hiding_by_style(declarations)
            for selector in selectors.split(","):
                name = _NAME.fullmatch(selector.strip())
                if name is None:
                    continue
                if kind is not None:
                    self.kinds[name[1]] = kind
                elif "display" in declarations or "visibility" in declarations:
                    self.kinds.pop(name[1], None)

    def kind_of(self, attributes: Mapping[str, str | None]) -> HidingKind | None:
        """How a sheet hides the text of an element; None if none does."""
        if not self.kinds:
            return None
        for name in (attributes.get("class") or "").split():
            if f".{name}" in self.kinds:
                return self.kinds[f".{name}"]
        return self.kinds.get(f"#{attributes.get('id')}")


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules of a sheet that stand in no other block."""
    depth, selectors, prelude = 0, "", ""
    declarations: list[str] = []
    for piece in re.split(r"([{};])", sheet):
        if piece == "{":
            depth += 1
            if depth == 1:
                selectors, declarations = prelude.strip(), []
        elif piece == "}":
            if depth == 1 and not selectors.startswith("@"):
                yield selectors, ";".join([*declarations, prelude])
            depth = max(0, depth - 1)
        elif piece == ";":
            if depth == 1:
                declarations.append(prelude)
        else:
            prelude = piece
            continue
        prelude = ""
