"""Which blocks of a page are its body, by what a person found in it."""

from __future__ import annotations

from collections.abc import Sequence

from alignment import IN_BODY, LEAST_COVERAGE, align, words_of
from cleanarticle.page.model import Page
from corpora import Truth

__all__ = ["label", "label_by_snippets"]


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
    """Label the blocks of a page by its true body, else by its snippets; `None` if neither fits the page."""
    body = truth.text
    if body is not None:
        shares, coverage = align(words, words_of(body))
        return [share > IN_BODY for share in shares] if coverage >= LEAST_COVERAGE else None
    labels = label_by_snippets(page, truth.present or (), truth.absent or ())
    return labels if any(labels) else None
