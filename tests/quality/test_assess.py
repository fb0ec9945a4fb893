"""The quality of a body: its chance, its reason, and where both are shown."""

from __future__ import annotations

import json
from typing import Final, get_args

import pytest
from click.testing import CliRunner
from fixture_pages import FixturePage, load_fixtures, load_pages_without_article, on_every_page

from cleanarticle import Article, NoArticleFound, extract, inspect
from cleanarticle.archive.records import Record
from cleanarticle.archive.rows import COLUMNS, row_of
from cleanarticle.article import QualityReason
from cleanarticle.cli.app import app
from cleanarticle.explain.report import render_report
from cleanarticle.quality.features import FEATURES
from cleanarticle.quality.table import bundled_quality_table, load_quality_table

SOUND: Final = 0.8
WITH_SIGN: Final = 0.5

TOWNS: Final = "Arlen Brook Cawder Dunmore Eskdale Farley Garrow Hollin Inver Jura Kelso Lorne".split()


def prose(first: int, number: int) -> str:
    """Paragraphs that differ, as those of an article do."""
    return "".join(
        f"<p>The council of {TOWNS[at % 12]} met on day {at} and agreed that the old bridge over the river would be "
        f"repaired before winter, said Mayor Anna Holt, who has asked for {at + 2} new pillars since spring.</p>"
        for at in range(first, first + number)
    )


def page(body: str, head: str = "") -> str:
    return f"<html><head><title>Bridge repaired before winter</title>{head}</head><body>{body}</body></html>"


def comments(number: int) -> str:
    threads = "".join(
        f"<div class=comment><b>user{at}</b><p>I have always said that the bridge at {TOWNS[at]} is a waste of money, "
        "they should have closed it, but nobody listens to us up here.</p><a href=#>Reply</a></div>"
        for at in range(number)
    )
    return f"<section class=comments><h2>Comments</h2>{threads}</section>"


HEADLINE: Final = "<h1>Bridge repaired before winter</h1>"
PAID: Final = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bridge repaired before winter", '
    '"isAccessibleForFree": false}</script>'
)
NOTICE: Final = "<h3>Subscribe to continue reading</h3><p>Get all our stories for 4 euros a month.</p>"
CHOICES: Final = "<button>Accept all</button><button>Reject all</button><button>More options</button>"
CONSENT: Final = (
    "<h1>Before you continue</h1><p>We use cookies and similar technologies to store and access information on your "
    "device.</p><p>We and our 842 partners process personal data, such as your IP address, to show you personalised "
    "advertising and content, to measure them, and to learn about our audience. With your permission we may use "
    f"precise location data and identification by scanning your device.</p>{CHOICES}"
)
CARDS: Final = "".join(
    f"<li class=card><h2><a href=/a{at}>The mayor of {TOWNS[at]} opens a bridge</a></h2><p>The council of {TOWNS[at]} "
    f"agreed on day {at} that its bridge would be repaired.</p><a href=/a{at}>Read more</a></li>"
    for at in range(12)
)
POSTS: Final = "".join(
    f"<article class=post><h2><a href=/p{at}>The bridge at {TOWNS[at]}</a></h2>{prose(3 * at, 3)}</article>"
    for at in range(4)
)
CUT: Final = "<p>The engineers who looked at the pillars in spring said that the water had taken…</p>"

PAGES: Final[dict[QualityReason, str]] = {
    "sound": page(f"<article>{HEADLINE}{prose(0, 9)}</article>"),
    "doubtful": page(f"{HEADLINE}{comments(8)}"),
    "shell-without-text": page(f"{HEADLINE}<p>Please wait until the story of the bridge is here.</p>"),
    "consent-wall": page(f"<div>{CONSENT}</div>"),
    "paywall-stub": page(f"<article>{HEADLINE}{prose(0, 2)}<div class=paywall>{NOTICE}</div></article>", PAID),
    "listing": page(f"<h1>Latest news</h1><ul>{CARDS}</ul>"),
    "several-articles": page(f"<main>{POSTS}</main>"),
    "truncated": page(f"<article>{HEADLINE}{prose(0, 3)}{CUT}<a href=/more>Continue reading</a></article>"),
}


KINDS: Final = {
    "shell-without-text": "it is a shell without text",
    "consent-wall": "it shows a wall that asks for consent",
    "paywall-stub": "it shows the notice of a paywall",
}


# --- The table


def test_the_table_has_the_points_of_every_class() -> None:
    table = bundled_quality_table()
    assert {name: len(points) for name, points in table.points.items()} == {
        name: len(limits) + 1 for name, limits in FEATURES.items()
    }


@pytest.mark.parametrize("wrong", ["missing", "unknown", "short"])
def test_a_table_of_other_features_is_refused(wrong: str) -> None:
    features = {name: [0.0] * (len(limits) + 1) for name, limits in FEATURES.items()}
    load_quality_table(json.dumps({"base": 0.0, "features": features}))
    if wrong == "missing":
        del features["near"]
    else:
        features["near" if wrong == "short" else "nearness"] = [0.0]
    with pytest.raises(ValueError, match="near"):
        load_quality_table(json.dumps({"base": 0.0, "features": features}))


@pytest.mark.parametrize("name", ["expected_recall", "expected_precision", "agreement", "words"])
def test_what_speaks_for_a_body_never_counts_against_it(name: str) -> None:
    points = bundled_quality_table().points[name]
    assert list(points) == sorted(points)


# --- The reasons


def test_there_is_a_page_for_every_reason() -> None:
    assert set(PAGES) == set(get_args(QualityReason))


@pytest.mark.parametrize("reason", PAGES)
def test_the_page_shows_its_reason(reason: QualityReason) -> None:
    extraction = inspect(PAGES[reason])
    assert extraction.quality_reason == reason
    assert extraction.article is None or extraction.article.quality_reason == reason
    assert (extraction.quality >= SOUND) == (reason == "sound")


@pytest.mark.parametrize("reason", ["doubtful", "paywall-stub", "several-articles", "truncated"])
def test_a_body_with_a_sign_against_it_is_at_most_as_likely_right_as_wrong(reason: QualityReason) -> None:
    assert extract(PAGES[reason]).quality <= WITH_SIGN


@pytest.mark.parametrize(
    ("reason", "html"),
    [
        (
            "shell-without-text",
            "<noscript>You need to enable JavaScript to run it.</noscript><div id=root></div>",
        ),
        ("consent-wall", f"<div class=consent-wall>{CONSENT}</div>"),
        ("paywall-stub", f"{HEADLINE}<div class=paywall>{NOTICE}</div>"),
    ],
)
def test_a_page_without_an_article_has_a_kind(reason: QualityReason, html: str) -> None:
    extraction = inspect(page(html))
    assert extraction.article is None
    assert (extraction.quality, extraction.quality_reason) == (0.0, reason)
    with pytest.raises(NoArticleFound, match=f"article; {KINDS[reason]}"):
        extract(page(html))


def test_input_that_is_no_page_has_no_reason() -> None:
    assert inspect(b"%PDF-1.7").quality_reason is None


def test_a_long_article_may_end_with_an_ellipsis_or_a_link_to_the_next() -> None:
    for end in (CUT, "<a href=/next>Continue reading</a>"):
        assert extract(page(f"<article>{HEADLINE}{prose(0, 12)}{end}</article>")).quality_reason == "sound"


def test_a_notice_of_cookies_beside_an_article_is_no_wall() -> None:
    notice = f"<div><p>We use cookies to improve your visit.</p>{CHOICES}</div>"
    body = f"<article>{HEADLINE}{prose(0, 6)}</article><footer><p>About us</p><p>Contact</p></footer>"
    assert extract(page(f"{notice}{body}")).quality_reason == "sound"


def test_parts_of_one_article_are_not_several() -> None:
    parts = "".join(f"<article class=part><h2>Part {at}</h2>{prose(3 * at, 3)}</article>" for at in range(3))
    entries = f"<article>{HEADLINE}{POSTS}</article>"
    for html in (f"{HEADLINE}{parts}", entries):
        assert extract(page(html)).quality_reason != "several-articles"


def test_paid_articles_that_are_shown_whole_are_no_stubs() -> None:
    assert extract(page(f"<article>{HEADLINE}{prose(0, 12)}</article>", PAID)).quality_reason == "sound"


def test_an_article_is_likelier_right_than_its_comments() -> None:
    article = f"<article>{HEADLINE}{prose(0, 9)}</article>"
    whole, alone, without = (extract(page(html)).quality for html in (f"{article}{comments(8)}", comments(8), article))
    assert alone < whole <= without


@on_every_page("fixture", load_fixtures() + load_pages_without_article())
def test_the_reason_is_sound_if_and_only_if_the_chance_is_high(fixture: FixturePage) -> None:
    extraction = inspect(fixture.html, url=fixture.url, charset=fixture.charset)
    assert 0.0 <= extraction.quality <= 1.0
    assert (extraction.quality_reason == "sound") == (extraction.quality >= SOUND)
    if extraction.article is not None:
        assert extraction.article.quality_reason == extraction.quality_reason


# --- Where it is shown


def test_json_and_rows_have_it() -> None:
    article = extract(PAGES["paywall-stub"])
    assert Article.model_validate_json(article.model_dump_json()) == article
    data = json.loads(inspect(PAGES["paywall-stub"]).to_json())
    assert (data["quality"], data["quality_reason"]) == (article.quality, "paywall-stub")
    record = Record(b"", None, None, None, "a", "a#1")
    assert row_of(record, article)["quality"] == article.quality
    assert row_of(record, article)["quality_reason"] == "paywall-stub"
    assert row_of(record, None)["quality"] is None
    assert {"quality", "quality_reason"} <= {column.name for column in COLUMNS}


def test_the_report_and_the_command_line_show_it() -> None:
    quality = f"{extract(PAGES['truncated']).quality:.2f}: truncated"
    assert f"Quality {quality}" in render_report(inspect(PAGES["truncated"]))
    shown = CliRunner().invoke(app, ["explain", "-"], input=PAGES["truncated"]).output
    assert f"quality {quality}" in " ".join(shown.split())
