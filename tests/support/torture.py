"""Hostile pages. Most carry one small article, of which nothing may be lost.

`CASES` makes them by name. `EMPTY` names those that hold no article, `REFUSED` those that are turned down, with the
error.
"""

from __future__ import annotations

import base64
import json
import random
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from cleanarticle import InputError, LimitExceeded

__all__ = ["CASES", "EMPTY", "MARKERS", "REFUSED", "scaled"]

MARKERS = tuple(f"marker{number:02d}" for number in range(1, 9))
"""One word in every paragraph of the article."""

_SENTENCES = (
    "The harbour council met on Tuesday to decide the future of the old ferry, and {} stood at the top of its agenda. "
    "Members listened for three hours before anyone moved to a vote.",
    "Residents had asked for a later crossing in winter, when the road across the pass is closed. According to the "
    "harbour master, {} would cost less than the town spends on salt in a single month.",
    "The ferry, built in 1961, carries forty cars and two hundred people. Its engineer described {} as the only part "
    "that had never failed him, and he has looked after the engines for most of his life.",
    "Opponents said the plan came too late. They pointed to the neighbouring island, where {} was promised twice and "
    "never delivered, and where the school now has eleven pupils.",
    "A study paid for by the council reached another conclusion. It counted every passenger for a year and found that "
    "{} would pay for itself within six seasons, even if fuel became more expensive.",
    "Shopkeepers along the quay were divided. One of them, who sells fishing gear, thought that {} would bring "
    "visitors in the quiet months; the baker next door expected nothing but noise.",
    "After midnight the council agreed on a compromise. The late crossing will run on two evenings a week, {} will be "
    "reviewed in spring, and the fare stays as it is for people who live on the shore.",
    "The first late ferry leaves on the last Friday of October. Tickets are sold on board, and the crew expects that "
    "{} will be full, since the autumn market opens on the same evening.",
)
PARAGRAPHS = tuple(sentence.format(marker) for sentence, marker in zip(_SENTENCES, MARKERS, strict=True))
TITLE = "Harbour council keeps the late ferry"


_scale = 1.0


@contextmanager
def scaled(scale: float) -> Iterator[None]:
    """Make what is many in the cases fewer or more."""
    global _scale
    _scale, previous = scale, _scale
    try:
        yield
    finally:
        _scale = previous


def times(number: int) -> int:
    return max(1, round(number * _scale))


def article(paragraphs: tuple[str, ...] = PARAGRAPHS) -> str:
    return f"<h1>{TITLE}</h1>" + "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)


def page(before: str = "", after: str = "", head: str = "", body: str | None = None) -> str:
    inner = f"<article>{article()}</article>" if body is None else body
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>{head}</head>'
        f"<body>{before}{inner}{after}</body></html>"
    )


def json_ld(data: str) -> str:
    return page(head=f'<script type="application/ld+json">{data}</script>')


# --- Depth and number ---


def nested(tag: str, number: int = 30_000) -> bytes:
    return page(before=f"<{tag}>" * times(number)).encode()


def closed_nest() -> bytes:
    return page(body="<div>" * times(20_000) + article() + "</div>" * times(20_000)).encode()


def long_article(number: int = 4_000, separator: str = "</p>\n<p>") -> str:
    """The article with many more sentences between the first paragraph and the others."""
    sentences = separator.join(
        f"On day {index} of the inquiry, {index * 7 % 90} passengers told the council what they thought of the ferry."
        for index in range(times(number))
    )
    first, *others = PARAGRAPHS
    return f"<h1>{TITLE}</h1><p>" + separator.join([first, sentences, *others]) + "</p>"


def misnested_blocks() -> bytes:
    return page(before="<div><span><p></div></span>" * times(15_000)).encode()


# --- Formatting ---


def open_formatting(names: str, number: int = 4_000) -> bytes:
    tags = names.split()
    opened = "".join(f"<{tags[index % len(tags)]} n{index}=1>x<p>" for index in range(times(number)))
    return page(after=opened).encode()


def formatting_around_the_article() -> bytes:
    return page(before="".join(f"<b n{index}><font f{index}>" for index in range(times(5_000)))).encode()


def closed_only_by_strays() -> bytes:
    unit = "<b n{0}><table></b></table><p>x"
    return page(after="".join(unit.format(index) for index in range(times(3_000)))).encode()


def fooled_by_quotes() -> bytes:
    return page(after="".join(f'<b t=">x</b>" n{index}>x<p>' for index in range(times(3_000)))).encode()


def adoption() -> bytes:
    return page(after="<b>" + "<p><i></b></i>" * times(15_000)).encode()


def deep_adoption() -> bytes:
    unit = "<b n{0}>" + "<div>" * 9 + "</b>" + "</div>" * 9
    return page(after="".join(unit.format(index) for index in range(times(4_000))) + "<p>x" * times(10_000)).encode()


# --- Attributes and names ---


def attributes(number: int) -> bytes:
    return page(before="<div " + " ".join(f"a{index}" for index in range(times(number))) + "></div>").encode()


def quoted_attributes() -> bytes:
    return page(before="<div " + " ".join(f"a{index}='>'" for index in range(times(40_000))) + "></div>").encode()


def attribute_names() -> bytes:
    return page(after="".join(f"<i a{index} b{index} c{index}>x</i>" for index in range(times(30_000)))).encode()


def merged_attributes() -> bytes:
    return page(after="".join(f"<body a{index}=1>" for index in range(times(20_000)))).encode()


def element_names() -> bytes:
    return page(after="".join(f"<x{index}>x</x{index}>" for index in range(times(40_000)))).encode()


def closing_attributes() -> bytes:
    return page(after="</i " + " ".join(f"a{index}" for index in range(times(200_000))) + ">").encode()


def duplicate_ids() -> bytes:
    paragraphs = "".join(f'<p id="same" class="same" id="again">{paragraph}</p>' for paragraph in PARAGRAPHS)
    return page(body=f'<div id="same"><h1 id="same">{TITLE}</h1>{paragraphs}</div>').encode()


# --- Text ---


def huge_text() -> bytes:
    return page(body=f"<article>{long_article(30_000, ' ')}</article>").encode()


def giant_word() -> bytes:
    return page(after=f"<pre>{'w' * times(4_000_000)}</pre>").encode()


def entities() -> bytes:
    return page(after="<div>" + "&amp;&#x41;&notanentity;&#9999999;&" * times(60_000) + "</div>").encode()


def control_characters() -> bytes:
    text = page(body=f"<article>{article()}</article>".replace(" the ", " \x01the\x02 "))
    return text.encode()


def nuls() -> bytes:
    return page().replace(" ", "\0 \0").replace("<p>", "<p\0>").encode()


def lone_surrogates() -> str:
    return page().replace(" the ", " \ud800the\udfff ")


def encoded_surrogates() -> bytes:
    return page().encode().replace(b" the ", b" \xed\xa0\x80the ")


def without_tags() -> bytes:
    return "\n\n".join(PARAGRAPHS).encode()


# --- Charsets ---


def lying(declared: str, codec: str, accented: str) -> bytes:
    body = f"<article><h1>{TITLE}</h1>" + "".join(f"<p>{paragraph} {accented}</p>" for paragraph in PARAGRAPHS)
    return page(body=body + "</article>").replace("utf-8", declared).encode(codec)


_FRENCH = "Le maire a répété que la traversée était fermée à cause de la tempête, où qu'on soit."
_RUSSIAN = "Жители посёлка собрались на берегу реки, чтобы проводить первый паром."


def utf_16(codec: str) -> bytes:
    return page().encode(codec)


def one_bad_byte() -> bytes:
    text = page(body=f"<article>{long_article(8_000, f'</p><p>{_FRENCH} ')}</article>").encode()
    return text.replace(b"</article>", b"\xff</article>")


# --- Structured data ---


def enormous_json() -> bytes:
    return json_ld(json.dumps([{"@type": "NewsArticle", "headline": "x" * 100}] * times(40_000))).encode()


def wrong_types() -> bytes:
    odd = [None, 1, -1e308, True, [], [[]], {}, {"name": {"name": []}}, [None, {"@type": 5}], "", "\x00", {"@id": [1]}]
    keys = (
        "headline alternativeHeadline description author creator datePublished dateModified publisher image url "
        "keywords articleSection articleBody inLanguage mainEntityOfPage dateline thumbnailUrl @graph isPartOf"
    ).split()
    scripts = "".join(
        f'<script type="application/ld+json">{json.dumps({"@type": kind, **dict.fromkeys(keys, value)})}</script>'
        for value in odd
        for kind in ("NewsArticle", ["Article", 5], {"a": 1})
    )
    return page(head=scripts).encode()


def odd_meta() -> bytes:
    names = "og:title og:url og:image og:locale article:published_time article:author author keywords".split()
    values = (
        "",
        " ",
        "&#0;",
        "//[",
        "http://[::1",
        "\udcff",
        "x" * times(50_000),
        "9999-99-99T99:99:99+99:99",
        "0000",
        "-1",
    )
    head = "".join(f'<meta property="{name}" name="{name}" content="{value}">' for name in names for value in values)
    return page(head=head).encode("utf-8", "surrogatepass")


# --- Other constructs ---


def base64_images() -> bytes:
    image = base64.b64encode(random.Random(3).randbytes(times(900_000))).decode()
    return page(after=f'<img src="data:image/png;base64,{image}" alt="">' * 4).encode()


def tables_in_disorder() -> bytes:
    rows = "".join(f"<tr><td>{index}<td>x<table>y" for index in range(times(2_000)))
    return page(after="<table>text" + rows).encode()


def iframes() -> bytes:
    inner = "<p>inner</p>"
    for _ in range(8):
        inner = f'<iframe srcdoc="{inner.replace("&", "&amp;").replace(chr(34), "&quot;")}"></iframe>'
    return page(after=inner * 20).encode()


def random_markup() -> bytes:
    rng = random.Random(11)
    tags = "b i a p div table tr td ul li svg math select option template form button object title style h2".split()
    parts = []
    for index in range(times(60_000)):
        kind = rng.random()
        tag = rng.choice(tags)
        if kind < 0.5:
            parts.append(f"<{tag} n{index % 50}>")
        elif kind < 0.9:
            parts.append(f"</{tag}>")
        else:
            parts.append(rng.choice(["<!--", "-->", "<![CDATA[", "]]>", "<", "&", '"', "'", ">", "</", "<!", "<?"]))
    return page(after="".join(parts)).encode()


def _raw(text: str) -> Callable[[], bytes]:
    return text.encode


CASES: dict[str, Callable[[], bytes | str]] = {
    # depth and number
    "nested div": lambda: nested("div"),
    "nested div with text": lambda: page(after="<div>x" * times(9_000)).encode(),
    "nested lists with text": lambda: page(after="<ul><li>x" * times(4_500)).encode(),
    "nested span": lambda: nested("span"),
    "nested blockquote": lambda: nested("blockquote"),
    "nested ul and li": lambda: page(before="<ul><li>" * times(20_000)).encode(),
    "nested dl and dd": lambda: page(before="<dl><dd>" * times(20_000)).encode(),
    "nested section": lambda: page(body="<section>" * times(4_900) + article() + "</section>" * times(4_900)).encode(),
    "nested details": lambda: page(after="<details><summary>" * times(20_000)).encode(),
    "nested buttons and paragraphs": lambda: page(after="<p><button>" * times(20_000)).encode(),
    "nested tables": lambda: page(after="<table><tr><td>" * times(15_000)).encode(),
    "nested options": lambda: page(after="<option><div>" * times(20_000)).encode(),
    "nested templates": lambda: page(after="<template>" * times(20_000)).encode(),
    "nested svg": lambda: page(after="<svg><g>" * times(20_000)).encode(),
    "nested foreign objects": lambda: page(after="<svg><foreignObject><div>" * times(10_000)).encode(),
    "nested math": lambda: page(after="<math><mi>" * times(20_000)).encode(),
    "nested forms": lambda: page(after="<form><div></form>" * times(10_000)).encode(),
    "nested and closed": closed_nest,
    "misnested blocks": misnested_blocks,
    "a million siblings": lambda: page(after="<p>x</p>" * times(1_000_000)).encode(),
    "many siblings": lambda: page(body=f"<article>{long_article()}</article>").encode(),
    "many siblings around": lambda: page(after="<nav>" + "<p>x</p>" * times(8_000) + "</nav>").encode(),
    "many paragraphs in a wall of consent": lambda: page(
        before="<div class=consent>" + "<p>We use cookies.</p>" * times(8_000) + "</div>"
    ).encode(),
    "a million links": lambda: page(
        after="".join(f"<a href=/{index}>x</a>" for index in range(times(1_000_000)))
    ).encode(),
    "many links": lambda: page(after="".join(f"<a href=/{index}>x</a> " for index in range(times(30_000)))).encode(),
    "a million line breaks": lambda: page(after="<br>" * times(1_000_000)).encode(),
    "many line breaks": lambda: page(body=f"<article>{long_article(8_000, '<br><br>')}</article>").encode(),
    "many single line breaks": lambda: page(body=f"<article>{long_article(10_000, '<br>')}</article>").encode(),
    "many options": lambda: page(after="<select>" + "<option selected>x" * times(60_000) + "</select>").encode(),
    "selected contents": lambda: page(
        after="<select><button><selectedcontent></selectedcontent></button>" + "<option selected>x" * times(30_000)
    ).encode(),
    # formatting
    "open formatting": lambda: open_formatting("b i u em"),
    "open fonts": lambda: open_formatting("font"),
    "open links": lambda: open_formatting("a", 10_000),
    "open nobr": lambda: open_formatting("nobr", 10_000),
    "open formatting in cells": lambda: page(
        after="<table>" + "".join(f"<tr><td><b n{index}>x" for index in range(times(8_000)))
    ).encode(),
    "open formatting in objects": lambda: page(
        after="".join(f"<object><b n{index}>x" for index in range(times(10_000)))
    ).encode(),
    "formatting around the article": formatting_around_the_article,
    "formatting closed by strays": closed_only_by_strays,
    "formatting closed in quotes": fooled_by_quotes,
    "one link with many attributes": lambda: page(
        after="<p><a " + " ".join(f"a{index}" for index in range(times(3_000))) + ">x" + "<p>x" * times(9_000)
    ).encode(),
    "adoption": adoption,
    "deep adoption": deep_adoption,
    # attributes and names
    "50,000 attributes": lambda: attributes(50_000),
    "10 MB in one attribute": lambda: page(before=f'<div title="{"x " * times(5_000_000)}"></div>').encode(),
    "quoted attributes": quoted_attributes,
    "names of attributes": attribute_names,
    "attributes of repeated body tags": merged_attributes,
    "names of elements": element_names,
    "attributes of an end tag": closing_attributes,
    "duplicate ids": duplicate_ids,
    "an endless tag": lambda: (page() + "<div " + "x='>' " * times(50_000)).encode(),
    "upper case": lambda: page(before="".join(f"<B N{index}>X<P>" for index in range(times(4_000)))).encode(),
    # text
    "huge text": huge_text,
    "one giant word": giant_word,
    "entities": entities,
    "control characters": control_characters,
    "NUL everywhere": nuls,
    "lone surrogates": lone_surrogates,
    "encoded surrogates": encoded_surrogates,
    "carriage returns": lambda: page(after="\r" * times(1_000_000)).replace("\n", "\r").encode(),
    "no tags": without_tags,
    "only <": _raw("<" * times(80_000)),
    "a million <": _raw("<" * times(1_000_000)),
    "nothing": lambda: b"",
    "white space": _raw(" \n\t" * times(100_000)),
    "an empty page": _raw("<!doctype html><html><head></head><body></body></html>"),
    "a title alone": _raw(f"<title>{TITLE}</title>"),
    # charsets
    "UTF-8 as Latin-1": lambda: lying("iso-8859-1", "utf-8", _FRENCH),
    "Latin-1 as UTF-8": lambda: lying("utf-8", "cp1252", _FRENCH),
    "KOI8-R as windows-1251": lambda: lying("windows-1251", "koi8_r", _RUSSIAN),
    "windows-1251 as UTF-8": lambda: lying("utf-8", "cp1251", _RUSSIAN),
    "UTF-8 as UTF-16": lambda: lying("utf-16", "utf-8", _FRENCH),
    "UTF-8 as Shift_JIS": lambda: lying("shift_jis", "utf-8", _RUSSIAN),
    "an unknown charset": lambda: lying("x-martian", "utf-8", _FRENCH),
    "little-endian UTF-16 without a mark": lambda: utf_16("utf-16-le"),
    "big-endian UTF-16 without a mark": lambda: utf_16("utf-16-be"),
    "one bad byte": one_bad_byte,
    # no HTML
    "a PNG image": lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + random.Random(1).randbytes(times(100_000)),
    "a PDF": lambda: b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + zlib.compress(page().encode()) * 20,
    "gzip": lambda: zlib.compress(page().encode(), wbits=31),
    "random bytes": lambda: random.Random(2).randbytes(times(300_000)),
    "zero bytes": lambda: bytes(times(300_000)),
    # structured data
    "JSON-LD with raw newlines": lambda: json_ld('{"@type": "NewsArticle", "headline": "two\nlines\t", }').encode(),
    "JSON-LD with NaN": lambda: json_ld('{"@type": "Article", "wordCount": NaN, "headline": -Infinity}').encode(),
    "JSON-LD of 5 MB": enormous_json,
    "JSON-LD of 100,000 brackets": lambda: json_ld("[" * times(100_000) + "]" * times(100_000)).encode(),
    "JSON-LD of 100,000 braces": lambda: json_ld('{"@graph":' * times(100_000)).encode(),
    "JSON-LD with a huge number": lambda: json_ld(
        '{"@type": "Article", "headline": ' + "9" * times(100_000) + "}"
    ).encode(),
    "JSON-LD of wrong types": wrong_types,
    "JSON-LD cut off": lambda: json_ld('{"@type": "NewsArticle", "headline": "').encode(),
    "JSON-LD with HTML": lambda: json_ld(
        json.dumps({"@type": "NewsArticle", "articleBody": article().replace("</", "<\\/") * 50})
    ).encode(),
    "odd meta": odd_meta,
    # constructs
    "an unclosed script": lambda: page(after="<script>var x = '<p>' + " * 3).encode(),
    "an unclosed comment": lambda: page(after="<!-- " + "<p>x" * times(10_000)).encode(),
    "comments": lambda: page(before="<!-- <p> -->" * times(40_000) + "<!--" + "--!" * times(50_000) + "-->").encode(),
    "half comments": lambda: page(
        before="<!>" * times(20_000) + "<!-->" * times(20_000) + "<!--->" * times(20_000)
    ).encode(),
    "CDATA": lambda: page(
        after="<![CDATA[ <p>x ]]>" * times(5_000) + "<svg><![CDATA[" + "]]" * times(100_000)
    ).encode(),
    "a frameset": lambda: page(after="<frameset><frame src=x></frameset>" * times(5_000)).encode(),
    "plain text": lambda: page(after="<plaintext>" + "<b n=1>" * times(5_000)).encode(),
    "a template": lambda: page(before=f"<template>{article(('A ghost, and not part of it.',))}</template>").encode(),
    "nested iframes": iframes,
    "tables in disorder": tables_in_disorder,
    "text in a table": lambda: page(after="<table>" + "x<b></b>" * times(20_000)).encode(),
    "base64 images": base64_images,
    "refresh loop": lambda: page(head='<meta http-equiv="refresh" content="0;url=?">' * times(2_000)).encode(),
    "base loop": lambda: page(head='<base href="http://[">' * times(500)).encode(),
    "processing instructions": lambda: page(before="<?xml version='1.0'?>" * times(20_000)).encode(),
    "random markup": random_markup,
}

EMPTY = frozenset({"a million <", "only <", "an empty page", "a title alone"})
REFUSED: dict[str, type[InputError]] = {
    "a million siblings": LimitExceeded,
    "a million links": LimitExceeded,
    "a million line breaks": LimitExceeded,
    "nothing": InputError,
    "white space": InputError,
    "a PNG image": InputError,
    "a PDF": InputError,
    "gzip": InputError,
    "random bytes": InputError,
    "zero bytes": InputError,
}
