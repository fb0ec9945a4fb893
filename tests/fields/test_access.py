"""Who may read an article: the evidence, one by one and against each other."""

from __future__ import annotations

import json

import pytest

from cleanarticle import extract

BODY = (
    "<p>The ferry to the outer islands sailed again on Monday, eleven days after the frost had closed the bay.</p>"
    "<p>Forty people were waiting on the quay, among them a choir that had missed its concert on the island.</p>"
    "<p>The captain said that the ice had been thinner than it looked, and that he had known it all along.</p>"
)
SUBSCRIBE = "<div class=box><p>This article is for subscribers only.</p><a href='/offer'>See the offers</a></div>"
REGISTER = "<div class=box><p>You have read all your free articles this month.</p><a href='/join'>Join</a></div>"


def access(head: str = "", below: str = "", *, above: str = "", body: str = "body", around: str = "article") -> str:
    title = "<title>Ferry sails again after the frost</title>"
    story = f"<{around}>{above}<h1>Ferry sails again after the frost</h1>{BODY}{below}</{around.split()[0]}>"
    return extract(f"<html lang=en><head>{title}{head}</head><{body}>{story}</body></html>").access


def meta(name: str, content: str) -> str:
    return f"<meta name='{name}' content='{content}'>"


def json_ld(free: object = None, part: object = None, selector: str = ".gated") -> str:
    node: dict[str, object] = {"@type": "NewsArticle", "headline": "Ferry sails again after the frost"}
    if free is not None:
        node["isAccessibleForFree"] = free
    if part is not None:
        node["hasPart"] = {"@type": "WebPageElement", "isAccessibleForFree": part, "cssSelector": selector}
    return f"<script type='application/ld+json'>{json.dumps(node)}</script>"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", "unknown"),
        (json_ld(True), "free"),
        (json_ld("True"), "free"),
        (json_ld("http://schema.org/True"), "free"),
        (json_ld(False), "subscriber"),
        (json_ld("False"), "subscriber"),
        (json_ld(0), "subscriber"),
        (json_ld([False]), "subscriber"),
        (json_ld("perhaps"), "unknown"),
        (json_ld({"@value": 3}), "unknown"),
        (json_ld(False, False), "subscriber"),
        (json_ld(True, False), "subscriber"),
        (json_ld(None, "False"), "subscriber"),
        (json_ld(True, True), "free"),
        (json_ld(False, False, ".regwall"), "metered"),
        ("<meta itemprop='isAccessibleForFree' content='false'>", "subscriber"),
        ("<meta itemprop='isAccessibleForFree' content='true'>", "free"),
        (meta("article:content_tier", "free"), "free"),
        (meta("article:content_tier", "Metered"), "metered"),
        (meta("article:content_tier", "locked"), "subscriber"),
        (meta("article:content_tier", "archive"), "unknown"),
        (meta("cXenseParse:abc-tier", "metered"), "metered"),
        (meta("paid", "false"), "free"),
        (meta("is-premium", "1"), "subscriber"),
        (meta("site:paywall", "yes"), "subscriber"),
        (meta("outlet:access_status", "free"), "free"),
        (meta("adv:premium", "yes"), "unknown"),
        (meta("premium-theme-version", "1"), "unknown"),
        (meta("article:opinion", "true"), "unknown"),
    ],
)
def test_declarations(head: str, expected: str) -> None:
    assert access(head) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (json_ld(False) + meta("article:content_tier", "metered"), "metered"),
        (json_ld(True) + meta("article:content_tier", "metered"), "metered"),
        (json_ld(True) + meta("article:content_tier", "locked"), "free"),
        (json_ld(False) + meta("article:content_tier", "free"), "free"),
    ],
)
def test_declarations_that_differ(head: str, expected: str) -> None:
    assert access(head) == expected


@pytest.mark.parametrize(
    "notice",
    [
        "This article is for subscribers only.",
        "The rest of this story is for our readers. Subscribe to continue reading",
        "Dieser Artikel ist nur für Abonnenten.",
        "La suite est réservée aux abonnés",
        "Este contenido es exclusivo para suscriptores",
        "Questo articolo è riservato agli abbonati",
        "Dit artikel is alleen voor abonnees",
        "Den här artikeln är för prenumeranter",
        "この記事は有料会員限定です",
    ],
)
def test_notice_below_the_text(notice: str) -> None:
    assert access(below=f"<div class=box><p>{notice}</p></div>") == "subscriber"


@pytest.mark.parametrize(
    "below",
    [
        "<p>Subscribe</p>",
        "<p>Get our newsletter. Subscribe today and never miss a story.</p>",
        "<footer><p>This article is for subscribers only.</p></footer>",
        "<div hidden><p>This article is for subscribers only.</p></div>",
        "<div role=dialog><p>This article is for subscribers only.</p></div>",
        "<p>Commenting is for subscribers only</p>",
    ],
)
def test_what_is_no_notice(below: str) -> None:
    assert access(below=below) == "unknown"


def test_notice_in_the_middle_of_a_text_that_goes_on_is_none() -> None:
    assert access(below=SUBSCRIBE + BODY * 2) == "unknown"


def test_what_the_reader_sees_comes_first() -> None:
    assert access(json_ld(True), SUBSCRIBE) == "subscriber"
    assert access(meta("article:content_tier", "free"), SUBSCRIBE) == "subscriber"
    assert access(json_ld(True), REGISTER) == "metered"
    assert access(meta("article:content_tier", "metered"), SUBSCRIBE) == "metered"


def test_limit_or_account_is_metered() -> None:
    assert access(below=REGISTER) == "metered"
    assert access(below="<form><p>Create a free account to continue reading this story.</p></form>") == "metered"
    assert access(below=REGISTER + SUBSCRIBE) == "subscriber"


def test_label_at_the_headline() -> None:
    assert access(above="<p>Subscriber exclusive</p>") == "subscriber"
    assert access(above="<nav><a href='/x'>Members only</a></nav>") == "unknown"
    assert access(json_ld(True), above="<p>Subscriber exclusive</p>") == "free"


def test_class_around_the_text() -> None:
    assert access(body="body class='single paywalled'") == "subscriber"
    assert access(around="article class='story is-premium'") == "subscriber"
    assert access(body="body class='premium-theme no-paywall'") == "unknown"
    assert access(json_ld(True), body="body class=paywalled") == "free"
