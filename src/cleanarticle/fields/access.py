"""Who may read the article: everybody, everybody up to a limit, or those who pay."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

from cleanarticle.article import Access, FieldSource
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.fields.rank import Rank
from cleanarticle.lexicon.phrases import PhraseFinder
from cleanarticle.lexicon.words import load_words
from cleanarticle.page.model import Block, Within

__all__ = ["read_access"]

Known = Literal["free", "metered", "subscriber"]

_NAMES: Final = {
    name: frozenset(word for words in by_language.values() for word in words)
    for name, by_language in load_words("accessnames").items()
}
_ASKS_FOR_PAYMENT: Final = tuple(_NAMES["asks_for_payment"])
"""Ends of the names of meta tags whose "yes" means that the article is paid for."""
# Measured: at 15 and at 60, none of 275 pages changes.
_LINES_BEHIND: Final = 30
# Measured: at 30 and at 120, none of 771 pages changes.
_MOST_NOTICE_WORDS: Final = 60.0
# Measured: at 3 and at 12, none of 360 pages changes.
_MOST_LABEL_WORDS: Final = 6.0
# Measured: at 0.05 and at 0.35, none of 262 pages changes.
_MOST_SHARE_BEHIND: Final = 0.2
# Measured: at 5 and at 7, none of 2,304 pages changes.
_LABEL_LINES: Final = 6
_APART: Final = Within.NAV | Within.FOOTER | Within.HIDDEN | Within.DIALOG


class AccessRank(Rank):
    """What speaks for an access. The field's documentation in `Article` has the order in which evidence counts."""

    CLASS = 0.6
    """An element around the body has a class that says so."""
    CONTRADICTED = 0.6
    """Metadata declare that the article is free, and something else says that it is not."""
    LABEL = 0.8
    """A label at the headline says so."""
    DECLARED = 0.9
    """Metadata declare it."""
    NOTICE = 0.9
    """A notice below the text says so."""
    AGREED = 0.97
    """Several metadata declare it, or a notice and metadata agree."""


@cache
def _phrases() -> PhraseFinder:
    return PhraseFinder(load_words("access"))


def read_access(context: ArticleContext) -> FieldResult[Access]:
    """Read who may read the article. The field's documentation has the evidence and its order.

    Args:
        context: The page and its body.

    Returns:
        The access that the evidence speaks for; `unknown` without any.
    """
    declared = _declared(context)
    noticed = _noticed(context)
    if noticed is not None:
        is_metered = "metered" in declared
        rank = AccessRank.AGREED if is_metered or noticed in declared else AccessRank.NOTICE
        return FieldResult("metered" if is_metered else noticed, (), "page", rank.certainty)
    has_label = _has_label(context)
    access: Known
    for access in ("metered", "free", "subscriber"):
        if access in declared:
            source: FieldSource = "json-ld" if "json-ld" in declared[access] else "meta"
            return FieldResult(access, (), source, _rank(access, declared, has_label=has_label).certainty)
    if has_label:
        return FieldResult("subscriber", (), "page", AccessRank.LABEL.certainty)
    if _has_class(context):
        return FieldResult("subscriber", (), "html", AccessRank.CLASS.certainty)
    return FieldResult("unknown")


def _rank(access: Known, declared: dict[Known, set[str]], *, has_label: bool) -> AccessRank:
    """The rank of a declared access."""
    if access == "free" and (has_label or len(declared) > 1):
        return AccessRank.CONTRADICTED
    is_agreed = len(declared) == 1 and len(declared[access]) > 1
    return AccessRank.AGREED if is_agreed else AccessRank.DECLARED


def _declared(context: ArticleContext) -> dict[Known, set[str]]:
    """What meta tags and structured data declare, each with its sources."""
    claims = context.claims
    declared: dict[Known, set[str]] = {}
    for claim in claims.all("tier"):
        access = _tier(claim.source, claim.value.lower().strip())
        if access is not None:
            declared.setdefault(access, set()).add(claim.source)
    # "false .paywall": whether a part is free, and the selector of the part.
    paid_parts = [claim.value.lower().partition(" ")[2] for claim in claims.all("free_part") if claim.value[0] == "f"]
    free = next(iter(claims.all("free")), None)
    # Booleans may be written as "https://schema.org/True".
    value, source = (free.value.lower().rpartition("/")[2], free.source) if free is not None else ("", "json-ld")
    if value in _NAMES["no"] or paid_parts:
        opens_to_accounts = any(word in part for part in paid_parts for word in _NAMES["registration_selectors"])
        declared.setdefault("metered" if opens_to_accounts else "subscriber", set()).add(source)
    elif value in _NAMES["yes"]:
        declared.setdefault("free", set()).add(source)
    return declared


def _tier(name: str, value: str) -> Known | None:
    """What a meta tag declares: the name of a tier, or yes or no if its name asks whether the article is paid for."""
    is_yes, is_no = value in _NAMES["yes"], value in _NAMES["no"]
    if value in _NAMES["metered"] or (name.endswith("metered") and is_yes):
        return "metered"
    if value in _NAMES["free"]:
        return "free"
    if value in _NAMES["subscriber"]:
        return "subscriber"
    if name.endswith(_ASKS_FOR_PAYMENT) and (is_yes or is_no):
        return "subscriber" if is_yes else "free"
    return None


def _noticed(context: ArticleContext) -> Known | None:
    """What a notice says at the end of the text; `subscriber` if there are notices of both kinds."""
    blocks = context.page.blocks
    total = sum(blocks[index].words for index in context.kept)
    words_after = 0.0
    noticed: Known | None = None
    for block in reversed(blocks[context.start : context.end + _LINES_BEHIND]):
        if block.index in context.body:
            words_after += block.words
            if words_after > _MOST_SHARE_BEHIND * total:
                break
            continue
        if block.words > _MOST_NOTICE_WORDS or context.is_apart(block.container, _APART):
            continue
        cues = _phrases().find(block.text)
        if "subscriber" in cues:
            return "subscriber"
        if "metered" in cues:
            noticed = "metered"
    return noticed


def _has_label(context: ArticleContext) -> bool:
    """True if a label between the headline's kicker and the body says that the article is for those who pay."""
    first = context.headline - 2 if context.headline is not None else context.start - _LABEL_LINES
    return any(_is_label(block, context) for block in context.page.blocks[max(0, first) : context.start])


def _is_label(block: Block, context: ArticleContext) -> bool:
    if block.words > _MOST_LABEL_WORDS or context.is_apart(block.container, _APART | Within.ASIDE):
        return False
    return "label" in _phrases().find(block.text)


def _has_class(context: ArticleContext) -> bool:
    """True if an element around the whole body has a class for paid articles."""
    last = context.kept[-1]
    return any(
        not _NAMES["subscriber_classes"].isdisjoint((container.attributes.get("class") or "").lower().split())
        for container in context.page.blocks[context.start].container.inclusive_ancestors()
        if container.end > last
    )
