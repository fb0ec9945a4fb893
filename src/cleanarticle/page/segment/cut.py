"""Document to Page."""

from __future__ import annotations

from cleanarticle.page.model import Page
from cleanarticle.page.segment.selected import SelectedWalk
from cleanarticle.page.segment.walk import Walk
from cleanarticle.parse.document import Document

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
    document.accept(walk)
    walk.close()
    return walk.page(most_json)
