"""Document and Page to Selection: the body that the page shows, or, where it shows none, the one its data hold."""

from __future__ import annotations

from dataclasses import dataclass

from cleanarticle.body.embedded.fallback import may_be_needed, read_body
from cleanarticle.body.embedded.insert import INSERTED, insert_body
from cleanarticle.body.judge import Filters, Site, judge
from cleanarticle.body.select import Insertion, Selection, only, select
from cleanarticle.errors import LimitExceeded
from cleanarticle.overlays.profiles.steering import Steering
from cleanarticle.page.model import Page
from cleanarticle.page.segment import segment
from cleanarticle.parse.document import Document
from cleanarticle.parse.guard import guard
from cleanarticle.parse.lexbor import parse_html
from cleanarticle.parse.limits import Limits
from cleanarticle.rules.api import RuleIndex
from cleanarticle.score.scorecard import Scorecard

__all__ = ["Chooser"]


@dataclass(frozen=True, slots=True)
class Chooser:
    """How the body of one page is chosen.

    Attributes:
        index: The rules that are asked, filed by trigger.
        scorecard: Points for the features.
        usual: The score a block needs by default on a page that is judged with ease.
        threshold: The score it needs with the settings of the caller.
        limits: What a page may be like at most.
        site: What is known of the page's site.
        thorough: Whether the ledger is to have a reason for every block.
        steering: What the profile of the page's site says of it.
        filters: Filters of the user's own that hold on the page's host.
    """

    index: RuleIndex
    scorecard: Scorecard
    usual: float
    threshold: float
    limits: Limits
    site: Site | None
    thorough: bool
    steering: Steering | None = None
    filters: Filters | None = None

    def choose(self, document: Document, page: Page) -> Selection:
        """Choose the body.

        Where it is read depends on the page alone: no threshold may turn one text into another.

        Args:
            document: The parsed page.
            page: The same as blocks.

        Returns:
            The selection; empty if the page has no body.
        """
        shown = self._select(page, self.usual)
        if may_be_needed(shown.blocks, page.claims, document):
            found = self._in_data(document, shown)
            if found is not None:
                return found
        return self._at_threshold(shown)

    def shown(self, page: Page) -> Selection:
        """The body among what the page shows, whatever its data hold."""
        return self._select(page, self.threshold)

    def _in_data(self, document: Document, shown: Selection) -> Selection | None:
        """The body that the page holds in its data; `None` where the page's own text is to stay."""
        most = self.limits.max_json_bytes
        body = read_body(document, shown.ledger.page, shown.blocks, most=most)
        if body is None:
            return None
        try:
            fragment = parse_html(guard(body.html, self.limits))
        except LimitExceeded:
            return None
        inserted = insert_body(document, fragment, titles=body.titles, opening=body.opening)
        page = segment(inserted, most_json=most, queried=self.steering is not None)
        place = next((each for each in page.containers if INSERTED in each.attributes), None)
        if place is None:
            return None
        within = Insertion(body.source, body.reason, place.first, place.end)
        usual = self._select(page, self.usual)
        words = only(usual, within, shown).words
        # Of a list of teasers, say, the rules leave next to nothing: then the page's own text is worth more.
        if 2 * words <= max(place.words, 3 * shown.words):
            return None
        return only(self._at_threshold(usual), within, shown)

    def _at_threshold(self, found: Selection) -> Selection:
        """The selection at the threshold asked for."""
        return found if self.threshold == self.usual else self._select(found.ledger.page, self.threshold)

    def _select(self, page: Page, threshold: float) -> Selection:
        ledger = judge(
            page,
            self.index,
            self.scorecard,
            threshold=threshold,
            usual=self.usual,
            thorough=self.thorough or self.steering is not None,
            site=self.site,
            filters=self.filters,
        )
        return select(ledger) if self.steering is None else self.steering.select(ledger)
