"""Pictures of the article: which are its own, their best address, caption and credit."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

import pytest

from cleanarticle import Article, Figure, extract
from cleanarticle.fields.picture_addresses import picture_key, width_in
from cleanarticle.fields.text.credits import credit_behind, is_label_of_player, split_credit, unlabelled_credit

URL: Final = "https://www.quay.example/news/the-ferry-sails-again"
FIRST: Final = (
    "<p>The ferry to the outer islands sailed again on Monday, eleven days after the frost had closed the bay.</p>"
)
SECOND: Final = (
    "<p>Forty people were waiting on the quay, among them a choir that had missed its concert on the island.</p>"
)
THIRD: Final = (
    "<p>The captain said that the ice had been thinner than it looked, and that he had known it all along.</p>"
)
CREDITS: Final = list(
    csv.DictReader(
        (Path(__file__).parents[1] / "data" / "credits.tsv").read_text("utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)


def article(inside: str, head: str = "", *, lang: str = "en") -> Article:
    return extract(
        f"<html lang={lang}><head><title>The ferry sails again</title>{head}</head><body><article>"
        f"<h1>The ferry sails again</h1>{FIRST}{inside}{SECOND}{THIRD}</article></body></html>",
        url=URL,
    )


def figures(inside: str, head: str = "") -> tuple[Figure, ...]:
    return article(inside, head).figures


# --- the credit of a caption ------------------------------------------------------------------------------


@pytest.mark.parametrize("row", CREDITS, ids=[row["input"][:50] for row in CREDITS])
def test_caption_and_credit(row: dict[str, str]) -> None:
    assert split_credit(row["input"]) == (row["caption"] or None, row["credit"] or None)


def test_the_table_has_many_languages() -> None:
    languages = {row["reason"].partition(":")[0] for row in CREDITS}
    assert len(CREDITS) >= 120
    assert len(languages) >= 15
    assert sum(not row["credit"] for row in CREDITS) >= 20


@pytest.mark.parametrize(
    ("text", "alt", "expected"),
    [
        ("The ferry at the old quay.AFP", "The ferry at the old quay.", ("The ferry at the old quay.", "AFP")),
        (
            "The ferry at the old quay Tidewater News",
            "The ferry at the old quay",
            ("The ferry at the old quay", "Tidewater News"),
        ),
        (
            "The ferry at the old quayFoto: Ida Holm",
            "The ferry at the old quay",
            ("The ferry at the old quay", "Ida Holm"),
        ),
        ("The ferry at the old quay on Monday", "The ferry at the old quay", None),
        ("The ferry at the old quay", "The ferry at the old quay", None),
        ("The ferry", "The ferry", None),
        ("Another caption altogether. AFP", "The ferry at the old quay", None),
    ],
)
def test_credit_behind_the_alternative_text(text: str, alt: str, expected: tuple[str, str] | None) -> None:
    assert credit_behind(text, alt) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Photo: Ida Holm. Styling: Bo Lind. Hair: Ada Roe. Make-up: Una Fell. Set: Tor Vik",
            "Ida Holm. Styling: Bo Lind. Hair: Ada Roe. Make-up: Una Fell. Set: Tor Vik",
        ),
        ("Quelle: dpa", "dpa"),
        ("Copyright Ida Holm/AP", "Ida Holm/AP"),
        ("Ida Holm (Getty Images)", "Ida Holm (Getty Images)"),
        ("(Ida Holm/Reuters)", "Ida Holm/Reuters"),
        (" – ", None),
    ],
)
def test_credit_of_its_own_element(text: str, expected: str | None) -> None:
    assert unlabelled_credit(text) == expected


@pytest.mark.parametrize(
    "text", ["Video", "Audio: The choir on the quay", "5 min", "2:34 Ice on the bay", "Video | 01:10", "Watch"]
)
def test_labels_of_players(text: str) -> None:
    assert is_label_of_player(text)


@pytest.mark.parametrize(
    "text", ["Video artists on the quay", "The ferry at 2:34", "Audio guides are free", "Watch the tide"]
)
def test_captions_that_are_no_labels_of_players(text: str) -> None:
    assert not is_label_of_player(text)


# --- the best address -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        ('<img src="/s.jpg" srcset="/s.jpg 400w, /l.jpg 1600w, /m.jpg 800w">', "/l.jpg"),
        ('<img src="/s.jpg" srcset="/1.jpg, /2.jpg 2x, /15.jpg 1.5x">', "/2.jpg"),
        ('<img srcset="/a,b,c/s.jpg 400w,/a,b,c/l.jpg 1200w" src="/x.jpg">', "/a,b,c/l.jpg"),
        ('<img src="/ferry.jpg?w=300" srcset="/ferry.jpg?w=300 1x, /ferry.jpg?w=600 2x">', "/ferry.jpg?w=600"),
        ('<img srcset="/broken.jpg wide, , 12w" src="/s.jpg">', "/broken.jpg"),
        ('<img src="data:image/gif;base64,R0lG" data-src="/lazy.jpg">', "/lazy.jpg"),
        ('<img src="data:image/gif;base64,R0lG" data-lazy-src="/lazy.jpg">', "/lazy.jpg"),
        ('<img src="/img/placeholder.png" data-lazy="/lazy.jpg">', "/lazy.jpg"),
        ('<img src="/img/blank.gif" data-srcset="/s.jpg 300w, /l.jpg 900w" data-src="/s.jpg">', "/l.jpg"),
        ('<img src="/img/transparent_h-3_w-4.gif" data-original="/lazy.jpg">', "/lazy.jpg"),
        (
            '<img src="/q-1024x683.jpg" data-orig-file="/q.jpg" srcset="/q-1024x683.jpg 1024w, /q-300x200.jpg 300w">',
            "/q.jpg",
        ),
        (
            (
                '<picture><source media="(min-width:900px)" srcset="/wide.jpg?w=1400"><source '
                'srcset="/slim.jpg?w=500"><img src="/slim.jpg?w=300"></picture>'
            ),
            "/wide.jpg?w=1400",
        ),
        (
            (
                '<picture><source type="image/webp" srcset="/f.webp 600w"><source srcset="/f.jpg 1200w">'
                '<img src="/f.jpg"></picture>'
            ),
            "/f.jpg",
        ),
        (
            (
                '<picture><source data-srcset="/l.webp 2000w" srcset="data:image/png;base64,iVBO"><img '
                'src="data:image/png;base64,iVBO" data-src="/s.jpg"></picture>'
            ),
            "/l.webp",
        ),
        ('<noscript><img src="/plain.jpg"></noscript>', "/plain.jpg"),
        (
            '<img src="/img/spacer.gif" alt="A ferry"><noscript><img src="/full.jpg" alt="A ferry"></noscript>',
            "/full.jpg",
        ),
        (
            (
                '<amp-img src="/amp.jpg" srcset="/amp.jpg 640w, /amp-2.jpg 1280w" width="16" height="9" '
                'layout="responsive"></amp-img>'
            ),
            None,
        ),
        (
            '<amp-img src="/amp.jpg" srcset="/amp.jpg 640w, /amp-2.jpg 1280w" width="1600" height="900"></amp-img>',
            "/amp-2.jpg",
        ),
        (
            (
                '<img src="/_next/image?url=%2Fmedia%2Fferry.jpg&amp;w=640&amp;q=75" '
                'srcset="/_next/image?url=%2Fmedia%2Fferry.jpg&amp;w=640&amp;q=75 1x, '
                '/_next/image?url=%2Fmedia%2Fferry.jpg&amp;w=1200&amp;q=75 2x">'
            ),
            "/media/ferry.jpg",
        ),
        (
            '<img src="/_next/image?url=https%3A%2F%2Fcdn.quay.example%2Fferry.jpg&amp;w=640&amp;q=75">',
            "https://cdn.quay.example/ferry.jpg",
        ),
        ('<img src="/drawing.svg">', None),
        ('<img src="https://www.quay.example/wp-content/uploads/ferry.jpg">', "/wp-content/uploads/ferry.jpg"),
    ],
)
def test_best_address(picture: str, expected: str | None) -> None:
    found = [figure.src for figure in figures(f"<figure>{picture}</figure>")]
    whole = expected if expected is None or expected.startswith("http") else f"https://www.quay.example{expected}"
    assert found == ([] if whole is None else [whole])


def test_a_base_element_moves_relative_addresses() -> None:
    head = '<base href="https://static.quay.example/media/">'
    assert [figure.src for figure in figures('<figure><img src="f.jpg"></figure>', head)] == [
        "https://static.quay.example/media/f.jpg"
    ]


@pytest.mark.parametrize(
    ("address", "width"),
    [
        ("/f.jpg?w=800&q=75", 800.0),
        ("/resize/1200x630/f.jpg", 1200.0),
        ("/f-1024x683.jpg", 1024.0),
        ("/image/w_1600,c_limit/f.jpg", 1600.0),
        ("/w_300/f-1024x683.jpg", 1024.0),
        ("/f.jpg?w=800x600", 800.0),
        ("/20260302/IMG_2041/f,640w.jpg", 0.0),
        ("/20260302/IMG_2041/f_640w.jpg", 640.0),
        ("/20260302/IMG_2041/f-640w.jpg", 640.0),
        ("/f.jpg?url=a%2Cimwidth=1280", 1280.0),
        ("/2026/03/02/f.jpg", 0.0),
        ("/f.jpg", 0.0),
    ],
)
def test_width_in_an_address(address: str, width: float) -> None:
    assert width_in(address) == width


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("https://a.example/up/ferry-2026-0302-300x200.jpg", "https://a.example/up/ferry-2026-0302.jpg?w=9", True),
        ("https://a.example/900_600/up/6785266faefb0.jpeg", "https://b.example/up/6785266faefb0.webp", True),
        (
            "https://a.example/up/ferry-one.jpg/size=708x398.jpg",
            "https://a.example/up/ferry-two.jpg/size=708x398.jpg",
            False,
        ),
        ("https://a.example/1.jpg", "https://a.example/old/1.jpg", False),
    ],
)
def test_pictures_in_several_sizes(first: str, second: str, same: bool) -> None:
    assert (picture_key(first) == picture_key(second)) is same


# --- which pictures are the article's ---------------------------------------------------------------------


def test_block_of_a_common_editor() -> None:
    uploads = "https://www.quay.example/wp-content/uploads"
    markup = (
        f'<figure class="wp-block-image size-large"><a href="{uploads}/ferry.jpg">'
        f'<img src="{uploads}/ferry-1024x683.jpg" alt="A ferry in the ice" width="1024" class="wp-image-77" '
        f'srcset="{uploads}/ferry-1024x683.jpg 1024w, {uploads}/ferry-1536x1024.jpg 1536w"></a>'
        '<figcaption class="wp-element-caption">The ferry on Monday. Photo: Ida Holm</figcaption></figure>'
    )
    assert figures(markup) == (
        Figure(
            src="https://www.quay.example/wp-content/uploads/ferry-1536x1024.jpg",
            alt="A ferry in the ice",
            caption="The ferry on Monday.",
            credit="Ida Holm",
        ),
    )


def test_background_picture_of_a_figure() -> None:
    markup = (
        "<figure><div class=lead style=\"background-image: url('/media/bay-2026.jpg')\"></div>"
        "<figcaption>The bay from above. (Ida Holm/Reuters)</figcaption></figure>"
    )
    assert figures(markup) == (
        Figure(
            src="https://www.quay.example/media/bay-2026.jpg", caption="The bay from above.", credit="Ida Holm/Reuters"
        ),
    )
    assert figures('<div class=lead style="background-image: url(/media/bay-2026.jpg)"></div>') == ()


def test_picture_and_its_copy_for_readers_without_scripts_are_one() -> None:
    markup = (
        '<figure><img class=lazy src="data:image/gif;base64,R0lG" data-src="/m/quay-1201.jpg?w=634" alt="The quay">'
        '<noscript><img src="/m/quay-1201.jpg?w=300" alt="The quay"></noscript>'
        "<figcaption>The old quay</figcaption></figure>"
    )
    assert figures(markup) == (
        Figure(src="https://www.quay.example/m/quay-1201.jpg?w=634", alt="The quay", caption="The old quay"),
    )


def test_picture_that_only_a_script_loads_keeps_its_caption() -> None:
    markup = (
        '<figure><img src="data:image/gif;base64,R0lG" alt="A ferry"><figcaption>The ferry. Photo: '
        "Ida Holm</figcaption></figure>"
    )
    assert figures(markup) == (Figure(alt="A ferry", caption="The ferry.", credit="Ida Holm"),)


def test_caption_apart_from_its_picture() -> None:
    markup = (
        '<div class=opener><img src="/m/quay-1201.jpg" width=1200 alt="The ferry leaves the quay in the ice"></div>'
        "<div class=box><p class=caption>The ferry leaves the quay in the ice. Photo: Ida Holm</p></div>"
    )
    assert figures(markup) == (
        Figure(
            src="https://www.quay.example/m/quay-1201.jpg",
            alt="The ferry leaves the quay in the ice",
            caption="The ferry leaves the quay in the ice.",
            credit="Ida Holm",
        ),
    )


def test_picture_above_the_headline_that_the_page_claims() -> None:
    head = '<meta property="og:image" content="https://cdn.quay.example/media/bay-2026-0302.jpg?w=1200">'
    page = (
        f"<html lang=en><head><title>The ferry sails again</title>{head}</head><body><main>"
        '<div><img src="https://cdn.quay.example/media/bay-2026-0302.jpg?w=800" alt="The bay"></div><div>Islands</div>'
        f"<div>Winter</div><article><h1>The ferry sails again</h1>{FIRST}{SECOND}{THIRD}</article></main></body></html>"
    )
    found = extract(page, url=URL)
    assert [figure.src for figure in found.figures] == ["https://cdn.quay.example/media/bay-2026-0302.jpg?w=800"]
    assert found.sources["figures"].certainty > 0.9


def test_order_and_alternative_texts() -> None:
    found = article(
        '<figure><img src="/m/a-101.jpg" alt="One &amp;amp; only"></figure>'
        f'{SECOND}<figure><img src="/m/b-102.jpg" alt="IMG_102.JPG"></figure>'
    ).figures
    assert [(figure.src, figure.alt) for figure in found] == [
        ("https://www.quay.example/m/a-101.jpg", "One & only"),
        ("https://www.quay.example/m/b-102.jpg", None),
    ]


@pytest.mark.parametrize(
    "markup",
    [
        (
            '<div class="box"><a href="/news/other-story"><img src="/m/other-1.jpg"><span>Second boat '
            "leaks, office says</span></a></div>"
        ),
        (
            '<div><img src="/m/other-1.jpg"></div><div><a href="/news/other-story">Second boat leaks, '
            "the office says</a></div>"
        ).join(("<div class=item>", "</div>")),
        (
            '<figure><a href="/news/other"><img src="/m/other-1.jpg"><figcaption>Second boat leaks, '
            "says the harbour office</figcaption></a></figure>"
        ),
        '<a href="https://shop.tinware.example/kettle"><img src="/banner/kettle.jpg" width="728" height="300"></a>',
        '<img src="/m/thumb.jpg?w=90">',
        '<img src="https://count.quay.example/70c8fc80">',
        '<img src="/m/ida.jpg" alt="Ida Holm">',
        '<figure class="bio"><img src="/m/ida.jpg" alt="The author"></figure>',
        '<img class="site-logo" src="/m/quay.jpg">',
        '<div style="display:none"><img src="/m/quay-1.jpg"></div>',
        "<figure><blockquote>No ice holds.</blockquote><figcaption>Ida Holm, captain of the boat</figcaption></figure>",
        '<figure><video src="/m/ferry.mp4"></video><figcaption>Video</figcaption></figure>',
    ],
)
def test_pictures_that_are_none_of_the_article(markup: str) -> None:
    head = '<meta name="author" content="Ida Holm">'
    assert figures(markup, head) == ()


@pytest.mark.parametrize(
    "link",
    [
        "/m/quay-1201-large.jpg",
        "https://cdn.elsewhere.example/quay-1201.png?download=1",
        URL + "/gallery",
        "#gallery",
    ],
)
def test_pictures_in_a_link_to_themselves(link: str) -> None:
    assert len(figures(f'<figure><a href="{link}"><img src="/m/quay-1201.jpg"></a></figure>')) == 1


def test_a_picture_has_a_source_and_a_bare_one_is_less_sure() -> None:
    captioned = article('<figure><img src="/m/quay-1201.jpg"><figcaption>The old quay</figcaption></figure>').sources
    bare = article('<p><img src="/m/quay-1201.jpg" width="800"></p>').sources
    assert captioned["figures"].source == bare["figures"].source == "page"
    assert captioned["figures"].certainty > bare["figures"].certainty
    assert "figures" not in article("").sources


@pytest.mark.parametrize("caption", ["herzlicht", "Source", "Ida Holm on a site for pictures"])
def test_a_linked_source_below_a_picture_makes_no_teaser(caption: str) -> None:
    markup = (
        '<figure><img src="/m/quay-1201.jpg" width="1140" alt="The quay">'
        f'<figcaption><a href="https://pictures.example/77">{caption}</a></figcaption></figure>'
    )
    assert [figure.src for figure in figures(markup)] == ["https://www.quay.example/m/quay-1201.jpg"]


def test_caption_that_begins_with_the_name_of_the_site_shows_no_author() -> None:
    markup = (
        '<figure><img src="/m/board-1.jpg" alt="A board"><figcaption>Tidewater board of arrivals</figcaption></figure>'
    )
    assert len(figures(markup, '<meta name="author" content="Tidewater">')) == 1
    assert figures(markup.replace("Tidewater board", "Ida Holm"), '<meta name="author" content="Ida Holm">') == ()


# --- paragraphs that are no captions ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["has-drop-cap", "drop-cap", "dropCap", "dropcap", "caption", "photo-text caption"])
def test_long_paragraph_of_the_body_is_no_caption(name: str) -> None:
    text = (
        "Nobody on the quay believed the timetable any more, which had promised a ferry every morning for eleven days "
        "and had been wrong about all of them, so that only the choir, forty singers with a concert on the other side, "
        "came down to the harbour with luggage."
    )
    found = article(f'<img src="/a.jpg" width="900"><p class="{name}">{text}</p>')
    assert text in found.text
    assert [figure.caption for figure in found.figures] == [None]


@pytest.mark.parametrize("name", ["has-drop-cap", "drop-cap", "dropCap"])
def test_drop_cap_is_no_caption(name: str) -> None:
    text = "Nobody on the quay believed the timetable any more, and only the choir came with luggage."
    found = article(f'<img src="/a.jpg" width="900"><p class="{name}">{text}</p>')
    assert text in found.text
    assert [figure.caption for figure in found.figures] == [None]


def test_a_byline_or_a_standfirst_in_the_box_of_the_lead_picture_is_no_caption() -> None:
    lead = "Eleven days of frost had closed the bay, and nobody on the islands had seen a letter since."
    found = extract(
        "<html><body><main><div class='box hasMediaFull'><h1>The ferry sails again</h1><p class=author>by Ida Holm</p>"
        f"<p class=einleitung>{lead}</p><div class=media><img src='/a.jpg' width=900 height=600></div></div>"
        f"<div class=text>{(FIRST + SECOND + THIRD) * 2}</div></main></body></html>",
        url=URL,
    )
    assert (found.subtitle, found.authors) == (lead, ("Ida Holm",))
    assert [figure.caption for figure in found.figures] == [None]
