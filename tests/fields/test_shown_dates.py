"""When an article was published: claims weighed against what the page shows, on pages cut to one question each."""

from __future__ import annotations

import datetime as dt

import pytest
from marked_pages import article_of

from cleanarticle.article import Article

HEADLINE = "<h1>Herring boats stay in port</h1>"
BODY = (
    "<p data-body>The boats of the northern fleet stayed in port on Tuesday, because nobody would buy the catch.</p>"
    "<p data-body>Forty skippers met in the net loft and voted, by a show of hands, to wait for a better price.</p>"
    "<p data-body>The cannery across the bay said that its stores were full until the summer.</p>"
)
DAY = dt.date(2026, 3, 5)


def article(top: str = "", *, head: str = "", below: str = "", url: str | None = None, lang: str = "en") -> Article:
    html = f'<html lang="{lang}"><head>{head}</head><body>{top}{BODY}{below}</body></html>'
    return article_of(html, url=url)


def claim(moment: str, name: str = "article:published_time") -> str:
    return f'<meta property="{name}" content="{moment}">'


def page_claim(moment: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "WebPage", "datePublished": "{moment}"}}</script>'


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Published 5 March 2026", DAY),
        ("5 March 2026. Updated: 7 March 2026", DAY),
        ("Updated 7 March 2026. Published 5 March 2026", DAY),
        ("05.03.2026 - Güncelleme: 07.03.2026", DAY),
        ("2026년 3월 5일 입력 | 2026년 3월 7일 수정", DAY),
        ("2026年3月5日公開 2026年3月7日更新", DAY),
        ("تاريخ النشر: 5 مارس 2026", DAY),
        ("Released: 5 March 2026", None),
        ("Valid until 5 March 2026", None),
        ("NewsMARCH 5, 2026Updated: MARCH 07, 2026", DAY),
        ("By Ida Holm, who joined us in 2011 | 5 March 2026 | 4 min read", DAY),
    ],
)
def test_labels_say_what_a_shown_date_is(line: str, expected: dt.date | None) -> None:
    assert article(HEADLINE + f"<p>{line}</p>").published == expected


@pytest.mark.parametrize(
    "line",
    [
        "Last updated: 7 March 2026",
        "Mis à jour le 7 mars 2026",
        "Zuletzt aktualisiert am 07.03.2026",
        "Обновлено 7 марта 2026",
        "최종수정 2026.03.07 10:05",
        "更新：2026年3月7日",
        "بروزرسانی: 7 مارس 2026",
    ],
)
def test_the_last_change_counts_where_a_page_says_nothing_else(line: str) -> None:
    found = article(HEADLINE + f"<p>{line}</p>")
    assert found.published == found.modified == dt.date(2026, 3, 7)
    assert found.sources["published"].certainty == 0.6
    both = article(HEADLINE + f"<p>{line}</p><p>Published: 1 March 2026</p>")
    assert (both.published, both.modified) == (dt.date(2026, 3, 1), dt.date(2026, 3, 7))


@pytest.mark.parametrize(
    "top",
    [
        "<h1>05.03.2026 - Herring boats stay in port</h1>",
        HEADLINE + "<p>Press release of 5 March 2026 | Quayside – The boats stay in port for a week more.</p>",
        HEADLINE + "<p>5 March 2026. The boats stay in port for a week more, say their owners.</p>",
    ],
)
def test_a_date_that_opens_the_headline_or_the_text_counts_at_last(top: str) -> None:
    found = article(top)
    assert found.published == dt.date(2026, 3, 5)
    assert article(top, head='<meta property="article:published_time" content="2026-03-06">').published == dt.date(
        2026, 3, 6
    )


def test_a_label_may_stand_on_the_line_above() -> None:
    assert article(HEADLINE + "<h4>Published</h4><p>5 March 2026</p>").published == DAY
    assert article(HEADLINE + "<p>Last updated:</p><p>5 March 2026</p>").modified == dt.date(2026, 3, 5)


def test_a_date_in_a_sentence_of_the_standfirst_is_none_of_the_article() -> None:
    line = "The fleet, which on 5 March 2019 lost two of its oldest boats in a storm, has voted to stay in port."
    assert article(HEADLINE + f"<p>{line}</p>").published is None


def test_a_time_that_was_never_changed_is_when_it_was_published() -> None:
    marked = '<time class="entry-date published updated" datetime="2026-03-05T10:00:00+01:00">5 March</time>'
    assert article(HEADLINE + marked).published == dt.datetime.fromisoformat("2026-03-05T10:00:00+01:00")


def test_a_label_outweighs_the_name_of_the_element() -> None:
    marked = '<time class="published-date" datetime="2026-03-07">Updated 7 March 2026</time>'
    found = article(HEADLINE + marked)
    assert (found.published, found.modified) == (dt.date(2026, 3, 7), dt.date(2026, 3, 7))
    assert found.sources["published"].certainty == 0.6


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [
        ("2026-03-09T22:00:00Z", DAY),  # shown earlier than any zone allows: the page was published anew
        ("2026-03-06T02:00:00Z", dt.datetime(2026, 3, 6, 2, tzinfo=dt.UTC)),  # the same evening, west of Greenwich
        ("2026-03-01T10:00:00Z", dt.datetime(2026, 3, 1, 10, tzinfo=dt.UTC)),  # shown later: a change
    ],
)
def test_an_earlier_shown_date_outweighs_a_claim(claimed: str, expected: dt.date) -> None:
    assert article(HEADLINE + "<p>5 March 2026</p>", head=claim(claimed)).published == expected


def test_several_shown_dates_outweigh_nothing() -> None:
    moment = "2026-03-09T22:00:00+00:00"
    shown = "<p>5 March 2026</p><p>4 March 2026</p>"
    assert article(HEADLINE + shown, head=claim(moment)).published == dt.datetime.fromisoformat(moment)


def test_the_clock_of_the_page_gives_the_zone_of_a_claim_in_utc() -> None:
    found = article(HEADLINE + "<p>5 March 2026, 6:47 p.m.</p>", head=claim("2026-03-06T00:47:31Z")).published
    assert isinstance(found, dt.datetime)
    assert found == dt.datetime(2026, 3, 6, 0, 47, 31, tzinfo=dt.UTC)
    assert found.isoformat() == "2026-03-05T18:47:31-06:00"


def test_another_clock_gives_no_zone() -> None:
    found = article(HEADLINE + "<p>5 March 2026, 6:40 p.m.</p>", head=claim("2026-03-06T00:47:31Z")).published
    assert isinstance(found, dt.datetime)
    assert found.utcoffset() == dt.timedelta()


def test_the_page_is_believed_where_it_says_nothing_of_the_article() -> None:
    assert article(HEADLINE, head=page_claim("2026-03-05")).published == DAY
    both = article(HEADLINE, head=page_claim("2026-03-09") + claim("2026-03-05"))
    assert both.published == DAY


def test_a_labelled_date_outweighs_one_of_the_page() -> None:
    found = article(HEADLINE + "<p>Published 7 March 2026</p>", head=page_claim("2019-02-05"))
    assert found.published == dt.date(2026, 3, 7)


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("<p>Published 5 March 2026</p>", DAY),
        ("<p>Published 5 March 2026</p><p>Published 4 March 2026</p>", None),  # cards that tease other articles
        ("<p>© 5 March 2026</p>", None),
        ("<p>Commented on 5 March 2026 by a reader</p>", None),
    ],
)
def test_behind_the_body_only_labels_that_agree_count(below: str, expected: dt.date | None) -> None:
    assert article(HEADLINE, below=below).published == expected


def test_dates_near_the_headline_outweigh_those_behind_the_body() -> None:
    assert article(HEADLINE + "<p>5 March 2026</p>", below="<p>Published 9 March 2026</p>").published == DAY


@pytest.mark.parametrize(
    ("shown", "others", "url", "expected"),
    [
        ("03/05/2026", "", "https://quay.example/a", None),
        ("03/05/2026", "<p>12/24/2025</p>", "https://quay.example/a", DAY),
        ("05/03/2026", "<p>24/12/2025</p>", "https://quay.example/a", DAY),
        ("05/03/2026", "<p>24/12/2025</p><p>12/24/2025</p>", "https://quay.example/a", None),
        ("05/03/2026", "", "https://quay.co.uk/a", DAY),
        ("03/05/2026", "", "https://quay.gov/a", DAY),
        ("05/03/2026", "", "https://quay.example/2026/march/05/a", DAY),
    ],
)
def test_the_page_tells_the_order_of_day_and_month(shown: str, others: str, url: str, expected: dt.date | None) -> None:
    below = "<section>" + "<p>Read on in our archive of the fleet</p>" * 40 + others + "</section>"
    assert article(HEADLINE + f"<p>{shown}</p>", below=below, url=url).published == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://quay.example/2026/03/05/boats", DAY),
        ("https://quay.example/2026/mar/05/boats", DAY),
        ("https://quay.example/news/A2026030514320005196", DAY),
        ("https://quay.example/boats-20260305.html", DAY),
        ("https://quay.example/2026/03/132377/boats", None),
        ("https://quay.example/news/20261305", None),
        ("https://quay.example/id/7202603051", None),
    ],
)
def test_the_address_is_the_last_witness(url: str, expected: dt.date | None) -> None:
    found = article(HEADLINE, url=url)
    assert found.published == expected
    if expected:
        assert found.sources["published"].source == "url"


def test_certainty_rises_with_the_witnesses() -> None:
    shown = HEADLINE + "<p>5 March 2026</p>"
    agreed = article(shown, head=claim("2026-03-05T10:00:00Z")).sources["published"]
    alone = article(HEADLINE, head=claim("2026-03-05T10:00:00Z")).sources["published"]
    against = article(shown, head=claim("2026-03-01T10:00:00Z")).sources["published"]
    assert (agreed.source, alone.source, against.source) == ("meta", "meta", "meta")
    assert agreed.certainty > alone.certainty > against.certainty
    assert article(shown).sources["published"].source == "page"


@pytest.mark.parametrize(
    ("markup", "source"),
    [
        ('<meta itemprop="datePublished" content="2026-03-05">', "microdata"),
        ('<meta name="w-published-date" content="2026-03-05">', "meta"),
        ('<meta name="pubdate" value="2026-03-05">', "meta"),
        ('<script type="application/ld+json">{"@type": "Article", "datePublished": "2026-03-05"}</script>', "json-ld"),
    ],
)
def test_the_source_of_a_claim_is_told(markup: str, source: str) -> None:
    found = article(HEADLINE, head=markup)
    assert (found.published, found.sources["published"].source) == (DAY, source)


def test_the_review_of_a_reader_dates_nothing() -> None:
    review = '{"@type": "Product", "review": [{"@type": "Review", "datePublished": "2020-01-01"}]}'
    assert article(HEADLINE, head=f'<script type="application/ld+json">{review}</script>').published is None
