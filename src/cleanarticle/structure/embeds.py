"""Posts, players, maps and the like that the body shows from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple, get_args

from cleanarticle.content import EmbedBlock, EmbedKind
from cleanarticle.lexicon.words import load_words
from cleanarticle.page.model import Container, MediaElement, Page, Within
from cleanarticle.page.segment.attributes import split_names
from cleanarticle.page.urls import host_of
from cleanarticle.structure.addresses import Resolve, link_address

__all__ = ["Embed", "find_embeds"]

_PLAYERS: Final[dict[str, EmbedKind]] = {"video": "video", "audio": "audio", "amp-video": "video", "amp-audio": "audio"}
_FRAMES: Final = frozenset({"iframe", "amp-iframe", "embed", "object"})
_BY_ID: Final = {
    "amp-youtube": ("data-videoid", "https://www.youtube.com/watch?v="),
    "lite-youtube": ("videoid", "https://www.youtube.com/watch?v="),
    "amp-vimeo": ("data-videoid", "https://vimeo.com/"),
    "lite-vimeo": ("videoid", "https://vimeo.com/"),
}
_ADDRESSES: Final = ("src", "data-src", "data-lazy-src", "data-url", "data")
_KINDS: Final[dict[str | None, EmbedKind]] = {kind: kind for kind in get_args(EmbedKind)}
_ELSEWHERE: Final = Within.NAV | Within.FOOTER | Within.FORM | Within.DIALOG | Within.HIDDEN | Within.ASIDE
_MOST: Final = 200
"""Embeds of a page; live blogs of the development corpora have fewer."""
_MOST_TEXT: Final = 4_000
_MOST_TITLE: Final = 300


class Embed(NamedTuple):
    """An embed and its place: the index of the next block, and the container it stands in."""

    place: int
    container: Container
    block: EmbedBlock


def find_embeds(page: Page, first: int, end: int, resolve: Resolve) -> list[Embed]:
    """Find the embeds of a body.

    Args:
        page: The page.
        first: Index of the body's first block.
        end: Index after its last block.
        resolve: Makes addresses absolute.
    """
    embeds = [*_framed(page, first, end, resolve), *_named(page, first, end, resolve)]
    return sorted(embeds[:_MOST], key=lambda embed: embed.place)


def _framed(page: Page, first: int, end: int, resolve: Resolve) -> Iterator[Embed]:
    for media in page.media:
        if first <= media.block <= end and not media.container.within & _ELSEWHERE:
            block = _of_media(media, resolve)
            if block is not None:
                yield Embed(media.block, media.container, block)


def _of_media(media: MediaElement, resolve: Resolve) -> EmbedBlock | None:
    attributes = media.attributes
    if attributes.get("width") in ("0", "1") or attributes.get("height") in ("0", "1"):
        return None
    if media.tag in _BY_ID:
        name, base = _BY_ID[media.tag]
        identifier = attributes.get(name)
        address = f"{base}{identifier}" if identifier else None
    elif media.tag in _PLAYERS or media.tag in _FRAMES:
        given = (link_address(attributes.get(name), resolve) for name in _ADDRESSES)
        address = next((one for one in given if one and not one.startswith("#")), None)
    else:
        return None
    if address is None:
        return None
    kind, provider = platform_of(address)
    kind = _PLAYERS.get(media.tag, kind) if kind is None else kind
    if kind is None:
        # Of frames of unknown sites those in a figure are content; the others are advertisements and counters.
        if not media.container.within & Within.FIGURE:
            return None
        kind = "other"
    title = " ".join((attributes.get("title") or "")[:_MOST_TITLE].split()) or None
    return EmbedBlock(type=kind, provider=provider or host_of(address) or None, href=address, title=title)


def _named(page: Page, first: int, end: int, resolve: Resolve) -> Iterator[Embed]:
    """Posts that their class names, and embeds in the HTML that this library writes."""
    # A page without any class may be HTML that this library wrote.
    if page.names and not any(words <= page.names for words in _post_words()):
        return
    last_end = -1
    for container in page.containers:
        if container.first >= end:
            return
        if container.first < max(first, last_end) or container.end > end or container.end <= container.first:
            continue
        block = _of_container(container, page, resolve)
        if block is not None and not container.within & _ELSEWHERE:
            last_end = container.end
            yield Embed(container.first, container, block)


def _of_container(container: Container, page: Page, resolve: Resolve) -> EmbedBlock | None:
    attributes = container.attributes
    kind = attributes.get("data-embed")
    classes = attributes.get("class")
    provider = _post_classes().get(classes.partition(" ")[0]) if classes else None
    if provider is None and kind is None:
        return None
    if provider is None and kind not in _KINDS:
        return None
    blocks = page.blocks[container.first : container.end]
    links = [mark for block in blocks for mark in block.run_marks or () if mark[2] == "link"]
    href = link_address(links[-1][3].attributes.get("href"), resolve) if links else None
    if kind not in _KINDS:
        text = "\n".join(block.text for block in blocks)[:_MOST_TEXT]
        return EmbedBlock(type="post", provider=provider, href=href, text=text)
    is_quoted = [bool(block.container.within & Within.QUOTE) for block in blocks]
    text = "\n".join(block.text for block, is_text in zip(blocks, is_quoted, strict=True) if is_text)
    title = " ".join(block.text for block, is_text in zip(blocks, is_quoted, strict=True) if not is_text)
    provider = attributes.get("data-provider")
    return EmbedBlock(
        type=_KINDS[kind],
        provider=provider,
        href=href,
        title=title if title not in ("", provider, href) else None,
        text=text or None,
    )


def platform_of(address: str) -> tuple[EmbedKind | None, str | None]:
    """The kind and the name of the platform that an address is of."""
    place = address.partition("//")[2].lower()
    for kind, provider, needle in _platforms():
        if needle in place:
            return kind, provider
    return None, None


@cache
def _platforms() -> tuple[tuple[EmbedKind, str, str], ...]:
    return tuple(
        (kind, provider, needle)
        for kind, providers in load_words("embeds").items()
        for provider, needles in providers.items()
        for needle in needles
        if "." in needle
    )


@cache
def _post_words() -> tuple[frozenset[str], ...]:
    """The words of each class of posts."""
    return tuple(frozenset(split_names(name)) for name in _post_classes())


@cache
def _post_classes() -> dict[str, str]:
    posts = load_words("embeds")["post"].items()
    return {needle: provider for provider, needles in posts for needle in needles if "." not in needle}
