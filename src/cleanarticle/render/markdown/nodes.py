"""The blocks that Markdown knows, and how they are written one below the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

__all__ = ["Leaf", "List", "ListEntry", "Node", "Note", "Quote", "lines_of"]

_BULLETS: Final = "-+"
"""No `*`: an item that begins with a thematic break would be one itself."""
_DELIMITERS: Final = ".)"
_LARGEST_NUMBER: Final = 999_999_999
"""The largest number of an item in CommonMark."""
_NOTE_INDENT: Final = "    "


@dataclass(frozen=True, slots=True)
class Leaf:
    """Lines; `is_text` if they are a paragraph."""

    lines: tuple[str, ...]
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Nodes that are quoted."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ListEntry:
    """An item of a list; it may be empty if the list is ordered."""

    number: int
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class List:
    """A list."""

    ordered: bool
    entries: tuple[ListEntry, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """The text of a footnote."""

    label: str
    nodes: tuple[Node, ...]


Node: TypeAlias = Leaf | Quote | List | Note


def lines_of(nodes: Iterable[Node]) -> list[str]:
    """The lines of nodes, with an empty line between two."""
    return _joined(nodes, tight=False)


def _joined(nodes: Iterable[Node], *, tight: bool) -> list[str]:
    lines: list[str] = []
    last: Node | None = None
    sign = 0
    for node in nodes:
        if last is not None and not tight:
            lines.append("")
        if isinstance(node, List):
            merges = isinstance(last, List) and last.ordered == node.ordered
            sign = 1 - sign if merges else 0  # a list of another sign is another list
            lines += _list(node, sign)
        else:
            lines += _other(node)
        last = node
    return lines


def _other(node: Leaf | Quote | Note) -> list[str]:
    if isinstance(node, Leaf):
        return list(node.lines)
    if isinstance(node, Quote):
        return [f"> {line}" if line else ">" for line in lines_of(node.nodes)]
    first, *others = lines_of(node.nodes)
    if isinstance(node.nodes[0], Leaf) and node.nodes[0].is_text:
        return [f"[^{node.label}]: {first}", *_indented(others, _NOTE_INDENT)]
    return [f"[^{node.label}]:", *_indented([first, *others], _NOTE_INDENT)]


def _list(node: List, sign: int) -> list[str]:
    tight = all(_is_tight(entry.nodes) for entry in node.entries)
    lines: list[str] = []
    for index, entry in enumerate(node.entries):
        number = min(max(entry.number, 0), _LARGEST_NUMBER)
        marker = f"{number}{_DELIMITERS[sign]}" if node.ordered else _BULLETS[sign]
        if index and not tight:
            lines.append("")
        first, *others = _joined(entry.nodes, tight=tight) or [""]
        lines += [f"{marker} {first}".rstrip() if not first else f"{marker} {first}"]
        lines += _indented(others, " " * (len(marker) + 1))
    return lines


def _is_tight(nodes: tuple[Node, ...]) -> bool:
    """True for a text, with or without a list below it that needs no empty line above."""
    if len(nodes) > 2 or not all(isinstance(node, Leaf) and node.is_text for node in nodes[:1]):
        return False
    below = nodes[-1] if len(nodes) == 2 else None
    return below is None or (isinstance(below, List) and _interrupts(below))


def _interrupts(node: List) -> bool:
    """True if a list can follow a line of text directly: it begins with 1, and with words."""
    first = node.entries[0]
    return bool(first.nodes) and (not node.ordered or first.number == 1)


def _indented(lines: Iterable[str], indent: str) -> list[str]:
    return [f"{indent}{line}" if line else "" for line in lines]
