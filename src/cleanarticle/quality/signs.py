"""What the page shows of why its body can't be right or whole, and what it is if it has none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final

from cleanarticle.article import Access, PageType, QualityReason
from cleanarticle.body.ledger import Ledger
from cleanarticle.body.select import Selection
from cleanarticle.page.model import Block, Page, Within

__all__ = ["is_listing", "kind_without_body", "sign_of"]

_ABOUT_CONSENT: Final = frozenset({"consent-wall", "cookie-consent"})
"""Rules that know texts about cookies and data."""
_ABOUT_PAYMENT: Final = "paywall"
_SHELL_WORDS: Final = 40.0
"""Expected words of a page without prose. An article that short has a sentence or two, and a headline."""
_CONSENT_WORDS: Final = 300.0
"""Words of a wall of consent; what is longer, and about cookies, is a policy or an article."""
_CONSENT_SHARE: Final = 0.3
_FEWEST_CHOICES: Final = 2
"""Lines about cookies, such as "Accept all" and "Reject all", that stand among or right behind the text of a wall."""
_BEHIND: Final = 5
"""Blocks behind the body in which its buttons stand."""
_BEGINNING_WORDS: Final = 300.0
"""Words of a beginning that is shown before a notice or a link. Sites show one to four paragraphs."""
_DECLARED_BEGINNING_WORDS: Final = 120.0
"""The same without a notice: metadata call an article paid for that is shown whole to whoever may read it."""
_CUTS: Final = ("…", "...", "[…]", "[...]", "(…)", "(...)")
_OVERRULED_SHARE: Final = 0.5
_FEWEST_CARDS: Final = 5
"""Linked headings among the text that make it one of cards. Three or four are the related stories of an article."""
_LINKED: Final = 0.5
_FEWEST_STORIES: Final = 2
_STORY_WORDS: Final = 60.0
"""Expected words of an `article` element that is one of several; comments and teasers have fewer."""


def sign_of(body: Selection, page_type: PageType, access: Access, *, is_noticed: bool) -> QualityReason | None:
    """Find what shows that a body is no whole text, or not one text, or not the text of the page's author.

    Args:
        body: The body; it has at least one block.
        page_type: The type of the page.
        access: Who may read the article.
        is_noticed: Whether the page shows that to its readers, and not only its metadata say so.

    Returns:
        The strongest sign; `doubtful` if rules would drop most of the body, and had to be overruled; `None` without
        any.
    """
    context, words = body.ledger.scores.context, body.words
    if words < _CONSENT_WORDS and _is_about_consent(body):
        return "consent-wall"
    if words < _SHELL_WORDS and context.expected_words < _SHELL_WORDS:
        return "shell-without-text"
    if access in ("subscriber", "metered") and words < (_BEGINNING_WORDS if is_noticed else _DECLARED_BEGINNING_WORDS):
        return "paywall-stub"
    # The posts of a thread are articles to some software.
    if page_type != "forum" and _count_stories(body.ledger.page, context.expected) >= _FEWEST_STORIES:
        return "several-articles"
    is_cut = _is_cut(body)
    if not is_cut and not _is_overruled(body):
        return None
    # Cards end with a link to read on, and may be named like comments.
    return "listing" if is_listing(body, page_type) else "truncated" if is_cut else "doubtful"


def is_listing(body: Selection, page_type: PageType) -> bool:
    """True if the page is one of links to other pages or products, by its type or by linked headings in the text.

    Args:
        body: The body; it has at least one block.
        page_type: The type of the page.
    """
    if page_type != "article":
        return page_type in ("listing", "collection")
    inside = body.ledger.page.blocks[body.kept[0] : body.kept[-1] + 1]
    cards = [block for block in inside if block.link_density > _LINKED and block.container.within & Within.HEADING]
    return len(cards) >= _FEWEST_CARDS


def kind_without_body(body: Selection, page_type: PageType) -> QualityReason:
    """Say what kind of page has no body.

    Args:
        body: The empty selection.
        page_type: The type of the page.
    """
    context = body.ledger.scores.context
    about_consent = sum([context.expected[index] for index in _marked(body.ledger, _ABOUT_CONSENT)])
    if about_consent > _OVERRULED_SHARE * context.expected_words:
        return "consent-wall"
    if _marked(body.ledger, {_ABOUT_PAYMENT}):
        return "paywall-stub"
    if page_type in ("listing", "collection"):
        return "listing"
    return "shell-without-text" if context.expected_words < _SHELL_WORDS else "doubtful"


def _is_about_consent(body: Selection) -> bool:
    """True if rules take a part of the body for a text about consent, or choices of a dialog stand in or below it."""
    ledger, kept = body.ledger, body.kept
    blocks = ledger.page.blocks
    marked = _words(blocks[index] for index in {*_marked(ledger, _ABOUT_CONSENT)}.intersection(kept))
    if marked >= _CONSENT_SHARE * body.words:
        return True
    around = blocks[max(0, kept[0] - 1) : kept[-1] + 1 + _BEHIND]
    return sum("cookie" in block.cues for block in around) > _FEWEST_CHOICES


def _is_cut(body: Selection) -> bool:
    """True if the last text ends with an ellipsis, and a link below it asks to read on.

    Of a short text one of the two is enough: authors end with an ellipsis too, and the next story has such a link.
    """
    blocks = body.ledger.page.blocks
    last = body.kept[-1]
    has_ellipsis = blocks[last].text.endswith(_CUTS)
    below = blocks[last + 1 : last + 2]
    goes_on = any("continue" in block.cues and block.link_density > _LINKED for block in below)
    return (has_ellipsis or goes_on) if body.words < _BEGINNING_WORDS else (has_ellipsis and goes_on)


def _is_overruled(body: Selection) -> bool:
    """True if rules would drop most of the body."""
    marks = body.ledger.marks
    overruled = [
        block
        for block in body.blocks
        if any(mark.kind == "drop" and mark.overruled for mark in marks.get(block.index, ()))
    ]
    return _words(overruled) >= _OVERRULED_SHARE * body.words


def _marked(ledger: Ledger, rules: Iterable[str]) -> list[int]:
    """The blocks that some rules marked."""
    return [index for index, marks in ledger.marks.items() if any(mark.rule in rules for mark in marks)]


def _words(blocks: Iterable[Block]) -> float:
    return sum([block.words for block in blocks])


def _count_stories(page: Page, expected: Sequence[float]) -> int:
    """Count the innermost `article` elements that hold a heading and much prose, by the expected words of blocks."""
    sums = [0.0, *accumulate(expected)]
    headings = [0, *accumulate([block.container.within & Within.HEADING > 0 for block in page.blocks])]
    found = 0
    # Backwards, what stands inside an element comes before it.
    first = len(page.blocks)
    for container in reversed(page.containers):
        is_story = (
            container.tag == "article"
            and container.first < container.end <= first
            and sums[container.end] - sums[container.first] >= _STORY_WORDS
            and headings[container.end] > headings[container.first]
        )
        if is_story:
            found += 1
            first = container.first
    return found
