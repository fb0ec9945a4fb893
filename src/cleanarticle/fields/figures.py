"""The figures: pictures of the article, with caption and credit apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from cleanarticle.article import Figure
from cleanarticle.fields.credits import split_credit, split_labelled_credit, unlabelled_credit
from cleanarticle.fields.sources import Reading, Sources, absolute, has_name, word_set
from cleanarticle.page import Block, Container, Media, Within

__all__ = ["read_figures"]

_IMAGES: Final = frozenset({"img", "amp-img"})
_LAZY: Final = ("data-src", "data-original", "data-lazy-src", "data-hi-res-src", "data-full-src", "src")
_SETS: Final = ("data-srcset", "srcset", "data-lazy-srcset")
_ELSEWHERE: Final = Within.NAV | Within.ASIDE | Within.FOOTER | Within.FORM | Within.DIALOG | Within.HIDDEN
_NEVER_CAPTION: Final = _ELSEWHERE | Within.BUTTON | Within.HEADING
_FIGURE_NAMES: Final = word_set(
    "figure fig image img photo picture bild foto media gallery slideshow pic imagen thumbnail"
)
_CAPTION_NAMES: Final = word_set(
    "cap caption captions figcaption legend legende bildunterschrift bu credit credits copyright picinfo "
    "photocredit cutline pie didascalia bildtext onderschrift kuvateksti podpis"
)
_CREDIT_NAMES: Final = word_set("credit credits copyright photographer photocredit source courtesy attribution")
_OTHER_NAMES: Final = word_set(
    "author avatar logo icon byline bio ad ads advert advertisement promo related recommended teaser "
    "newsletter share social comment comments sponsor footer card emoji badge breadcrumb profile"
)
_DECORATIONS: Final = word_set(
    "logo icon avatar spacer pixel blank placeholder sprite emoji transparent 1x1 badge loader spinner .svg"
)
_OTHER_SOURCES: Final = re.compile(
    r"(?:^|[/_.\-])(?:logo|icon|avatar|gravatar|spacer|pixel|blank|placeholder|sprite|emoji|transparent|1x1|badge|"
    r"loader|spinner)(?:[/_.\-?]|s?\.)|\.svg(?:$|\?)"
)
_SMALL: Final = 100
_MOST_CAPTION_WORDS: Final = 120.0
_MOST_CAPTION_CHARACTERS: Final = 2_000
_MOST_PLAIN_CAPTION_WORDS: Final = 60.0
_MOST_FIGURES: Final = 200
_LEVELS: Final = 4
_MOST_LINES: Final = 4
_UNSEEN_NAMES: Final = ({"visually", "hidden"}, {"sr", "only"}, {"screen", "reader"})


@dataclass(slots=True)
class _Draft:
    """A figure being put together."""

    at: int
    src: str | None = None
    alt: str | None = None
    captions: list[Block] = field(default_factory=list)


def read_figures(sources: Sources) -> Reading[tuple[Figure, ...]]:
    """Read the figures.

    Args:
        sources: The page and its body.

    Returns:
        The figures in the order of the page, and the blocks that were captions and credits.
    """
    drafts, boxes = _pictures(sources)
    _add_captions(sources, drafts, boxes)
    credits_by_block = _marked_credits(sources)
    drafts.sort(key=lambda draft: draft.at)
    figures: list[Figure] = []
    blocks: list[int] = []
    for draft in drafts[:_MOST_FIGURES]:
        figure = _finished(draft, credits_by_block)
        if figure is not None:
            figures.append(figure)
            blocks += [block.index for block in draft.captions]
    return Reading(tuple(figures), tuple(blocks))


# --- pictures ---------------------------------------------------------------------------------------------


def _pictures(sources: Sources) -> tuple[list[_Draft], dict[int, _Draft]]:
    """A draft for each picture in or next to the body, and those with a box by the index of the box."""
    opening, end = sources.opening, sources.end
    drafts: list[_Draft] = []
    boxes: dict[int, _Draft] = {}
    seen: set[str] = set()
    waiting: Media | None = None
    for media in sources.page.media:
        if not opening <= media.block <= end:
            continue
        if media.tag == "source":
            waiting = media
            continue
        if media.tag not in _IMAGES:
            waiting = None
            continue
        partner = waiting if waiting is not None and waiting.container is media.container else None
        waiting = None
        box = _box(media.container) or _plain_box(media.container, sources.body)
        if not _belongs(media, box, sources):
            continue
        src = _address(media, partner, sources)
        if src is None or src in seen:
            continue
        seen.add(src)
        draft = _Draft(media.block, src, " ".join((media.attributes.get("alt") or "").split()) or None)
        drafts.append(draft)
        if box is not None:
            boxes.setdefault(box.index, draft)
    return drafts, boxes


def _box(container: Container) -> Container | None:
    """The element that holds a picture and its caption."""
    at: Container | None = container
    named: Container | None = None
    is_in_figure = container.within & Within.FIGURE
    for _ in range(_LEVELS):
        if at is None:
            break
        if is_in_figure and at.tag == "figure":
            return at
        if at.words <= _MOST_CAPTION_WORDS and not _FIGURE_NAMES.isdisjoint(at.names):
            named = at
        at = at.parent
    return named


def _plain_box(container: Container, kept: frozenset[int]) -> Container | None:
    """The element around a picture that names nothing, if it holds a few words and none of the body."""
    if not 0 < container.words <= _MOST_PLAIN_CAPTION_WORDS or container.end - container.first > _MOST_LINES:
        return None
    return container if kept.isdisjoint(range(container.first, container.end)) else None


def _belongs(media: Media, box: Container | None, sources: Sources) -> bool:
    container = media.container
    if sources.is_apart(container, _ELSEWHERE) or has_name(container, _OTHER_NAMES, 3) or _is_small(media):
        return False
    if not _OTHER_NAMES.isdisjoint(
        (media.attributes.get("class") or "").lower().replace("-", " ").replace("_", " ").split()
    ):
        return False
    if container.words and container.link_words > container.words * 0.6 and not container.within & Within.FIGURE:
        return False
    if box is not None:
        return True
    return sources.start < media.block < sources.end or _is_large(media) or media.block <= sources.start


def _size(media: Media, name: str) -> int:
    value = media.attributes.get(name) or ""
    digits = value.removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else -1


def _is_small(media: Media) -> bool:
    return any(0 <= _size(media, name) < _SMALL for name in ("width", "height"))


def _is_large(media: Media) -> bool:
    return _size(media, "width") >= 3 * _SMALL


def _address(media: Media, partner: Media | None, sources: Sources) -> str | None:
    """The best address of a picture: the largest of a set, then where lazy loading keeps it, then `src`."""
    candidates: list[str] = []
    for each in (media, partner):
        if each is None:
            continue
        attributes = each.attributes
        candidates += [largest for name in _SETS if (largest := _largest(attributes.get(name)))]
        candidates += [value for name in _LAZY if (value := attributes.get(name))]
    for candidate in candidates:
        address = absolute(candidate, sources)
        if address is not None and not _is_decoration(address):
            return address
    return None


def _is_decoration(address: str) -> bool:
    low = address.lower()
    return any(word in low for word in _DECORATIONS) and _OTHER_SOURCES.search(low) is not None


def _largest(srcset: str | None) -> str | None:
    """The address with the greatest width or density of a `srcset`."""
    if not srcset:
        return None
    best, best_size = None, -1.0
    for part in srcset.split(", ") if ", " in srcset else srcset.split(","):
        pieces = part.strip().rstrip(",").split()
        if not pieces:
            continue
        size = pieces[1][:-1] if len(pieces) > 1 else "1"
        number = float(size) if size.replace(".", "", 1).isascii() and size.replace(".", "", 1).isdigit() else 0.0
        if number > best_size:
            best, best_size = pieces[0], number
    return best


# --- captions ---------------------------------------------------------------------------------------------


def _add_captions(sources: Sources, drafts: list[_Draft], boxes: dict[int, _Draft]) -> None:
    """Give captions and credits to the picture near by; one without a picture gets a draft of its own."""
    boxed = {id(draft) for draft in boxes.values()}
    free = {draft.at: draft for draft in drafts if id(draft) not in boxed}
    has_pictures = any(media.tag in _IMAGES for media in sources.page.media)
    never = _NEVER_CAPTION & ~sources.inside
    for block in sources.page.blocks[sources.opening : sources.end + 1]:
        container = block.container
        if block.words > _MOST_CAPTION_WORDS or len(block.text) > _MOST_CAPTION_CHARACTERS:
            continue
        if container.within & never or block.index in sources.titles:
            continue
        is_kept = block.index in sources.body
        is_near = block.index in free or block.index - 1 in free
        is_named = bool(container.within & Within.CAPTION) or _is_named_caption(block)
        if is_kept and has_pictures and not (is_named or is_near or container.within & Within.FIGURE):
            continue
        box = _box(container) if is_named or not is_kept else None
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
            draft = _Draft(block.index)
            drafts.append(draft)
            if is_named and box is not None:
                boxes[box.index] = draft
        draft.captions.append(block)


def _known_box(container: Container, boxes: dict[int, _Draft]) -> Container | None:
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
        if at is None or at.words > _MOST_CAPTION_WORDS:
            return False
        if not _CAPTION_NAMES.isdisjoint(at.names):
            return True
        at = at.parent
    return False


def _ends_in_credit(block: Block, *, is_kept: bool, is_behind_picture: bool, has_pictures: bool) -> bool:
    """Whether a line without markup of its own is a caption, because it ends in a credit."""
    if block.words > _MOST_PLAIN_CAPTION_WORDS or (is_kept and has_pictures and not is_behind_picture):
        return False
    tail = block.text[-60:]
    if ":" not in tail and "©" not in tail and "：" not in tail and not is_behind_picture:
        return False
    if is_behind_picture and not is_kept:
        return split_credit(block.text)[1] is not None
    return split_labelled_credit(block.text)[1] is not None


def _marked_credits(sources: Sources) -> dict[int, str]:
    """By block, the text of an inline element that names itself a credit."""
    found: dict[int, str] = {}
    opening, end = sources.opening, sources.end
    for inline in sources.page.inlines:
        if inline.text and opening <= inline.block <= end:
            names = (inline.attributes.get("class") or "").lower()
            if "credit" in names or "copyright" in names or "photographer" in names:
                found.setdefault(inline.block, inline.text)
    return found


def _finished(draft: _Draft, credits_by_block: dict[int, str]) -> Figure | None:
    caption: str | None = None
    credit: str | None = None
    for block in draft.captions:
        text = block.text.replace("\n", " ")
        marked = credits_by_block.get(block.index)
        if marked is not None and text.endswith(marked):
            head, who = split_credit(text[: -len(marked)])[0], unlabelled_credit(marked)
        elif not _CREDIT_NAMES.isdisjoint(block.container.names):
            head, who = None, unlabelled_credit(text)
        else:
            head, who = split_credit(text)
        if head and caption is None:
            caption = head
        credit = credit or who
    if draft.src is None and caption is None:
        return None
    return Figure(src=draft.src, alt=draft.alt, caption=caption, credit=credit)
