"""Document to Page."""

from __future__ import annotations

from cleanarticle.page.model import Page
from cleanarticle.page.segment.queried import QueriedWalk
from cleanarticle.page.segment.walk import Walk
from cleanarticle.parse.document import Document

__all__ = ["segment"]


def segment(document: Document, *, most_json: int = 4_000_000, queried: bool = False) -> Page:
    """Cut a page into blocks.

    Args:
        document: The parsed page.
        most_json: The most characters of structured data to read.
        queried: True if the elements of the document name the queries that match them.

    Returns:
        The page's blocks, containers, media and claims, with the sums of each container.
    """
    walk = QueriedWalk() if queried else Walk()
    document.accept(walk)
    walk.close()
    return walk.page(most_json)
