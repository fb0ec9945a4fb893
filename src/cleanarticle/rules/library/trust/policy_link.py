"""Links to standards, privacy and terms."""

from __future__ import annotations

from cleanarticle.page.model import Block, Page
from cleanarticle.rules.api import Mark, drop, ignores, marks, phrases, rule


@rule(
    marks('<p>Ice held.</p><p><a href="/privacy">Privacy policy</a></p>', on="Privacy policy"),
    ignores("<h2>FAQ</h2><p>How long does the glue need to dry?</p>"),
    ignores("<p>Privacy policy: the firm keeps no logs, and an auditor looks at its machines every year.</p>"),
    when=phrases("policy-link"),
)
def policy_link(block: Block, page: Page, *, max_words: int = 12, least_link_share: float = 0.8) -> Mark | None:
    """Drop links to the publisher's standards, privacy policy and terms of use.

    They are the same on every page. Prose and headings about such documents are not links.
    """
    if block.words > max_words or block.link_density < least_link_share:
        return None
    return drop("leads to standards, privacy or terms")
