"""What the page shows of why its body can't be right or whole, and what it is if it has none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cleanarticle.article import Access, PageType, QualityReason
from cleanarticle.body.ledger import Ledger
from cleanarticle.body.select import Selection
from cleanarticle.page.model import Block, Container, Within

__all__ = ["is_listing", "kind_without_body", "sign_of"]

_ABOUT_CONSENT: Final = frozenset({"consent-wall", "cookie-consent"})
"""Rules that know texts about cookies and data."""
_ABOUT_PAYMENT: Final = "paywall"
_SHELL_WORDS: Final = 40.0
"""Expected words of a page without prose. An article that short has a sentence or two, and a headline."""
_CONSENT_WORDS: Final = 300.0
"""Words of a wall of consent; what is longer, and about cookies, is a policy or an article."""
_CONSENT_SHARE: Final = 0.3
"""Share of such a text in lines that rules know; the others speak of partners, purposes and devices."""
_FEWEST_CHOICES: Final = 3
"""Lines about cookies, such as "Accept all" and "Reject all", that stand among or right behind the text of a wall."""
_BEHIND: Final = 5
"""Blocks behind the body in which its buttons stand."""
_BEGINNING_WORDS: Final = 300.0
"""Words of a beginning that is shown before a notice or a link. Sites show one to four paragraphs."""
_DECLARED_BEGINNING_WORDS: Final = 120.0
"""The same without a notice: metadata call an article paid for that is shown whole to whoever may read it."""
_CUTS: Final = ("…", "...", "[…]", "[...]", "(…)", "(...)")
_OVERRULED_SHARE: Final = 0.5
"""Most of a body. Two in five of 17 such bodies on annotated pages are right."""
_FEWEST_CARDS: Final = 5
"""Linked headings among the text that make it one of cards. Three or four are the related stories of an article."""
_LINKED: Final = 0.5
"""Share of its characters from which on a heading is a link; signs and times beside it are not linked."""
_FEWEST_STORIES: Final = 2
"""Infinite scrolling and front pages of blogs have many."""
_STORY_WORDS: Final = 60.0
"""Words of the body in an `article` element that is one of several; teasers have fewer."""
_LIVE: Final = "liveblogposting"
"""The type of live blogs, whose entries may be `article` elements."""


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
    if page_type != "forum" and _count_stories(body) >= _FEWEST_STORIES:
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
    return sum("cookie" in block.cues for block in around) >= _FEWEST_CHOICES


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


def _count_stories(body: Selection) -> int:
    """Count the outermost `article` elements that hold a good part of the body, a heading, and a link or time of it.

    Without the last they are the parts of one article; inside of another they are its entries, boxes or comments.
    """
    page = body.ledger.page
    articles = [each for each in page.containers if each.tag == "article" and not _is_nested(each)]
    if len(articles) < _FEWEST_STORIES or _LIVE in page.claims.types | page.claims.part_types:
        return 0
    kept = set(body.kept)
    times = {inline.block for inline in page.inlines if inline.tag == "time"}
    found = 0
    for article in articles:
        blocks = page.blocks[article.first : article.end]
        headings = [block for block in blocks if block.container.within & Within.HEADING]
        is_named = any(block.link_density > _LINKED for block in headings) or any(
            block.index in times for block in blocks
        )
        words = _words(block for block in blocks if block.index in kept)
        found += bool(headings) and is_named and words >= _STORY_WORDS
    return found


def _is_nested(article: Container) -> bool:
    return article.parent is not None and article.parent.within & Within.ARTICLE > 0
