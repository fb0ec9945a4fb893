"""`assert_article`: only what is given is asserted, and a failure says what differs and why."""

from __future__ import annotations

import datetime as dt
import unittest
from typing import Any

import pytest

from cleanarticle import Article, Byline, Config, Extractor, FixtureError, extract
from cleanarticle.testing import assert_article
from cleanarticle.testing.assertion import ExpectedFields
from cleanarticle.testing.expected import FIELDS

PROSE = "The ferry left at noon, and those who missed it had to wait until the storm over the bay had passed. "
PAGE = f"""<html lang="en"><head><title>Ferry leaves early</title>
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Ferry leaves early", "datePublished": "2026-03-11T08:15:00+01:00",
"author": {{"@type": "Person", "name": "Mara Lindqvist"}}}}</script></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Ferry leaves early</h1>{"".join(f"<p>{PROSE * 2}Part {n}.</p>" for n in range(1, 5))}</article>
<footer>Imprint and privacy of the harbour paper</footer></body></html>"""
PARAGRAPHS = [f"{PROSE * 2}Part {n}." for n in range(1, 5)]


def message_of(**fields: Any) -> str:
    with pytest.raises(AssertionError) as caught:
        assert_article(PAGE, **fields)
    return str(caught.value)


def test_what_holds_passes() -> None:
    assert_article(
        PAGE,
        title="Ferry leaves early",
        byline={"authors": ["Mara Lindqvist"]},
        published=dt.datetime(2026, 3, 11, 7, 15, tzinfo=dt.UTC).astimezone(dt.timezone(dt.timedelta(hours=1))),
        subtitle=None,
        paragraphs=PARAGRAPHS,
        contains=["had to wait until the storm", "Part 4."],
        excludes=["Imprint", "Sport"],
    )


def test_models_assert_what_they_were_made_with() -> None:
    assert_article(PAGE, byline=extract(PAGE).byline)
    assert '+authors: ["Mara Lindqvist"]' in message_of(byline=Byline(text="By Jon Berg", authors=("Jon Berg",)))


def test_failure_has_the_words_and_the_cause_of_each_field() -> None:
    message = message_of(title="Ferry leaves late", excludes=["Part 3."], language="en")
    assert message.startswith("the article differs in title, excludes")
    assert "-Ferry leaves late\n+Ferry leaves early" in message
    assert "Ferry leaves [-late-]{+early+}" in message
    assert "'Ferry leaves early' title by title" in message
    assert "'Part 3.' is in the text" in message
    assert "language:" not in message


def test_pieces_and_all_paragraphs_can_be_asserted_together() -> None:
    message = message_of(paragraphs=PARAGRAPHS, contains=["no such words"])
    assert "no paragraph contains 'no such words'" in message
    assert message_of(paragraphs={"count": 3}).endswith("expected 3 paragraphs, got 4")


def test_empty_paragraphs_assert_that_there_is_no_article() -> None:
    assert_article("<nav><a href='/'>Home</a></nav>", paragraphs=[])
    assert "no article is expected" in message_of(paragraphs=[])
    with pytest.raises(AssertionError, match="no article was found"):
        assert_article("<nav><a href='/'>Home</a></nav>", title="Home")


def test_wrong_field_is_told_with_the_nearest() -> None:
    fields: Any = {"titel": "x"}
    with pytest.raises(FixtureError, match=r"assert_article: no article has a field 'titel'; did you mean 'title'"):
        assert_article(PAGE, **fields)
    with pytest.raises(FixtureError, match=r"byline: write a table"):
        assert_article(PAGE, byline="Mara Lindqvist")  # type: ignore[arg-type]
    with pytest.raises(FixtureError, match="asserts nothing"):
        assert_article(PAGE)


def test_settings() -> None:
    with pytest.raises(TypeError, match="extractor or config"):
        assert_article(PAGE, extractor=Extractor(), config=Config(), title="x")
    for given in ({"config": Config(threshold=50.0)}, {"extractor": Extractor(Config(threshold=50.0))}):
        settings: Any = given
        with pytest.raises(AssertionError, match="no article was found"):
            assert_article(PAGE, title="Ferry leaves early", **settings)


def test_what_can_not_be_read_has_no_article() -> None:
    with pytest.raises(AssertionError, match="the source is empty"):
        assert_article(b"", title="x")


def test_every_field_can_be_named() -> None:
    assert ExpectedFields.__annotations__.keys() == {*FIELDS, "contains"}
    assert set(FIELDS) - {"excludes"} == set(Article.model_fields) - {"url", "sources"}


def test_works_in_unittest() -> None:
    class Case(unittest.TestCase):
        def test_fails(self) -> None:
            assert_article(PAGE, title="Another")

    result = unittest.TestResult()
    Case("test_fails").run(result)
    assert not result.errors
    assert "Another" in result.failures[0][1]
