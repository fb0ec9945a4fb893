"""Who may read the article: everybody, everybody up to a limit, or those who pay."""

from __future__ import annotations

from typing import Final, Literal

from cleanarticle.article import Access, FieldSource
from cleanarticle.fields.context import ArticleContext, FieldResult, word_set
from cleanarticle.lexicon.phrases import PhraseFinder
from cleanarticle.lexicon.words import load_words
from cleanarticle.page.model import Block, Container, Within

__all__ = ["read_access"]

Known = Literal["free", "metered", "subscriber"]

_PHRASES: Final = PhraseFinder(load_words("access"))
_LINES_BEHIND: Final = 30
_AGREED, _NOTICE, _DECLARED, _LABEL, _CLASS, _CONTRADICTED = 0.97, 0.9, 0.9, 0.8, 0.6, 0.6
"""How sure it is that the page says so in two ways, shows a notice, declares it, has a label, has a class; or that it
says otherwise as well."""
_MOST_NOTICE_WORDS: Final = 60.0
_MOST_LABEL_WORDS: Final = 6.0
_MOST_SHARE_BEHIND: Final = 0.2
_LABEL_LINES: Final = 6
_APART: Final = Within.NAV | Within.FOOTER | Within.HIDDEN | Within.DIALOG

_FREE: Final = word_set("free open public none unlocked granted abierto gratis gratuit frei allowed")
_METERED: Final = word_set("metered meter metering registered registration limited freemium")
_SUBSCRIBER: Final = word_set(
    "locked premium paid subscriber subscribers subscription subscription-only subscribers-only subscriber-only "
    "members member hard paywall paywalled plus payant abonnes cerrado"
)
_YES: Final = word_set("true yes 1 on")
_NO: Final = word_set("false no 0 off")
_ASKS_FOR_PAYMENT: Final = ("premium", "paid", "paywall", "pay-wall", "pay_wall", "paywalled", "only", "content")
"""Ends of the names of meta tags whose yes means that the article is paid for."""
_REGISTRATION: Final = ("emailwall", "email-wall", "regwall", "reg-wall", "registration")
"""Words in the selector of a paid part that say that an account opens it."""
_CLASSES: Final = word_set(
    "paywalled is-paywalled has-paywall with-paywall paywall-active premium-article article-premium article--premium "
    "is-premium premium-content is-locked subscriber-only subscribers-only subscription-required is-subscriber-only "
    "members-only article--locked article--paywalled article-paywall"
)


def read_access(context: ArticleContext) -> FieldResult[Access]:
    """Read who may read the article. The field's documentation has the evidence and its order.

    Args:
        context: The page and its body.

    Returns:
        What the evidence says; `unknown` without any.
    """
    declared = _declared(context)
    seen = _seen(context)
    if seen is not None:
        agreed = seen in declared or "metered" in declared
        return FieldResult("metered" if "metered" in declared else seen, (), "page", _AGREED if agreed else _NOTICE)
    has_label = _has_label(context)
    kind: Known
    for kind in ("metered", "free", "subscriber"):
        if kind in declared:
            agreed = len(declared) == 1 and len(declared[kind]) > 1
            source: FieldSource = "json-ld" if "json-ld" in declared[kind] else "meta"
            contradicted = kind == "free" and (has_label or len(declared) > 1)
            return FieldResult(kind, (), source, _CONTRADICTED if contradicted else _AGREED if agreed else _DECLARED)
    if has_label:
        return FieldResult("subscriber", (), "page", _LABEL)
    if _has_class(context):
        return FieldResult("subscriber", (), "html", _CLASS)
    return FieldResult("unknown")


def _declared(context: ArticleContext) -> dict[Known, set[str]]:
    """What meta tags and structured data say, with those that say it."""
    claims = context.claims
    found: dict[Known, set[str]] = {}
    for claim in claims.all("tier"):
        kind = _tier(claim.source, claim.value.lower().strip())
        if kind is not None:
            found.setdefault(kind, set()).add(claim.source)
    parts = [claim.value.lower().partition(" ")[2] for claim in claims.all("free_part") if claim.value[0] == "f"]
    free = next(iter(claims.all("free")), None)
    said, where = (free.value.lower().rpartition("/")[2], free.source) if free is not None else ("", "json-ld")
    if said in _NO or parts:
        has_wall = any(word in selector for selector in parts for word in _REGISTRATION)
        found.setdefault("metered" if has_wall else "subscriber", set()).add(where)
    elif said in _YES:
        found.setdefault("free", set()).add(where)
    return found


def _tier(name: str, value: str) -> Known | None:
    """What a meta tag says: the name of a tier, or yes or no where its name asks whether the article is paid for."""
    if value in _METERED or (name.endswith("metered") and value in _YES):
        return "metered"
    if value in _FREE:
        return "free"
    if value in _SUBSCRIBER:
        return "subscriber"
    if name.endswith(_ASKS_FOR_PAYMENT) and value in _YES | _NO:
        return "subscriber" if value in _YES else "free"
    return None


def _seen(context: ArticleContext) -> Known | None:
    """What a notice says where the text breaks off."""
    blocks = context.page.blocks
    total = sum(blocks[index].words for index in context.kept)
    behind = 0.0
    found: Known | None = None
    for block in reversed(blocks[context.start : context.end + _LINES_BEHIND]):
        if block.index in context.body:
            behind += block.words
            if behind > _MOST_SHARE_BEHIND * total:
                break
            continue
        if block.words > _MOST_NOTICE_WORDS or context.is_apart(block.container, _APART):
            continue
        cues = _PHRASES.find(block.text)
        if "subscriber" in cues:
            return "subscriber"
        if "metered" in cues:
            found = "metered"
    return found


def _has_label(context: ArticleContext) -> bool:
    """Whether a label between the headline's kicker and the body says that the article is for those who pay."""
    first = context.headline - 2 if context.headline is not None else context.start - _LABEL_LINES
    return any(_is_label(block, context) for block in context.page.blocks[max(0, first) : context.start])


def _is_label(block: Block, context: ArticleContext) -> bool:
    if block.words > _MOST_LABEL_WORDS or context.is_apart(block.container, _APART | Within.ASIDE):
        return False
    return "label" in _PHRASES.find(block.text)


def _has_class(context: ArticleContext) -> bool:
    """Whether an element around the whole body has a class that says so."""
    at: Container | None = context.page.blocks[context.start].container
    last = context.kept[-1]
    while at is not None:
        classes = (at.attributes.get("class") or "").lower().split()
        if at.end > last and not _CLASSES.isdisjoint(classes):
            return True
        at = at.parent
    return False
