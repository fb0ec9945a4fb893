"""What several pages of one site teach, and what it changes on the next."""

from __future__ import annotations

import dataclasses
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from typing import Final

import lxml.html
import pytest
from fixture_pages import load_fixtures, on_every_page
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanarticle import (
    Article,
    Config,
    ConfigError,
    Entry,
    Extractor,
    InputError,
    SiteModel,
    extract,
    inspect,
)
from cleanarticle.overlays.site_model import _MOST_TEMPLATES, _MOST_TEXTS

fit_site = Extractor().fit_site
PROMO: Final = "Our correspondents walk every harbour of the coast so that none of its stories goes untold."
DISCLAIMER: Final = (
    "The Gull and Anchor holds shares in no shipping line, and its writers own none of the boats, quays or "
    "warehouses that they describe in these pages."
)
BACKGROUND: Final = "Background"
QUESTION: Final = "What would you change about the harbour?"
LABEL: Final = "Keep walking"
PLACES: Final = (
    *("Skerrow", "Maldon Point", "Harrowgate", "Ostrel", "Quenby", "Little Wick", "Tarn Head", "Elvermouth"),
    *("Sandling", "Fairlea", "Greyhythe", "Norbeck", "Whitsand"),
)
TRADES: Final = ("ferry", "lifeboat", "dredger", "trawler", "pilot cutter", "lightship", "collier", "tug")


def sentence(page: int, number: int) -> str:
    place, trade = PLACES[page % len(PLACES)], TRADES[(page + number) % len(TRADES)]
    turns = (
        f"The {trade} of {place} left the quay before dawn, and its crew did not look back at the town",
        f"Nobody in {place} had expected that the old {trade} would be sold before the winter was over",
        f"When the council met on Tuesday, the {trade} was all that the people of {place} wanted to hear about",
        f"A new engine for the {trade} would cost more than {place} earns in a year, the harbour master said",
        f"Her grandfather had built the {trade} in a shed behind the church of {place}, plank by plank",
        f"By the evening the {trade} lay safe behind the mole, and {place} had a story to tell for years",
    )
    return f"{turns[number % len(turns)]}. "


def paragraph(page: int, number: int) -> str:
    return (sentence(page, number) + sentence(page, number + 2) + sentence(page, number + 5)).strip()


def page_of(page: int, *, promo: str = PROMO, disclaimer: str = DISCLAIMER, extra: str = "") -> str:
    body = [f"<p>{paragraph(page, number)}</p>" for number in range(6)]
    body.insert(2, f"<p>{promo}</p><p>{LABEL}</p>" if promo else "")
    body.insert(4, f"<h2>{BACKGROUND}</h2>")
    body.insert(6, f"<p><b>{QUESTION}</b></p>")
    return (
        f"<html><body><nav><ul><li><a href='/'>Home</a></li></ul></nav><article><h1>The day of {PLACES[page]}</h1>"
        f"<div class='story'>{''.join(body)}{extra}{f'<p>{disclaimer}</p>' if disclaimer else ''}</div></article>"
        "</body></html>"
    )


SITE: Final = [page_of(page) for page in range(5)]
MODEL: Final = fit_site(SITE)
FRESH: Final = page_of(6)


def texts(article: Article) -> list[str]:
    return [each.text for each in article.paragraphs]


def entry_of(html: str, text: str, model: SiteModel | None) -> Entry:
    return next(entry for entry in inspect(html, site=model).ledger if entry.text == text)


# --- What it changes


def test_without_a_model_the_page_keeps_what_only_the_site_betrays() -> None:
    found = texts(extract(FRESH))
    assert PROMO in found
    assert DISCLAIMER in found


def test_repeated_box_and_disclaimer_go_and_the_rest_stays() -> None:
    before, after = texts(extract(FRESH)), texts(extract(FRESH, site=MODEL))
    assert after == [text for text in before if text not in {PROMO, DISCLAIMER, LABEL}]
    assert BACKGROUND in after
    assert QUESTION in after
    assert sum(len(text) for text in after) > 1000


def test_the_ledger_says_on_how_many_pages() -> None:
    entry = entry_of(FRESH, PROMO, MODEL)
    assert not entry.kept
    assert (entry.rule, entry.reason) == ("site-model", "stands on 5 of 5 pages of the site")


def test_a_label_goes_with_the_repeated_sentence_beside_it_and_stays_elsewhere() -> None:
    alone = FRESH.replace(f"<p>{PROMO}</p>", "")
    assert not any(mark.kind == "drop" for mark in entry_of(alone, LABEL, MODEL).marks)
    assert [mark.kind for mark in entry_of(FRESH, LABEL, MODEL).marks] == ["drop"]


def test_a_heading_goes_with_the_repeated_text_below_it() -> None:
    box = f"<h3>Why we write</h3><p>{PROMO}</p>"
    pages = [page_of(page, promo="", extra=box) for page in range(5)]
    found = texts(extract(page_of(6, promo="", extra=box), site=fit_site(pages)))
    assert "Why we write" not in found
    assert BACKGROUND in found


def test_digits_are_folded() -> None:
    pages = [
        page_of(page, promo=f"Read {page + 3} more stories this week with an account of yours.") for page in range(4)
    ]
    fresh = page_of(6, promo="Read 11 more stories this week with an account of yours.")
    assert not entry_of(fresh, "Read 11 more stories this week with an account of yours.", fit_site(pages)).kept


def test_a_few_pages_of_many_are_no_veto() -> None:
    """A running story repeats its background, word for word."""
    story = f"<p>{paragraph(12, 3)}</p>"
    model = fit_site([page_of(page, extra=story if page < 3 else "") for page in range(12)])
    assert model.pages == 12
    entry = entry_of(page_of(12, extra=story).replace(paragraph(12, 3), "", 1), paragraph(12, 3), model)
    assert [(mark.kind, mark.points, mark.reason) for mark in entry.marks] == [
        ("score", -1.75, "stands on 3 of 12 pages of the site")
    ]
    assert entry.kept


def test_a_teaser_does_not_speak_against_the_first_paragraph_of_its_story() -> None:
    teaser = f"<div class='card'><p class='teaser'>{paragraph(6, 0)}</p></div>"
    model = fit_site([page_of(page, extra=teaser) for page in range(5)])
    assert paragraph(6, 0) in texts(extract(FRESH, site=model))
    assert not entry_of(page_of(7, extra=teaser), paragraph(6, 0), model).kept


def test_a_template_that_always_holds_the_body_speaks_for_a_block() -> None:
    pages = [page_of(page, extra=f"<p class='end'>{paragraph(page, 7)}</p>") for page in range(5)]
    entry = entry_of(page_of(6, extra="<p class='end'>Then came night.</p>"), "Then came night.", fit_site(pages))
    assert [(mark.kind, mark.points) for mark in entry.marks] == [("score", 1.0)]
    assert entry.marks[0].reason == "5 pages of the site keep all blocks of its template"


def test_drops_of_more_than_a_third_of_the_prose_are_overruled() -> None:
    standing = "".join(f"<p>{paragraph(12, number)}</p>" for number in range(3))
    model = fit_site([page_of(page, extra=standing) for page in range(5)])
    for own, is_kept in ((2, True), (40, False)):
        news = "".join(f"<p>{paragraph(number % 12, number)}</p>" for number in range(own))
        html = f"<article><h1>The day of Skerrow</h1><div class='story'>{news}{standing}</div></article>"
        entry = entry_of(html, paragraph(12, 1), model)
        assert entry.kept == is_kept
        assert ("of the page's prose for site-model" in entry.marks[0].overruled) == is_kept


# --- What it learns from


def test_pages_with_the_same_body_count_once() -> None:
    model = fit_site([page_of(1), page_of(1), page_of(1, promo=""), page_of(2), page_of(2, disclaimer="")])
    assert (model.pages, model.texts, model.templates) == (2, (), ())


def test_the_same_article_twice_keeps_its_paragraphs() -> None:
    model = fit_site([*SITE, *SITE[:3], SITE[0]])
    assert model.pages == 5
    assert texts(extract(SITE[0], site=model)) == texts(extract(SITE[0], site=MODEL))
    assert paragraph(0, 0) in texts(extract(SITE[0], site=model))


@pytest.mark.parametrize("pages", [[], SITE[:1], SITE[:2]])
def test_too_few_pages_teach_nothing(pages: list[str]) -> None:
    model = fit_site(pages)
    assert model == SiteModel(len(pages), 0)
    assert inspect(FRESH, site=model) == inspect(FRESH)


def test_two_pages_are_enough_if_asked_for() -> None:
    assert PROMO not in texts(extract(FRESH, site=fit_site(SITE[:2], least_pages=2)))
    with pytest.raises(ConfigError, match="least_pages"):
        fit_site(SITE, least_pages=1)


def test_unreadable_pages_are_counted_and_skipped() -> None:
    bad = [b"", "", b"\x89PNG\r\n\x1a\n" + bytes(50), None, 5]
    model = fit_site([*bad, *SITE])  # type: ignore[list-item]
    assert model == dataclasses.replace(MODEL, skipped=5)


@pytest.mark.parametrize("page", [SITE[0], SITE[0].encode(), lxml.html.fromstring(SITE[0])])
def test_one_page_is_no_site(page: object) -> None:
    with pytest.raises(ConfigError, match="one page"):
        fit_site(page)  # type: ignore[arg-type]


def test_any_iterable_and_every_kind_of_source() -> None:
    def sources() -> Iterator[object]:
        yield from (SITE[0], SITE[1].encode(), lxml.html.document_fromstring(SITE[2]), *SITE[3:])

    assert fit_site(sources()) == MODEL  # type: ignore[arg-type]


def test_settings_are_those_given() -> None:
    choosy = Extractor(Config(threshold=50.0)).fit_site(SITE)
    assert choosy.texts == MODEL.texts
    assert choosy.templates == () != MODEL.templates


@pytest.mark.parametrize("site", ["news.example", {}, 5])
def test_what_is_no_model_is_refused(site: object) -> None:
    with pytest.raises(InputError, match="SiteModel"):
        extract(FRESH, site=site)  # type: ignore[arg-type]
    assert inspect(FRESH, site=site).status == "bad-input"  # type: ignore[arg-type]


# --- The model is data


def test_it_is_frozen_and_can_be_compared() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        MODEL.pages = 7  # type: ignore[misc]
    assert fit_site(SITE) == MODEL
    assert hash(fit_site(reversed(SITE))) == hash(MODEL)


def test_it_survives_pickle_and_json() -> None:
    for model in (MODEL, SiteModel()):
        assert pickle.loads(pickle.dumps(model)) == model
        assert SiteModel.from_json(model.to_json()) == model


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "5", '{"pages": "x"}', '{"pages":1,"skipped":0,"texts":[1],"templates":[]}']
)
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="to_json"):
        SiteModel.from_json(text)


def test_it_holds_no_text() -> None:
    data = json.loads(MODEL.to_json())
    assert set(data) == {"pages", "skipped", "texts", "templates"}
    assert all(isinstance(number, int) for name in ("texts", "templates") for pair in data[name] for number in pair)
    assert len(MODEL.texts) >= 5


@pytest.mark.slow
def test_it_has_a_bound() -> None:
    lines = "".join(f"<p class='{letters(at)}'>{letters(at)} of the harbour</p>" for at in range(_MOST_TEXTS + 500))
    model = fit_site([html.replace("</article>", f"</article>{lines}") for html in SITE])
    assert len(model.texts) == _MOST_TEXTS
    assert len(model.templates) <= _MOST_TEMPLATES
    assert len(model.to_json()) < 120_000


def letters(number: int) -> str:
    """A number in letters: digits would be folded."""
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:05}")


def test_every_process_learns_the_same() -> None:
    code = (
        "import sys, json; from cleanarticle import Extractor; "
        "print(Extractor().fit_site(json.load(sys.stdin)).to_json(), end='')"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            input=json.dumps(SITE),
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert done.stdout == MODEL.to_json()


def test_using_it_changes_nothing_in_it() -> None:
    before = MODEL.to_json()
    extractor = Extractor()
    first = extractor.extract(FRESH, site=MODEL)
    extractor.extract(page_of(7), site=MODEL)
    assert extractor.extract(FRESH) == extract(FRESH)
    assert extractor.extract(FRESH, site=MODEL) == first
    assert MODEL.to_json() == before


def test_extract_and_inspect_agree() -> None:
    for html in (*SITE, FRESH):
        assert inspect(html, site=MODEL).article == extract(html, site=MODEL)


# --- What holds for every page

BOXES: Final = (
    f"<p>{PROMO}</p>",
    f"<p>{LABEL}</p>",
    f"<h2>{BACKGROUND}</h2>",
    f"<p>{DISCLAIMER}</p>",
    f"<p>{paragraph(6, 4)}</p>",
    f"<div class='card'><p class='teaser'>{paragraph(5, 1)}</p></div>",
    "<p class='end'>Then came night.</p>",
    "<h3>Keep in touch</h3>",
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(st.sampled_from(BOXES), max_size=4), min_size=3, max_size=5),
    st.lists(st.sampled_from(BOXES), max_size=6),
    st.integers(0, 7),
)
def test_only_what_the_model_speaks_for_appears(boxes: list[list[str]], extra: list[str], page: int) -> None:
    model = fit_site([page_of(at, extra="".join(added)) for at, added in enumerate(boxes)])
    html = page_of(page, extra="".join(extra))
    without, with_model = inspect(html).ledger, inspect(html, site=model).ledger
    assert [entry.text for entry in without] == [entry.text for entry in with_model]
    for before, after in zip(without, with_model, strict=True):
        if after.kept and not before.kept:
            assert any(mark.rule == "site-model" and mark.points > 0 for mark in after.marks)
        if before.kept and not after.kept:
            # Selection keeps a block for its neighbours, and drops a heading with nothing below it.
            lost_its_neighbour = after.rule == "last-heading" or before.rule in ("heading", "inner-paragraph")
            assert any(mark.rule == "site-model" for mark in after.marks) or lost_its_neighbour


@on_every_page("fixture", load_fixtures())
def test_another_site_s_model_changes_nothing(fixture: object) -> None:
    html = fixture.html  # type: ignore[attr-defined]
    assert inspect(html, site=MODEL).article == inspect(html).article
