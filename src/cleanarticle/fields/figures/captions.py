"""The captions and credits near pictures."""

from __future__ import annotations

from typing import Final

from cleanarticle.article import Figure
from cleanarticle.fields.context import ArticleContext
from cleanarticle.fields.figures.drafts import (
    CAPTION_NAMES,
    CREDIT_NAMES,
    ELSEWHERE,
    LEAST_CAPTION_SPACES,
    MOST_CAPTION_WORDS,
    MOST_PLAIN_CAPTION_WORDS,
    Draft,
    box_of,
    shows_pictures,
)
from cleanarticle.fields.text.credits import credit_behind, split_credit, split_labelled_credit, unlabelled_credit
from cleanarticle.page.model import Block, Container, Within

__all__ = ["add_captions", "figure_of", "marked_credits"]

_NEVER_CAPTION: Final = ELSEWHERE | Within.BUTTON | Within.HEADING
_MOST_CAPTION_CHARACTERS: Final = 2_000
_UNSEEN_NAMES: Final = ({"visually", "hidden"}, {"sr", "only"}, {"screen", "reader"})


def add_captions(context: ArticleContext, drafts: list[Draft], boxes: dict[int, Draft]) -> None:
    """Give captions and credits to the picture near by; one without a picture gets a draft of its own."""
    boxed = {id(draft) for draft in boxes.values()}
    free = {draft.at: draft for draft in drafts if id(draft) not in boxed}
    has_pictures = shows_pictures(context)
    never = _NEVER_CAPTION & ~context.inside
    for block in context.page.blocks[context.opening : context.end + 1]:
        container = block.container
        if block.words > MOST_CAPTION_WORDS or len(block.text) > _MOST_CAPTION_CHARACTERS:
            continue
        if container.within & never or block.index in context.titles:
            continue
        is_kept = block.index in context.body
        is_near = block.index in free or block.index - 1 in free
        is_named = bool(container.within & Within.CAPTION) or _is_named_caption(block)
        if is_kept and has_pictures and not (is_named or is_near or container.within & Within.FIGURE):
            continue
        box = box_of(container) if is_named or not is_kept else None
        if box is None or box.index not in boxes:
            box = _known_box(container, boxes) or box
        if box is not None and box.index in boxes:
            if (is_named or not is_kept) and not _is_unseen(block):
                boxes[box.index].captions.append(block)
            continue
        draft = free.get(block.index) or free.get(block.index - 1)
        if not is_named and not _ends_in_credit(
            block, is_kept=is_kept, is_behind_picture=draft is not None, has_pictures=has_pictures
        ):
            continue
        if draft is None or draft.captions:
            draft = Draft(block.index)
            drafts.append(draft)
            if is_named and box is not None:
                boxes[box.index] = draft
        draft.captions.append(block)


def _known_box(container: Container, boxes: dict[int, Draft]) -> Container | None:
    """The nearest element around a line, itself or its parent, that boxes a picture."""
    parent = container.parent
    if container.index in boxes:
        return container
    return parent if parent is not None and parent.index in boxes else None


def _is_unseen(block: Block) -> bool:
    return any(names.issubset(block.container.names) for names in _UNSEEN_NAMES)


def _is_named_caption(block: Block) -> bool:
    at: Container | None = block.container
    for _ in range(2):
        if at is None or at.words > MOST_CAPTION_WORDS:
            return False
        if not CAPTION_NAMES.isdisjoint(at.names):
            return True
        at = at.parent
    return False


def _ends_in_credit(block: Block, *, is_kept: bool, is_behind_picture: bool, has_pictures: bool) -> bool:
    """Whether a line without markup of its own is a caption, because it ends in a credit."""
    if block.words > MOST_PLAIN_CAPTION_WORDS or (is_kept and has_pictures and not is_behind_picture):
        return False
    tail = block.text[-60:]
    if ":" not in tail and "©" not in tail and "：" not in tail and not is_behind_picture:
        return False
    if is_behind_picture and not is_kept:
        return split_credit(block.text)[1] is not None
    return split_labelled_credit(block.text)[1] is not None


def marked_credits(context: ArticleContext) -> dict[int, str]:
    """By block, the text of an inline element that names itself a credit."""
    found: dict[int, str] = {}
    opening, end = context.opening, context.end
    for inline in context.page.inlines:
        if inline.text and opening <= inline.block <= end:
            names = (inline.attributes.get("class") or "").lower()
            if "credit" in names or "copyright" in names or "photographer" in names:
                found.setdefault(inline.block, inline.text)
    return found


def figure_of(draft: Draft, credits_by_block: dict[int, str]) -> Figure | None:
    """A draft as a figure; None if it has neither picture nor caption."""
    caption: str | None = None
    credit: str | None = None
    for block in draft.captions:
        text = block.text.replace("\n", " ")
        marked = credits_by_block.get(block.index)
        behind = credit_behind(text, draft.alt) if draft.alt else None
        head: str | None
        if marked is not None and text.endswith(marked):
            head, inner = split_credit(text[: -len(marked)])
            who = unlabelled_credit(marked) or inner
        elif not CREDIT_NAMES.isdisjoint(block.container.names):
            head, who = _of_named_credit(text)
        elif behind is not None:
            head, who = behind
        else:
            head, who = split_credit(text)
        if head and caption is None:
            caption = head
        credit = credit or who
    if draft.src is None and caption is None:
        return None
    return Figure(src=draft.src, alt=draft.alt, caption=caption, credit=credit)


def _of_named_credit(text: str) -> tuple[str | None, str | None]:
    """Caption and credit of an element that calls itself a credit, which may hold the caption as well."""
    head, who = split_credit(text)
    if head and who and head.count(" ") >= LEAST_CAPTION_SPACES:
        return head, who
    return None, unlabelled_credit(text)
