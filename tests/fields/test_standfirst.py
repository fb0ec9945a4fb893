"""Subtitle, summary points, section and the name of the site: what becomes them, what must not, and how sure it is."""

from __future__ import annotations

import json

import pytest
from marked_pages import article_of, collected

from cleanarticle.article import Article

URL = "https://www.thequay.example/islands/ferry"
HEAD = '<title>Ferry sails again</title><meta property="og:title" content="Ferry sails again">'
TOP = "<h1>Ferry sails again</h1>"
FIRST = "The ferry to the outer islands sailed again on Monday, eleven days after the frost had stopped it."
BODY = (
    f"<p data-body>{FIRST}</p>"
    "<p data-body>Forty people were waiting on the quay, among them a choir that had missed its concert.</p>"
    "<p data-body>The captain said that the ice had been thinner than it looked, and that he knew it.</p>"
)
DECK = "A choir was among the first on board after eleven days"


def page(head: str, top: str, body: str = BODY) -> str:
    return f"<html><head>{head}</head><body>{top}{body}</body></html>"


def article(head: str, top: str, body: str = BODY, url: str | None = URL) -> Article:
    return article_of(page(head, top, body), url=url)


def described(text: str) -> str:
    return f'{HEAD}<meta name="description" content="{text}">'


def json_ld(**values: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(values | {"@type": "NewsArticle"})}</script>'


# --- subtitle ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("top", "description", "expected"),
    [
        (f"<h2>Ice on the quay: what it cost</h2><p>{DECK}</p>", DECK, DECK),
        (f"<p>Lerhavn · {DECK}</p>", DECK, DECK),
        (f"<p>Lerhavn. {DECK}</p>", DECK, f"Lerhavn. {DECK}"),
        (f'<p class="lead">{DECK}. By Ida Holm</p>', "", f"{DECK}."),
        (f'<p class="lead">{DECK}. Von Ida Holm</p>', "", f"{DECK}."),
        (f'<p class="lead">{DECK}. And so it went</p>', "", f"{DECK}. And so it went"),
        ('<div class="summary">' + FIRST + f'</div><h2 class="deck">{DECK}</h2>', "", DECK),
        (f'<div class="media-description">Ida Holm on the quay</div><p class="lead">{DECK}</p>', "", DECK),
        (f"<h2>{' '.join(['Boats were tied up in nine harbours of the county'] * 11)}</h2>", "", None),
    ],
    ids=["described", "place", "place-in-sentence", "signed", "signed-de", "unsigned", "lead", "caption", "long"],
)
def test_subtitle(top: str, description: str, expected: str | None) -> None:
    found = article(described(description) if description else HEAD, TOP + top)
    if expected is None:
        assert found.subtitle is not None
        assert len(found.subtitle.split()) > 80
    else:
        assert found.subtitle == expected
        assert found.sources["subtitle"].source == "page"


@pytest.mark.parametrize(
    "top",
    [
        f'<div class="message-bar">{DECK}</div>',
        f"<p>{DECK}:</p>",
        f"<p>{DECK}, and were filmed (Video by Bo Lind)</p>",
        f"<p>{FIRST}</p>",
        f'<p class="standfirst">{FIRST}</p>',
        "<p>Ida Holm</p><p>Ida Holm has written about boats for this paper since the old pier burnt down.</p>",
    ],
    ids=["notice", "colon", "filmed", "first-paragraph", "first-paragraph-named", "biography"],
)
def test_no_subtitle(top: str) -> None:
    assert article(HEAD, TOP + top).subtitle is None


@pytest.mark.parametrize(
    ("words", "is_taken"), [(6, False), (7, True), (40, True), (60, True), (80, True), (81, False)]
)
def test_a_plain_text_below_the_headline_is_a_subtitle_of_7_to_80_words(words: int, is_taken: bool) -> None:
    text = " ".join(["boats", "were", "tied", "up", "in", "nine", "harbours"] * 12).split()[:words]
    found = article(HEAD, f"{TOP}<p>{' '.join(text).capitalize()}</p>")
    assert found.subtitle == (" ".join(text).capitalize() if is_taken else None)


def test_caption_is_no_subtitle() -> None:
    caption = (
        '<figure><img src="/a.jpg"></figure><p class="caption">The quay at noon, seen from the pier at low tide</p>'
    )
    found = article(HEAD, TOP + caption)
    assert found.subtitle is None


def test_line_of_sections_is_no_subtitle() -> None:
    crumbs = "<div>Home › Islands › Ferries in winter › Harbours and weather › Ice › Story</div>"
    line = "<div>Islands Ferries in winter Harbours and weather Ice</div>"
    assert article(HEAD, crumbs + TOP + line).subtitle is None


def test_first_paragraph_that_is_signed_is_the_subtitle_if_it_is_described() -> None:
    start = "Nobody had sailed for eleven days. On Monday the ferry left with forty people and a choir on board"
    body = f"<p data-body>{start}. By Ida Holm</p>{BODY}"
    found = article(described(f"{start[:80]} ..."), TOP, body)
    assert found.subtitle == f"{start}."
    assert [paragraph.text for paragraph in found.paragraphs[:2]] == [f"{start}. By Ida Holm", FIRST]


def test_subtitle_that_scores_as_a_paragraph_is_one_too() -> None:
    found = collected(page(HEAD, TOP, f'<p class="lead" data-body>{DECK}</p>{BODY}'))
    assert found.article is not None
    assert (found.article.subtitle, found.article.paragraphs[0].text) == (DECK, DECK)
    assert found.blocks == {0: "title", 1: "subtitle"}
    assert found.paragraphs == {1, 2, 3, 4}


def test_subtitle_of_which_the_page_shows_two_copies_is_in_the_text_once() -> None:
    found = article(HEAD, f'{TOP}<p class="lead">{DECK}</p>', f'<h2 class="deck" data-body>{DECK}</h2>{BODY}')
    assert found.text.count(DECK) <= 1


def test_text_has_the_subtitle_if_it_is_asked_for() -> None:
    html = page(HEAD, f'{TOP}<p class="lead">{DECK}</p>')
    without, included = (collected(html, include_subtitle=asked) for asked in (False, True))
    assert without.article is not None
    assert included.article is not None
    assert DECK not in without.article.text
    assert included.article.text == f"{DECK}\n\n{without.article.text}"
    again = collected(page(HEAD, TOP, f'<p class="lead" data-body>{DECK}</p>{BODY}'), include_subtitle=True)
    assert again.article is not None
    quality = {"quality", "quality_reason"}  # that of the body, which has the block in one of them
    assert again.article.model_dump(exclude=quality) == included.article.model_dump(exclude=quality)


def test_text_that_has_the_words_of_the_subtitle_does_not_get_them_again() -> None:
    late = f"{BODY}<p data-body>{DECK}</p><p data-body>The ice came back in the night.</p>"
    found = collected(page(HEAD, f'{TOP}<p class="lead">{DECK}</p>', late), include_subtitle=True).article
    assert found is not None
    assert found.subtitle == DECK
    assert found.text.count(DECK) == 1


@pytest.mark.parametrize("name", ["speakable", "lead speakable-text", "article-intro"])
def test_class_of_a_first_paragraph_that_is_set_like_the_others_names_no_subtitle(name: str) -> None:
    texts = (
        f"{FIRST} It was cold.",
        "Forty people were waiting on the quay.",
        "The captain said that the ice was thin.",
    )
    body = "".join(f'<p data-body class="{name}">{text}</p>' for text in texts)
    found = article(HEAD, TOP, f"<div>{body}</div>")
    assert found.subtitle is None
    assert [paragraph.text for paragraph in found.paragraphs] == list(texts)


def test_long_first_paragraph_of_the_body_is_no_subtitle() -> None:
    text = " ".join([FIRST] * 3)
    found = article(HEAD, TOP, f'<div><p data-body class="intro">{text}</p>{BODY}</div>')
    assert found.subtitle is None
    assert found.paragraphs[0].text == text


@pytest.mark.parametrize(
    "markup",
    [
        '<div><p class="deck">{}</p><p class="deck">{}</p></div>',
        '<div class="standfirst"><p>{}</p><p>{}</p></div>',
        "<div><p>{}</p><p>{}</p></div>",
    ],
    ids=["of-one-class", "in-a-box-with-a-class", "in-a-box-without-a-class"],
)
def test_standfirst_of_two_paragraphs_goes_whole(markup: str) -> None:
    second = "The choir sang on deck until the harbour was out of sight"
    html = page(HEAD, TOP + markup.format(DECK, second))
    found = collected(html).article
    assert found is not None
    assert (found.subtitle, found.summary, found.paragraphs[0].text) == (DECK, (second,), FIRST)
    included = collected(html, include_subtitle=True).article
    assert included is not None
    assert [paragraph.text for paragraph in included.paragraphs[:3]] == [DECK, second, FIRST]


def test_standfirst_whose_second_paragraph_is_text_is_text() -> None:
    second = "The choir sang on deck until the harbour was out of sight, and some of the passengers joined in."
    found = article(HEAD, f'{TOP}<div><p class="a">{DECK}</p><p class="a" data-body>{second}</p></div>')
    assert [paragraph.text for paragraph in found.paragraphs[:3]] == [DECK, second, FIRST]


def test_standfirst_that_is_a_list_is_the_summary() -> None:
    points = ("A choir was on board", "The ice was thin", "The next ferry sails on Friday")
    items = "".join(f"<li>{point}</li>" for point in points)
    assert article(HEAD, f'{TOP}<ul class="standfirst">{items}</ul>').summary == points
    assert article(HEAD, f'{TOP}<ul class="thread-description">{items}</ul>').summary == ()


def test_certainty_of_the_subtitle_grows_with_its_witnesses() -> None:
    pages = [
        article(HEAD, f"{TOP}<div>{DECK}</div>"),
        article(HEAD, f'{TOP}<p class="standfirst">{DECK}</p>'),
        article(described(DECK), f'{TOP}<p class="standfirst">{DECK}</p>'),
    ]
    certainties = [page.sources["subtitle"].certainty for page in pages]
    assert certainties == sorted(set(certainties))


# --- summary ----------------------------------------------------------------------------------------------

POINTS = ("The ferry sails again", "Forty people were on board", "The choir missed its concert")
LIST = "<ul>" + "".join(f"<li>{point}</li>" for point in POINTS) + "</ul>"
PARAGRAPHS = "".join(f"<p>{point}</p>" for point in POINTS)


@pytest.mark.parametrize(
    "heading",
    [
        "Key points",
        "SUMMARY:",
        "What’s the story",
        "Das Wichtigste in Kürze",
        "Darum geht’s",
        "L’essentiel",
        "Claves",
        "Em resumo",
        "In breve",
        "Samenvatting",
        "I korthet",
        "W skrócie",
        "Главное",
        "ملخص",
        "要点",
        "この記事のポイント",
        "핵심 요약",
        "สรุป",
    ],
)
def test_summary_below_its_heading(heading: str) -> None:
    found = collected(page(HEAD, f"{TOP}<div><h3>{heading}</h3>{LIST}</div>"), url=URL)
    assert found.article is not None
    assert found.article.summary == POINTS
    assert found.article.sources["summary"].source == "page"
    assert list(found.blocks.values()).count("summary") == len(POINTS) + 1


@pytest.mark.parametrize(
    "markup",
    [
        f'<div class="key-points">{LIST}</div>',
        f'<div class="ArticleSummary">{LIST}</div>',
        f'<div class="story-highlights">{LIST}</div>',
        f"<div><h3>In Kürze</h3>{PARAGRAPHS}</div>",
        f'<p class="deck">{DECK}</p><div><h2>Key facts</h2>{LIST}</div>',
    ],
)
def test_summary(markup: str) -> None:
    assert article(HEAD, TOP + markup).summary == POINTS


@pytest.mark.parametrize(
    "markup",
    [
        LIST,
        f"<div><h3>Read more</h3>{LIST}</div>",
        f"<nav><h3>Summary</h3>{LIST}</nav>",
        "<div><h3>Summary</h3><ul><li>The ferry sails again</li></ul></div>",
        '<ul class="keypoints"><li><a href="/a">All about ice</a></li><li><a href="/b">A night at sea</a></li></ul>',
        "<h3>Summary</h3>",
    ],
    ids=["unnamed", "other", "navigation", "one-point", "links", "heading-alone"],
)
def test_no_summary(markup: str) -> None:
    found = article(HEAD, TOP + markup)
    assert found.summary == ()
    assert "summary" not in found.sources


def test_summary_below_the_body_is_none() -> None:
    assert article(HEAD, TOP, f"{BODY}<div><h3>Summary</h3>{LIST}</div>").summary == ()


def test_summary_behind_the_first_paragraph_is_none() -> None:
    assert article(HEAD, TOP, f"<p data-body>{DECK}, and nobody sang.</p><h3>Summary</h3>{LIST}{BODY}").summary == ()


def test_points_that_are_part_of_the_body_stay_there() -> None:
    points = LIST.replace("<li>", "<li data-body>")
    found = article(HEAD, TOP, f"<h3 data-body>Key points</h3>{points}{BODY}")
    assert found.summary == POINTS
    assert [each.text for each in found.paragraphs][1:4] == list(POINTS)


def test_further_decks_are_points() -> None:
    decks = "".join(f'<h2 class="subtitle">{text}</h2>' for text in (DECK, *POINTS))
    found = article(HEAD, f"{TOP}<header>{decks}</header>")
    assert (found.subtitle, found.summary) == (DECK, POINTS)


# --- section and site name --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta property="article:section" content="Islands">', ("Islands", "meta", 0.85)),
        (json_ld(articleSection="Islands"), ("Islands", "json-ld", 0.85)),
        (
            json_ld(articleSection="Islands") + '<meta property="article:section" content="islands">',
            ("Islands", "json-ld", 0.95),
        ),
        (json_ld(articleSection="Islands,Winter"), ("Islands", "json-ld", 0.85)),
        (json_ld(articleSection=["https://thequay.example/x", "Islands"]), ("Islands", "json-ld", 0.85)),
        ('<meta property="article:section" content="Uncategorized">', None),
        ('<meta property="article:section" content="1234">', None),
        ('<meta property="article:section" content="The Quay"><meta property="og:site_name" content="The Quay">', None),
        ("", None),
    ],
)
def test_section(head: str, expected: tuple[str, str, float] | None) -> None:
    found = article(HEAD + head, TOP)
    if expected is None:
        assert found.section is None
        assert "section" not in found.sources
    else:
        assert (found.section, found.sources["section"].source, found.sources["section"].certainty) == expected


def breadcrumbs(*steps: object) -> str:
    data = json.dumps({"@type": "BreadcrumbList", "itemListElement": steps})
    return f'<script type="application/ld+json">{data}</script>'


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (({"position": 1, "name": "Home"}, {"position": 2, "name": "Islands"}), "Islands"),
        (({"position": 2, "name": "Islands"}, {"position": 1, "name": "Home"}), "Islands"),
        (
            ({"position": 1, "item": {"@id": "/", "name": "Home"}}, {"position": 2, "item": {"name": "Islands"}}),
            "Islands",
        ),
        (({"name": "www.thequay.example"}, {"name": "Islands"}), "Islands"),
        (({"name": "Home"}, {"name": "Ferry sails again"}), None),
        (("Islands", None, 3, {"name": ["Ice"]}, {"name": 7}), "Ice"),
        ((), None),
    ],
)
def test_section_of_the_breadcrumbs(steps: tuple[object, ...], expected: str | None) -> None:
    assert article(HEAD + breadcrumbs(*steps), TOP).section == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta property="og:site_name" content="The Quay">', ("The Quay", "meta", 0.95)),
        (json_ld(publisher={"name": "The Quay"}), ("The Quay", "json-ld", 0.9)),
        (
            json_ld(publisher={"name": "The Quay"}) + '<meta property="og:site_name" content="THE QUAY">',
            ("THE QUAY", "meta", 0.98),
        ),
        ('<meta name="application-name" content="Quay App">', ("Quay App", "meta", 0.7)),
        ('<meta property="og:site_name" content="The Quay – News from the harbour">', ("The Quay", "meta", 0.95)),
        ('<meta property="og:site_name" content="Islands – News from the harbour">',
         ("Islands – News from the harbour", "meta", 0.95)),
        ('<meta property="og:site_name" content="https://www.thequay.example">', None),
        ("", None),
    ],
)  # fmt: skip
def test_site_name(head: str, expected: tuple[str, str, float] | None) -> None:
    found = article(HEAD + head, TOP)
    if expected is None:
        assert found.site_name is None
    else:
        assert (found.site_name, found.sources["site_name"].source, found.sources["site_name"].certainty) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ferry sails again | The Quay", "The Quay"),
        ("The Quay: Ferry sails again", "The Quay"),
        ("Ferry sails again | Harbour News", None),
        ("The Quay", None),
    ],
)
def test_site_name_behind_the_title(title: str, expected: str | None) -> None:
    assert article(f"<title>{title}</title>", TOP).site_name == expected


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (f"<p data-body>{FIRST}</p>", None),
        (f'<p data-body class="big">{FIRST}</p>', FIRST),
        (f"<p data-body>{DECK}</p>", DECK),
        (f"<p data-body><b>{FIRST}</b></p>", FIRST),
    ],
)
def test_text_above_the_byline_is_a_subtitle_unless_it_is_set_like_a_paragraph(
    first: str, expected: str | None
) -> None:
    rest = BODY.removeprefix(f"<p data-body>{FIRST}</p>")
    found = article(HEAD, TOP, f"{first}<p>By Ida Holm</p>{rest}")
    assert found.byline is not None
    assert found.subtitle == expected
