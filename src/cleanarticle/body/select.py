"""Ledger to Selection: which blocks are the body.

One threshold on the score parts kept from dropped. The steps here mend what it gets wrong, each with a reason: an
opening paragraph, a heading or a line that only just misses the threshold, a heading after which nothing comes, and the
page that has no body at all.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from typing import Final, NamedTuple

from cleanarticle.article import BodySource
from cleanarticle.body.ledger import Ledger
from cleanarticle.page.model import Block, Container, Within

__all__ = ["Insertion", "Selection", "Verdict", "heading_level", "only_inserted", "select"]

# Measured: at 4, none of 2,304; at 16, 2 of 2,304 change (word F1 −0.35, types right −2, titles right −1).
_LEAST_WORDS: Final = 8.0
# Measured: at 7, 1 of 234 change (word F1 +0.02); at 28, 2 of 184 change (snippet F1 −0.3, word F1 −0.01).
_LEDE_WORDS: Final = 14.0
# Measured: at 3.5, 2 of 340 change (paragraphs 1); at 14, none of 376 pages changes, but a fixture.
_STANDFIRST_WORDS: Final = 7.0
# Measured: at 1, 6 of 2,304 change (word F1 −0.12, snippet F1 −0.2); at 3, 4 of 2,304 change (word F1 +0.15).
_MOST_LEDES: Final = 2
# Measured: at 1, 40 of 173 change (word F1 −26); at 3, none of 905 pages changes, but 2 fixtures.
# Measured: at 1, 40 of 173 change (word F1 −26); at 3, none of 905 pages changes, but 2 fixtures.
_WITH_STANDFIRST: Final = 2
_MOST_OF_STANDFIRST: Final = 3.0
"""By which a standfirst misses the threshold; captions and notes miss it by more."""
# Measured: at 0.15, 6 of 1,543 change (snippet F1 −0.2, word F1 −0.01); at 0.45, 1 of 2,187 change (paragraphs).
_MOST_LINKED: Final = 0.3
# Measured: at 12, 1 of 2,304 changes (subtitle, byline; authors +1); at 48, none of 2,304 pages changes.
_ALIKE: Final = 24
# Measured: at 0.55, 3 of 324 change (paragraphs, published 1); at 0.85, 3 of 324 change (word F1 +0.04).
_LITTLE: Final = 0.7
# Measured: at 0.7, 9 of 2,304 change (word F1 +0.01, authors +1); at 2.8, 2 of 2,304 change (paragraphs).
_LITTLE_OF_LAST: Final = 1.4
# Measured: at 0.35, 6 of 279 change (paragraphs, subtitle 2); at 0.65, 5 of 279 change (paragraphs).
_LITTLE_OF_HEADING: Final = 0.5
# Of 62 such headings on development articles 19 are in the truth, which leaves some headings out; by the convention of
# the library all are body.
# Measured: at 0.7, 17 of 1,546 change (word F1 +0.01); at 2.8, 3 of 1,546 change (word F1 0.00).
_LITTLE_OF_INNER_HEADING: Final = 1.4
# Measured: at 0.35, 8 of 2,304 change (word F1 +0.1); at 0.65, 6 of 2,304 change (word F1 +0.01).
_LITTLE_OF_LINE: Final = 0.5
# Headlines of news have about as many. Measured with the sentences: 24 pages change (word F1 +0.77 on 14, −0.07 on 10).
_MOST_HEADING_WORDS: Final = 12.0
_LEAST_SENTENCE: Final = 5.0
"""Words before a full stop; fewer are a name or a number ("Questions for Acme Inc.")."""
_FULL_STOPS: Final = (".", "。", "।")
# Measured: at 10, 27 of 1,546 change (word F1 −0.08); at 40, 13 of 1,546 change (word F1 +0.08).
_PARAGRAPH_WORDS: Final = 20.0
"""Words of a whole paragraph; what is shorter may be a caption or a label."""
_MOST_OF_PARAGRAPH_LINKED: Final = 0.8
"""Share of links of a whole paragraph; what is linked as a whole leads to another story."""
_LITTLE_OF_POST: Final = 1.4
"""As far as rules are asked. Measured over sites on 95 threads: 16 up, 10 down (word F1 +0.96 together)."""
_LEAST_LIKE_IT: Final = 3
"""Kept blocks that make a template."""
_LEVELS_OF_POST: Final = 3
"""Elements from a block up that tell its template: one alone is a `<p>` that any box has."""
# Measured on forums: at 6, 18 of 95 change (word F1 +0.01); at 24, 10 of 95 change (word F1 0.00).
_MOST_ABOVE_POST: Final = 12
"""Blocks between the name above a post and its text: rank, counts, dates, each with a label."""
_LEADING: Final = frozenset({"dt", "summary"})
_LEVELS_TO_BOX: Final = 4
"""Elements from a description or unfolded text to its list or `details`: `details > div > ul > li`."""
_ENDS: Final = '.!?…”"»。！？'
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
# Measured: at 12.5 and at 50, none of 2,304 pages changes.
_THIN_WORDS: Final = 25.0


class Verdict(NamedTuple):
    """What one step made of a block; the last step that has something to say decides.

    Attributes:
        step: `score`, the name of a rule that vetoes, a later step (`lede`, `post`, `same-element`, `inner-paragraph`,
            `heading`, `term`, `last-heading`, `no-article`, `profile`), the kind of data that replaced it, or the field
            that it became.
        kept: True if the block is a paragraph after this step.
        reason: Why, for a reader.
    """

    step: str
    kept: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Insertion:
    """The blocks of a body that was read in the page's data and inserted into the page.

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


@dataclass(frozen=True, slots=True)
class Selection:
    """The body of a page.

    Attributes:
        ledger: The marks it rests on.
        kept: Indexes of the blocks of the body, in document order.
        changes: Verdicts of this step that differ from what score and vetoes say, by index of the block.
        insertion: Where the body is, if it was read in the page's data.
    """

    ledger: Ledger
    kept: list[int]
    changes: dict[int, Verdict]
    insertion: Insertion | None = None

    @property
    def is_thin(self) -> bool:
        """True if so little is kept that the threshold may have been too high for the page."""
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

    def verdicts(self, index: int) -> list[Verdict]:
        """What each step made of a block: its score, a veto, a later step."""
        verdicts = [self._by_score(index)]
        veto = self.ledger.veto(index)
        if veto is not None:
            verdicts.append(Verdict(veto.rule, False, veto.reason))
        if index in self.changes:
            verdicts.append(self.changes[index])
        return verdicts

    def _by_score(self, index: int) -> Verdict:
        ledger = self.ledger
        total = ledger.total(index)
        if index not in ledger.open:
            return Verdict("score", False, f"{total:+.1f} points, too few for a closer look")
        kept = total > ledger.threshold
        side = "above" if kept else "not above"
        return Verdict("score", kept, f"{total:+.1f} points, {side} the threshold of {ledger.threshold:+.1f}")


def select(ledger: Ledger) -> Selection:
    """Choose the blocks of the body.

    Args:
        ledger: Scores and marks of every block, and the page's threshold.

    Returns:
        The selection; empty if the page has no body.
    """
    blocks = ledger.page.blocks
    changes: dict[int, Verdict] = {}
    kept = [index for index in sorted(ledger.open) if ledger.is_above(index)]
    for add in (_ledes, _posts, _same_elements, _inner_paragraphs, _headings, _terms):
        kept = sorted(kept + add(ledger, kept, changes))
    kept = _without_last_headings(blocks, kept, changes)
    if sum(blocks[index].words for index in kept) < _LEAST_WORDS:
        reason = f"the page keeps fewer than {_LEAST_WORDS:.0f} words: too little for an article"
        changes.update((index, Verdict("no-article", False, reason)) for index in kept)
        return Selection(ledger, [], changes)
    asked_for = {index: mark for index in ledger.open if (mark := ledger.keep(index)) is not None}
    changes.update((index, Verdict(mark.rule, True, mark.reason)) for index, mark in asked_for.items())
    return Selection(ledger, sorted({*kept, *asked_for}), changes)


def only_inserted(selection: Selection, insertion: Insertion, shown: Selection) -> Selection:
    """Keep of a selection what stands in the body from the page's data.

    Args:
        selection: The body of the page with the insertion.
        insertion: The inserted blocks.
        shown: What the page's body was without them.

    Returns:
        A selection without the page's own blocks. Those that would have been its body have the reason, unless a rule
        dropped them.
    """
    ledger = selection.ledger
    texts = {block.text for block in shown.blocks}
    replaced = {*selection.kept, *(block.index for block in ledger.page.blocks if block.text in texts)}
    inside = range(insertion.first, insertion.end)
    changes = {
        index: Verdict(insertion.source, False, insertion.reason)
        for index in replaced
        if index not in inside and ledger.veto(index) is None
    }
    kept = [index for index in selection.kept if index in inside]
    return replace(selection, kept=kept, changes=selection.changes | changes, insertion=insertion)


def _ledes(ledger: Ledger, kept: list[int], changes: dict[int, Verdict]) -> list[int]:
    """Prose between headline and body that only just misses the threshold: losing it is worse than keeping it.

    Opening paragraphs are set like standfirsts, in a box of their own, and score like them. The readers of fields still
    take a standfirst out of the text.
    """
    blocks = ledger.page.blocks
    # A stricter threshold does not move the start of the body: else it would keep what a lower one drops.
    too_low = ledger.threshold - min(ledger.threshold, ledger.default_threshold)
    body = (index for index in sorted(ledger.open) if ledger.misses_by(index, too_low))
    start = next((index for index in body if blocks[index].words >= _LEDE_WORDS), 0)
    headline = next((index for index in range(start - 1, -1, -1) if blocks[index].tag == "h1"), start)
    between = [index for index in range(headline + 1, start) if index not in kept and _is_text(blocks[index])]
    found = [index for index in between if blocks[index].words >= _LEDE_WORDS and ledger.misses_by(index, _LITTLE)]
    if len(found) > _MOST_LEDES:
        return []
    found = sorted({*found, *_after_standfirst(ledger, between)})
    reason = f"stands between headline and body, and misses the threshold of {ledger.threshold:+.1f} by little"
    changes.update((index, Verdict("lede", True, reason)) for index in found)
    return found


def _after_standfirst(ledger: Ledger, between: list[int]) -> list[int]:
    """The last of several texts between headline and body. It is text: the standfirst is one of those before it.

    It may miss the threshold by more, and so may the one before if both are paragraphs in one box.
    """
    if len(between) < _WITH_STANDFIRST:
        return []
    blocks = ledger.page.blocks
    *_, before, last = (blocks[index] for index in between)
    if before.text[:_ALIKE] == last.text[:_ALIKE] or last.words < _LEDE_WORDS:
        return []
    if ledger.scores.final[before.index] < ledger.threshold - _MOST_OF_STANDFIRST:
        return []
    if not ledger.misses_by(last.index, _LITTLE_OF_LAST):
        return []
    is_one_box = before.container.parent is last.container.parent and before.tag == last.tag == "p"
    if is_one_box and before.words >= _LEDE_WORDS and ledger.misses_by(before.index, _LITTLE_OF_LAST):
        return [before.index, last.index]
    return [last.index]


def _is_text(block: Block) -> bool:
    return (
        block.words >= _STANDFIRST_WORDS
        and block.link_density <= _MOST_LINKED
        and not block.container.within & _NO_LEDE
    )


def _posts(ledger: Ledger, kept: list[int], changes: dict[int, Verdict]) -> list[int]:
    """Text of a thread in the same elements with the same classes as text that is kept.

    The posts of a thread are one template, from the first to the last. The scores fall from post to post, because what
    is far below the headline is seldom an article.
    """
    if not ledger.is_thread:
        return []
    blocks = ledger.page.blocks
    templates = Counter(_template(blocks[index]) for index in kept)
    known = set(kept)
    found = [
        index
        for index in sorted(ledger.open - known)
        if blocks[index].link_density <= _MOST_LINKED
        and ledger.misses_by(index, _LITTLE_OF_POST)
        and (template := _template(blocks[index])) is not None
        and templates[template] >= _LEAST_LIKE_IT
    ]
    changes.update((index, Verdict("post", True, "stands in a post like others that are kept")) for index in found)
    return found


def _template(block: Block) -> tuple[tuple[str, str], ...] | None:
    """The elements around a block with their classes; `None` if they have none."""
    template: list[tuple[str, str]] = []
    container: Container | None = block.container
    while container is not None and len(template) < _LEVELS_OF_POST:
        template.append((container.tag, container.attributes.get("class") or ""))
        container = container.parent
    return tuple(template) if any(classes for _, classes in template) else None


def _same_elements(ledger: Ledger, kept: list[int], changes: dict[int, Verdict]) -> list[int]:
    """Lines that stand in one element with kept text, parted from it by `<br>`, and only just miss the threshold."""
    blocks = ledger.page.blocks
    found: list[int] = []
    known = set(kept)
    for index in kept:
        for beside in (index - 1, index + 1):
            if (
                0 <= beside < len(blocks)
                and beside not in known
                and blocks[beside].container is blocks[index].container
                and ledger.misses_by(beside, _LITTLE_OF_LINE)
            ):
                known.add(beside)
                found.append(beside)
    reason = f"stands in one element with what is kept, and misses the threshold of {ledger.threshold:+.1f} by little"
    changes.update((index, Verdict("same-element", True, reason)) for index in found)
    return found


def _inner_paragraphs(ledger: Ledger, kept: list[int], changes: dict[int, Verdict]) -> list[int]:
    """Whole paragraphs between two kept blocks that only just miss the threshold."""
    blocks = ledger.page.blocks
    found = [
        before + 1
        for before, index in pairwise(kept)
        if index == before + 2
        and blocks[before + 1].words >= _PARAGRAPH_WORDS
        and blocks[before + 1].text[-1] in _ENDS
        and blocks[before + 1].link_density <= _MOST_OF_PARAGRAPH_LINKED
        and ledger.misses_by(before + 1, _LITTLE_OF_LINE)
    ]
    reason = f"stands inside what is kept, and misses the threshold of {ledger.threshold:+.1f} by little"
    changes.update((index, Verdict("inner-paragraph", True, reason)) for index in found)
    return found


def _headings(ledger: Ledger, kept: list[int], changes: dict[int, Verdict]) -> list[int]:
    """Headings right above a block of the body that only just miss the threshold: what they head is kept.

    A heading with a picture or an embed below it may head that. One between two blocks of the body in its own container
    may miss it by more: it parts what is kept, and only its wording or its being the only one speaks against it. So may
    the name above a post, which is a link to its writer.
    """
    blocks = ledger.page.blocks
    after_media = {media.block for media in ledger.page.media}
    found = []
    for before, index in pairwise([-1, *kept]):
        heading = blocks[index - 1]
        if ledger.is_thread:  # rank, counts and date stand between the name and the post
            gap = range(max(before + 1, index - _MOST_ABOVE_POST), index)
            heading = next((blocks[place] for place in gap if heading_level(blocks[place]) > 1), heading)
        elif heading.link_density > _MOST_LINKED:
            continue
        if heading.index <= before or index in after_media or not heading_level(heading):
            continue
        is_between = before == index - 2 and before >= 0 and _in_one_box(blocks[before], heading, blocks[index])
        little = _LITTLE_OF_INNER_HEADING if is_between or ledger.is_thread else _LITTLE_OF_HEADING
        if ledger.misses_by(heading.index, little):
            found.append(heading.index)
    reason = f"heads what is kept, and misses the threshold of {ledger.threshold:+.1f} by little"
    changes.update((index, Verdict("heading", True, reason)) for index in found)
    return found


def _terms(ledger: Ledger, kept: list[int], changes: dict[int, Verdict]) -> list[int]:
    """Terms whose description is kept, and the lines that unfold what is kept: neither says anything without the other.

    Such a line is short and stands alone, so its score says little; a rule may still drop it.
    """
    blocks = ledger.page.blocks
    inside = set(kept)
    found = []
    for index in kept:
        above = index - 1
        while above >= 0 and above not in inside and _leads_into(blocks[above], blocks[index]):
            if ledger.misses_by(above, inf):
                found.append(above)
                inside.add(above)
            above -= 1
    changes.update(
        (index, Verdict("term", True, "is the term or the title of what is kept below it")) for index in found
    )
    return found


def _leads_into(above: Block, below: Block) -> bool:
    """True for a `dt` above a description of its list, and for a `summary` above text of its `details`."""
    box = above.container.parent
    if box is None or above.container.tag not in _LEADING:
        return False
    return any(around is box for around in below.container.inclusive_ancestors(_LEVELS_TO_BOX))


def _in_one_box(*blocks: Block) -> bool:
    """True if these blocks are children of one container."""
    parents = [block.container.parent for block in blocks]
    return parents[0] is not None and all(parent is parents[0] for parent in parents)


def _without_last_headings(blocks: list[Block], kept: list[int], changes: dict[int, Verdict]) -> list[int]:
    """Drop headings after which nothing is kept: they head what was dropped. Text in heading elements stays."""
    end = len(kept)
    while end and _heads(blocks[kept[end - 1]]):
        end -= 1
        changes[kept[end]] = Verdict("last-heading", False, "nothing is kept after this heading")
    return kept[:end]


def _heads(block: Block) -> bool:
    """True for a heading, unless it reads like a paragraph: some sites set text in heading elements for its size."""
    is_sentence = block.words >= _LEAST_SENTENCE and block.text.endswith(_FULL_STOPS)
    is_text = (is_sentence or block.words > _MOST_HEADING_WORDS) and block.link_density <= _MOST_LINKED
    return heading_level(block) > 0 and not is_text


def heading_level(block: Block) -> int:
    """1 to 6 for a heading, 0 for any other block."""
    container: Container | None = block.container
    while container is not None and container.within & Within.HEADING:
        tag = container.tag
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            return int(tag[1])
        container = container.parent
    return 0
