"""The body of a page, at any threshold: what the page shows, or, where it shows none, what its data hold."""

from __future__ import annotations

from collections.abc import Callable

from cleanarticle.body.embedded.fallback import may_be_needed, read_body
from cleanarticle.body.embedded.insert import INSERTED, insert_body
from cleanarticle.body.judge import Judge
from cleanarticle.body.select import Insertion, Selection, only_inserted, select
from cleanarticle.errors import LimitExceeded
from cleanarticle.page.model import Page
from cleanarticle.parse.document import Document
from cleanarticle.parse.guard import guard
from cleanarticle.parse.lexbor import parse_html
from cleanarticle.parse.limits import Limits

__all__ = ["Body", "choose_body"]


class Body:
    """A page's body, to be selected at any threshold.

    Attributes:
        default: The body at the default threshold.
    """

    __slots__ = ("_insertion", "_judge", "_shown", "default")

    def __init__(self, judge: Judge, insertion: Insertion | None = None, shown: Selection | None = None) -> None:
        """Select the body at the default threshold.

        Args:
            judge: The judge of the page, or of the page with its body inserted.
            insertion: Where the body was inserted, if the page holds it in its data.
            shown: What the body would be without the insertion.
        """
        self._judge = judge
        self._insertion = insertion
        self._shown = shown
        self.default = self._select(judge.default_threshold)

    def at(self, threshold: float) -> Selection:
        """Select the blocks that belong to the body at a threshold; empty if the page has no body."""
        return self.default if threshold == self._judge.default_threshold else self._select(threshold)

    def _select(self, threshold: float) -> Selection:
        selection = select(self._judge.ledger(threshold))
        if self._insertion is None or self._shown is None:
            return selection
        return only_inserted(selection, self._insertion, self._shown)


def choose_body(
    document: Document,
    page: Page,
    segmented: Callable[[Document], Page],
    judged: Callable[[Page], Judge],
    limits: Limits,
) -> Body:
    """Choose where the body is read. That depends on the page alone: no threshold may turn one text into another.

    Args:
        document: The parsed page.
        page: The same as blocks.
        segmented: Cuts a document into blocks.
        judged: Scores a page and asks the rules about it.
        limits: What a page may cost.

    Returns:
        The body among what the page shows, or, if that is nothing or only a beginning, in its data.
    """
    body = Body(judged(page))
    shown = body.default
    if not may_be_needed(shown.blocks, page.claims, document):
        return body
    embedded = read_body(document, page, shown.blocks, most=limits.max_json_bytes)
    if embedded is None:
        return body
    try:
        fragment = parse_html(guard(embedded.html, limits))
    except LimitExceeded:
        return body
    whole = segmented(insert_body(document, fragment, titles=embedded.titles, opening=embedded.opening))
    place = next((container for container in whole.containers if INSERTED in container.attributes), None)
    if place is None:
        return body
    insertion = Insertion(embedded.source, embedded.reason, place.first, place.end)
    inserted = Body(judged(whole), insertion, shown)
    # Of a list of teasers, say, the rules leave next to nothing: then the page's own text is worth more.
    return inserted if 2 * inserted.default.words > max(place.words, 3 * shown.words) else body
