"""The kicker: the label above or before the headline ("Live", "Opinion", "Storm in the north")."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.fields.claimed_titles import ClaimedTitles, is_name
from cleanarticle.fields.context import ArticleContext, FieldResult, compact, word_set
from cleanarticle.fields.text.dates.moments import find_moment
from cleanarticle.fields.text.labels import is_label
from cleanarticle.page.model import Block, Container, Within

__all__ = ["read_kicker"]

_ABOVE: Final = 5
_MOST_WORDS: Final = 8.0
_MOST_CLAIMED_WORDS: Final = 6
_MOST_CHARACTERS: Final = 70
_LETTER: Final = re.compile(r"[^\W_]")
_EDGES: Final = " .,:：;|｜/·•-–—―+»«›‹>＞~_[](){}【】［］（）\u00a0"
_QUOTES: Final = "\"'“”„«»‚‘’「『¿¡("
_LEAST_CHARACTERS: Final = 4
_PARTS: Final = re.compile(r"[:：|｜]\s*$|\s[-–—―·•/»]\s*$")
_NAMES: Final = word_set(
    "kicker eyebrow overline topline toptitle overtitle supertitle suptitle uptitle pretitle preheadline headkicker "
    "surtitre surtitle antetitulo antetitular pretitulo volanta cintillo occhiello sopratitolo roofline dachzeile "
    "spitzmarke obertitel oberzeile vorzeile bovenkop overkop vinjett stikktittel trompet nadtitulek nadtytul nadtitul"
)
_PAIRS: Final = (
    ("over", "title"),
    ("over", "line"),
    ("over", "headline"),
    ("pre", "title"),
    ("pre", "headline"),
    ("pre", "heading"),
    ("sup", "title"),
    ("super", "title"),
    ("top", "line"),
    ("sur", "titre"),
    ("roof", "line"),
    ("headline", "label"),
    ("title", "label"),
)
_NO_KICKERS: Final = frozenset(
    ("blog", "article", "articles", "artikel", "updated", "contact us", "filed under", "title", "home", "menu", "news")
)
_ELSEWHERE: Final = (
    Within.NAV | Within.ASIDE | Within.FOOTER | Within.FORM | Within.DIALOG | Within.BUTTON | Within.HIDDEN
)


def read_kicker(
    context: ArticleContext, *, claimed_titles: ClaimedTitles, title: str | None
) -> FieldResult[str | None]:
    """Read the kicker.

    Args:
        context: The page and its body.
        claimed_titles: The titles that the page gives itself.
        title: The title, which has no kicker any more.

    Returns:
        The kicker, and the block that shows it if it is not the headline's own.
    """
    if not title:
        return FieldResult(None)
    claimed = claimed_titles
    if context.headline is not None:
        kicker = _beside(context.page.blocks[context.headline].text.replace("\n", " "), title)
        if kicker is not None and _fits(kicker, claimed):
            return FieldResult(kicker, (), "page", 0.9)
        block = _block_above(context, title, claimed)
        if block is not None:
            return FieldResult(block.text.replace("\n", " ").strip(_EDGES), (block.index,), "page", 0.9)
    for claim in claimed.titles:
        kicker = _before(claim.text, title)
        if (
            kicker is not None
            and compact(kicker) not in claimed.headings
            and len(kicker.split()) <= _MOST_CLAIMED_WORDS
            and _fits(kicker, claimed)
        ):
            return FieldResult(kicker, (), claim.source, 0.6)
    return FieldResult(None)


def _beside(shown: str, title: str) -> str | None:
    """What stands in the headline's element before the title, or else behind it."""
    key, rest = compact(title), compact(shown)
    letters = [found.start() for found in _LETTER.finditer(shown)]
    size = sum(1 for _ in _LETTER.finditer(title))
    if not key or len(letters) <= size:
        return None
    if rest.endswith(key):
        kicker = shown[: letters[-size]].rstrip(_QUOTES).strip(_EDGES)
        return kicker if len(kicker.split()) > 1 or len(kicker) >= _LEAST_CHARACTERS or is_label(kicker) else None
    behind = shown[letters[size] :].strip(_EDGES) if rest.startswith(key) else ""
    return behind if is_label(behind) else None


def _before(claim: str, title: str) -> str | None:
    """What a claim has before the title, with a sign between the two."""
    if len(claim) <= len(title) or not compact(claim).endswith(compact(title)):
        return None
    letters = [found.start() for found in _LETTER.finditer(claim)]
    size = sum(1 for _ in _LETTER.finditer(title))
    if len(letters) <= size:
        return None
    head = claim[: letters[-size]].rstrip(_QUOTES)
    return head.strip(_EDGES) or None if _PARTS.search(head) else None


def _block_above(context: ArticleContext, title: str, claimed: ClaimedTitles) -> Block | None:
    """The nearest block above the headline that markup names a kicker, or that a claim has before the title."""
    headline = context.headline
    if headline is None:
        return None
    key = compact(title)
    for block in reversed(context.page.blocks[max(0, headline - _ABOVE) : headline]):
        if block.words > _MOST_WORDS or context.is_apart(block.container, _ELSEWHERE):
            continue
        words = compact(block.text)
        is_claimed = block.index == headline - 1 and words in claimed.labels
        if block.text.endswith((":", "：")) or block.container.tag == "h1":
            continue
        if (is_claimed or _is_named(block)) and words != key and _fits(block.text, claimed):
            return block
    return None


def _is_named(block: Block) -> bool:
    at: Container | None = block.container
    for _ in range(3):
        if at is None or at.words > block.words + 1:
            return False
        if not _NAMES.isdisjoint(at.names) or any(one in at.names and other in at.names for one, other in _PAIRS):
            return True
        at = at.parent
    return False


def _fits(text: str, claimed: ClaimedTitles) -> bool:
    """Whether a text is short, and neither the name of the site nor a time."""
    return (
        len(text) <= _MOST_CHARACTERS
        and len(text.split()) <= _MOST_WORDS
        and any(character.isalpha() for character in text)
        and not is_name(text, claimed.sites)
        and text.strip(_EDGES).casefold() not in _NO_KICKERS
        and find_moment(text) is None
    )
