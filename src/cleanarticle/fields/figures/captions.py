"""The captions and credits near pictures."""

from __future__ import annotations

from typing import Final

from cleanarticle.article import Figure
from cleanarticle.fields.class_names import ClassNames, class_names, is_named
from cleanarticle.fields.context import ArticleContext
from cleanarticle.fields.figures.draft import (
    CREDIT_NAMES,
    ELSEWHERE,
    LEAST_CAPTION_SPACES,
    MOST_CAPTION_WORDS,
    MOST_PLAIN_CAPTION_WORDS,
    FigureDraft,
    box_of,
    shows_pictures,
)
from cleanarticle.fields.text.bylines.cues import opens_with_byword
from cleanarticle.fields.text.credits import credit_behind, split_credit, split_labelled_credit, unlabelled_credit
from cleanarticle.page.model import Block, Container, Within

__all__ = ["add_captions", "figure_of", "marked_credits"]

_NEVER_CAPTION: Final = ELSEWHERE | Within.BUTTON | Within.HEADING
# Measured: at 1,000 and at 4,000, none of 2,304 pages changes. It bounds a caption in a script without spaces.
_MOST_CAPTION_CHARACTERS: Final = 2_000
_CAPTION_NAMES: Final = class_names("caption", "caption_credit")
_AUTHOR_NAMES: Final = class_names("byline")
_DECK_NAMES: Final = ClassNames(class_names("subtitle").words - class_names("description").words - {"sub", "teaser"})
"""Classes of a standfirst, which may stand in the box of the lead picture."""
# Fewer are the name of an agency, in the lead of a page.
_LEAST_DECK_WORDS: Final = 5.0
_UNSEEN_NAMES: Final = class_names("for_screen_readers")


def add_captions(context: ArticleContext, drafts: list[FigureDraft], boxes: dict[int, FigureDraft]) -> None:
    """Give captions and credits to the pictures near them.

    Args:
        context: The page and its body.
        drafts: The drafts of the pictures. A caption without a picture is added as a draft of its own.
        boxes: Those of them that have a box, by the index of the box; that of a caption without a picture is added.
    """
    assignment = CaptionAssignment(context, drafts, boxes)
    never = _NEVER_CAPTION & ~context.inside
    blocks = context.page.blocks[context.opening : context.end + 1]
    for block in blocks:
        if block.words > MOST_CAPTION_WORDS or len(block.text) > _MOST_CAPTION_CHARACTERS:
            continue
        if block.index in context.prose:
            continue
        if not block.container.within & never and block.index not in context.titles:
            assignment.add(block)


class CaptionAssignment:
    """Which draft a line belongs to."""

    __slots__ = ("_body", "_boxes", "_drafts", "_free", "_has_pictures")

    def __init__(self, context: ArticleContext, drafts: list[FigureDraft], boxes: dict[int, FigureDraft]) -> None:
        in_boxes = {id(draft) for draft in boxes.values()}
        self._body = context.body
        self._drafts = drafts
        self._boxes = boxes
        self._free = {draft.block: draft for draft in drafts if id(draft) not in in_boxes}
        self._has_pictures = shows_pictures(context)

    def add(self, block: Block) -> None:
        """Add a line to its draft if it is a caption or a credit."""
        container = block.container
        is_kept = block.index in self._body
        is_caption = bool(container.within & Within.CAPTION) or is_named(
            container, _CAPTION_NAMES, 2, most_words=MOST_CAPTION_WORDS
        )
        if not is_caption and not container.within & Within.FIGURE and _is_of_head(block):
            return
        free = self._free.get(block.index) or self._free.get(block.index - 1)
        # A paragraph of the body is a caption only next to a picture, in a figure, or if its class says so.
        if is_kept and self._has_pictures and not (is_caption or free or container.within & Within.FIGURE):
            return
        may_be_boxed = is_caption or not is_kept
        box = box_of(container) if may_be_boxed else None
        draft = self._boxed(container, box)
        if draft is not None:
            if may_be_boxed and not _UNSEEN_NAMES.match(container):
                draft.captions.append(block)
        elif is_caption or self._ends_in_credit(block, is_kept, free is not None):
            self._add_unboxed(block, free, box if is_caption else None)

    def _add_unboxed(self, block: Block, free: FigureDraft | None, box: Container | None) -> None:
        """Add a caption to the picture right before it; one without a picture gets a draft of its own, and its box."""
        if free is None or free.captions:
            free = FigureDraft(block.index, block.container)
            self._drafts.append(free)
            if box is not None:
                self._boxes[box.index] = free
        free.captions.append(block)

    def _boxed(self, container: Container, box: Container | None) -> FigureDraft | None:
        """The draft with the line's own box, or else with the line's element or its parent for a box."""
        parent = container.parent
        for element in (box, container, parent) if self._boxes else ():
            if element is not None and element.index in self._boxes:
                return self._boxes[element.index]
        return None

    def _ends_in_credit(self, block: Block, is_kept: bool, is_after_picture: bool) -> bool:
        """True if a line without markup of its own ends in a credit, so that it is a caption."""
        if block.words > MOST_PLAIN_CAPTION_WORDS or (is_kept and self._has_pictures and not is_after_picture):
            return False
        tail = block.text[-60:]
        if not (is_after_picture or ":" in tail or "©" in tail or "：" in tail):
            return False
        if is_after_picture and not is_kept:
            return split_credit(block.text)[1] is not None
        return split_labelled_credit(block.text)[1] is not None


def _is_of_head(block: Block) -> bool:
    """True for a byline, its day, or a standfirst: the head of an article may stand in one box with its picture."""
    container = block.container
    if split_labelled_credit(block.text)[1] is not None or CREDIT_NAMES.match(container):
        return False
    if "timestamp" in block.cues or (block.words >= _LEAST_DECK_WORDS and _DECK_NAMES.match(container)):
        return True
    return _AUTHOR_NAMES.match(container) and opens_with_byword(block.text)


def marked_credits(context: ArticleContext) -> dict[int, str]:
    """The first text in each block that the class of an inline element calls a credit, by the block's index."""
    credits_by_block: dict[int, str] = {}
    opening, end = context.opening, context.end
    for inline in context.page.inlines:
        if inline.text and opening <= inline.block <= end:
            names = (inline.attributes.get("class") or "").lower()
            if "credit" in names or "copyright" in names or "photographer" in names:
                credits_by_block.setdefault(inline.block, inline.text)
    return credits_by_block


def figure_of(draft: FigureDraft, credits_by_block: dict[int, str]) -> Figure | None:
    """Make the figure of a draft.

    Args:
        draft: The draft.
        credits_by_block: The credits that markup delimits, by the index of their block.

    Returns:
        The figure with the first caption and the first credit of its lines; None if it has neither picture nor caption.
    """
    caption: str | None = None
    credit: str | None = None
    for block in draft.captions:
        head, who = _parted(block, draft, credits_by_block.get(block.index))
        caption = caption or head or None
        credit = credit or who
    if draft.src is None and caption is None:
        return None
    return Figure(src=draft.src, alt=draft.alt, caption=caption, credit=credit)


def _parted(block: Block, draft: FigureDraft, marked: str | None) -> tuple[str | None, str | None]:
    """Caption and credit in a line: where markup parts them, or the alternative text ends, or by the wording."""
    text = block.text.replace("\n", " ")
    if marked is not None and text.endswith(marked):
        head, inner = split_credit(text[: -len(marked)])
        return head, unlabelled_credit(marked) or inner
    if CREDIT_NAMES.match(block.container):
        return _of_named_credit(text)
    after_alt = credit_behind(text, draft.alt) if draft.alt else None
    return after_alt or split_credit(text)


def _of_named_credit(text: str) -> tuple[str | None, str | None]:
    """Caption and credit of an element that a class calls a credit, and that may hold the caption as well."""
    head, who = split_credit(text)
    if head and who and head.count(" ") >= LEAST_CAPTION_SPACES:
        return head, who
    return None, unlabelled_credit(text)
