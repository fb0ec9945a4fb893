"""What `inspect` gives: the article, how the extraction ended, and why every block was kept or dropped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any, Final, Literal

from cleanarticle.article import Article, BodySource, QualityReason
from cleanarticle.body.select import Selection, Verdict
from cleanarticle.explain.answer import Answer, answer
from cleanarticle.explain.deferred import Deferred
from cleanarticle.explain.entry import ContainerEntry, Entry, Share, WordShare
from cleanarticle.explain.hidden import HiddenText, read_hidden_text
from cleanarticle.fields.collect import CollectedFields
from cleanarticle.page.hiding import HidingKind, hiding_of
from cleanarticle.page.model import Container
from cleanarticle.parse.document import Document
from cleanarticle.rules.api import Mark
from cleanarticle.score.scores import PageScores
from cleanarticle.shorten import shorten

__all__ = [
    "ContainerEntry",
    "Entry",
    "Extraction",
    "Share",
    "Status",
    "Verdict",
    "WordShare",
    "entries",
    "extraction_of",
]

Status = Literal["ok", "no-article", "bad-input"]

_LEAST_SHARE: Final = 0.05
"""Features and words of fewer points are not listed: a page has hundreds of blocks, and each has sixty features."""
# Some elements have dozens of classes: the first ones tell which element it is.
_MOST_LABEL: Final = 80


@dataclass(frozen=True, slots=True)
class Extraction(Deferred):
    """The outcome for one page.

    Attributes:
        article: The article, if there is one.
        status: `ok`, `no-article`, or `bad-input`.
        reason: Why there is no article; empty if there is one.
        ledger: One entry for each block of the page, in document order.
        containers: The page's containers with their sums, parents before children.
        threshold: The score that a block of this page needs to be kept.
        families: The family of each rule that made a mark on the page.
        markup: The page's markup, in which `explain` looks for words that are no text.
        warnings: What did not work as it was asked for, such as selectors of a site's profile that match nothing.
        quality_reason: The reason for the quality of the article, or the kind of a page without one: a shell, a
            wall, a stub, a listing, or `doubtful`. `None` for input that can't be read.
        hidden: The text that the page hides from its readers, by the way in which it hides it; empty for pasted
            text.
    """

    article: Article | None
    status: Status
    reason: str = ""
    ledger: tuple[Entry, ...] = ()
    containers: tuple[ContainerEntry, ...] = ()
    threshold: float = 0.0
    families: Mapping[str, str] = field(default_factory=dict, hash=False)
    markup: str = field(default="", repr=False)
    warnings: tuple[str, ...] = ()
    quality_reason: QualityReason | None = None
    hidden: tuple[HiddenText, ...] = ()

    @property
    def quality(self) -> float:
        """The quality of the article; 0 without one."""
        return 0.0 if self.article is None else self.article.quality

    def explain(self, words: str) -> Answer:
        """Say why a piece of text was kept or dropped.

        Args:
            words: Some words as the page shows them. They may go on from one block to the next; case, punctuation
                and white space do not count.

        Returns:
            The blocks that hold the words and what became of them; `str()` of it is an explanation. Words that stand
            nowhere in the page's text have an answer too: where else they stand, or that they don't.

        Raises:
            InputError: There is no letter or digit in the words.
        """
        return answer(self.ledger, self.markup, words, reason=self.reason)

    def path(self, entry: Entry) -> tuple[ContainerEntry, ...]:
        """The containers around a block, the outermost first; empty if they are not known."""
        found: list[ContainerEntry] = []
        at = entry.container
        while at is not None:
            found.append(self.containers[at])
            at = self.containers[at].parent
        return tuple(reversed(found))

    def to_json(self, *, indent: int | None = None) -> str:
        """Everything but the page's markup as JSON.

        Args:
            indent: Spaces a level; all on one line if left out.

        Returns:
            An object with `status`, `reason`, `quality`, `quality_reason`, `threshold`, `article`, `families`,
            `warnings`, `hidden`, `containers` and `ledger`.
        """
        data = {
            "status": self.status,
            "reason": self.reason,
            "quality": self.quality,
            "quality_reason": self.quality_reason,
            "threshold": round(self.threshold, 3),
            "article": None if self.article is None else self.article.model_dump(mode="json"),
            "families": dict(self.families),
            "warnings": list(self.warnings),
            "hidden": [asdict(each) for each in self.hidden],
            "containers": [_plain(each) for each in self.containers],
            "ledger": [_entry_data(entry) for entry in self.ledger],
        }
        return json.dumps(data, ensure_ascii=False, indent=indent)


def _plain(each: ContainerEntry | Mark | Entry) -> dict[str, Any]:
    """The attributes of a flat object; numbers to a thousandth, which is more than they mean."""
    values = {name: getattr(each, name) for name in each.__slots__}
    return {name: round(value, 3) if isinstance(value, float) else value for name, value in values.items()}


def _entry_data(entry: Entry) -> dict[str, Any]:
    return _plain(entry) | {
        "marks": [_plain(mark) for mark in entry.marks],
        "shares": [{"feature": share.feature, "points": round(share.points, 3)} for share in entry.shares],
        "word_shares": [share._asdict() | {"points": round(share.points, 3)} for share in entry.word_shares],
        "verdicts": [verdict._asdict() for verdict in entry.verdicts],
    }


def extraction_of(
    selection: Selection,
    fields: CollectedFields,
    document: Document,
    *,
    families: Mapping[str, str],
    warnings: tuple[str, ...] = (),
) -> Extraction:
    """Lay open how a page was read.

    Args:
        selection: The body.
        fields: The article and the blocks that became its fields.
        document: The page as it was parsed.
        families: Family of each rule that was asked, by its name.
        warnings: What did not work as it was asked for.

    Returns:
        The extraction.
    """
    ledger = entries(selection, fields)
    rules = sorted({mark.rule for entry in ledger for mark in entry.marks})
    extraction = Extraction(
        fields.article,
        "no-article" if fields.article is None else "ok",
        fields.reason,
        ledger,
        (),
        selection.ledger.threshold,
        {rule: families[rule] for rule in rules if rule in families},
        document.source,
        warnings,
        fields.quality_reason,
    )
    extraction.defer(("containers", "hidden"), partial(_deferred, selection.ledger.page.containers, document))
    return extraction


def entries(selection: Selection, fields: CollectedFields) -> tuple[Entry, ...]:
    """Make the ledger's entries.

    Args:
        selection: The body.
        fields: What became of its blocks.

    Returns:
        One entry a block.
    """
    ledger = selection.ledger
    # Without an article, nothing became of what was kept.
    kept = frozenset(selection.kept) if fields.article is None else fields.paragraphs
    insertion = selection.insertion
    made = []
    hidden = _hiding(ledger.page.containers)
    first, shares = ledger.scores.first.scores, _PageShares(ledger.scores)
    for block in ledger.page.blocks:
        index = block.index
        marks = tuple(ledger.marks.get(index, ()))
        field_name = fields.blocks.get(index, "")
        is_paragraph = index in kept and not (field_name and fields.article is None)
        verdicts = selection.verdicts(index)
        if field_name:
            also = ", and is a paragraph too" if is_paragraph else ""
            verdicts.append(Verdict(field_name, is_paragraph, f"became the article's {field_name}{also}"))
        rule, is_kept, reason = verdicts[-1]
        if marks and rule == "score" and not is_kept:
            rule, reason = _from_marks(marks, rule, reason)
        source: BodySource = "page"
        if insertion is not None and insertion.first <= index < insertion.end:
            source = insertion.source
            reason = f"{reason}; {insertion.reason}"
        entry = Entry(
            index,
            block.text,
            block.tag,
            is_paragraph,
            rule,
            reason,
            ledger.total(index),
            marks,
            source,
            field_name,
            block.words,
            block.container.index,
            first[index],
            verdicts=tuple(verdicts),
            hidden=hidden[block.container.index],
        )
        entry.defer(("base", "shares", "word_shares"), shares)
        made.append(entry)
    return tuple(made)


def _hiding(containers: list[Container]) -> list[HidingKind | None]:
    """How each container is hidden: by the outermost element around it that is."""
    found: list[HidingKind | None] = []
    for container in containers:
        around = None if container.parent is None else found[container.parent.index]
        found.append(around or hiding_of(container.attributes))
    return found


class _PageShares:
    """Makes what features added, for all blocks of a page when the first entry is asked, and words for one block."""

    __slots__ = ("_scores", "_shares")

    def __init__(self, scores: PageScores) -> None:
        self._scores = scores
        self._shares: list[tuple[Share, ...]] | None = None

    def __call__(self, entry: Entry) -> dict[str, object]:
        """The base and the shares of a block, of features and words."""
        if self._shares is None:
            self._shares = self._scores.shares(_LEAST_SHARE)
        shares = self._shares[entry.index]
        listed = 0.0
        for share in shares:
            listed += share.points
        words = self._scores.word_shares(entry.index, _LEAST_SHARE)
        return {"base": self._scores.final[entry.index] - listed, "shares": shares, "word_shares": words}


def _deferred(containers: list[Container], document: Document, extraction: Extraction) -> dict[str, object]:
    return {"containers": _containers(containers, extraction.ledger), "hidden": read_hidden_text(document)}


def _containers(containers: list[Container], ledger: tuple[Entry, ...]) -> tuple[ContainerEntry, ...]:
    kept_before = [0]
    for entry in ledger:
        kept_before.append(kept_before[-1] + entry.kept)
    made = []
    size = len(ledger)
    for each in containers:
        # The cells of a row that became one block began where there may be no block any more.
        first = min(each.first, size)
        end = max(first, each.end)
        parent = None if each.parent is None else each.parent.index
        kept = kept_before[end] - kept_before[first]
        made.append(ContainerEntry(each.index, _label(each), parent, first, end, each.words, each.link_words, kept))
    return tuple(made)


def _label(container: Container) -> str:
    """The element with its id and classes, as a selector; `page` for the outermost."""
    if container.parent is None:
        return "page"
    attributes = container.attributes
    label = container.tag
    name = attributes.get("id")
    if name and (name := name.strip()):
        label += f"#{name}"
    classes = attributes.get("class")
    if classes:
        label = ".".join([label, *classes.split()])
    return shorten(label, _MOST_LABEL)


def _from_marks(marks: tuple[Mark, ...], rule: str, reason: str) -> tuple[str, str]:
    """Name the rule that spoke loudest against a block that its score had dropped already."""
    against = [mark for mark in marks if not mark.overruled and (mark.kind == "drop" or mark.points < 0)]
    if not against:
        return rule, reason
    worst = min(against, key=lambda mark: (mark.kind != "drop", mark.points))
    return worst.rule, f"{worst.reason}; {reason}"
