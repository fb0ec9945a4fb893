"""A page's markup as a flat list of nodes, for those who take pieces out of a page and write the rest again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from cleanarticle.parse.lexbor import parse_html

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["Node", "read_markup", "unwrapped", "without", "write_markup"]

_RAW: Final = frozenset("script style template iframe noembed noframes xmp plaintext".split())
"""Elements whose content is kept as it is written: to a parser it is text, or no part of the page."""
_VOID: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())


@dataclass(frozen=True, slots=True)
class Node:
    """An element or a text of a page.

    Attributes:
        depth: Number of elements around it. What follows an element and is deeper stands in it.
        tag: Name of the element; empty for a text.
        attributes: Names and values, in order; a value is `None` where only the name stands.
        text: The characters of a text; the content of an element that holds no markup, such as a script.
    """

    depth: int
    tag: str
    attributes: tuple[tuple[str, str | None], ...] = ()
    text: str = ""


def read_markup(text: str) -> tuple[Node, ...]:
    """Parse the text of a page, as a browser does.

    Args:
        text: HTML, already decoded and guarded.

    Returns:
        Its nodes in document order; comments are left out.
    """
    return tuple(_nodes(parse_html(text).root))


def write_markup(nodes: Iterable[Node]) -> str:
    """Write nodes as HTML. What is parsed again gives the same nodes, unless one stands where a parser allows none."""
    pieces = ["<!doctype html>\n"]
    opened: list[str] = []
    for node in nodes:
        while len(opened) > node.depth:
            pieces.append(_closing(opened.pop()))
        if not node.tag:
            pieces.append(escape(node.text, quote=False))
            continue
        pieces.append(_opening(node))
        if node.tag not in _VOID:
            opened.append(node.tag)
    while opened:
        pieces.append(_closing(opened.pop()))
    return "".join(pieces)


def without(nodes: Sequence[Node], gone: Collection[int]) -> tuple[Node, ...]:
    """Take out some nodes, with all that stands in them.

    Args:
        nodes: Nodes in document order.
        gone: Places of those that go.

    Returns:
        The others.
    """
    kept: list[Node] = []
    within: int | None = None
    for place, node in enumerate(nodes):
        if within is not None and node.depth > within:
            continue
        within = node.depth if place in gone else None
        if within is None:
            kept.append(node)
    return tuple(kept)


def unwrapped(nodes: Sequence[Node], gone: Collection[int]) -> tuple[Node, ...]:
    """Take out some elements, and leave what stands in them in their place."""
    kept: list[Node] = []
    around: list[int] = []
    for place, node in enumerate(nodes):
        while around and node.depth <= around[-1]:
            around.pop()
        if place in gone:
            around.append(node.depth)
        else:
            kept.append(Node(node.depth - len(around), node.tag, node.attributes, node.text))
    return tuple(kept)


def _nodes(root: LexborNode | None) -> Iterator[Node]:
    """Walk a tree once, without recursion."""
    resume: list[LexborNode | None] = []
    node = root
    while node is not None or resume:
        if node is None:
            node = resume.pop()
            continue
        if node.is_text_node:
            yield Node(len(resume), "", (), node.text_content or "")
        elif node.is_element_node and node.tag:
            raw = node.tag in _RAW
            yield Node(len(resume), node.tag, tuple(node.attributes.items()), (node.inner_html or "") if raw else "")
            if not raw and node.first_child is not None:
                resume.append(node.next)
                node = node.first_child
                continue
        node = node.next


def _opening(node: Node) -> str:
    attributes = "".join(
        f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in node.attributes
    )
    return f"<{node.tag}{attributes}>{node.text}"


def _closing(tag: str) -> str:
    return f"</{tag}>"
