"""The figures: pictures of the article, with caption and credit apart."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Final

from cleanarticle.article import Figure
from cleanarticle.claims import plain_text
from cleanarticle.dom.document import Attributes
from cleanarticle.fields.picture_addresses import best_address, is_picture_address, picture_key, width_in
from cleanarticle.fields.sources import Reading, Sources, compact, has_name, word_set
from cleanarticle.fields.text.credits import (
    credit_behind,
    is_label_of_player,
    split_credit,
    split_labelled_credit,
    unlabelled_credit,
)
from cleanarticle.page import Block, Container, Media, Within

__all__ = ["read_figures"]

_IMAGES: Final = frozenset({"img", "amp-img", "background"})
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
_ONLY_CAPTION_NAMES: Final = _CAPTION_NAMES - _CREDIT_NAMES
_OTHER_NAMES: Final = word_set(
    "author avatar logo icon byline bio ad ads advert advertisement promo related recommended "
    "newsletter share social comment comments sponsor footer emoji badge breadcrumb profile"
)
_OTHER_IMAGES: Final = _OTHER_NAMES - {"share", "social", "comment"}
"""The same for the classes of a picture itself, where some of these words name what its buttons do."""
_PICTURE_FILES: Final = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")
_SMALL: Final = 100
_SMALL_FILE: Final = 128
_MOST_CAPTION_WORDS: Final = 120.0
_MOST_CAPTION_CHARACTERS: Final = 2_000
_MOST_PLAIN_CAPTION_WORDS: Final = 60.0
_MOST_FIGURES: Final = 200
_MOST_ALT_CHARACTERS: Final = 2_000
_MOST_AUTHORS: Final = 20
_LEVELS: Final = 4
_MOST_LINES: Final = 4
_LEAST_SHARED_TEXT: Final = 15
"""Letters of an alternative text that a caption of the same picture has to begin with."""
_ABOVE_OPENING: Final = 12
_LEAST_CAPTION_SPACES: Final = 3
_TEASER_SHARE: Final = 0.6
_LEAST_TEASER_WORDS: Final = 2.0
_LEAST_NAME: Final = 5
_LEAST_AUTHOR: Final = 2
_MOST_NAME_WORDS: Final = 12.0
_BY_WORDS: Final = word_set("von by par por di de da door av af od van text autor author")
_NEAR: Final = 2
_UNSEEN_NAMES: Final = ({"visually", "hidden"}, {"sr", "only"}, {"screen", "reader"})
_QUOTES: Final = word_set("quote quotes pullquote blockquote zitat citation cita citazione sitat citat")
_CLAIMED, _IN_FIGURE, _CAPTIONED, _BARE, _BORROWED = 0.95, 0.9, 0.85, 0.7, 0.6
"""How sure a picture is that the page also claims, that stands in a figure, that has a caption, that has nothing of
this; and a caption whose picture is known from the claims alone."""


@dataclass(slots=True)
class _Draft:
    """A figure being put together.

    Attributes:
        at: Index of the block that it stands before.
        src: Its address.
        alt: Its replacement text.
        captions: The blocks that are its caption and credit.
        sureness: How sure it is that the picture belongs to the article.
        is_spare: Whether it stands there for readers without scripts.
    """

    at: int
    src: str | None = None
    alt: str | None = None
    captions: list[Block] = field(default_factory=list)
    sureness: float = _BARE
    is_spare: bool = False


def read_figures(sources: Sources) -> Reading[tuple[Figure, ...]]:
    """Read the figures.

    Args:
        sources: The page and its body.

    Returns:
        The figures in the order of the page, and the blocks that were captions and credits. They are as sure as
        the least sure of their pictures: one that the page also claims is surest, one without figure and caption least.
    """
    drafts, boxes = _pictures(sources)
    _add_captions(sources, drafts, boxes)
    credits_by_block = _marked_credits(sources)
    drafts.sort(key=lambda draft: draft.at)
    blocks = tuple(block.index for draft in drafts[:_MOST_FIGURES] for block in draft.captions)
    pairs = [(_finished(draft, credits_by_block), draft) for draft in drafts[:_MOST_FIGURES]]
    found = _joined(
        [(figure, draft) for figure, draft in pairs if figure is not None and _is_figure(figure, draft, sources)]
    )
    found = _with_claimed_lead(found, sources)
    if not found:
        return Reading((), blocks)
    return Reading(tuple(figure for figure, _ in found), blocks, "page", min(sureness for _, sureness in found))


# --- pictures ---------------------------------------------------------------------------------------------


def _pictures(sources: Sources) -> tuple[list[_Draft], dict[int, _Draft]]:
    """A draft for each picture in or next to the body, and those with a box by the index of the box."""
    end = sources.end
    claimed = {picture_key(claim.value) for claim in sources.claims.all("image")}
    # A name of one word may be the paper's, and begin any caption.
    names = [claim.value for claim in sources.claims.all("author")[:_MOST_AUTHORS]]
    authors = {compact(name) for name in names if " " in name or not name.isascii()}
    drafts: list[_Draft] = []
    boxes: dict[int, _Draft] = {}
    seen: dict[str, _Draft] = {}
    waiting: list[Attributes] = []
    partner_of: Container | None = None
    for media in sources.page.media:
        if not sources.opening - _ABOVE_OPENING <= media.block <= end:
            continue
        if media.tag == "source":
            if partner_of is not media.container:
                waiting = []
            waiting.append(media.attributes)
            partner_of = media.container
            continue
        partners, waiting = (waiting if partner_of is media.container else []), []
        if media.tag not in _IMAGES or _is_named_otherwise(media):
            continue
        place = _place(media.container)
        if sources.is_apart(place, _ELSEWHERE) or has_name(place, _OTHER_NAMES, 3) or _is_small(media):
            continue
        box = _box(place) or _plain_box(place, sources.body)
        src = best_address(media.attributes, partners, sources)
        key = picture_key(src) if src is not None else None
        is_claimed = key is not None and key in claimed
        if not _belongs(media, place, box, sources, is_claimed=is_claimed):
            continue
        alt = _alt(media)
        if _is_portrait(alt, box, sources, authors) or not (alt or box or src is None or is_picture_address(src)):
            continue
        if src is not None and 0 < width_in(src) < _SMALL_FILE and not is_claimed:
            continue
        is_spare = place is not media.container
        known = seen.get(key) if key is not None else None
        if known is not None and known.alt and alt and known.alt != alt and known.src != src:
            known = None
        if known is None and is_spare:
            known = _replaced(drafts, media.block, alt)
        if known is not None:
            _merge(known, src, alt)
            if box is not None:
                boxes.setdefault(box.index, known)
            continue
        is_unloaded = src is None and box is not None and bool(alt) and bool(media.attributes.get("src"))
        if src is None and not is_unloaded:
            continue
        sureness = _CLAIMED if is_claimed else _IN_FIGURE if place.within & Within.FIGURE else _BARE
        draft = _Draft(media.block, src, alt, sureness=sureness, is_spare=is_spare)
        if key is not None:
            seen[key] = draft
        drafts.append(draft)
        if box is not None:
            boxes.setdefault(box.index, draft)
    return drafts, boxes


def _place(container: Container) -> Container:
    """Where a picture stands; what is there for readers without scripts stands where its `noscript` does."""
    at: Container | None = container
    while at is not None and at.within & Within.HIDDEN:
        if at.tag == "noscript" and at.parent is not None:
            return at.parent
        at = at.parent
    return container


def _replaced(drafts: list[_Draft], at: int, alt: str | None) -> _Draft | None:
    """The picture that one for readers without scripts stands in for: the one right before it."""
    last = drafts[-1] if drafts else None
    if last is None or last.at != at or last.is_spare:
        return None
    return last if last.src is None or last.alt == alt else None


def _merge(draft: _Draft, src: str | None, alt: str | None) -> None:
    """Add what a second copy of a picture tells."""
    if draft.src is None or (src is not None and width_in(src) > width_in(draft.src)):
        draft.src = src
    draft.alt = draft.alt or alt


def _alt(media: Media) -> str | None:
    """The replacement text of a picture; the name of its file is none."""
    # Some pages escape it twice.
    alt = plain_text(plain_text((media.attributes.get("alt") or "")[:_MOST_ALT_CHARACTERS]))
    return None if alt.lower().endswith(_PICTURE_FILES) else alt or None


def _is_portrait(alt: str | None, box: Container | None, sources: Sources, authors: set[str]) -> bool:
    """Whether a picture shows an author: its text is the name, or its caption begins with it."""
    if alt is not None and compact(alt) in authors:
        return True
    if box is None or not authors or box.words > _MOST_NAME_WORDS or box.first >= len(sources.page.blocks):
        return False
    if box.end <= box.first:
        return False
    words = sources.page.blocks[box.first].text.split()
    line = compact(" ".join(words[1:] if words[0].lower() in _BY_WORDS else words))
    return any(line.startswith(author) for author in authors if len(author) >= _LEAST_AUTHOR)


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


def _belongs(media: Media, place: Container, box: Container | None, sources: Sources, *, is_claimed: bool) -> bool:
    if media.block < sources.opening:
        return is_claimed and media.link is None
    if not is_claimed and (_leads_elsewhere(media, sources) or _is_in_teaser(media, place, sources)):
        return False
    if box is not None:
        return True
    return sources.start < media.block < sources.end or _is_large(media) or media.block <= sources.start


def _is_named_otherwise(media: Media) -> bool:
    """Whether a picture's own classes say that it is none of the article's."""
    names = (media.attributes.get("class") or "").lower().replace("-", " ").replace("_", " ").split()
    return not _OTHER_IMAGES.isdisjoint(names)


def _leads_elsewhere(media: Media, sources: Sources) -> bool:
    """Whether a picture is a link to another site, as advertisements are."""
    link = (media.link or "").strip()
    own = sources.url or sources.claims.first("canonical")
    if not link.startswith(("http://", "https://", "//")) or not own or _path(link).endswith(_PICTURE_FILES):
        return False
    return _site(link) != _site(own)


def _is_in_teaser(media: Media, place: Container, sources: Sources) -> bool:
    """Whether the text around a picture is a link to another page, as far as none of the body stands in it."""
    if media.link and _leads_to_own(media.link, sources):
        return False
    kept = sources.kept
    at: Container | None = place
    for _ in range(_LEVELS):
        if at is None or at.words > _MOST_CAPTION_WORDS or at.index == 0:
            return False
        inside = bisect_left(kept, at.first)
        if inside < len(kept) and kept[inside] < at.end:
            return False
        if sources.headline is not None and at.first <= sources.headline < at.end:
            return False
        if at.tag == "figure" and at.words and not media.link:
            # A link in its caption leads to who made it: in a teaser the picture is linked as well.
            return False
        if at.link_words >= _LEAST_TEASER_WORDS and at.link_words > _TEASER_SHARE * at.words:
            return True
        if at.tag == "figure" and at.words:
            return False
        at = at.parent
    return False


def _leads_to_own(link: str, sources: Sources) -> bool:
    """Whether a link leads to a file of the picture, or to a page whose address has the page's own name."""
    path = _path(link)
    if path.endswith(_PICTURE_FILES):
        return True
    name = _path(sources.url or sources.claims.first("canonical") or "").rstrip("/").rpartition("/")[2]
    name = name.partition(".")[0]
    return len(name) >= _LEAST_NAME and name in path


def _path(address: str) -> str:
    return address.partition("#")[0].partition("?")[0].lower()


def _site(address: str) -> str:
    """The last two parts of an address's host."""
    host = address.partition("//")[2].partition("/")[0].partition(":")[0].lower()
    return ".".join(host.split(".")[-2:])


def _size(media: Media, name: str) -> int:
    value = media.attributes.get(name) or ""
    digits = value.removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else -1


def _is_small(media: Media) -> bool:
    return any(0 <= _size(media, name) < _SMALL for name in ("width", "height"))


def _is_large(media: Media) -> bool:
    return _size(media, "width") >= 3 * _SMALL


# --- captions ---------------------------------------------------------------------------------------------


def _add_captions(sources: Sources, drafts: list[_Draft], boxes: dict[int, _Draft]) -> None:
    """Give captions and credits to the picture near by; one without a picture gets a draft of its own."""
    boxed = {id(draft) for draft in boxes.values()}
    free = {draft.at: draft for draft in drafts if id(draft) not in boxed}
    has_pictures = _shows_pictures(sources)
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
        behind = credit_behind(text, draft.alt) if draft.alt else None
        head: str | None
        if marked is not None and text.endswith(marked):
            head, inner = split_credit(text[: -len(marked)])
            who = unlabelled_credit(marked) or inner
        elif not _CREDIT_NAMES.isdisjoint(block.container.names):
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


def _shows_pictures(sources: Sources) -> bool:
    return any(media.tag in _IMAGES for media in sources.page.media)


def _of_named_credit(text: str) -> tuple[str | None, str | None]:
    """Caption and credit of an element that calls itself a credit, which may hold the caption as well."""
    head, who = split_credit(text)
    if head and who and head.count(" ") >= _LEAST_CAPTION_SPACES:
        return head, who
    return None, unlabelled_credit(text)


def _is_figure(figure: Figure, draft: _Draft, sources: Sources) -> bool:
    """Whether a caption without its picture is one; a player's still is none, with or without its picture."""
    if figure.caption and is_label_of_player(figure.caption):
        return False
    if figure.src is not None:
        return True
    if any(block.link_share > 0.5 for block in draft.captions):
        return False
    is_claimed_lead = draft.at <= sources.second and bool(sources.claims.all("image"))
    if not (figure.alt or figure.credit or is_claimed_lead) and _shows_pictures(sources):
        return False
    if figure.credit is not None and figure.caption is not None:
        return True
    if (figure.caption or "").count(" ") < _LEAST_CAPTION_SPACES - 1 or any(
        _quotes(block, sources) for block in draft.captions
    ):
        return False
    return any(
        block.container.within & Within.FIGURE or not _ONLY_CAPTION_NAMES.isdisjoint(block.container.names)
        for block in draft.captions
    )


def _quotes(block: Block, sources: Sources) -> bool:
    """Whether a line stands in the figure of a quotation, whose source it names."""
    at: Container | None = block.container
    for _ in range(_LEVELS):
        if at is None:
            return False
        if at.within & Within.QUOTE or not _QUOTES.isdisjoint(at.names):
            return True
        if at.tag == "figure":
            return any(each.container.within & Within.QUOTE for each in sources.page.blocks[at.first : at.end])
        at = at.parent
    return False


def _joined(pairs: list[tuple[Figure, _Draft]]) -> list[tuple[Figure, float]]:
    """Put captions to their pictures where the page has the two apart, and leave out second copies of a caption."""
    joined: list[tuple[Figure, float]] = []
    by_alt: dict[str, int] = {}
    captions: set[str] = set()
    bare: tuple[int, int] | None = None
    pictures = any(figure.src is not None for figure, _ in pairs)
    for figure, draft in pairs:
        sureness = max(draft.sureness, _CAPTIONED) if figure.caption else draft.sureness
        caption = compact(figure.caption) if figure.caption else ""
        if figure.src is None and caption:
            place = next((at for alt, at in by_alt.items() if _is_same_text(alt, caption)), None)
            if place is None and bare is not None and draft.alt is None and draft.at - bare[0] <= _NEAR:
                place = bare[1]
            if place is not None:
                picture, sure = joined[place]
                behind = credit_behind(figure.caption or "", picture.alt or "")
                shown, who = behind or (figure.caption, None)
                update = {"caption": shown, "credit": figure.credit or who}
                joined[place] = (picture.model_copy(update=update), max(sure, _CAPTIONED))
                captions.add(caption)
                by_alt = {alt: at for alt, at in by_alt.items() if at != place}
            bare = None
            if place is not None or caption in captions:
                continue
            if pictures and figure.credit is None:
                continue
        bare = None if caption else (draft.at, len(joined))
        if caption:
            captions.add(caption)
        elif figure.alt and len(by_alt) < _MOST_LINES:
            by_alt[compact(figure.alt)] = len(joined)
        joined.append((figure, sureness))
    return joined


def _is_same_text(alt: str, caption: str) -> bool:
    return len(alt) >= _LEAST_SHARED_TEXT and (caption.startswith(alt) or alt.startswith(caption))


def _with_claimed_lead(found: list[tuple[Figure, float]], sources: Sources) -> list[tuple[Figure, float]]:
    """Give a caption at the top the picture that the page claims, where the page shows it none."""
    if not found or found[0][0].src is not None or _shows_pictures(sources):
        return found
    address = best_address({"src": sources.claims.first("image")}, (), sources)
    if address is None or len(found) > 1:
        return found
    return [(found[0][0].model_copy(update={"src": address}), _BORROWED)]
