"""What went wrong with one page, as runs of text that are lost or extra, each with its cause and its cost.

The F1 of two bags of words is 2 · both / (all words of both), so that each word lost or extra costs the same and the
costs of all runs add up to 1 − F1. The same holds of snippets over a corpus.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import corpora
import measures
from alignment import GRAM, IN_BODY, LEAST_COVERAGE, Gram, align, grams, words_of
from cleanarticle.config.model import Config
from cleanarticle.explain.extraction import Entry
from cleanarticle.page.model import Block, Container, Page
from evidence import Nature, nature_of, path_of, structure_of

__all__ = ["CAUSES", "NOWHERE", "Case", "Diagnosis", "Run", "diagnose"]

_WRONG_RECALL = 0.3
_WRONG_PRECISION = 0.5
_LEAST_PART = 40
_MOST_LEDE = 0.25
_LEAST_CLAIMED_WORDS = 50
_CLAIM_COVERS = 0.5
_LEAST_BROKEN_WORDS = 3
_LEAST_DESCRIPTION = 40
_LEAST_LETTERS = 12
_FIRST_WORDS = 14
_EMBEDS = frozenset("iframe video audio embed object amp-video amp-iframe amp-audio".split())
_PLAYED = frozenset({Nature.EMBED, Nature.VIDEO})
_TEXT_ELEMENTS = frozenset("p h1 h2 h3 h4 h5 h6 li dt dd blockquote pre span".split())
_BROKEN = re.compile("\ufffd|[ÃÂ][\x80-\xbf]|â€|Ð[\x80-\xbf]|ï¿½")
_MARKUP = re.compile(r"<[^<>]*>")
_ESCAPED = re.compile(r"\\u[0-9a-fA-F]{4}")

NOWHERE = "-"
"""Stands for what decided, for text that is in no block or no entry of the ledger."""

NOTHING = "nothing extracted"
WRONG = "wrong container"
SPLIT = "split body"
LEDE = "lost lede"
TAIL = "lost tail"
INSIDE = "lost paragraph inside"
EMBED = "truncated at an embed"
JSON = "body only in JSON"
CONTRADICTION = "structured data contradicting"
ENCODING = "encoding"
DISAGREE = "truth and page disagree"
DUPLICATE = "duplicated text"
START = "boilerplate at the start"
END = "boilerplate at the end"
AFTER = "text goes on after the true end"
SPELT = "same text, other characters"
BETWEEN = "box or other text inside"
PARTLY = "block partly in the truth"
OTHER = "other"

CAUSES = tuple(
    dict.fromkeys(
        [WRONG, NOTHING, SPLIT, LEDE, INSIDE, TAIL, EMBED, JSON, CONTRADICTION, ENCODING, SPELT, DISAGREE]
        + [nature.when_lost for nature in Nature]
        + [START, BETWEEN, END, AFTER, DUPLICATE, PARTLY]
        + [nature.when_extra for nature in Nature]
        + [OTHER]
    )
)
"""All names of causes."""


@dataclass(frozen=True)
class Case:
    """All that is known of one page.

    Attributes:
        source: The page with its truth.
        html: Its decoded text.
        page: Its blocks.
        ledger: This project's verdict on each block.
        kept: Whether each block is in the output under examination.
        output: That output.
        decides: Whether the ledger made the output.
    """

    source: corpora.Page
    html: str
    page: Page
    ledger: Sequence[Entry]
    kept: Sequence[bool]
    output: str
    decides: bool = True

    @cached_property
    def words(self) -> list[list[str]]:
        """Words of each block, for alignment."""
        return [words_of(block.text) for block in self.page.blocks]

    @cached_property
    def text(self) -> str:
        """The text of all blocks."""
        return " ".join(block.text for block in self.page.blocks)

    @cached_property
    def claimed(self) -> frozenset[Gram]:
        """Grams of the body that the structured data gives; empty if it gives none worth the name."""
        words = max((words_of(claim.value) for claim in self.page.claims.all("body")), key=len, default=[])
        return frozenset(grams(words)) if len(words) >= _LEAST_CLAIMED_WORDS else frozenset()

    @cached_property
    def raw_grams(self) -> frozenset[Gram]:
        """Grams of the source itself, scripts and attributes included."""
        text = _ESCAPED.sub(lambda match: chr(int(match[0][2:], 16)), self.html)
        for escaped, plain in (("\\n", " "), ("\\r", " "), ("\\t", " "), ('\\"', '"'), ("\\/", "/")):
            text = text.replace(escaped, plain)
        return frozenset(grams(words_of(_MARKUP.sub(" ", html.unescape(text)))))

    @cached_property
    def is_broken(self) -> bool:
        """Whether characters of the page were lost, or read in the wrong charset."""
        return sum(len(_BROKEN.findall(block.text)) for block in self.page.blocks) >= _LEAST_BROKEN_WORDS

    def decision(self, index: int) -> str:
        """What decided on a block: `score`, a rule, a field it was lifted to, a step of the selection."""
        if not self.decides:
            return NOWHERE
        entry = self.ledger[index]
        if entry.kept:
            against = [mark.rule for mark in entry.marks if mark.overruled or mark.points < 0]
            return f"score despite {against[0]}" if against else "score"
        if entry.reason.startswith("became the article's"):
            return f"field {entry.rule}"
        if any(mark.kind == "drop" and not mark.overruled for mark in entry.marks) or not entry.marks:
            return entry.rule
        points = sum(mark.points for mark in entry.marks if mark.points < 0 and not mark.overruled)
        is_decisive = entry.score <= Config().threshold_for() < entry.score - points
        return f"{entry.rule} (points)" if is_decisive else "score"


@dataclass(frozen=True, slots=True)
class Run:
    """Text that stands together and is lost, or extra, for one cause.

    Attributes:
        cause: One of `CAUSES`.
        is_lost: Whether it is in the truth and not in the output; else the other way round.
        amount: Words that count as lost or extra: not those that stand elsewhere too; or one snippet.
        loss: What it costs: of the page's F1, or snippets.
        by_decision: The same cost by what decided on the blocks.
        text: Its first words.
        score: Score of its costliest block.
        place: Element and classes around that block; empty for text outside of blocks.
        is_told: Whether the body in the page's structured data tells that it was judged wrongly.
    """

    cause: str
    is_lost: bool
    amount: float
    loss: float
    by_decision: dict[str, float]
    text: str
    score: float | None = None
    place: str = ""
    is_told: bool = False

    @property
    def decision(self) -> str:
        """What decided on the largest part."""
        return max(self.by_decision, key=lambda name: self.by_decision[name])


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What went wrong with one page.

    Attributes:
        id: The page.
        url: Its address.
        language: Its language.
        counts: Matches, extras and losses of its words or snippets.
        runs: All that was lost and extra, in the order of the page.
    """

    id: str
    url: str | None
    language: str
    counts: measures.Counts
    runs: tuple[Run, ...]

    @property
    def f1(self) -> float:
        """F1 of the page; 1 where nothing was to be found and nothing was."""
        both = 2 * self.counts.tp
        return both / (both + self.counts.fp + self.counts.fn) if sum(self.counts) else 1.0

    @property
    def loss(self) -> float:
        """What all runs cost."""
        return sum(run.loss for run in self.runs)


@dataclass(slots=True)
class _Fault:
    """A block that was judged wrongly."""

    block: Block
    is_lost: bool
    amount: float
    nature: Nature | None
    is_duplicate: bool = False


@dataclass(slots=True)
class _Verdict:
    """How the blocks were judged, as a whole."""

    right: list[int]
    recall: float
    precision: float
    has_output: bool
    words: int
    faults: list[_Fault] = field(default_factory=list)


def diagnose(case: Case) -> Diagnosis | None:
    """Find what went wrong with a page, by its true body, else by its snippets; None if it has neither."""
    truth = case.source.truth
    if truth.text is not None:
        return _diagnose_body(case, truth.text)
    if truth.present or truth.absent:
        return _diagnose_snippets(case, truth.present or (), truth.absent or ())
    return None


def _diagnose_body(case: Case, truth: str) -> Diagnosis:
    expected, found = _bag(truth), _bag(case.output)
    both = (expected & found).total()
    counts = measures.Counts(both, found.total() - both, expected.total() - both)
    total = expected.total() + found.total()
    true_words = words_of(truth)
    true_grams = frozenset(grams(true_words))
    shares, _ = align(case.words, true_words)
    spread = [_share_in(words, true_grams) for words in case.words]
    verdict = _verdict_on(case, shares, len(true_words))

    blocks = range(len(case.words))
    dropped = [at for at in blocks if not case.kept[at]]
    lost = [at for at in dropped if shares[at]]
    moved = [at for at in dropped if not shares[at] and spread[at] > LEAST_COVERAGE]
    extra = [at for at in blocks if case.kept[at] and shares[at] <= IN_BODY]
    missing, surplus = expected - found, found - expected
    for indexes, is_lost in ((lost, True), (moved, True), (extra, False)):
        amounts, rest = _shared_out(
            missing if is_lost else surplus, [_bag(case.page.blocks[at].text) for at in indexes]
        )
        missing, surplus = (rest, surplus) if is_lost else (missing, rest)
        for at, amount in zip(indexes, amounts, strict=True):
            if amount:
                nature = _nature(case, case.page.blocks[at], is_lost=is_lost)
                again = not is_lost and spread[at] > IN_BODY and amount > len(case.words[at]) / 2
                verdict.faults.append(_Fault(case.page.blocks[at], is_lost, amount, nature, again))
    verdict.faults.sort(key=lambda fault: fault.block.index)
    runs = [_run(case, faults, verdict, 1 / max(1, total)) for faults in _runs_of(verdict)]
    runs += _unplaced_runs(case, truth, missing, 1 / max(1, total))
    runs += _surplus_in_blocks(case, true_grams, surplus, 1 / max(1, total))
    return Diagnosis(case.source.id, case.source.url, case.source.language, counts, tuple(runs))


def _verdict_on(case: Case, shares: Sequence[float], true_words: int) -> _Verdict:
    right = [at for at, share in enumerate(shares) if share > IN_BODY and case.kept[at] and len(case.words[at]) >= GRAM]
    right_words = sum(len(case.words[at]) for at in right)
    found_words = len(words_of(case.output))
    return _Verdict(
        right, right_words / max(1, true_words), right_words / max(1, found_words), found_words > 0, true_words
    )


def _bag(text: str) -> Counter[str]:
    """Words as `measures.word_f1` counts them."""
    return Counter(measures.words(text.lower()))


def _share_in(words: list[str], text: frozenset[Gram]) -> float:
    found = grams(words)
    return sum(gram in text for gram in found) / len(found) if found else 0.0


def _shared_out(short: Counter[str], bags: Sequence[Counter[str]]) -> tuple[list[float], Counter[str]]:
    """Divide words among the pieces that have them; returns the words of each piece, and those that no piece has."""
    have: Counter[str] = Counter()
    for bag in bags:
        have.update(bag)
    part = {word: min(1.0, short[word] / number) for word, number in have.items() if short[word]}
    return [sum(number * part.get(word, 0.0) for word, number in bag.items()) for bag in bags], short - have


def _runs_of(verdict: _Verdict) -> list[list[_Fault]]:
    """Put together faults with nothing right between them, of one kind and one sign."""
    runs: list[list[_Fault]] = []
    right = set(verdict.right)
    for fault in verdict.faults:
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and last.is_lost == fault.is_lost
            and last.nature is fault.nature
            and last.is_duplicate == fault.is_duplicate
            and right.isdisjoint(range(last.block.index + 1, fault.block.index))
        ):
            runs[-1].append(fault)
        else:
            runs.append([fault])
    return runs


def _run(case: Case, faults: list[_Fault], verdict: _Verdict, price: float) -> Run:
    cause = _cause_of_loss(case, faults, verdict) if faults[0].is_lost else _cause_of_extra(case, faults, verdict)
    costliest = max(faults, key=lambda fault: fault.amount)
    by_decision: dict[str, float] = {}
    for fault in faults:
        decision = case.decision(fault.block.index)
        by_decision[decision] = by_decision.get(decision, 0.0) + fault.amount * price
    amount = sum(fault.amount for fault in faults)
    return Run(
        cause,
        faults[0].is_lost,
        amount,
        amount * price,
        by_decision,
        _first_words(" ".join(fault.block.text for fault in faults)),
        case.ledger[costliest.block.index].score if case.decides else None,
        path_of(costliest.block),
        _is_told(case, faults),
    )


def _cause_of_loss(case: Case, faults: list[_Fault], verdict: _Verdict) -> str:
    if not verdict.has_output:
        return NOTHING
    nature = faults[0].nature
    if nature is not None:
        return nature.when_lost
    if _is_wrong(verdict):
        return WRONG
    structure = _structure(faults)
    if structure is not None:
        return structure.when_lost
    words = sum(len(case.words[fault.block.index]) for fault in faults)
    is_apart = words >= _LEAST_PART and _is_apart(case, faults, verdict)
    if not verdict.right or faults[-1].block.index < verdict.right[0]:
        return SPLIT if is_apart and words > _MOST_LEDE * verdict.words else LEDE
    if faults[0].block.index > verdict.right[-1]:
        if _has_embed(case, verdict.right[-1], faults[0].block.index):
            return EMBED
        return SPLIT if is_apart else TAIL
    return SPLIT if is_apart else INSIDE


def _cause_of_extra(case: Case, faults: list[_Fault], verdict: _Verdict) -> str:
    if faults[0].is_duplicate:
        return DUPLICATE
    text = " ".join(fault.block.text for fault in faults)
    if _is_spelt_otherwise(text, case.source.truth.text or ""):
        return SPELT
    nature = faults[0].nature
    if nature is not None:
        return nature.when_extra
    if _is_wrong(verdict):
        return WRONG
    if _agrees_with_claims(case, faults):
        return CONTRADICTION
    if faults[0].block.index > (verdict.right[-1] if verdict.right else -1):
        return AFTER if _is_like_body(case, faults, verdict) else END
    if faults[-1].block.index < verdict.right[0]:
        return START
    structure = _structure(faults)
    return structure.when_extra if structure is not None else BETWEEN


def _nature(case: Case, block: Block, *, is_lost: bool) -> Nature | None:
    """What a block is; of extra text also whether it is the title or the standfirst once more."""
    if not is_lost:
        truth, claims = case.source.truth, case.page.claims
        text = measures.normalise(block.text)
        if text == measures.normalise(truth.title or claims.first("title") or ""):
            return Nature.HEADLINE
        descriptions = [truth.subtitle or "", *(claim.value for claim in claims.all("description"))]
        if any(_is_description(text, measures.normalise(each)) for each in descriptions):
            return Nature.STANDFIRST
    return nature_of(block, case.ledger[block.index], case.page)


def _is_description(text: str, description: str) -> bool:
    """Whether a text is a description, or begins with one that was cut off."""
    start = description.rstrip(". ")
    return text == description or (len(start) >= _LEAST_DESCRIPTION and text.startswith(start))


def _is_spelt_otherwise(text: str, other: str) -> bool:
    """Whether the letters of a text stand in another one, between other spaces, hyphens or signs."""
    letters = _letters(text)
    return len(letters) >= _LEAST_LETTERS and letters in _letters(other)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, measures.normalise(text)))


def _is_wrong(verdict: _Verdict) -> bool:
    return verdict.recall < _WRONG_RECALL and verdict.precision < _WRONG_PRECISION


def _structure(faults: list[_Fault]) -> Nature | None:
    """The structure most of the words stand in; None if that is plain text."""
    words: Counter[Nature | None] = Counter()
    for fault in faults:
        words[structure_of(fault.block)] += len(fault.block.text)
    return words.most_common(1)[0][0]


def _holder(block: Block) -> Container | None:
    return block.container.parent if block.tag in _TEXT_ELEMENTS else block.container


def _is_apart(case: Case, faults: list[_Fault], verdict: _Verdict) -> bool:
    """Whether no block of the run has its parent in common with a block that was judged rightly."""
    homes = {_holder(case.page.blocks[at]) for at in verdict.right}
    return all(_holder(fault.block) not in homes for fault in faults)


def _is_like_body(case: Case, faults: list[_Fault], verdict: _Verdict) -> bool:
    """Whether most of the words of the run stand in elements made like those of blocks that were judged rightly."""
    paths = {path_of(case.page.blocks[at]) for at in verdict.right}
    sizes = [(fault.amount, path_of(fault.block) in paths) for fault in faults]
    return sum(amount for amount, is_like in sizes if is_like) > sum(amount for amount, _ in sizes) / 2


def _has_embed(case: Case, after: int, before: int) -> bool:
    if any(after < media.block <= before and media.tag in _EMBEDS for media in case.page.media):
        return True
    between = range(after + 1, before)
    return any(nature_of(case.page.blocks[at], case.ledger[at], case.page) in _PLAYED for at in between)


def _is_told(case: Case, faults: list[_Fault]) -> bool:
    share = _share_claimed(case, faults)
    if share is None:
        return False
    return share > IN_BODY if faults[0].is_lost else share < LEAST_COVERAGE and _claim_covers(case)


def _agrees_with_claims(case: Case, faults: list[_Fault]) -> bool:
    """Whether the body of the structured data has what the truth lacks."""
    return (_share_claimed(case, faults) or 0.0) > IN_BODY


def _share_claimed(case: Case, faults: list[_Fault]) -> float | None:
    words = [word for fault in faults for word in case.words[fault.block.index]]
    return _share_in(words, case.claimed) if case.claimed and len(words) >= GRAM else None


def _claim_covers(case: Case) -> bool:
    """Whether the structured data gives the body, and not only its beginning."""
    truth = case.source.truth.text
    return truth is None or _share_in(words_of(truth), case.claimed) > _CLAIM_COVERS


def _unplaced_runs(case: Case, truth: str, missing: Counter[str], price: float) -> list[Run]:
    """Words of the truth that no dropped block explains: those that stand nowhere in the page, and the rest."""
    page_grams = frozenset(grams([word for words in case.words for word in words]))
    spans = _uncovered(truth, page_grams)
    amounts, rest = _shared_out(missing, [_bag(span) for span in spans])
    runs = [
        Run(_cause_of_span(case, span), True, amount, amount * price, {NOWHERE: amount * price}, _first_words(span))
        for span, amount in zip(spans, amounts, strict=True)
        if amount
    ]
    if rest:
        runs.append(_rest(rest, price, is_lost=True))
    return runs


def _surplus_in_blocks(case: Case, true_grams: frozenset[Gram], surplus: Counter[str], price: float) -> list[Run]:
    """Words that the output has more of, though the blocks they stand in are in the truth."""
    spans = [
        (at, span)
        for at, block in enumerate(case.page.blocks)
        if case.kept[at]
        for span in _uncovered(block.text, true_grams)
    ]
    amounts, rest = _shared_out(surplus, [_bag(span) for _, span in spans])
    runs = []
    for (at, span), amount in zip(spans, amounts, strict=True):
        if amount:
            cost = {case.decision(at): amount * price}
            score = case.ledger[at].score if case.decides else None
            place = path_of(case.page.blocks[at])
            runs.append(Run(PARTLY, False, amount, amount * price, cost, _first_words(span), score, place))
    if rest:
        runs.append(_rest(rest, price, is_lost=False))
    return runs


def _rest(words: Counter[str], price: float, *, is_lost: bool) -> Run:
    amount = float(words.total())
    return Run(OTHER, is_lost, amount, amount * price, {NOWHERE: amount * price}, _first_words(" ".join(words)))


def _uncovered(text: str, known: frozenset[Gram]) -> list[str]:
    """Pieces of a text no gram of which is known."""
    words = measures.words(text.lower())
    parts = [words_of(word) for word in words]
    flat = [part for each in parts for part in each]
    covered = bytearray(len(flat))
    for at, gram in enumerate(grams(flat)):
        if gram in known:
            covered[at : at + GRAM] = b"\x01" * GRAM
    spans: list[list[str]] = []
    at, is_open = 0, False
    for word, each in zip(words, parts, strict=True):
        if any(covered[at : at + len(each)]):
            is_open = False
        elif is_open:
            spans[-1].append(word)
        else:
            spans.append([word])
            is_open = True
        at += len(each)
    return [" ".join(span) for span in spans]


def _cause_of_span(case: Case, text: str) -> str:
    if case.is_broken and not _BROKEN.search(case.source.truth.text or text):
        return ENCODING
    if _is_spelt_otherwise(text, case.text):
        return SPELT
    return JSON if _share_in(words_of(text), case.raw_grams) > IN_BODY else DISAGREE


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")


def _diagnose_snippets(case: Case, present: Iterable[str], absent: Iterable[str]) -> Diagnosis:
    output = " ".join(case.output.split())
    wanted = [(" ".join(one.split()), True) for one in present]
    unwanted = [(" ".join(one.split()), False) for one in absent]
    wrong = [(one, is_lost) for one, is_lost in wanted + unwanted if (one in output) != is_lost]
    missed = sum(is_lost for _, is_lost in wrong)
    counts = measures.Counts(len(wanted) - missed, len(wrong) - missed, missed)
    verdict = _verdict_by_snippets(case, counts, [one for one, is_lost in wrong if not is_lost])
    runs = []
    for snippet, is_lost in wrong:
        faults = _faults_of_snippet(case, snippet, is_lost=is_lost)
        if faults:
            runs.append(_run(case, faults, verdict, 1.0))
        else:
            cause = _cause_of_span(case, snippet) if is_lost else OTHER
            runs.append(Run(cause, is_lost, 1.0, 1.0, {NOWHERE: 1.0}, _first_words(snippet)))
    return Diagnosis(case.source.id, case.source.url, case.source.language, counts, tuple(runs))


def _verdict_by_snippets(case: Case, counts: measures.Counts, unwanted: Sequence[str]) -> _Verdict:
    """Take all that was kept for right, except blocks that hold what must not come out."""
    right = [
        at
        for at, kept in enumerate(case.kept)
        if kept and not any(snippet in " ".join(case.page.blocks[at].text.split()) for snippet in unwanted)
    ]
    known = counts.tp + counts.fn
    recall = counts.tp / known if known >= 2 else 1.0
    words = sum(len(case.words[at]) for at in right)
    return _Verdict(right, recall, 0.0 if not counts.tp else 1.0, bool(case.output), words)


def _faults_of_snippet(case: Case, snippet: str, *, is_lost: bool) -> list[_Fault]:
    """The blocks that hold a snippet and were judged wrongly; none if the page has it in no such block."""
    starts: list[int] = []
    parts: list[str] = []
    length = 0
    for block in case.page.blocks:
        part = " ".join(block.text.split())
        starts.append(length)
        parts.append(part)
        length += len(part) + 1
    text = " ".join(parts)
    best: list[Block] = []
    at = text.find(snippet)
    while at >= 0:
        blocks = [
            case.page.blocks[index]
            for index, (start, part) in enumerate(zip(starts, parts, strict=True))
            if start < at + len(snippet) and at < start + len(part) and case.kept[index] != is_lost
        ]
        if blocks and (not best or _score(case, blocks) > _score(case, best)):
            best = blocks
        at = text.find(snippet, at + 1)
    if not best:
        return []
    block = max(best, key=lambda each: len(each.text))
    return [_Fault(block, is_lost, 1.0, _nature(case, block, is_lost=is_lost))]


def _score(case: Case, blocks: Sequence[Block]) -> float:
    return max(case.ledger[block.index].score for block in blocks)
