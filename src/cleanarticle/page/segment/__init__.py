"""Document to Page: one walk that cuts a page into blocks of text and their containers.

A block is a run of text in one block-level element. Inline markup never ends a run; two line breaks in a row do. White
space is collapsed once, when the run ends, so that no words fuse or split at a tag.

- `walk`: the walk; `queried`: the walk over a document whose elements name the queries that match them;
- `elements`, `attributes`: the meaning of markup;
- `text`: a run of text to lines and words;
- `sums`: the words of containers.
"""

from cleanarticle.page.model import Page
from cleanarticle.page.segment.attributes import split_names
from cleanarticle.page.segment.elements import INLINE, MEDIA, PLAIN, STRONG, VOID
from cleanarticle.page.segment.walk import Walk
from cleanarticle.parse.document import Document

__all__ = ["INLINE", "MEDIA", "PLAIN", "STRONG", "VOID", "segment", "split_names"]


def segment(document: Document, *, most_json: int = 4_000_000, queried: bool = False) -> Page:
    """Cut a page into blocks.

    Args:
        document: The parsed page.
        most_json: The most characters of structured data to read.
        queried: True if the elements of the document name the queries that match them.

    Returns:
        The page's blocks, containers, media and claims, with the sums of each container.
    """
    walk = _queried_walk() if queried else Walk()
    document.accept(walk)
    walk.close()
    return walk.page(most_json)


def _queried_walk() -> Walk:
    from cleanarticle.page.segment.queried import QueriedWalk  # not needed to import the library

    return QueriedWalk()
