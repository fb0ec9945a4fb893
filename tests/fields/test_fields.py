"""The fields of an article: where each is read, what it must not take, and which blocks become it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from marked_pages import article_of, collected

from cleanarticle.article import Article, Byline, Figure
from cleanarticle.content import Paragraph
from cleanarticle.fields.text.credits import split_credit
from cleanarticle.render import to_markdown

BODY = (
    "<p data-body>The ferry to the outer islands sailed again on Monday, eleven days after the frost.</p>"
    "<p data-body>Forty people were waiting on the quay, among them a choir that had missed its concert.</p>"
    "<p data-body>The captain said that the ice had been thinner than it looked, and that he knew it.</p>"
)


def article(top: str, body: str = BODY, *, head: str = "", url: str | None = None, **options: Any) -> Article:
    html = f"<html><head>{head}</head><body>{top}{body}</body></html>"
    return article_of(html, url=url, **options)


def meta(**contents: str) -> str:
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{content}">' for name, content in contents.items()
    )


# --- title ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("top", "head", "expected"),
    [
        ("<h1>Ferry sails again</h1>", "<title>Ferry sails again | The Quay</title>", "Ferry sails again"),
        (
            "<h1>The Quay</h1><h1>Ferry sails again after the frost</h1>",
            "<title>Ferry sails again after the frost | The Quay</title>",
            "Ferry sails again after the frost",
        ),
        (
            "<h1>The Quay</h1><h2>Ferry sails again after the frost</h2>",
            "<title>Ferry sails again after the frost - The Quay</title>",
            "Ferry sails again after the frost",
        ),
        (
            "<h1 hidden>Ferry sails again</h1><p>x</p>",
            "<title>Ferry sails – The Quay</title>",
            "Ferry sails – The Quay",
        ),
        ("<h1>Ferry</h1>", "", "Ferry"),
        (
            "<p>x</p>",
            "<title>Ferry sails again – The Quay</title>" + meta(og__site_name="The Quay"),
            "Ferry sails again",
        ),
        (
            "<p>x</p>",
            "<title>The Quay: news » Ferry – and choir – sail again</title>"
            + meta(og__title="Ferry – and choir – sail again"),
            "Ferry – and choir – sail again",
        ),
        (
            "<h1><span>Harbour</span>Ferry sails again after the frost</h1>",
            meta(og__title="Harbour: Ferry sails again after the frost"),
            "Harbour: Ferry sails again after the frost",
        ),
        (
            "<h1>Harbour Ferry sails again after the frost</h1>",
            meta(og__title="Ferry sails again after the frost"),
            "Ferry sails again after the frost",
        ),
        ("<p>x</p>", "", None),
    ],
)
def test_title(top: str, head: str, expected: str | None) -> None:
    assert article(top, head=head).title == expected


def test_title_in_a_block_with_its_byline() -> None:
    top = "<div>Ferry sails again today<br>By Ida Holm</div>"
    found = article(top, head="<title>The Quay - Ferry sails again today</title>")
    assert found.title == "Ferry sails again today"
    assert found.byline is not None
    assert found.byline.authors == ("Ida Holm",)


def test_headline_is_no_paragraph_wherever_it_stands() -> None:
    headline = "<title>Ferry sails again</title><h1 data-body>Ferry sails again</h1>"
    found = collected(headline + BODY + "<p data-body>Ferry Sails Again!</p>")
    assert found.article is not None
    assert [paragraph.text for paragraph in found.article.paragraphs] == [
        paragraph.text for paragraph in article("").paragraphs
    ]
    assert list(found.blocks.values()) == ["title", "title"]


# --- subtitle ---------------------------------------------------------------------------------------------

DECK = "A choir was among the first on board after eleven days"


@pytest.mark.parametrize(
    "markup",
    [
        '<p class="article__standfirst">{}</p>',
        '<div class="hero-excerpt"><p>{}</p></div>',
        '<p class="sub-title">{}</p>',
        "<h2>{}</h2>",
        "<div>{}</div>",
        '<p>By Ida Holm</p><time datetime="2026-03-01">1 March 2026</time><p class="dek">{}</p>',
    ],
)
def test_subtitle(markup: str) -> None:
    headline = "<title>Ferry sails again</title><h1>Ferry sails again</h1>"
    found = collected(headline + markup.format(DECK) + BODY)
    assert found.article is not None
    assert found.article.subtitle == DECK
    assert "subtitle" in found.blocks.values()
    assert DECK not in found.article.text


@pytest.mark.parametrize(
    "markup",
    [
        '<figure><img src="/a.jpg"><figcaption>{}</figcaption></figure>',
        '<p class="caption">{}</p>',
        "<nav><p>{}</p></nav>",
        '<aside><p class="lead">{}</p></aside>',
        "<p>By Ida Holm, for the people who read this paper on Sundays</p>",
        "<p>Published on 1 March 2026 at noon by the desk for harbours</p>",
        '<p><a href="/x">{}</a></p>',
        "<p data-body>{}</p>",
        '<p class="subtitle">Ferry sails again</p>',
    ],
)
def test_no_subtitle(markup: str) -> None:
    top = "<h1>Ferry sails again</h1>" + markup.format(DECK)
    assert article(top, head="<title>Ferry sails again</title>").subtitle is None


def test_heading_like_the_others_in_the_body_is_no_subtitle() -> None:
    heading = "<h2 data-body>{} under the eyes of forty people</h2>"
    body = heading.format("The first crossing") + BODY + heading.format("The second crossing") + BODY
    found = article("<h1>Ferry sails again</h1>", body, head="<title>Ferry sails again</title>")
    assert found.subtitle is None
    assert sum(paragraph.kind == "heading" for paragraph in found.paragraphs) == 2


def test_body_of_one_paragraph_is_no_subtitle() -> None:
    found = article("<h1>Ferry sails again</h1>", f'<p class="lead" data-body>{DECK}</p>')
    assert found.subtitle is None
    assert found.text == DECK


# --- byline and dateline ----------------------------------------------------------------------------------


def json_ld(**values: str) -> str:
    fields = "".join(f', "{name}": {value}' for name, value in values.items())
    return f'<script type="application/ld+json">{{"@type": "NewsArticle"{fields}}}</script>'


@pytest.mark.parametrize(
    ("top", "head", "authors", "text"),
    [
        ("<p>By Ida Holm and Bo Lind</p>", "", ("Ida Holm", "Bo Lind"), "By Ida Holm and Bo Lind"),
        ('<p class="byline"><a rel="author" href="/i">Ida Holm</a></p>', "", ("Ida Holm",), "Ida Holm"),
        ("<div>x</div>", json_ld(author='{"name": "Ida Holm"}'), ("Ida Holm",), "Ida Holm"),
        ("<p>Von Ida Holm</p>", json_ld(author='[{"name": "Ida Holm"}]'), ("Ida Holm",), "Von Ida Holm"),
        ("<div>x</div>", meta(article__author="Ida Holm"), ("Ida Holm",), "Ida Holm"),
        ("<div>x</div>", json_ld(author='{"name": "Reuters"}'), (), "Reuters"),
        (
            "<p>By Bo Lind</p>",
            json_ld(author='{"name": "The Quay"}', publisher='{"name": "The Quay"}'),
            ("Bo Lind",),
            "By Bo Lind",
        ),
    ],
)
def test_byline(top: str, head: str, authors: tuple[str, ...], text: str) -> None:
    byline = article("<h1>Ferry sails again</h1>" + top, head=head).byline
    assert byline is not None
    assert byline.authors == authors
    assert byline.text == text


@pytest.mark.parametrize(
    "rest",
    [
        '<aside><p class="author">Bo Lind</p></aside>',
        '<ul class="related"><li><a href="/x" class="author">Bo Lind</a></li></ul>',
        '<div><p>x</p><p>x</p><p>x</p><p>x</p><p class="byline">By Bo Lind</p></div>',
    ],
)
def test_authors_of_other_articles_are_no_byline(rest: str) -> None:
    assert article("<h1>Ferry sails again</h1>", BODY + rest).byline is None


def test_button_is_no_author() -> None:
    assert article("<h1>Ferry sails again</h1><div>Text Size</div>").byline is None


def test_marked_byline_behind_the_body() -> None:
    byline = article("<h1>Ferry sails again</h1>", BODY + '<p class="author">Ida Holm</p>').byline
    assert byline is not None
    assert byline.authors == ("Ida Holm",)


def test_place_of_the_byline_becomes_the_dateline() -> None:
    found = article("<h1>Ferry sails again</h1><p>Ida Holm in Shanghai</p>")
    assert found.byline == Byline(text="Ida Holm in Shanghai", authors=("Ida Holm",), roles=("",), place="Shanghai")
    assert found.dateline is not None
    assert (found.dateline.place, found.dateline.inline) == ("Shanghai", False)


INLINE = "<p data-body>OSLO (Reuters) - The ferry to the outer islands sailed again on Monday.</p>"


def test_inline_dateline_stays_in_the_text() -> None:
    found = article("<h1>Ferry sails again</h1>", INLINE)
    assert found.dateline is not None
    assert (found.dateline.place, found.dateline.agency, found.dateline.inline) == ("Oslo", "Reuters", True)
    assert found.text.startswith("OSLO (Reuters) - The ferry")


def test_inline_dateline_is_stripped_on_request() -> None:
    found = article("<h1>Ferry sails again</h1>", INLINE, strip_dateline=True)
    assert found.dateline is not None
    assert found.text == "The ferry to the outer islands sailed again on Monday."


def test_dateline_in_an_element_of_its_own() -> None:
    found = article('<h1>Ferry sails again</h1><div class="dateline">OSLO, March 1, 2026</div>').dateline
    assert found is not None
    assert (found.text, found.date, found.inline) == ("OSLO, March 1, 2026", dt.date(2026, 3, 1), False)


# --- dates ------------------------------------------------------------------------------------------------

NOON = "2026-03-01T12:00:00+00:00"
LATER = "2026-03-02T12:00:00+00:00"


@pytest.mark.parametrize(
    ("top", "head", "url", "expected"),
    [
        ("", json_ld(datePublished=f'"{NOON}"'), None, dt.datetime.fromisoformat(NOON)),
        ("", meta(article__published_time=NOON), None, dt.datetime.fromisoformat(NOON)),
        (f'<time datetime="{NOON}">Sunday</time>', "", None, dt.datetime.fromisoformat(NOON)),
        ("<p>1 March 2026</p>", "", None, dt.date(2026, 3, 1)),
        ("<p>Updated: 1 March 2026</p>", "", None, dt.date(2026, 3, 1)),
        ("", "", "https://quay.example/2026/03/01/ferry", dt.date(2026, 3, 1)),
        ("", "", "https://quay.example/2026/13/45/ferry", None),
        ("", json_ld(datePublished='"yesterday"'), None, None),
    ],
)
def test_published(top: str, head: str, url: str | None, expected: dt.date | None) -> None:
    assert article("<h1>Ferry sails again</h1>" + top, head=head, url=url).published == expected


def test_date_claimed_without_time_takes_the_time_of_another_claim() -> None:
    head = json_ld(datePublished='"2026-03-01"') + meta(article__published_time=NOON)
    assert article("", head=head).published == dt.datetime.fromisoformat(NOON)


@pytest.mark.parametrize(("modified", "expected"), [(LATER, LATER), ("2026-02-01T12:00:00+00:00", None)])
def test_nothing_is_changed_before_it_is_published(modified: str, expected: str | None) -> None:
    found = article("", head=meta(article__published_time=NOON, article__modified_time=modified)).modified
    assert found == (dt.datetime.fromisoformat(expected) if expected else None)


def test_visible_line_that_says_updated_is_when_it_changed() -> None:
    top = "<h1>Ferry sails again</h1><p>Updated: 2 March 2026</p>"
    found = article(top, head=meta(article__published_time=NOON))
    assert found.modified == dt.date(2026, 3, 2)


# --- figures ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("The ferry at dawn. Photo: Ida Holm", "The ferry at dawn.", "Ida Holm"),
        ("The ferry at dawn. Photograph: Ida Holm/The Quay", "The ferry at dawn.", "Ida Holm/The Quay"),
        ("The ferry at dawn. Photo by Ida Holm", "The ferry at dawn.", "Ida Holm"),
        ("The ferry (Foto: dpa)", "The ferry", "dpa"),
        ("The ferry at dawn. (Ida Holm/Reuters)", "The ferry at dawn.", "Ida Holm/Reuters"),
        ("The ferry at dawn. Ida Holm/Getty Images", "The ferry at dawn.", "Ida Holm/Getty Images"),
        ("The ferry at dawn © Ida Holm", "The ferry at dawn", "Ida Holm"),
        ("La barque. Crédit photo : Ida Holm", "La barque.", "Ida Holm"),
        ("Паром на рассвете. Фото: Ида Хольм", "Паром на рассвете.", "Ида Хольм"),
        ("夜明けの船。写真：山田太郎", "夜明けの船。", "山田太郎"),
        ("1/4 The ferry at dawn. Photo: Ida Holm", "The ferry at dawn.", "Ida Holm"),
        ("Photo: Ida Holm", None, "Ida Holm"),
        ("The captain (left) with his choir", "The captain (left) with his choir", None),
        ("It sails at 9:00.", "It sails at 9:00.", None),
        ("", None, None),
    ],
)
def test_split_credit(text: str, caption: str | None, credit: str | None) -> None:
    assert split_credit(text) == (caption, credit)


def test_figure_with_caption_and_marked_credit() -> None:
    found = collected(
        '<h1>Ferry</h1><figure><img src="/f.jpg" alt="A ferry"><figcaption>The ferry at dawn.'
        '<span class="credit">Photo: Ida Holm</span></figcaption></figure>' + BODY,
        url="https://quay.example/a/b",
    )
    assert found.article is not None
    assert found.article.figures == (
        Figure(src="https://quay.example/f.jpg", alt="A ferry", caption="The ferry at dawn.", credit="Ida Holm"),
    )
    assert list(found.blocks.values()) == ["title", "figures"]


def test_caption_without_telling_markup_stands_behind_its_picture() -> None:
    lines = "<div>The ferry at dawn.</div><div>Photo: Ida Holm</div>"
    top = f'<h1>Ferry</h1><div><img src="/f.jpg">{lines}</div>'
    assert article(top).figures == (Figure(src="/f.jpg", caption="The ferry at dawn.", credit="Ida Holm"),)


def test_caption_line_of_a_page_without_pictures() -> None:
    body = "<p data-body>The ferry at dawn on Monday. Photo: Ida Holm</p>" + BODY
    found = article("<h1>Ferry sails again</h1>", body)
    assert found.figures == (Figure(caption="The ferry at dawn on Monday.", credit="Ida Holm"),)
    assert "Photo" not in found.text


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('src="/s.jpg" srcset="/s.jpg 400w, /l.jpg 1200w, /m.jpg 800w"', "/l.jpg"),
        ('src="data:image/gif;base64,R0lG" data-src="/lazy.jpg"', "/lazy.jpg"),
        ('src="data:image/gif;base64,R0lG" data-srcset="/a.jpg 1x, /b.jpg 2x"', "/b.jpg"),
        ('src="/only.jpg"', "/only.jpg"),
        ('srcset="/broken.jpg ?w" src="/s.jpg"', "/broken.jpg"),
    ],
)
def test_best_address_of_a_picture(attributes: str, expected: str) -> None:
    figures = article(f"<h1>Ferry</h1><figure><img {attributes}></figure>").figures
    assert [figure.src for figure in figures] == [expected]


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="/pixel.gif" width="1" height="1">',
        '<img src="/assets/logo.png">',
        '<div class="author-avatar"><img src="/ida.jpg"></div>',
        '<aside><img src="/other.jpg"></aside>',
        '<div class="related"><a href="/x"><img src="/other.jpg">Another story of the harbour</a></div>',
        "<img>",
    ],
)
def test_pictures_that_are_no_figures(markup: str) -> None:
    first, second, third = BODY.split("</p>")[:3]
    assert article("<h1>Ferry</h1>", f"{first}</p>{markup}{second}</p>{third}</p>").figures == ()


# --- what the page says of itself ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "head", "expected"),
    [
        ("en", "", "en"),
        ("en_us", "", "en-US"),
        ("en-latn-gb", "", "en-Latn-GB"),
        ("", '<meta property="og:locale" content="en_IE">', "en-IE"),
        ("en", '<meta property="og:locale" content="de_DE">', "en"),
        ("klingon", "", "en"),
        ("ru", "", "en"),
    ],
)
def test_language(lang: str, head: str, expected: str | None) -> None:
    html = f'<html lang="{lang}"><head>{head}</head><body><h1>Ferry</h1>{BODY}</body></html>'
    found = collected(html).article
    assert found is not None
    assert found.language == expected


def test_language_that_the_letters_refute_is_passed_over() -> None:
    body = "<p data-body>Паром на внешние острова снова вышел в понедельник, через одиннадцать дней.</p>"
    html = f'<html lang="en"><head>{meta(og__locale="ru_RU")}</head><body>{body}</body></html>'
    found = collected(html).article
    assert found is not None
    assert found.language == "ru-RU"


def test_site_name_section_and_canonical_address() -> None:
    head = meta(og__site_name="The Quay", article__section="Islands") + '<link rel="canonical" href="/ferry">'
    found = article("<h1>Ferry</h1>", head=head, url="https://quay.example/ferry?from=mail")
    assert (found.site_name, found.section) == ("The Quay", "Islands")
    assert found.canonical_url == "https://quay.example/ferry"
    assert found.url == "https://quay.example/ferry?from=mail"


@pytest.mark.parametrize(
    ("head", "end", "expected"),
    [
        (meta(article__tag="Ferries") + meta(article__tag="Ice"), "", ("Ferries", "Ice")),
        (meta(news_keywords="ferries, ice, Ferries"), "", ("ferries", "ice")),
        ("", '<p><a rel="tag" href="/t">Ferries</a></p>', ("Ferries",)),
        ("", "", ()),
    ],
)
def test_tags(head: str, end: str, expected: tuple[str, ...]) -> None:
    assert article("<h1>Ferry</h1>", BODY + end, head=head).tags == expected


# --- the article as text -----------------------------------------------------------------------------------

STORY = Article(
    title="Ferry <sails>",
    subtitle="After eleven days",
    byline=Byline(text="By Ida Holm", authors=("Ida Holm",)),
    published=dt.datetime.fromisoformat(NOON),
    paragraphs=(
        Paragraph(text="It sailed."),
        Paragraph(text="Aboard", kind="heading", level=1),
        Paragraph(text="a choir", kind="list_item", level=1),
        Paragraph(text="its tenor", kind="list_item", level=2),
        Paragraph(text="Never\nagain", kind="quote"),
        Paragraph(text="x = ```y```", kind="code"),
        Paragraph(text="Port Time", kind="table_row"),
        Paragraph(text="Oslo 9:00", kind="table_row"),
    ),
)


def test_markdown() -> None:
    assert to_markdown(STORY) == (
        "# Ferry \\<sails>\n\n*After eleven days*\n\nBy Ida Holm\n\n2026-03-01\n\nIt sailed.\n\n## Aboard\n\n"
        "- a choir\n  - its tenor\n\n> Never\\\n> again\n\n````\nx = ```y```\n````\n\n"
        "| |\n| --- |\n| Port Time |\n| Oslo 9:00 |\n"
    )


def test_plain_string_is_title_and_text() -> None:
    assert str(STORY) == "Ferry <sails>\n\n" + STORY.text
    assert str(Article(paragraphs=STORY.paragraphs)) == STORY.text


def test_notebook_shows_escaped_markup() -> None:
    shown = STORY._repr_html_()
    assert "<h1>Ferry &lt;sails&gt;</h1>" in shown
    assert "<h2>Aboard</h2>" in shown
    assert "<sails>" not in shown
