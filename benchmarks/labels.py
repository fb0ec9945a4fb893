"""Which blocks of a page are its body, by what a person found in it."""

from __future__ import annotations

from collections.abc import Sequence

from alignment import IN_BODY, LEAST_COVERAGE, align, words_of
from cleanarticle.page.model import Block, Page, Within
from corpora import Truth

__all__ = ["contradicted", "label", "label_by_snippets"]

STRUCTURED = Within.HEADING | Within.LIST | Within.QUOTE | Within.TABLE
MOST_LINKED = 0.3
"""Share of a block's characters above which it is a link to another story rather than an item of the body."""


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
        if coverage < LEAST_COVERAGE:
            return None
        labels: list[bool | None] = [share > IN_BODY for share in shares]
        for index in contradicted(page, labels):
            labels[index] = None
        return labels
    labels = label_by_snippets(page, truth.present or (), truth.absent or ())
    return labels if any(labels) else None


def contradicted(page: Page, labels: Sequence[bool | None]) -> list[int]:
    """The blocks that a truth leaves out against the convention that headings, lists, quotes and tables are body.

    They stand between two blocks of the body in one container, and are not linked. Some truths are paragraphs alone.
    """
    found: list[int] = []
    run: list[int] = []
    before: Block | None = None
    for block in page.blocks:
        if labels[block.index]:
            if before is not None and before.container.parent is block.container.parent:
                found += run
            before, run = block, []
        elif block.container.within & STRUCTURED and block.link_density <= MOST_LINKED:
            run.append(block.index)
        else:
            before, run = None, []
    return found
