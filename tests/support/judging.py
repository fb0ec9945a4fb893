"""A page to its ledger, without the rest of the pipeline."""

from __future__ import annotations

from collections.abc import Iterable

from cleanarticle.article import PageType
from cleanarticle.body.judge import Judge
from cleanarticle.body.ledger import Ledger
from cleanarticle.page.model import Page
from cleanarticle.page.segment import segment
from cleanarticle.parse.lexbor import parse_html
from cleanarticle.rules.api import Rule
from cleanarticle.rules.dispatch import RuleIndex
from cleanarticle.score.scorecard import bundled_scorecard
from cleanarticle.score.scores import score_page

__all__ = ["ledger_of", "page_of"]


def page_of(html: str) -> Page:
    return segment(parse_html(html))


def ledger_of(
    page: Page | str,
    rules: RuleIndex | Iterable[Rule] = (),
    *,
    threshold: float = 0.0,
    page_type: PageType = "article",
    with_reasons: bool = False,
) -> Ledger:
    page = page_of(page) if isinstance(page, str) else page
    index = rules if isinstance(rules, RuleIndex) else RuleIndex(rules)
    scores = score_page(page, bundled_scorecard())
    return Judge(scores, index, page_type=page_type, with_reasons=with_reasons).ledger(threshold)
