"""Page and Ledger to Selection: which blocks are the body.

The line between kept and dropped is one threshold on the score. What the line alone gets wrong is mended here, each
time with a reason: a heading after which nothing comes, and the page that has no body at all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from cleanarticle.article import BodySource
from cleanarticle.body.judge import Ledger
from cleanarticle.page.model import Block, Within

__all__ = ["Decision", "Insertion", "Selection", "only", "select"]

_LEAST_WORDS: Final = 8.0
_LEDE_WORDS: Final = 14.0
_STANDFIRST_WORDS: Final = 7.0
_MOST_LEDES: Final = 2
_WITH_STANDFIRST: Final = 2
_MOST_OF_STANDFIRST: Final = 3.0
"""By which a standfirst misses the line; captions and notes miss it by more."""
_MOST_LINKED: Final = 0.3
_ALIKE: Final = 24
_LITTLE: Final = 0.7
_LITTLE_OF_LAST: Final = 1.4
_LITTLE_OF_HEADING: Final = 0.5
_LITTLE_OF_LINE: Final = 0.5
_NO_LEDE: Final = (
    Within.NAV
    | Within.FOOTER
    | Within.FORM
    | Within.FIGURE
    | Within.CAPTION
    | Within.LIST
    | Within.TABLE
    | Within.QUOTE
    | Within.DIALOG
    | Within.BUTTON
    | Within.HIDDEN
    | Within.HEADING
    | Within.PRE
    | Within.DETAILS
)
_THIN_WORDS: Final = 25.0


@dataclass(frozen=True, slots=True)
class Decision:
    """Why a block was kept or dropped.

    Attributes:
        kept: Whether it belongs to the body.
        rule: Name of the rule or step that decided; `score` if the points did.
        reason: Why, for a reader.
    """

    kept: bool
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Insertion:
    """The blocks of a body that was read in the page's data and put into the page.

    Attributes:
        source: What kind of data held it.
        reason: Why it was read there.
        first: Index of its first block.
        end: Index after its last block.
    """

    source: BodySource
    reason: str
    first: int
    end: int


@dataclass(slots=True)
class Selection:
    """The body of a page.

    Attributes:
        ledger: The marks it rests on.
        kept: Indexes of the blocks of the body, in document order.
        changes: Decisions of this step that differ from what score and vetoes say, by index of the block.
        insertion: Where the body is, if it was read in the page's data.
    """

    ledger: Ledger
    kept: list[int]
    changes: dict[int, Decision]
    insertion: Insertion | None = None

    @property
    def is_thin(self) -> bool:
        """Whether so little is kept that the line may have been too high for the page."""
        return self.words < _THIN_WORDS

    @property
    def words(self) -> float:
        """Words of the body."""
        return sum(block.words for block in self.blocks)

    @property
    def blocks(self) -> list[Block]:
        """The blocks of the body."""
        blocks = self.ledger.page.blocks
        return [blocks[index] for index in self.kept]

    def decision(self, index: int) -> Decision:
        """Why a block was kept or dropped."""
        change = self.changes.get(index)
        if change is not None:
            return change
        veto = self.ledger.veto(index)
        if veto is not None:
            return Decision(False, veto.rule, veto.reason)
        return self.by_score(index)

    def by_score(self, index: int) -> Decision:
        """What the points alone say of a block."""
        total = self.ledger.total(index)
        if index not in self.ledger.open:
            return Decision(False, "score", f"{total:+.1f} points, too few for a closer look")
        line = self.ledger.line
        kept = total > line
        side = "above" if kept else "not above"
        return Decision(kept, "score", f"{total:+.1f} points, {side} the line of {line:+.1f}")


def select(ledger: Ledger) -> Selection:
    """Choose the blocks of the body.

    Args:
        ledger: Scores and marks of every block, and the page's line.

    Returns:
        The selection; empty if the page has no body.
    """
    blocks = ledger.page.blocks
    changes: dict[int, Decision] = {}
    kept = _above(ledger)
    kept = sorted(_lede(ledger, kept, changes) + kept)
    kept = sorted(_lines(ledger, kept, changes) + kept)
    kept = sorted(_headings(ledger, kept, changes) + kept)
    kept = _without_last_headings(blocks, kept, changes)
    if sum(blocks[index].words for index in kept) < _LEAST_WORDS:
        reason = f"the page keeps fewer than {_LEAST_WORDS:.0f} words: too little for an article"
        changes.update((index, Decision(False, "no-article", reason)) for index in kept)
        kept = []
    return Selection(ledger, kept, changes)


def only(selection: Selection, insertion: Insertion, shown: Selection) -> Selection:
    """Keep of a selection what stands in the body from the page's data.

    Args:
        selection: The body of the page that the other was put into.
        insertion: The blocks of the other.
        shown: What the page's body was without the other.

    Returns:
        A selection without the page's own blocks; those that would have been its body have the reason, unless a rule
        dropped them.
    """
    ledger = selection.ledger
    texts = {block.text for block in shown.blocks}
    replaced = {*selection.kept, *(block.index for block in ledger.page.blocks if block.text in texts)}
    inside = range(insertion.first, insertion.end)
    changes = {
        index: Decision(False, insertion.source, insertion.reason)
        for index in replaced
        if index not in inside and ledger.veto(index) is None
    }
    kept = [index for index in selection.kept if index in inside]
    return replace(selection, kept=kept, changes=selection.changes | changes, insertion=insertion)


def _above(ledger: Ledger) -> list[int]:
    return [index for index in sorted(ledger.open) if ledger.total(index) > ledger.line and ledger.veto(index) is None]


def _lede(ledger: Ledger, kept: list[int], changes: dict[int, Decision]) -> list[int]:
    """The prose between headline and body that only just misses the line: losing it is worse than keeping it.

    Opening paragraphs are set like standfirsts, in a box of their own, and score like them. What is a standfirst the
    readers of fields still lift.
    """
    blocks = ledger.page.blocks
    start = next((index for index in kept if blocks[index].words >= _LEDE_WORDS), 0)
    headline = next((index for index in range(start - 1, -1, -1) if blocks[index].tag == "h1"), start)
    between = [index for index in range(headline + 1, start) if index not in kept and _is_text(blocks[index])]
    found = [index for index in between if blocks[index].words >= _LEDE_WORDS and _misses_by(ledger, index, _LITTLE)]
    if len(found) > _MOST_LEDES:
        return []
    found = sorted({*found, *_behind_standfirst(ledger, between)})
    reason = f"stands between headline and body, and misses the line of {ledger.line:+.1f} by little"
    changes.update((index, Decision(True, "lede", reason)) for index in found)
    return found


def _behind_standfirst(ledger: Ledger, between: list[int]) -> list[int]:
    """The last of several texts between headline and body: the standfirst is one of those before, so it is none.

    It may miss the line by more, and so may the one before if both are paragraphs in one box.
    """
    if len(between) < _WITH_STANDFIRST:
        return []
    blocks = ledger.page.blocks
    *_, one, last = (blocks[index] for index in between)
    if one.text[:_ALIKE] == last.text[:_ALIKE] or last.words < _LEDE_WORDS:
        return []
    if ledger.scores[one.index] < ledger.line - _MOST_OF_STANDFIRST:
        return []
    if not _misses_by(ledger, last.index, _LITTLE_OF_LAST):
        return []
    is_one_box = one.container.parent is last.container.parent and one.tag == last.tag == "p"
    if is_one_box and one.words >= _LEDE_WORDS and _misses_by(ledger, one.index, _LITTLE_OF_LAST):
        return [one.index, last.index]
    return [last.index]


def _is_text(block: Block) -> bool:
    return (
        block.words >= _STANDFIRST_WORDS
        and block.link_density <= _MOST_LINKED
        and not block.container.within & _NO_LEDE
    )


def _misses_by(ledger: Ledger, index: int, most: float) -> bool:
    """Whether a block misses the line by less than this, and no rule vetoes it."""
    return index in ledger.open and ledger.total(index) > ledger.line - most and ledger.veto(index) is None


def _lines(ledger: Ledger, kept: list[int], changes: dict[int, Decision]) -> list[int]:
    """What line breaks part from text that is kept in the same element, and only just misses the line."""
    blocks = ledger.page.blocks
    found: list[int] = []
    known = set(kept)
    for index in kept:
        for beside in (index - 1, index + 1):
            if (
                0 <= beside < len(blocks)
                and beside not in known
                and blocks[beside].container is blocks[index].container
                and _misses_by(ledger, beside, _LITTLE_OF_LINE)
            ):
                known.add(beside)
                found.append(beside)
    reason = f"stands in one element with what is kept, and misses the line of {ledger.line:+.1f} by little"
    changes.update((index, Decision(True, "same-element", reason)) for index in found)
    return found


def _headings(ledger: Ledger, kept: list[int], changes: dict[int, Decision]) -> list[int]:
    """The headings right above a block of the body that only just miss the line: what they head is kept.

    A heading with a picture or an embed below it may head that.
    """
    blocks = ledger.page.blocks
    behind_media = {media.block for media in ledger.page.media}
    found = [
        index - 1
        for before, index in pairwise([-1, *kept])
        if index - 1 > before
        and index not in behind_media
        and heading_level(blocks[index - 1])
        and blocks[index - 1].link_density <= _MOST_LINKED
        and _misses_by(ledger, index - 1, _LITTLE_OF_HEADING)
    ]
    reason = f"heads what is kept, and misses the line of {ledger.line:+.1f} by little"
    changes.update((index, Decision(True, "heading", reason)) for index in found)
    return found


def _without_last_headings(blocks: list[Block], kept: list[int], changes: dict[int, Decision]) -> list[int]:
    """Drop headings after which nothing is kept: they head what was dropped."""
    end = len(kept)
    while end and heading_level(blocks[kept[end - 1]]):
        end -= 1
        changes[kept[end]] = Decision(False, "last-heading", "nothing is kept after this heading")
    return kept[:end]


def heading_level(block: Block) -> int:
    """1 to 6 for a heading, 0 for any other block."""
    at = block.container
    while at is not None and at.within & Within.HEADING:
        if len(at.tag) == 2 and at.tag[0] == "h" and at.tag[1].isdigit():
            return int(at.tag[1])
        if at.parent is None:
            break
        at = at.parent
    return 0
