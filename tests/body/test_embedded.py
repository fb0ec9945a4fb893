"""Bodies that stand in a page's data alone: every form they come in, and those that must not be taken."""

from __future__ import annotations

import json
from html import escape
from itertools import pairwise
from typing import Any
from urllib.parse import quote

import lxml.html
import pytest
from cpu_time import run_within
from torture import MARKERS, PARAGRAPHS, TITLE

from cleanarticle import Article, CleanArticleError, Extractor, extract, inspect
from cleanarticle.config.model import Config
from cleanarticle.parse.limits import Limits

HTML = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
NAV = "<nav>" + "".join(f'<a href="/{name}">{name}</a>' for name in "Harbour Weather Shipping Sport".split()) + "</nav>"
FOOTER = "<footer><p>Copyright 2026 The Harbour Gazette. All rights reserved.</p></footer>"
OTHER = [
    f"In the next valley {place} has closed its school, and the bus that took the children there no longer runs."
    for place in ("Upper Sallow", "Great Marsh", "Fenwick", "Old Staithe", "Low Moor")
]


def shell(inside: str = "", *, head: str = "", after: str = "") -> str:
    """A page with a headline and no body."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | The Harbour Gazette</title>{head}'
        f"</head><body>{NAV}<main><h1>{TITLE}</h1>{inside}</main>{FOOTER}{after}</body></html>"
    )


def script(text: str, attributes: str = "") -> str:
    return f"<script{attributes}>{text}</script>"


def data(value: Any) -> str:
    """A value as JSON that may stand in a script."""
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")


def json_ld(**values: Any) -> str:
    described = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **values}
    return shell(head=script(data(described), ' type="application/ld+json"'))


def next_data(story: dict[str, Any]) -> str:
    state = {"props": {"pageProps": {"nav": ["Sport"], "story": {"title": TITLE, **story}}}, "page": "/story"}
    return shell(after=script(data(state), ' id="__NEXT_DATA__" type="application/json"'))


def next_stream() -> str:
    """Rows cut anywhere into pushes, with the text in a row of its own whose length is given in bytes."""
    text = HTML.replace("ferry", "ferry – the old one –")
    rows = [
        '1:"$Sreact.fragment"\n2:I[4711,["811","static/chunks/app.js"],"default"]\n',
        f"3:T{len(text.encode()):x},{text}",
        f'0:["$","$L2",null,{{"data":{{"title":{json.dumps(TITLE)},"contentHtml":"$3","tags":["ferry"]}}}}]\n',
    ]
    stream = "".join(rows)
    cuts = [0, 40, 300, 900, 1500, len(stream)]
    pushes = (stream[start:end] for start, end in pairwise(cuts))
    scripts = "".join(script(f"self.__next_f.push([1,{data(push)}])") for push in pushes)
    return shell(after=script("(self.__next_f=self.__next_f||[]).push([0])") + scripts)


def nuxt_function() -> str:
    """Values that occur twice are arguments of a function, keys have no quotation marks."""
    story = f"{{id:b,title:a,seo:{{title:a}},body:{json.dumps(HTML).replace('</', chr(92) + 'u003c/')},draft:c}}"
    return shell(
        after=script(
            f'window.__NUXT__=(function(a,b,c){{return {{layout:"default",data:[{{story:{story}}}],error:null}}}}'
            f"({json.dumps(TITLE)},17,false));"
        )
    )


def nuxt_flat() -> str:
    """Nuxt 3: a list in which whole numbers are places."""
    values = [["ShallowReactive", 1], {"data": 2}, {"story": 3}, {"title": 4, "content": 5, "rank": 6}, TITLE, HTML, 99]
    return shell(after=script(data(values), ' type="application/json" id="__NUXT_DATA__"'))


def state_object() -> str:
    state = {
        "story": {"headline": {"basic": TITLE}, "body": [{"type": "text", "content": text} for text in PARAGRAPHS]}
    }
    return shell(
        after=script(f"window.__PRELOADED_STATE__ = {data(state)};window.config={{debug:false}};start(window);")
    )


def fusion() -> str:
    elements: list[dict[str, Any]] = [{"_id": str(at), "type": "text", "content": t} for at, t in enumerate(PARAGRAPHS)]
    elements[2:2] = [
        {"type": "image", "caption": "The ferry at low tide.", "credits": {"by": [{"name": "Nell Archer"}]}},
        {"type": "interstitial_link", "content": "Read more: Who pays for the pier?", "url": "/pier"},
    ]
    story = {"type": "story", "headlines": {"basic": TITLE}, "content_elements": elements}
    return shell(after=script(f"window.Fusion=window.Fusion||{{}};Fusion.globalContent={data(story)};Fusion.spa=false"))


def parsed_string() -> str:
    state = data({"entities": {"story": {"name": TITLE, "html": HTML}}})
    return shell(after=script(f"window.__INITIAL_STATE__ = JSON.parse({data(state)})"))


def escaped_state() -> str:
    return shell(after=script(f'window.__STATE__="{quote(data({"title": TITLE, "text": HTML}))}"'))


def single_quotes() -> str:
    paragraphs = ",".join("'" + text.replace("'", "\\x27") + "'" for text in PARAGRAPHS)
    return shell(after=script(f"var page = {{title: '{TITLE}', /* of the story */ paragraphs: [{paragraphs}],}};"))


def apollo() -> str:
    table: dict[str, Any] = {
        "ROOT_QUERY": {"story": {"__ref": "Story:7"}},
        "Story:7": {"__typename": "Story", "title": TITLE, "body": [{"__ref": f"Block:{at}"} for at in range(8)]},
    }
    for at, text in enumerate(PARAGRAPHS):
        table[f"Block:{at}"] = {"__typename": "Paragraph", "text": text}
    return shell(after=script(f"window.__APOLLO_STATE__={data(table)};"))


def attribute(value: str) -> str:
    return shell(f'<div class="app" data-props="{escape(value)}"></div>')


def halves(text: str) -> tuple[str, str, str]:
    """A text in three pieces, as an editor stores one with a word in bold."""
    first, bold, rest = text[:30], text[30:40], text[40:]
    return first, bold, rest


def leaf(text: str, key: str = "text", **more: Any) -> list[dict[str, Any]]:
    first, bold, rest = halves(text)
    return [{**more, key: first}, {**more, key: bold, "bold": True}, {**more, key: rest}]


def contentful() -> dict[str, Any]:
    content = [{"nodeType": "paragraph", "content": leaf(text, "value", nodeType="text")} for text in PARAGRAPHS]
    return {"content": {"json": {"nodeType": "document", "content": content}}}


def prose_mirror() -> dict[str, Any]:
    content = [{"type": "paragraph", "content": leaf(text, type="text")} for text in PARAGRAPHS]
    return {"body": {"type": "doc", "content": content}}


def slate() -> dict[str, Any]:
    return {"content": [{"children": leaf(text)} for text in PARAGRAPHS]}


def portable_text() -> dict[str, Any]:
    return {"body": [{"_type": "block", "style": "normal", "children": leaf(t, _type="span")} for t in PARAGRAPHS]}


def editor_js() -> dict[str, Any]:
    return {"content": {"blocks": [{"type": "paragraph", "data": {"text": text}} for text in PARAGRAPHS]}}


def twice_in_a_block() -> dict[str, Any]:
    blocks = [
        {"type": "paragraph", "model": {"text": text, "blocks": [{"type": "fragment", "model": {"text": text}}]}}
        for text in PARAGRAPHS
    ]
    return {"content": {"model": {"blocks": blocks}}}


def gutenberg() -> dict[str, Any]:
    return {"blocks": [{"name": "core/paragraph", "innerHTML": f"\n<p>{text}</p>\n"} for text in PARAGRAPHS]}


def two_forms() -> dict[str, Any]:
    return {"excerpt": PARAGRAPHS[0], "text": "\n".join(PARAGRAPHS), "content": {"rendered": HTML}}


FORMS: dict[str, tuple[str, str]] = {
    "articleBody as text": (json_ld(articleBody="\n\n".join(PARAGRAPHS)), "json-ld"),
    "articleBody as HTML": (json_ld(articleBody=HTML), "json-ld"),
    "articleBody escaped": (json_ld(articleBody=escape(HTML)), "json-ld"),
    "articleBody in a graph": (json_ld(**{"@graph": [{"@type": "Article", "articleBody": HTML}]}), "json-ld"),
    "Next data": (next_data({"body": HTML}), "embedded-state"),
    "Next data, nested JSON": (next_data({"body": data([{"text": text} for text in PARAGRAPHS])}), "embedded-state"),
    "Next stream": (next_stream(), "embedded-state"),
    "Nuxt function": (nuxt_function(), "embedded-state"),
    "Nuxt flat": (nuxt_flat(), "embedded-state"),
    "state object": (state_object(), "embedded-state"),
    "Fusion": (fusion(), "embedded-state"),
    "JSON.parse": (parsed_string(), "embedded-state"),
    "single quotes": (single_quotes(), "embedded-state"),
    "Apollo": (apollo(), "embedded-state"),
    "attribute of HTML": (attribute(HTML), "attribute"),
    "attribute of JSON": (attribute(data({"title": TITLE, "body": HTML})), "attribute"),
    "attribute, escaped as an address": (attribute(quote(data({"title": TITLE, "body": HTML}))), "attribute"),
    "template": (shell(f"<template>{HTML}</template>"), "template"),
    "text field": (shell(f"<textarea hidden>{escape(HTML)}</textarea>"), "template"),
    "noscript": (shell(f"<div id=app></div><noscript>{HTML}</noscript>"), "page"),
    "Contentful": (next_data(contentful()), "embedded-state"),
    "ProseMirror": (next_data(prose_mirror()), "embedded-state"),
    "Slate": (next_data(slate()), "embedded-state"),
    "portable text": (next_data(portable_text()), "embedded-state"),
    "Editor.js": (next_data(editor_js()), "embedded-state"),
    "a text twice in a block": (next_data(twice_in_a_block()), "embedded-state"),
    "Gutenberg": (next_data(gutenberg()), "embedded-state"),
    "two forms of one text": (next_data(two_forms()), "embedded-state"),
}


def markers(article: Article) -> list[str]:
    return [word.strip(",.;") for word in article.text.split() if word.strip(",.;") in MARKERS]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_paragraphs_once_and_in_order(form: str) -> None:
    html, source = FORMS[form]
    for page in (html.encode(), lxml.html.document_fromstring(html)):
        article = extract(page)
        assert article.body_source == source
        assert article.title == TITLE
        assert markers(article) == list(MARKERS)
        assert len(article.paragraphs) == 8
        assert all(paragraph.text.endswith(".") for paragraph in article.paragraphs)


def test_pieces_of_a_sentence_are_put_together_without_space() -> None:
    article = extract(next_data(contentful()))
    assert [paragraph.text for paragraph in article.paragraphs] == list(PARAGRAPHS)


def test_captions_and_promotions_in_the_data_are_dropped_with_marks() -> None:
    result = inspect(FORMS["Fusion"][0])
    assert result.article is not None
    assert "low tide" not in result.article.text
    assert "Who pays" not in result.article.text
    assert result.article.figures[0].caption == "The ferry at low tide."
    dropped = {entry.text: entry for entry in result.ledger if not entry.kept}
    assert dropped["Read more: Who pays for the pier?"].source == "embedded-state"
    assert dropped["Read more: Who pays for the pier?"].reason


def test_ledger_names_source_and_reason() -> None:
    result = inspect(json_ld(articleBody=HTML))
    kept = [entry for entry in result.ledger if entry.kept]
    assert {entry.source for entry in kept} == {"json-ld"}
    assert all("its json ld (articleBody) holds" in entry.reason for entry in kept)
    assert {entry.source for entry in result.ledger if not entry.kept} == {"page"}


def test_steps_of_a_how_to() -> None:
    steps = [
        {"@type": "HowToStep", "name": f"Step {at}", "itemListElement": {"@type": "HowToDirection", "text": text}}
        for at, text in enumerate(PARAGRAPHS, 1)
    ]
    article = extract(json_ld(**{"@type": "HowTo", "name": TITLE, "description": f"<p>{OTHER[0]}</p>", "step": steps}))
    assert article.body_source == "json-ld"
    assert article.paragraphs[0].text == OTHER[0]
    assert markers(article) == list(MARKERS)
    headings = [paragraph.text for paragraph in article.paragraphs if paragraph.kind == "heading"]
    assert headings == [f"Step {at}" for at in range(1, 9)]


def test_instructions_of_a_recipe() -> None:
    steps = [{"@type": "HowToStep", "text": text} for text in PARAGRAPHS]
    article = extract(json_ld(**{"@type": "Recipe", "name": TITLE, "recipeInstructions": steps}))
    assert markers(article) == list(MARKERS)


def test_question_and_answers() -> None:
    question = {
        "@type": "Question",
        "name": TITLE,
        "text": PARAGRAPHS[0],
        "acceptedAnswer": {"@type": "Answer", "text": "\n".join(PARAGRAPHS[1:5])},
        "suggestedAnswer": [{"@type": "Answer", "text": text} for text in PARAGRAPHS[5:]],
    }
    article = extract(json_ld(**{"@type": "QAPage", "headline": "", "mainEntity": question}))
    assert markers(article) == list(MARKERS)


def test_posting_of_a_forum() -> None:
    article = extract(json_ld(**{"@type": "DiscussionForumPosting", "text": "\n\n".join(PARAGRAPHS)}))
    assert markers(article) == list(MARKERS)


def test_updates_of_a_live_blog() -> None:
    updates = [
        {"@type": "BlogPosting", "headline": f"Update {at}", "articleBody": t} for at, t in enumerate(PARAGRAPHS)
    ]
    article = extract(json_ld(**{"@type": "LiveBlogPosting", "liveBlogUpdate": updates}))
    assert markers(article) == list(MARKERS)


# --- When the data are read


def test_a_teaser_is_replaced_by_the_whole_text() -> None:
    shown = f'<div class="teaser"><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></div>'
    html = next_data({"body": HTML}).replace("</h1>", f"</h1>{shown}")
    result = inspect(html)
    assert result.article is not None
    assert result.article.body_source == "embedded-state"
    assert markers(result.article) == list(MARKERS)
    teaser = next(entry for entry in result.ledger if entry.text == PARAGRAPHS[0] and not entry.kept)
    assert teaser.rule == "embedded-state"
    assert "shows the first" in teaser.reason


def test_a_teaser_with_the_whole_text_in_structured_data() -> None:
    html = json_ld(articleBody=HTML).replace("</h1>", f"</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>")
    assert markers(extract(html)) == list(MARKERS)


def test_a_page_with_its_body_keeps_it() -> None:
    html = json_ld(articleBody=HTML.replace("late", "early")).replace("</h1>", f"</h1><article>{HTML}</article>")
    article = extract(html)
    assert article.body_source == "page"
    assert "early" not in article.text


def test_a_longer_text_about_something_else_is_not_taken() -> None:
    short = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:2])
    other = "".join(f"<p>{text}</p>" for text in OTHER * 3)
    html = next_data({"title": "A school closes", "body": other}).replace("</h1>", f"</h1>{short}")
    article = extract(html)
    assert article.body_source == "page"
    assert markers(article) == list(MARKERS[:2])


def test_of_several_articles_the_one_with_the_title_of_the_page_is_taken() -> None:
    others = [{"title": f"A school closes in {at}", "body": "".join(f"<p>{t}</p>" for t in OTHER * 4)} for at in "AB"]
    html = shell(
        after=script(f"window.state={data({'stories': [others[0], {'title': TITLE, 'body': HTML}, others[1]]})}")
    )
    assert markers(extract(html)) == list(MARKERS)


CONSENT = (
    '<div class="consent"><h2>We value your privacy</h2><p>We and our partners use cookies to store and access '
    "information on your device. You can accept or manage your choices at any time.</p>"
    "<button>Accept all</button></div>"
)


@pytest.mark.parametrize(
    "state",
    [
        "",
        script(f"window.cmp={data({'title': 'We value your privacy', 'text': OTHER[0] * 3})}"),
        script(data({"@type": "NewsArticle", "headline": TITLE}), ' type="application/ld+json"'),
    ],
)
def test_a_consent_wall_stays_without_an_article(state: str) -> None:
    html = f"<html><head><title>{TITLE}</title></head><body>{CONSENT}{state}</body></html>"
    assert inspect(html).status == "no-article"


def test_a_consent_wall_with_the_body_in_the_data() -> None:
    html = json_ld(articleBody=HTML).replace(NAV, CONSENT)
    article = extract(html)
    assert markers(article) == list(MARKERS)
    assert "cookies" not in article.text


def test_data_beyond_the_limit_are_not_read() -> None:
    html = FORMS["Next data"][0]
    assert Extractor(Config(limits=Limits(max_json_bytes=500))).inspect(html).status == "no-article"


def test_byline_beside_the_headline_is_read() -> None:
    html = next_data({"body": HTML}).replace("</h1>", '</h1><p class="byline">By Ruth Adeyemi</p>')
    article = extract(html)
    assert article.byline is not None
    assert article.byline.authors == ("Ruth Adeyemi",)
    assert markers(article) == list(MARKERS)


# --- Broken and hostile data


def knot(size: int) -> str:
    """Every object refers to the next one twice: written out, it would never end."""
    table: dict[str, Any] = {
        f"Node:{at}": {"title": TITLE, "body": [{"__ref": f"Node:{at + 1}"}] * 2} for at in range(size)
    }
    table[f"Node:{size}"] = {"title": TITLE, "body": HTML}
    return f"window.state={data(table)}"


def flat_knot(size: int) -> str:
    values: list[Any] = [["Reactive", 1]]
    values += [{"title": size + 1, "body": [at + 1, at + 1]} for at in range(1, size)]
    return data([*values, HTML, TITLE])


HOSTILE: dict[str, str] = {
    "deep lists": f"window.a={'[' * 200_000}",
    "deep objects": f'window.a={{"body":{chr(123)}' * 50_000,
    "deep and long": '{"body":' * 900 + json.dumps(HTML) + "}" * 900,
    "deep literals": "var a={b:" * 60_000 + json.dumps(HTML),
    "many beginnings": "x=[" * 300_000,
    "many beginnings in strings": 'x=["' * 200_000,
    "many open strings": "x='" * 200_000,
    "escapes": 'x="' + '\\"' * 500_000,
    "escapes of nothing": "x={a:'" + "\\u12 \\u{ffffffff} \\xzz " * 20_000 + "'}",
    "a knot": knot(60),
    "a flat knot": flat_knot(60),
    "a loop": f"window.state={data({'A:1': {'title': TITLE, 'body': {'__ref': 'A:1'}, 'x': HTML}})}",
    "a flat loop": data([["Reactive", 1], {"title": 2, "body": 1, "content": [1, 1]}, TITLE, HTML, "x" * 300]),
    "a stream in a loop": f"self.__next_f.push([1,{json.dumps('0:' + data({'body': '$0', 'text': ['$0', HTML]}))}])",
    "a stream cut off": 'self.__next_f.push([1,"0:Tfffffff,<p>text' + "x " * 9_000,
    "rows without end": f"self.__next_f.push([1,{json.dumps('1:T5,' * 100_000)}])",
    "huge numbers": 'window.a={"body":' + "9" * 200_000 + "}",
    "not a number": 'window.a={"body":NaN,"text":[NaN,-Infinity],"x":"' + "y " * 200 + '"}',
    "wrong types": data({"title": [TITLE, 5, None], "body": {"text": [None, 5, True, {}, [], [[]], {"text": 7}]}}),
    "keys alone": data({"body": {"content": {"text": {"html": {}}}}}) * 3_000,
    "comments": "/*" * 300_000,
    "functions": "(function(a){" * 40_000 + "x" + "}(1))" * 40_000,
    "nested strings": data({"body": data({"body": data({"body": data([HTML] * 3)})})}),
    "a million words": data({"title": TITLE, "body": "word " * 400_000 + "."}),
    "unclosed tags": data({"title": TITLE, "body": "<" * 30_000}),
    "half entities": data({"title": TITLE, "body": "&lt;p&gt;&amp;lt;" * 5_000}),
}


_MOST_UNITS = 25


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("kind", ["", ' type="application/json"', ' type="application/ld+json"'])
def test_hostile_data_end_soon(name: str, kind: str) -> None:
    html = shell(after=script(HOSTILE[name], kind))
    assert run_within(_MOST_UNITS, lambda: inspect(html)).status in ("ok", "no-article")


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_attributes_end_soon(name: str) -> None:
    html = attribute(HOSTILE[name])
    assert run_within(_MOST_UNITS, lambda: inspect(html)).status in ("ok", "no-article")


@pytest.mark.parametrize("form", ["Next data", "Next stream", "Nuxt function", "Apollo", "articleBody as HTML"])
def test_data_cut_off_anywhere_never_raise(form: str) -> None:
    html = FORMS[form][0]
    start = html.rindex("<script")
    for at in range(start, len(html), (len(html) - start) // 40):
        cut = f"{html[:at]}</script></body></html>"
        try:
            article = extract(cut)
        except CleanArticleError:
            continue
        found = markers(article)
        assert found == list(MARKERS[: len(found)])
