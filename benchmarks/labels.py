"""Which blocks of a page are its body, by what a person found in it."""

from __future__ import annotations

from collections.abc import Sequence

from alignment import IN_BODY, LEAST_COVERAGE, align, words_of
from cleanarticle.fields.class_names import class_names, is_named
from cleanarticle.page.model import Page
from corpora import Truth

__all__ = ["label", "label_by_snippets"]

STANDFIRST = class_names("subtitle")
MOST_WORDS = 120.0
"""Words of a standfirst with all its paragraphs."""
LEAST_WORDS = 12.0
"""Words of the first paragraph; what is shorter may be a label that stands in the true body by chance."""


def label_by_snippets(page: Page, wanted: Sequence[str], unwanted: Sequence[str]) -> list[bool | None]:
    """Label the blocks that hold a snippet which must, or must not, come out."""
    labels: list[bool | None] = []
    for block in page.blocks:
        text = " ".join(block.text.split())
        in_body = any(snippet in text for snippet in wanted)
        in_cruft = any(snippet in text or (len(text) > 12 and text in snippet) for snippet in unwanted)
        labels.append(None if in_body == in_cruft else in_body)
    return labels


def label(page: Page, words: list[list[str]], truth: Truth) -> list[bool | None] | None:
    """Label the blocks of a page by its true body, else by its snippets; `None` if neither fits the page.

    A standfirst is neither body nor cruft: some truths have it in the body, others have it apart.
    """
    body = truth.text
    if body is not None:
        shares, coverage = align(words, words_of(body))
        if coverage < LEAST_COVERAGE:
            return None
        labels: list[bool | None] = [share > IN_BODY for share in shares]
    else:
        labels = label_by_snippets(page, truth.present or (), truth.absent or ())
        if not any(labels):
            return None
    for index in _standfirst(page, labels):
        labels[index] = None
    return labels


def _standfirst(page: Page, labels: Sequence[bool | None]) -> list[int]:
    """The blocks before the body, and its first one, that are named like a standfirst."""
    blocks = page.blocks
    start = next((index for index, is_body in enumerate(labels) if is_body and blocks[index].words >= LEAST_WORDS), 0)
    return [index for index in range(start + 1) if is_named(blocks[index].container, STANDFIRST, 2, MOST_WORDS)]
