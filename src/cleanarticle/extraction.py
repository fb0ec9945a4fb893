"""What `inspect` gives: the article, how the extraction ended, and why every block was kept or dropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cleanarticle.article import Article, BodySource
from cleanarticle.rule import Mark
from cleanarticle.select import Selection

__all__ = ["Entry", "Extraction", "Status"]

Status = Literal["ok", "no-article", "bad-input"]


@dataclass(frozen=True, slots=True)
class Entry:
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


@dataclass(frozen=True, slots=True)
class Extraction:
    """The outcome for one page.

    Attributes:
        article: The article, if there is one.
        status: `ok`, `no-article`, or `bad-input`.
        reason: Why there is no article; empty if there is one.
        ledger: One entry for each block of the page, in document order.
        warnings: What did not work as it was asked for, such as selectors of a site's profile that match nothing.
    """

    article: Article | None
    status: Status
    reason: str = ""
    ledger: tuple[Entry, ...] = ()
    warnings: tuple[str, ...] = ()


def entries(selection: Selection, lifted: dict[int, str]) -> tuple[Entry, ...]:
    """Make the ledger's entries.

    Args:
        selection: The body.
        lifted: Blocks that became a field, by index, with the field's name.

    Returns:
        One entry a block.
    """
    ledger = selection.ledger
    kept = set(selection.kept)
    graft = selection.graft
    made = []
    for block in ledger.page.blocks:
        index = block.index
        marks = tuple(ledger.marks.get(index, ()))
        decision = selection.decision(index)
        rule, reason = decision.rule, decision.reason
        if index in lifted:
            rule, reason = lifted[index], f"became the article's {lifted[index]}"
        elif rule == "score" and index not in kept:
            rule, reason = _from_marks(marks, rule, reason)
        is_kept = index in kept and index not in lifted
        source: BodySource = "page"
        if graft is not None and graft.first <= index < graft.end:
            source = graft.source
            reason = f"{reason}; {graft.reason}"
        made.append(Entry(index, block.text, block.tag, is_kept, rule, reason, ledger.total(index), marks, source))
    return tuple(made)


def _from_marks(marks: tuple[Mark, ...], rule: str, reason: str) -> tuple[str, str]:
    """Name the rule that spoke loudest against a block that its score had dropped already."""
    against = [mark for mark in marks if not mark.overruled and (mark.kind == "drop" or mark.points < 0)]
    if not against:
        return rule, reason
    worst = min(against, key=lambda mark: (mark.kind != "drop", mark.points))
    return worst.rule, f"{worst.reason}; {reason}"
