"""What the pages of one site have in common: texts that repeat, and templates that hold the body.

One page does not show that a box stands on every other page too. A `SiteModel` learns it from several pages of a
site, and speaks as one more rule, `site-model`, when a page of that site is judged. It holds hashes and counts, no
text, and nothing is learned while it is used.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from typing import Final

from cleanarticle.body.select import Selection, heading_level
from cleanarticle.body.sources import THIRD, SourceMark
from cleanarticle.errors import ConfigError
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.model import Block, Container, Page
from cleanarticle.rules.api import Mark
from cleanarticle.rules.switches import SITE_MODEL

__all__ = ["FEWEST_PAGES", "SiteModel"]

# Measured: at 2, 9 of 55 pages of 10 sites change (word F1 +0.1); at 6, 8 of 55 change (word F1 +0.1).
FEWEST_PAGES: Final = 3
# Measured: at 0.02 and at 0.2, none of 55 pages changes. It counts from 60 pages on.
_LEAST_SHARE: Final = 0.05
# Measured: at 0.5 and at 0.9, none of 55 pages changes.
_SAME_BODY: Final = 0.7
# Measured: at 6, none of 55; at 24, 4 of 55 change (word F1 −0.01).
_LEAST_PROSE: Final = 12.0
_MOST_BODIES: Final = 16
"""Bodies a paragraph is remembered to stand in; one of many bodies tells nothing of which it is."""
# Measured: at 512, 6 of 55 change (word F1 +0.1); at 32,768, none of 55 pages changes. A model grows with it.
_MOST_TEXTS: Final = 4096
# Fewer than texts, for a site has fewer: a model grows with it, and batch keeps one for each host.
_MOST_TEMPLATES: Final = 1024

# Measured: at 0.25 and at 0.8, none of 55 pages changes.
_SURE_SHARE: Final = 0.5
# Measured: at 2, 2 of 55 change (word F1 −0.01); at 8, 1 of 55 changes.
_LEAST_WORDS: Final = 4.0
# Measured: at 5, 12 of 55 change (word F1 −0.01); at 20, 8 of 55 change (word F1 +0.15).
_LABEL_WORDS: Final = 10.0
# Measured: at 12 and at 50, none of 55 pages changes.
_MOST_LEAD_IN_WORDS: Final = 25.0
_SENTENCE_ENDS: Final = ".!。！…۔।\"'”’»“」』)"
# Measured: at 0.6 and at 1, none of 55 pages changes.
_BOLD: Final = 0.9
# Measured: at 0.5 and at 2, none of 55 pages changes.
_AGAINST_TEXT: Final = 1.0
# Measured: at 1.5 and at 6, none of 55 pages changes.
_AGAINST_TEXT_BY_SHARE: Final = 3.0
# Measured: at 0.5 and at 2, none of 55 pages changes.
_FOR_TEMPLATE: Final = 1.0

_DIGITS: Final = lazy_pattern(r"\d+")

Counts = tuple[tuple[int, int], ...]
"""Hashes, rising, each with a number of pages."""


@dataclass(frozen=True, slots=True)
class SiteModel:
    """What several pages of one site have in common. Made by `fit`, given to `extract` or `inspect` as `site`.

    It never changes, holds no text, pickles, and is the same whatever process made it. It has at most 4,096 texts and
    1,024 templates, those of most pages: no more than 120 KB as JSON.

    Attributes:
        pages: Different pages it was learned from: several with the same body count once.
        skipped: Sources that could not be read as a page.
        texts: Blocks that stand on several pages, as hashes of template and text, each with its number of pages.
        templates: Templates of which every page kept every block, as hashes of their elements and classes, each with
            its number of pages.
    """

    pages: int = 0
    skipped: int = 0
    texts: Counts = ()
    templates: Counts = ()

    @classmethod
    def learn(cls, bodies: Iterable[Selection], *, least_pages: int = FEWEST_PAGES, skipped: int = 0) -> SiteModel:
        """Learn what repeats on pages of one site. `Extractor.fit_site` reads the pages and calls this.

        Args:
            bodies: The body of each page.
            least_pages: Pages a text or template must stand on, 2 at least. Of more than 60 pages it is a twentieth.
            skipped: Sources that could not be read as a page.

        Raises:
            ConfigError: `least_pages` is less than 2.
        """
        if least_pages < 2:
            raise ConfigError(f"least_pages is 2 or more, not {least_pages}: what stands on one page repeats nowhere")
        learner = _Learner()
        for body in bodies:
            learner.add(body)
        return learner.model(least_pages, skipped)

    @property
    def name(self) -> str:
        """Its name in the ledger."""
        return SITE_MODEL

    @property
    def limit(self) -> float:
        """Share of a page's prose that its drops may take."""
        return THIRD

    def marks(self, page: Page) -> Iterable[SourceMark]:
        """A mark for each block that the site speaks for or against."""
        if not self.pages:
            return
        signs = _Signs()
        counts = {block.index: _count(self.texts, signs.text(block)) for block in page.blocks}
        repeated = _repeated(page.blocks, counts)
        for block in page.blocks:
            if block.index in repeated:
                yield SourceMark(block.index, self._against_text(counts[block.index]))
            elif whole := _count(self.templates, signs.template(block.container)):
                yield SourceMark(block.index, self._for_template(whole))

    def to_json(self) -> str:
        """The model as JSON, for `from_json`."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes) -> SiteModel:
        """Read a model that `to_json` wrote.

        Raises:
            ConfigError: The text is no such JSON.
        """
        try:
            data = json.loads(text)
            texts, templates = _sorted_counts(data["texts"]), _sorted_counts(data["templates"])
            return cls(int(data["pages"]), int(data["skipped"]), texts, templates)
        except (KeyError, OverflowError, TypeError, ValueError) as error:
            raise ConfigError(f"this is no site model as to_json writes it: {error}") from error

    def _against_text(self, count: int) -> Mark:
        share = count / self.pages
        # A running story repeats its background on a few pages, word for word; what most pages have is the site's.
        reason = f"stands on {count} of {self.pages} pages of the site"
        if share >= _SURE_SHARE:
            return Mark("drop", reason, rule=SITE_MODEL)
        return Mark("score", reason, -_AGAINST_TEXT - _AGAINST_TEXT_BY_SHARE * share, SITE_MODEL)

    def _for_template(self, count: int) -> Mark:
        return Mark("score", f"{count} pages of the site keep all blocks of its template", _FOR_TEMPLATE, SITE_MODEL)


def _repeated(blocks: Sequence[Block], counts: Mapping[int, int]) -> set[int]:
    """Blocks whose repetition speaks against them.

    Sentences do. A label, heading or question repeats in good bodies too: it goes with the repeated sentences beside
    it, a heading or question with those below.
    """
    repeated = {block.index for block in blocks if counts[block.index] and _is_sentence(block)}
    if not repeated:
        return repeated
    for block in reversed(blocks):
        if counts[block.index] and block.index + 1 in repeated:
            repeated.add(block.index)
    for block in blocks:
        if counts[block.index] and block.index - 1 in repeated and not _is_lead_in(block):
            repeated.add(block.index)
    return repeated


def _is_sentence(block: Block) -> bool:
    """Whether a block says too much to be a label: a whole sentence, or as many words."""
    if _is_lead_in(block):
        return False
    return block.words >= _LABEL_WORDS or (block.words >= _LEAST_WORDS and block.text[-1] in _SENTENCE_ENDS)


class _Signs:
    """Hashes of the blocks of one page; blocks of one container share their template."""

    __slots__ = ("_templates",)

    def __init__(self) -> None:
        self._templates: dict[int, int] = {}

    def template(self, container: Container) -> int:
        """Hash of an element and its parent: their names and classes."""
        known = self._templates.get(container.index)
        if known is None:
            parent = container.parent or container
            known = _hash(f"{_shape(container)}>{_shape(parent)}")
            self._templates[container.index] = known
        return known

    def text(self, block: Block) -> int:
        """Hash of a block's text in its template: a teaser's text may be the first paragraph of its article."""
        text = _DIGITS.sub("0", " ".join(block.text.casefold().split()))
        return _hash(f"{self.template(block.container)}>{text}")


class _Learner:
    """Counts over the different pages of a site."""

    def __init__(self) -> None:
        self._pages = 0
        self._texts: Counter[int] = Counter()
        self._kept: Counter[int] = Counter()
        self._dropped: set[int] = set()
        self._body_words: list[float] = []
        self._bodies_with: dict[int, list[int]] = {}

    def add(self, selection: Selection) -> None:
        """Count a page, unless its body was seen before."""
        signs = _Signs()
        blocks = selection.ledger.page.blocks
        if self._is_known(selection, signs):
            return
        self._pages += 1
        self._texts.update({signs.text(block) for block in blocks})
        if not selection.is_thin:
            self._count_templates(selection, signs)

    def model(self, least_pages: int, skipped: int) -> SiteModel:
        """What was found on enough pages."""
        if self._pages < least_pages:
            return SiteModel(self._pages, skipped)
        least = max(float(least_pages), _LEAST_SHARE * self._pages)
        texts = {sign: count for sign, count in self._texts.items() if count >= least}
        whole = {sign: count for sign, count in self._kept.items() if count >= least and sign not in self._dropped}
        return SiteModel(
            self._pages,
            skipped,
            _most_frequent(texts, _MOST_TEXTS),
            _most_frequent(whole, _MOST_TEMPLATES),
        )

    def _is_known(self, selection: Selection, signs: _Signs) -> bool:
        """Whether most of the page's body was the body of an earlier page; notes the body if not."""
        prose = {signs.text(block): block.words for block in selection.blocks if block.words >= _LEAST_PROSE}
        words = sum(prose.values())
        shared: dict[int, float] = {}
        for sign, size in prose.items():
            for body in self._bodies_with.get(sign, ()):
                shared[body] = shared.get(body, 0.0) + size
        if any(common >= _SAME_BODY * max(words, self._body_words[body]) for body, common in shared.items()):
            return True
        for sign in prose:
            bodies = self._bodies_with.setdefault(sign, [])
            if len(bodies) < _MOST_BODIES:
                bodies.append(len(self._body_words))
        self._body_words.append(words)
        return False

    def _count_templates(self, selection: Selection, signs: _Signs) -> None:
        """Note which templates the page keeps whole, and of which it drops a block."""
        kept = set(selection.kept)
        whole: set[int] = set()
        for block in selection.ledger.page.blocks:
            if _is_named(block.container):
                (whole if block.index in kept else self._dropped).add(signs.template(block.container))
        self._kept.update(whole)


def _is_lead_in(block: Block) -> bool:
    """Whether a block may head what follows: sites give the same headings and questions to different texts."""
    if heading_level(block):
        return True
    return block.words <= _MOST_LEAD_IN_WORDS and (block.strong_share >= _BOLD or block.text[-1] in "?:？：؟")


def _is_named(container: Container) -> bool:
    parent = container.parent or container
    return bool(container.attributes.get("class") or parent.attributes.get("class"))


def _shape(container: Container) -> str:
    classes = sorted(set(_DIGITS.sub("0", container.attributes.get("class") or "").split()))
    return ".".join([container.tag, *classes])


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).digest(), "big")


def _most_frequent(counts: dict[int, int], most: int) -> Counts:
    """The largest counts, rising by hash; of equal ones those of lower hashes, so that no order of pages matters."""
    return tuple(sorted(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]))


def _sorted_counts(pairs: Iterable[tuple[int, int]]) -> Counts:
    return tuple(sorted((int(sign), int(count)) for sign, count in pairs))


def _count(counts: Counts, sign: int) -> int:
    at = bisect_left(counts, (sign,))
    return counts[at][1] if at < len(counts) and counts[at][0] == sign else 0
