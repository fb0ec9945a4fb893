"""Where a dateline is read, which source wins, and how sure it is."""

from __future__ import annotations

import json

import pytest
from marked_pages import article_of

from cleanarticle.article import Article

HEADLINE = "<h1>Herring boats stay in port</h1>"
FIRST = "The boats of the northern fleet stayed in port on Tuesday, because nobody would buy the catch."
SECOND = "Forty skippers met in the net loft and voted, by a show of hands, to wait for a better price."


def article(first: str = "", second: str = "", *, top: str = "", strip: bool = False, **structured: object) -> Article:
    data = json.dumps({"@type": "NewsArticle", **structured})
    html = (
        f'<html lang="en"><head><script type="application/ld+json">{data}</script></head><body>{HEADLINE}{top}'
        f"<p data-body>{first}{FIRST}</p><p data-body>{second}{SECOND}</p></body></html>"
    )
    return article_of(html, strip_dateline=strip)


def test_the_text_comes_first() -> None:
    found = article("BERGEN (NTB) — ", dateline="LONDON", locationCreated={"@type": "Place", "name": "Paris"})
    assert found.dateline is not None
    assert (found.dateline.place, found.dateline.agency, found.dateline.inline) == ("Bergen", "NTB", True)
    assert found.sources["dateline"].source == "text"


def test_a_dateline_may_open_the_second_paragraph_if_it_is_sure() -> None:
    found = article(second="BERGEN (NTB) — ").dateline
    assert found is not None
    assert found.place == "Bergen"
    assert article(second="Bergen – ").dateline is None


def test_it_is_stripped_from_the_paragraph_it_opens() -> None:
    found = article(second="BERGEN (NTB) — ", strip=True)
    assert [paragraph.text for paragraph in found.paragraphs] == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("structured", "place"),
    [
        ({"dateline": "BERGEN, Norway (AP) —"}, "Bergen, Norway"),
        ({"dateline": "Bergen"}, "Bergen"),
        ({"locationCreated": {"@type": "Place", "name": "Bergen"}}, "Bergen"),
        ({"locationCreated": [{"@type": "Place", "address": {"addressLocality": "Bergen"}}]}, "Bergen"),
        ({"locationCreated": "Norway"}, None),  # where the publisher is
        ({"dateline": "Business"}, None),  # a section
        ({"dateline": {"broken": [1]}}, None),
    ],
)
def test_structured_data(structured: dict[str, object], place: str | None) -> None:
    found = article(**structured)
    assert (found.dateline.place if found.dateline else None) == place
    if place:
        assert found.sources["dateline"].source == "json-ld"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("OSLO, March 1, 2026", "Oslo"),
        ("Oslo", "Oslo"),
        ("Skerrow, 1 March 2026", "Skerrow"),
        ("Festivals", None),
        ("Project Management", None),
        ("Domestic | qn | 11.2.2025", None),
        ("1 March 2026", None),
    ],
)
def test_an_element_of_its_own_is_one_if_it_names_a_place(line: str, place: str | None) -> None:
    found = article(top=f'<div class="dateline">{line}</div>').dateline
    assert (found.place if found else None) == place


def test_witnesses_that_agree_make_it_surer() -> None:
    alone = article("BERGEN — ").sources["dateline"].certainty
    agreed = article("BERGEN — ", dateline="Bergen").sources["dateline"].certainty
    claimed = article(dateline="Bergen").sources["dateline"].certainty
    assert agreed > alone > claimed
