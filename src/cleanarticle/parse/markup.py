"""A page's markup as a flat list of nodes, for tools that remove parts of a page and write the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from cleanarticle.parse.lexbor import parse_html

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["Node", "parse_nodes", "unwrapped", "without", "write_nodes"]

_RAW: Final = frozenset("script style template iframe noembed noframes xmp plaintext".split())
"""Elements whose content is kept verbatim: to a parser it is text, or not part of the page."""
_VOID: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())


@dataclass(frozen=True, slots=True)
class Node:
    """An element or a text of a page.

    Attributes:
        depth: Number of elements around it. An element contains the deeper nodes that follow it.
        tag: Name of the element; empty for a text.
        attributes: Names and values, in order; the value of an attribute without one is `None`.
        text: The characters of a text, or the verbatim content of an element such as a script.
    """

    depth: int
    tag: str
    attributes: tuple[tuple[str, str | None], ...] = ()
    text: str = ""


def parse_nodes(text: str) -> tuple[Node, ...]:
    """Parse the text of a page as a browser does.

    Args:
        text: HTML, already decoded and guarded.

    Returns:
        Its nodes in document order; comments are left out.
    """
    return tuple(_nodes(parse_html(text).root))


def write_nodes(nodes: Iterable[Node]) -> str:
    """Write nodes as HTML. Parsing it gives the same nodes, unless one is where a parser does not allow it."""
    output = ["<!doctype html>\n"]
    opened: list[str] = []
    for node in nodes:
        while len(opened) > node.depth:
            output.append(_closing(opened.pop()))
        if not node.tag:
            output.append(escape(node.text, quote=False))
            continue
        output.append(_opening(node))
        if node.tag not in _VOID:
            opened.append(node.tag)
    while opened:
        output.append(_closing(opened.pop()))
    return "".join(output)


def without(nodes: Sequence[Node], gone: Collection[int]) -> tuple[Node, ...]:
    """Remove nodes together with their content.

    Args:
        nodes: Nodes in document order.
        gone: Indexes of the nodes to remove.

    Returns:
        The other nodes.
    """
    kept: list[Node] = []
    gone_depth: int | None = None
    for index, node in enumerate(nodes):
        if gone_depth is not None and node.depth > gone_depth:
            continue
        gone_depth = node.depth if index in gone else None
        if gone_depth is None:
            kept.append(node)
    return tuple(kept)


def unwrapped(nodes: Sequence[Node], gone: Collection[int]) -> tuple[Node, ...]:
    """Remove elements but keep their content, one level up for each."""
    kept: list[Node] = []
    gone_depths: list[int] = []
    for index, node in enumerate(nodes):
        while gone_depths and node.depth <= gone_depths[-1]:
            gone_depths.pop()
        if index in gone:
            gone_depths.append(node.depth)
        else:
            kept.append(Node(node.depth - len(gone_depths), node.tag, node.attributes, node.text))
    return tuple(kept)


def _nodes(root: LexborNode | None) -> Iterator[Node]:
    """Walk a tree once, without recursion."""
    next_siblings: list[LexborNode | None] = []
    node = root
    while node is not None or next_siblings:
        if node is None:
            node = next_siblings.pop()
            continue
        if node.is_text_node:
            yield Node(len(next_siblings), "", (), node.text_content or "")
        elif node.is_element_node and node.tag:
            raw = node.tag in _RAW
            content = (node.inner_html or "") if raw else ""
            yield Node(len(next_siblings), node.tag, tuple(node.attributes.items()), content)
            if not raw and node.first_child is not None:
                next_siblings.append(node.next)
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
