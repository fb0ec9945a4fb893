"""Document to Page."""

from __future__ import annotations

from cleanarticle.dom.document import Document
from cleanarticle.page import Page
from cleanarticle.segment.selected import SelectedWalk
from cleanarticle.segment.walk import Walk

__all__ = ["segment"]


def segment(document: Document, *, most_json: int = 4_000_000, selected: bool = False) -> Page:
    """Cut a page into blocks.

    Args:
        document: The parsed page.
        most_json: Characters of structured data that are read at most.
        selected: Whether elements of the document say which selectors match them.

    Returns:
        The page's blocks, containers, media and claims, with the sums of each container rolled up.
    """
    walk = SelectedWalk() if selected else Walk()
    document.show(walk)
    walk.close()
    return walk.page(most_json)
