"""The kicker: the label above or before the headline ("Live", "Opinion", "Storm in the north")."""

from __future__ import annotations

from typing import Final

from cleanarticle.fields.claimed_titles import ClaimedTitles, is_name
from cleanarticle.fields.class_names import class_names, is_named
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.fields.field_words import field_words
from cleanarticle.fields.text.dates.moments import find_moment
from cleanarticle.fields.text.labels import is_label
from cleanarticle.fields.text_key import text_key
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.model import Block, Within

__all__ = ["read_kicker"]

# Measured: at 4 and at 6, none of 277 pages changes.
_ABOVE: Final = 5
# Measured: at 4, 7 of 865 change (kicker, alternative titles 1); at 16, none of 1,215 pages changes.
_MOST_WORDS: Final = 8.0
# Measured: at 5, 1 of 2,304 changes (alternative titles, kicker); at 7, none of 2,304 pages changes.
_MOST_CLAIMED_WORDS: Final = 6
# Measured: at 35, 10 of 2,304 change (kicker, alternative titles 4); at 140, none of 2,304 pages changes.
_MOST_CHARACTERS: Final = 70
_LETTER: Final = lazy_pattern(r"[^\W_]")
_EDGES: Final = " .,:：;|｜/·•-–—―+»«›‹>＞~_[](){}【】［］（）\u00a0"
_QUOTES: Final = "\"'“”„«»‚‘’「『¿¡("
# Measured: at 3, 1 of 2,304 changes (alternative titles, kicker); at 5, none of 2,304 pages changes.
_LEAST_CHARACTERS: Final = 4
_SEPARATOR_AT_END: Final = lazy_pattern(r"[:：|｜]\s*$|\s[-–—―·•/»]\s*$")
_NAMES: Final = class_names("kicker")
_NEVER: Final = frozenset(field_words("never_kicker"))
_ELSEWHERE: Final = (
    Within.NAV | Within.ASIDE | Within.FOOTER | Within.FORM | Within.DIALOG | Within.BUTTON | Within.HIDDEN
)
_SHOWN, _CLAIMED = 0.9, 0.6


def read_kicker(
    context: ArticleContext, *, claimed_titles: ClaimedTitles, title: str | None
) -> FieldResult[str | None]:
    """Read the kicker: in the headline's own element, else above it, else before the title in the metadata.

    Args:
        context: The page and its body.
        claimed_titles: The titles in the page's metadata.
        title: The title, without its kicker.

    Returns:
        The kicker, and the block that shows it if that is not the headline's own.
    """
    if not title:
        return FieldResult(None)
    if context.headline is not None:
        kicker = _in_headline(context.page.blocks[context.headline].text.replace("\n", " "), title)
        if kicker is not None and _fits(kicker, claimed_titles):
            return FieldResult(kicker, (), "page", _SHOWN)
        block = _block_above(context, context.headline, title, claimed_titles)
        if block is not None:
            return FieldResult(block.text.replace("\n", " ").strip(_EDGES), (block.index,), "page", _SHOWN)
    for claim in claimed_titles.titles:
        kicker = _before_title(claim.text, title)
        if kicker is not None and _fits_claim(kicker, claimed_titles):
            return FieldResult(kicker, (), claim.source, _CLAIMED)
    return FieldResult(None)


def _in_headline(shown: str, title: str) -> str | None:
    """What the headline's element has before the title, or else a label after it."""
    if shown == title:
        return None
    key, rest = text_key(title), text_key(shown)
    letters, size = _letters(shown, title)
    if not key or len(letters) <= size:
        return None
    if rest.endswith(key):
        kicker = shown[: letters[-size]].rstrip(_QUOTES).strip(_EDGES)
        return kicker if len(kicker.split()) > 1 or len(kicker) >= _LEAST_CHARACTERS or is_label(kicker) else None
    after = shown[letters[size] :].strip(_EDGES) if rest.startswith(key) else ""
    return after if is_label(after) else None


def _before_title(claim: str, title: str) -> str | None:
    """What a claimed title has before the title, with a separator between the two."""
    if len(claim) <= len(title) or not text_key(claim).endswith(text_key(title)):
        return None
    letters, size = _letters(claim, title)
    if len(letters) <= size:
        return None
    head = claim[: letters[-size]].rstrip(_QUOTES)
    return head.strip(_EDGES) or None if _SEPARATOR_AT_END.search(head) else None


def _letters(text: str, title: str) -> tuple[list[int], int]:
    """Where the letters and digits of a text are, and how many the title has."""
    return [letter.start() for letter in _LETTER.finditer(text)], sum(1 for _ in _LETTER.finditer(title))


def _block_above(context: ArticleContext, headline: int, title: str, claimed_titles: ClaimedTitles) -> Block | None:
    """The nearest block above the headline that its class names a kicker, or that a claimed title begins with."""
    key = text_key(title)
    for block in reversed(context.page.blocks[max(0, headline - _ABOVE) : headline]):
        if block.words > _MOST_WORDS or context.is_apart(block.container, _ELSEWHERE):
            continue
        if block.text.endswith((":", "：")) or block.container.tag == "h1":
            continue
        words = text_key(block.text)
        is_claimed = block.index == headline - 1 and words in claimed_titles.labels
        is_kicker = is_claimed or is_named(block.container, _NAMES, 3, most_words=block.words + 1)
        if is_kicker and words != key and _fits(block.text, claimed_titles):
            return block
    return None


def _fits_claim(text: str, claimed_titles: ClaimedTitles) -> bool:
    """True if a kicker that only the metadata have is short, and not a heading of the page."""
    return (
        text_key(text) not in claimed_titles.headings
        and len(text.split()) <= _MOST_CLAIMED_WORDS
        and _fits(text, claimed_titles)
    )


def _fits(text: str, claimed_titles: ClaimedTitles) -> bool:
    """True if a text is short, and neither the name of the site nor a time."""
    return (
        len(text) <= _MOST_CHARACTERS
        and len(text.split()) <= _MOST_WORDS
        and any(map(str.isalpha, text))
        and not is_name(text, claimed_titles.sites)
        and text.strip(_EDGES).casefold() not in _NEVER
        and find_moment(text) is None
    )
