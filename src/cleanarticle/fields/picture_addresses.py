"""Addresses of pictures: the best one of a picture, and the key that those of one picture share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from operator import itemgetter
from typing import Final
from urllib.parse import parse_qs, unquote

from cleanarticle.fields.context import ArticleContext
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.lexicon.words import load_words
from cleanarticle.parse.document import Attributes

__all__ = ["best_address", "is_picture_address", "picture_key", "width_in"]

_SETS: Final = (
    "data-srcset",
    "srcset",
    "data-lazy-srcset",
    "nitro-lazy-srcset",
    "data-original-set",
    "data-sizes-srcset",
)
_FULL: Final = (
    "data-orig-file",
    "data-full-src",
    "data-hi-res-src",
    "data-large-file",
    "data-zoom-src",
    "data-full-url",
)
"""Attributes that lead to the picture in full size."""
_PLAIN: Final = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "nitro-lazy-src",
    "data-lazy",
    "data-image",
    "data-img-src",
    "data-url",
    "src",
)
_CANDIDATE: Final = lazy_pattern(r"([^\s,](?:\S*[^\s,])?)(?:\s+([0-9.]{1,8})([wx])\b)?[^,]*(?:,|$)")
"""An address of a `srcset` with its descriptor, by the HTML standard: an address may have commas in it."""
# As many as `_CANDIDATE` reads.
_MOST_DIGITS: Final = 8
# Measured: at 10,000 and at 40,000, none of 2,304 pages changes. It bounds a `srcset` with pictures in it as data.
_MOST_SET: Final = 20_000
_BACKGROUND: Final = lazy_pattern(r"""background(?:-image)?\s*:[^;]{0,200}?url\(\s*["']?([^"')]{1,2000})""")
_WORDS: Final = load_words("addresswords")
_DECORATION: Final = lazy_pattern(
    rf"(?:^|[/_.\-])(?:{'|'.join((*_WORDS['decorations'], *_WORDS['colours']))})(?:[/_.\-?0-9]|s\.)|"
    rf"\.svg(?:$|\?)|/(?:{'|'.join(_WORDS['stand_ins'])})[\w-]*\.\w{{3,4}}(?:$|\?)"
)
_SIGNS_OF_DECORATION: Final = (
    *_WORDS["decorations"],
    *(f"{colour}." for colour in _WORDS["colours"]),  # "grey-seal.jpg" shows a seal, "icons/grey-dot.png" a dot
    *_WORDS["stand_ins"],
    ".svg",
)
"""An address needs one of them as well. Most have none, which takes less time to find out than the pattern does."""
_WIDTH: Final = lazy_pattern(
    r"(?:[?&;/,_]|%2C)(?:w|width|imwidth|wid|tw)[=_:]?(\d{2,4})(?!\d)|(?<!\d)(\d{2,4})x\d{2,4}(?!\d)|[-_/=](?:w(\d{2,4})|"
    r"(\d{3,4})w)(?![\da-z])",
    re.IGNORECASE,
)
_DIGITS_OF_WIDTH: Final = lazy_pattern(r"\d\d(?:[XxWw]|(?<=[DHWdhw]\d\d)|(?<=[DHWdhw][=_:]\d\d))")
"""Two digits of every width: most addresses have none, and looking for the whole takes five times as long."""
_MOST_BEFORE_WIDTH: Final = len("%2Cimwidth=")
_PROXY: Final = lazy_pattern(r"/_(?:next|vercel)/image/?\?")
_SIZE: Final = lazy_pattern(r"(?:^|[-_])(?:size=)?(?:\d{2,4}x\d{2,4}|scaled|w\d{3,4}|\d{3,4}w)(?=$|[-_.@])|@\dx")
_MAY_HAVE_SIZE: Final = lazy_pattern(r"\d(?:[xw]|(?<=w\d))|scaled")
_EXTENSIONS: Final = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".jfif", ".bmp", ".tif", ".tiff")
_PICTURE: Final = lazy_pattern(
    r"\.(?:jpe?g|png|webp|avif|gif|jfif|bmp|tiff?)(?![a-z])|\bpic|"
    rf"{'|'.join(word for words in _WORDS['pictures'].values() for word in words)}",
    re.IGNORECASE,
)
# Measured: at 200, 1 of 2,304 changes (figures); at 800, none of 2,304 pages changes.
_MOST_WIDTH_TEXT: Final = 400
# Measured: at 4, 10 of 1,034 change (figures 4, subtitle 1); at 18, 16 of 525 change (figures 4).
_LEAST_KEY: Final = 9
# Measured: at 1,000, 7 of 2,304 change (figures); at 4,000, none of 2,304 pages changes.
_FULL_WIDTH: Final = 2_000.0
_POINTS_A_DENSITY: Final = 600.0
"""Width of a picture with density 1, where it has to be compared with addresses that have widths."""


def best_address(attributes: Attributes, others: Sequence[Attributes], context: ArticleContext) -> str | None:
    """Find the largest version of a picture that a page gives.

    Args:
        attributes: Those of the picture.
        others: Those of the `source` elements before it, of which only sets count.
        context: The page.

    Returns:
        The address with the greatest width by a `srcset`, by the name of its attribute, or by the address itself; of
        equals the first. None if all are placeholders and decorations.
    """
    candidates = _candidates(attributes, others)
    if len(candidates) > 1:
        sized = [(width_in(address) if width is None else width, address) for address, width in candidates]
        # The order of the page stays among addresses of one width.
        sized.sort(key=itemgetter(0), reverse=True)
        addresses = [address for _, address in sized]
    else:
        addresses = [address for address, _ in candidates]
    for raw in addresses:
        address = context.absolute(_unwrapped(raw))
        if address is not None and not _is_decoration(address):
            return address
    return None


def picture_key(address: str) -> str:
    """The key that all sizes of a picture share: the last part of its path, or the whole address.

    Args:
        address: The address of a picture.

    Returns:
        The file's name without size and extension; the whole address if the name is short or has no digit.
    """
    path = (unquote(address) if "%" in address else address).partition("?")[0].partition("#")[0].rstrip("/").lower()
    folder, _, last = path.rpartition("/")
    name = _without_extension(last)
    if _MAY_HAVE_SIZE.search(name) is not None:
        name = _SIZE.sub("", name)
    name = _without_extension(name)
    if len(name) < _LEAST_KEY:
        name = f"{folder.rpartition('/')[2]}/{name}"
    return name if len(name) >= _LEAST_KEY and _has_digit(name) else address


def _without_extension(name: str) -> str:
    return name[: name.rindex(".")] if name.endswith(_EXTENSIONS) else name


def _has_digit(text: str) -> bool:
    for sign in text:  # noqa: SIM110 - compiled without a closure
        if sign.isdigit():
            return True
    return False


def is_picture_address(address: str) -> bool:
    """True if an address has the extension of a picture, or a word such as "image" or "photo"."""
    return _PICTURE.search(address) is not None


def width_in(address: str) -> float:
    """The width in an address ("?w=800", "/1200x800/"), in pixels; 0 if it has none."""
    tail = address[-_MOST_WIDTH_TEXT:]
    width, start = 0.0, 0
    digits = _DIGITS_OF_WIDTH.search(tail)
    while digits is not None:
        place = digits.start()
        match = None
        for begin in range(max(start, place - _MOST_BEFORE_WIDTH), place + 1):
            match = _WIDTH.match(tail, begin)
            if match is not None:
                width = float(match[match.lastindex or 0])
                break
        start = place + 1 if match is None else match.end()
        digits = _DIGITS_OF_WIDTH.search(tail, start)
    return width


def _candidates(attributes: Attributes, others: Sequence[Attributes]) -> list[tuple[str, float | None]]:
    """Every address of a picture, with its width as far as it is known; None where the address itself may tell."""
    candidates: list[tuple[str, float | None]] = []
    for own in (attributes, *others):
        for name in _SETS:
            value = own.get(name)
            if value:
                _add_set(value, candidates)
    for name in _FULL:
        value = attributes.get(name)
        if value:
            candidates.append((value, _FULL_WIDTH))
    for name in _PLAIN:
        value = attributes.get(name)
        if value and (name == "src" or "/" in value or "." in value):  # `data-image` may be an id
            candidates.append((value, None))
    style = attributes.get("style")
    if style and "url(" in style:
        background = _BACKGROUND.search(unescape(style))
        if background is not None:
            candidates.append((background[1].strip(), None))
    return candidates


def _add_set(value: str, candidates: list[tuple[str, float | None]]) -> None:
    """Add the addresses of a `srcset`."""
    value = value[:_MOST_SET]
    for address, number, unit in _plain_set(value) or _CANDIDATE.findall(value):
        size = _number(number)
        candidates.append((address, size if unit == "w" else width_in(address) or size * _POINTS_A_DENSITY))


def _plain_set(value: str) -> list[tuple[str, str, str]]:
    """What `_CANDIDATE` finds in a set of addresses without commas, each with a descriptor; empty for another set."""
    found = []
    for part in value.split(","):
        words = part.split()
        if len(words) != 2:
            return []
        address, descriptor = words
        number = descriptor[:-1]
        if descriptor[-1] not in "wx" or not (number.isascii() and number.isdigit()) or len(number) > _MOST_DIGITS:
            return []
        found.append((address, number, descriptor[-1]))
    return found


def _number(text: str | None) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 1.0


def _unwrapped(address: str) -> str:
    """The original address of a picture that a framework serves through a proxy on the page's host."""
    if "/image" not in address or _PROXY.search(address) is None:
        return address
    inner = parse_qs(unescape(address).partition("?")[2]).get("url")
    return inner[0] if inner else address


def _is_decoration(address: str) -> bool:
    low = address.lower().replace("%2f", "/")
    for sign in _SIGNS_OF_DECORATION:
        if sign in low:
            return _DECORATION.search(low) is not None
    return False
