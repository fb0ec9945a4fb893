"""Entries of live blogs: the times at them, what makes a live blog, and what only looks like one."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanarticle import Article, LiveEntry, extract
from cleanarticle.fields.text.dates.clocks import find_clock, leading_clock, leading_minute

TEXTS = (
    "The north gate of the shipyard has been opened for ambulances and for nobody else, the harbour master says.",
    "Two tugs have a line on the ferry now and are holding her off the breakwater until the tide has turned.",
    "The fire is out, but the engine room is still too hot to enter, according to the chief of the brigade.",
    "Passengers are being taken to the gym of the school, where the choir has made soup for two hundred.",
    "The wind has gone round to the west, and the smoke no longer lies over the lower town and its market.",
)
TITLES = ("Gate opened", "Tugs arrive", "Fire is out", "Soup in the gym", "Wind turns west")
CLOCKS = ("18:42", "18:20", "17:31", "16:40", "16:15")
LIVE = "Ferry fire live: everybody is safe"
PLAIN = "Fire on the ferry: everybody is safe"


def page(feed: str, *, title: str = LIVE, head: str = "") -> Article:
    menu = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("Home", "World", "Sport", "Letters"))
    return extract(
        f"<html lang=en><head><title>{title}</title><meta property='og:title' content='{title}'>"
        f"<meta property='article:published_time' content='2026-03-03T15:40:00+01:00'>{head}</head>"
        f"<body><nav><ul>{menu}</ul></nav><main><h1>{title}</h1>{feed}</main></body></html>"
    )


def feed(pattern: str, clocks: tuple[str, ...] = CLOCKS) -> str:
    """One piece of HTML an entry."""
    rows = zip(clocks, TITLES, TEXTS, strict=True)
    return "".join(
        pattern.format(clock=clock, title=title, text=text, at=at) for at, (clock, title, text) in enumerate(rows)
    )


BOX = "<div class=entry><div class=t>{clock}</div><h3>{title}</h3><p>{text}</p></div>"


# --- times --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "text", "minutes"),
    [
        ("20:42", "20:42", 20 * 60 + 42),
        ("20.42 Uhr", "20.42 Uhr", 20 * 60 + 42),
        ("8:42 p.m. ET", "8:42 p.m.", 20 * 60 + 42),
        ("12:05am", "12:05am", 5),
        ("12 pm", "12 pm", 12 * 60),
        ("Publié à 20h42", "20h42", 20 * 60 + 42),
        ("20 h 42", "20 h 42", 20 * 60 + 42),
        ("kl. 07.05", "07.05", 7 * 60 + 5),
        ("20時42分", "20時42分", 20 * 60 + 42),
        ("오후 8:42", "오후 8:42", 20 * 60 + 42),
        ("下午8时42分", "下午8时42分", 20 * 60 + 42),
        ("Updated20:42", "20:42", 20 * 60 + 42),
        ("14 Uhr", "14 Uhr", 14 * 60),
        ("21:00Ida Holm", "21:00", 21 * 60),
    ],
)
def test_clock(line: str, text: str, minutes: int) -> None:
    stamp = find_clock(line)
    assert stamp is not None
    assert (stamp.text, stamp.minutes, stamp.kind) == (text, minutes, "clock")


@pytest.mark.parametrize(
    "line", ["14.05.2026", "2:0", "10.00–11.30", "10:00 - 11:30", "12.50 €", "1:25:10.3", "", "25:10", "13 pm", "3.5"]
)
def test_no_clock(line: str) -> None:
    assert find_clock(line) is None


@pytest.mark.parametrize(
    ("text", "written", "minutes"),
    [
        ("90'+4 Full time", "90'+4", 9004),
        ("45+2' Corner", "45+2'", 4502),
        ("90.+3", None, None),
        ("67. Minute: Wechsel", "67. Minute", 6700),
        ("Min. 12 Gol", "Min. 12", 1200),
        ("88' Yellow", "88'", 8800),
        ("33′ Empate", "33′", 3300),
        ("57분 교체", "57분", 5700),
        ("71 мин. Гол", "71 мин.", 7100),
        ("11 'My Garden' and others", None, None),
        ("400' Dive", None, None),
        ("90 minutes later", None, None),
    ],
)
def test_minute_of_a_match(text: str, written: str | None, minutes: int | None) -> None:
    stamp = leading_minute(text)
    assert (stamp and stamp.text, stamp and stamp.minutes) == (written, minutes)


@pytest.mark.parametrize(
    "text", ["14:05 – Gate opens", "14.05 Uhr: Gate opens", "+++ 14:05 | Gate opens", "14:05 CET: Gate opens"]
)
def test_leading_clock_is_set_off(text: str) -> None:
    stamp = leading_clock(text, closed=True)
    assert stamp is not None
    assert stamp.minutes == 14 * 60 + 5


def test_clock_of_a_sentence_is_not_set_off() -> None:
    assert leading_clock("14:05 was too late for the last boat", closed=True) is None
    assert leading_clock("14:05 was too late for the last boat", closed=False) is not None


@given(st.text(alphabet="0123456789:.h' +pmaUhr–", max_size=40))
def test_any_line_is_read(line: str) -> None:
    for stamp in (find_clock(line), leading_clock(line, closed=True), leading_minute(line)):
        assert stamp is None or stamp.text in line[stamp.start : stamp.end]


# --- shapes -------------------------------------------------------------------------------------------------

TITLED = [
    BOX,
    "<div class=entry><h3>{title}</h3><p>{text}</p><div class=t>{clock}</div></div>",
    "<h3>{clock} – {title}</h3><p>{text}</p>",
    "<h3>{title}</h3><div class=t>{clock}</div><p>{text}</p>",
    "<p><b>+++ {clock} Uhr: {title} +++</b></p><p>{text}</p>",
    "<div class=row><div><p>{clock}</p></div><div><div><b>{title}</b></div><div><p>{text}</p></div></div></div>",
    "<article><div><time>{clock}</time> <i class=author>Ida Holm</i></div><h2>{title}</h2><p>{text}</p></article>",
]
UNTITLED = [
    "<p>{clock}: {text}</p>",
    "<h3>{clock}</h3><p>{text}</p>",
    "<li><b>{clock}</b> {text}</li>",
    "<table><tr><td>{clock}</td><td>{text}</td></tr></table>",
]


@pytest.mark.parametrize("pattern", TITLED)
def test_entries_with_titles(pattern: str) -> None:
    entries = page(feed(pattern)).entries
    assert [entry.title for entry in entries] == list(TITLES)
    assert [entry.text for entry in entries] == list(TEXTS)
    assert [entry.stamp and entry.stamp[:5] for entry in entries] == list(CLOCKS)


@pytest.mark.parametrize("pattern", UNTITLED)
def test_entries_without_titles(pattern: str) -> None:
    entries = page(feed(pattern)).entries
    assert [entry.title for entry in entries] == [None] * len(TEXTS)
    assert all(text in entry.text for text, entry in zip(TEXTS, entries, strict=True))
    assert [entry.stamp for entry in entries] == list(CLOCKS)


def test_entry_without_a_time_between_others() -> None:
    html = feed(BOX).replace("<div class=t>17:31</div>", "")
    assert [entry.stamp for entry in page(html).entries] == ["18:42", "18:20", None, "16:40", "16:15"]


def test_introduction_belongs_to_no_entry() -> None:
    lead = "<p>All that we know about the fire on the ferry, which began in the galley a little after three.</p>"
    article = page(lead + feed(BOX))
    assert article.paragraphs[0].text.startswith("All that we know")
    assert article.entries[0].text == TEXTS[0]


def test_lines_of_the_body_that_show_nothing_but_a_time_become_stamps() -> None:
    article = page(feed("<p>{clock}</p><p>{text}</p>"))
    assert [entry.text for entry in article.entries] == list(TEXTS)
    assert "18:42" not in article.text


# --- moments ------------------------------------------------------------------------------------------------


def times(entries: tuple[LiveEntry, ...]) -> list[str | None]:
    return [entry.time and entry.time.isoformat() for entry in entries]


def test_clock_takes_day_and_offset_of_the_article() -> None:
    assert times(page(feed(BOX)).entries)[:2] == ["2026-03-03T18:42:00+01:00", "2026-03-03T18:20:00+01:00"]


def test_clock_passes_midnight_backwards_where_the_newest_is_first() -> None:
    head = "<meta property='article:modified_time' content='2026-03-04T01:00:00+01:00'>"
    entries = page(feed(BOX, ("00:50", "00:10", "23:30", "17:00", "16:15")), head=head).entries
    assert [entry.time and entry.time.day for entry in entries] == [4, 4, 3, 3, 3]


def test_clock_passes_midnight_forwards_where_the_oldest_is_first() -> None:
    entries = page(feed(BOX, ("16:15", "17:00", "23:30", "00:10", "00:50"))).entries
    assert [entry.time and entry.time.day for entry in entries] == [3, 3, 3, 4, 4]


def test_pinned_first_entry_is_of_the_same_day() -> None:
    entries = page(feed(BOX, ("16:20", "18:42", "18:20", "17:00", "16:15"))).entries
    assert {entry.time and entry.time.day for entry in entries} == {3}


def test_offset_is_not_guessed_from_an_article_dated_in_utc() -> None:
    head = "<meta property='article:published_time' content='2026-03-03T14:40:00Z'>"
    html = feed(BOX)
    article = extract(
        f"<html><head><title>{LIVE}</title>{head}</head><body><main><h1>{LIVE}</h1>{html}</main></body></html>"
    )
    assert times(article.entries) == [None] * len(TEXTS)
    assert [entry.stamp for entry in article.entries] == list(CLOCKS)


def test_offset_is_learned_from_a_time_that_is_written_twice() -> None:
    head = "<meta property='article:published_time' content='2026-03-03T14:40:00Z'>"
    html = feed(BOX).replace(
        "<div class=t>18:42</div>", "<div class=t><time datetime='2026-03-03T16:42:10Z'>18:42</time></div>"
    )
    article = extract(
        f"<html><head><title>{LIVE}</title>{head}</head><body><main><h1>{LIVE}</h1>{html}</main></body></html>"
    )
    assert times(article.entries)[1] == "2026-03-03T18:20:00+02:00"


def test_zone_beside_the_clock_counts() -> None:
    entries = page(feed(BOX.replace("{clock}", "{clock} GMT"))).entries
    assert times(entries)[0] == "2026-03-03T18:42:00+00:00"


def test_attribute_of_the_entry_says_the_moment() -> None:
    html = feed("<div class=entry data-post-time='177255960{at}000'><div class=t>{clock}</div><p>{text}</p></div>")
    assert page(html).entries[3].time == dt.datetime.fromtimestamp(1772559603, dt.UTC)


def json_ld(**values: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'LiveBlogPosting', **values})}</script>"


def updates() -> list[dict[str, object]]:
    return [
        {
            "@type": "BlogPosting",
            "headline": title,
            "articleBody": text,
            "datePublished": f"2026-03-03T{clock}:00+01:00",
            "author": {"name": "Ida Holm" if at % 2 else "Jon Berg"},
        }
        for at, (title, text, clock) in enumerate(zip(TITLES, TEXTS, CLOCKS, strict=True))
    ]


def test_structured_data_alone_shows_the_entries() -> None:
    html = feed("<div class=x><h3>{title}</h3><p>{text}</p></div>")
    entries = page(html, title=PLAIN, head=json_ld(liveBlogUpdate=updates())).entries
    assert [entry.title for entry in entries] == list(TITLES)
    assert times(entries)[0] == "2026-03-03T18:42:00+01:00"
    assert [entry.authors for entry in entries[:2]] == [("Jon Berg",), ("Ida Holm",)]
    assert [entry.stamp for entry in entries] == [None] * len(TEXTS)


@pytest.mark.parametrize(
    "broken", [None, "x", [], [None, "x", {}, {"headline": 3, "author": [[1]]}], {"headline": "x"}]
)
def test_broken_updates_do_no_harm(broken: object) -> None:
    entries = page(feed(BOX), title=PLAIN, head=json_ld(liveBlogUpdate=broken)).entries
    assert [entry.title for entry in entries] == list(TITLES)


# --- authors ------------------------------------------------------------------------------------------------


def test_author_beside_the_time() -> None:
    html = feed(BOX.replace("{clock}", "{clock} By Ida Holm"))
    assert page(html).entries[0].authors == ("Ida Holm",)


@pytest.mark.parametrize("label", ["KEY EVENT", "Breaking", "Pinned post"])
def test_label_beside_the_time_is_no_author(label: str) -> None:
    html = feed(BOX.replace("{clock}", "{clock} " + label))
    assert page(html).entries[0].authors == ()


# --- what makes a live blog ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "around"),
    [
        (LIVE, "{}"),
        ("EN DIRECT. Le ferry en feu", "{}"),
        ("Der Brand im Liveticker", "{}"),
        ("Incendio en el ferri, minuto a minuto", "{}"),
        ("フェリー火災の速報", "{}"),
        (PLAIN, "<div class='liveblog-list'>{}</div>"),
        (PLAIN, "<section class='timeline'>{}</section>"),
    ],
)
def test_something_says_that_it_is_live(title: str, around: str) -> None:
    assert len(page(around.format(feed(BOX)), title=title).entries) == len(TEXTS)


BARE = "<div><div class=t>{clock}</div><p>{text}</p></div>"


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(feed(BARE), id="times without a word of live"),
        pytest.param(f"<ol class=comments>{feed(BARE)}</ol>", id="comments"),
        pytest.param(f"<section class=timeline>{feed(BARE, CLOCKS[::-1])}</section>", id="chronicle, oldest first"),
        pytest.param("".join(f"<p>{text}</p>" for text in TEXTS * 2) + feed(BARE)[:300], id="a time in an article"),
    ],
)
def test_shape_alone_is_no_live_blog(html: str) -> None:
    assert page(html, title=PLAIN).entries == ()


def test_thread_of_comments_on_a_live_show_is_no_live_blog() -> None:
    body = "".join(f"<p>{text}</p>" for text in TEXTS)
    assert page(f"{body}<div class=comments>{feed(BARE)}</div>").entries == ()


def test_teasers_with_times_are_no_live_blog() -> None:
    cards = feed(
        "<div class=card><div class=t>{clock}</div><h3><a href='/{at}'>{text}</a></h3><p>{title} today.</p></div>"
    )
    assert page(cards).entries == ()


def test_entries_days_apart_are_no_live_blog() -> None:
    rows = "".join(
        f"<div class=entry><time datetime='2026-03-{day:02}T10:00:00+01:00'>10:00</time><p>{text}</p></div>"
        for day, text in zip((1, 5, 9, 14, 20), TEXTS, strict=True)
    )
    assert page(rows).entries == ()


def test_minutes_of_a_match_need_no_word_of_live() -> None:
    rows = zip(("90'+4", "71'", "45'+2", "33'", "12'"), TEXTS, strict=True)
    entries = page("".join(f"<div><b>{minute}</b><p>{text}</p></div>" for minute, text in rows), title=PLAIN).entries
    assert [entry.stamp for entry in entries] == ["90'+4", "71'", "45'+2", "33'", "12'"]
    assert times(entries) == [None] * len(TEXTS)
