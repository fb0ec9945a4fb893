"""One block of a page as `inspect` shows it: the verdict, every step that led to it, and what the score is made of."""

from __future__ import annotations

from dataclasses import dataclass

from cleanarticle.article import BodySource
from cleanarticle.body.select import Verdict
from cleanarticle.explain.deferred import Deferred
from cleanarticle.page.hiding import HidingKind
from cleanarticle.rules.api import Mark
from cleanarticle.score.share import Share, WordShare

__all__ = ["ContainerEntry", "Entry", "Share", "Verdict", "WordShare"]


@dataclass(frozen=True, slots=True)
class ContainerEntry:
    """One container of the page, with its sums.

    Attributes:
        index: Place among the page's containers; a parent comes before its children.
        label: Its element with id and classes, as a selector: `div#story.body`; `page` for the outermost.
        parent: Index of the container around it; `None` for the outermost.
        first: Index of the first block in it.
        end: Index after the last block in it.
        words: Words in it.
        link_words: Words in it that are linked.
        kept: Number of blocks in it that are paragraphs of the article.
    """

    index: int
    label: str
    parent: int | None
    first: int
    end: int
    words: float
    link_words: float
    kept: int


@dataclass(frozen=True, slots=True)
class Entry(Deferred):
    """One block of the page in the ledger.

    Attributes:
        index: Place among the page's blocks.
        text: The block's text.
        tag: Its element.
        kept: Whether it is a paragraph of the article.
        rule: Name of the rule or step that decided.
        reason: Why.
        score: Its score with the points of all marks, as log odds.
        marks: The marks of all rules.
        source: `page`, or the kind of data in which the block was read.
        field: Name of the article's field that it became; empty if it became none. A subtitle may be kept as well.
        words: Number of its words.
        container: Index of its element in `Extraction.containers`; `None` if that is not known.
        first_score: Its score by itself, before anything around it was looked at.
        base: Points that every block has, with those of all features too small to be listed.
        shares: What the features added, largest first by size. `base`, the shares and the points of the marks that
            count add up to `score`.
        word_shares: What words of its text and markup added to `first_score`, largest first by size; small ones are
            left out.
        verdicts: What each step made of it, in order.
        hidden: How the page hides it from its readers, by attributes and styles of the elements around it; `None`
            if it shows it.
    """

    index: int
    text: str
    tag: str
    kept: bool
    rule: str
    reason: str
    score: float
    marks: tuple[Mark, ...]
    source: BodySource = "page"
    field: str = ""
    words: float = 0.0
    container: int | None = None
    first_score: float = 0.0
    base: float = 0.0
    shares: tuple[Share, ...] = ()
    word_shares: tuple[WordShare, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    hidden: HidingKind | None = None

    @property
    def outcome(self) -> str:
        """`kept`, `field` (it became a field of the article) or `dropped`."""
        if self.kept:
            return "kept"
        return "field" if self.field else "dropped"

    @property
    def became(self) -> str:
        """`kept` for a paragraph; else the field that it became, or `dropped`."""
        return self.field if self.outcome == "field" else self.outcome
