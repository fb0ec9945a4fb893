"""The table of fields, the collector that runs it, and what it does where a reader fails."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from marked_pages import article_of, collected, failed_readers

from cleanarticle import Article, Extractor
from cleanarticle.fields import collect
from cleanarticle.fields.table import FIELDS, TEXT_FIELDS, FieldSpec

ROWS = (*FIELDS, *TEXT_FIELDS)
NOON = "2026-03-01T12:00:00+02:00"
HEAD = (
    "<title>Ferry sails again</title>"
    f'<meta property="article:published_time" content="{NOON}"><meta property="og:site_name" content="The Quay">'
    '<meta property="article:tag" content="Ice">'
)
HEADLINE = "<h1>Ferry sails again</h1>"
DECK = "A choir was among the first on board after eleven days"
PARAGRAPHS = (
    "The ferry to the outer islands sailed again on Monday, eleven days after the frost.",
    "Forty people were waiting on the quay, among them a choir that had missed its concert.",
    "The captain said that the ice had been thinner than it looked, and that he knew it.",
)
BODY = "".join(f"<p data-body>{text}</p>" for text in PARAGRAPHS)
PAGE = f"<html><head>{HEAD}</head><body>{HEADLINE}<p>By Ida Holm</p>{BODY}</body></html>"


def texts(article: Article) -> tuple[str, ...]:
    return tuple(paragraph.text for paragraph in article.paragraphs)


# --- the table --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(len(ROWS)), ids=[row.name for row in ROWS])
def test_needs_are_read_before_and_are_what_the_reader_takes(number: int) -> None:
    row = ROWS[number]
    before = {row.name for row in ROWS[:number]}
    known = {"consumed", "paragraphs", *before, *(f"{name}_blocks" for name in before)}
    assert known.issuperset(row.needs)
    assert list(inspect.signature(row.read).parameters) == ["context", *row.needs]


def test_every_row_but_the_shared_ones_is_a_field_of_the_article() -> None:
    rest = {"body", "body_source", "url", "page_type", "quality", "quality_reason", "sources"}
    assert {row.name for row in ROWS if row.in_article} | rest == set(Article.model_fields)
    for row in ROWS:
        if row.in_article:
            assert row.empty == Article.model_fields[row.name].default


# --- a reader that fails ----------------------------------------------------------------------------------


def broken(*_: object, **__: object) -> Callable[[], None]:
    raise RuntimeError("Forty people were waiting")


def with_broken_reader(name: str, patch: pytest.MonkeyPatch) -> None:
    def rows(fields: tuple[FieldSpec, ...]) -> tuple[FieldSpec, ...]:
        return tuple(replace(row, read=broken) if row.name == name else row for row in fields)

    patch.setattr(collect, "FIELDS", rows(FIELDS))
    patch.setattr(collect, "TEXT_FIELDS", rows(TEXT_FIELDS))


@pytest.mark.parametrize("name", [row.name for row in ROWS])
def test_a_field_that_fails_is_empty_and_costs_nothing_else(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = article_of(PAGE)
    with_broken_reader(name, monkeypatch)
    with failed_readers() as logged:
        found = collected(PAGE)
    assert found.article is not None
    assert getattr(found.article, name, None) in (None, (), "unknown")
    assert found.article.text.endswith(whole.text)
    line = inspect.getsourcelines(broken)[1] + 1
    assert found.warnings == (f"{name}: its reader raised RuntimeError at {__file__}:{line}",)
    assert logged == list(found.warnings)


def test_inspect_has_the_warning_of_a_reader_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    with_broken_reader("tags", monkeypatch)
    found = Extractor().inspect(PAGE)
    assert found.article is not None
    assert (found.article.title, found.article.tags) == ("Ferry sails again", ())
    assert len(found.warnings) == 1
    assert found.warnings[0].startswith("tags: its reader raised RuntimeError at ")
    assert "Forty people" not in found.warnings[0]


# --- two selections ---------------------------------------------------------------------------------------


def fields(article: Article) -> dict[str, Any]:
    return article.model_dump(exclude={"body", "paragraphs", "text", "word_count"})


def test_fields_are_read_around_the_body_whatever_the_text_is() -> None:
    end = "Tickets are sold at the harbour office until the evening of the day before, and not on board."
    first, second, third = PARAGRAPHS

    def page(marks: tuple[str, str, str, str, str]) -> str:
        lines = zip(("h2", *"pppp"), marks, (DECK, first, second, third, end), strict=True)
        return f"<head>{HEAD}</head>{HEADLINE}" + "".join(f"<{tag} {mark}>{text}</{tag}>" for tag, mark, text in lines)

    usual = article_of(page(("", *["data-body"] * 3, "")))
    assert (usual.title, usual.subtitle, texts(usual)) == ("Ferry sails again", DECK, PARAGRAPHS)
    more = article_of(page(("data-text", *["data-body data-text"] * 3, "data-text")))
    assert texts(more) == (DECK, *PARAGRAPHS, end)
    fewer = article_of(page(("", "data-body", "data-body data-text", "data-body data-text", "")))
    assert texts(fewer) == (second, third)
    assert fields(more) == fields(fewer) == fields(usual)


def test_a_dateline_of_the_body_is_stripped_from_the_text() -> None:
    first = "BERGEN (NTB) — The boats of the northern fleet stayed in port on Tuesday, nobody would buy the catch."
    html = f"{HEADLINE}<p data-body data-text>{first}</p><p data-text>{PARAGRAPHS[1]}</p>"
    found = article_of(html, strip_dateline=True)
    assert found.dateline is not None
    assert found.dateline.place == "Bergen"
    assert texts(found) == (first.removeprefix("BERGEN (NTB) — "), PARAGRAPHS[1])


def test_fields_are_read_around_the_text_if_the_body_is_empty() -> None:
    found = article_of(PAGE.replace("data-body", "data-text"))
    assert (found.title, texts(found)) == ("Ferry sails again", PARAGRAPHS)
    assert found.byline is not None
    assert found.byline.authors == ("Ida Holm",)


# --- pages without an article -----------------------------------------------------------------------------


def test_page_without_a_body_has_no_article() -> None:
    found = collected("<h1>Ferry sails again</h1><p>x</p>")
    assert found.article is None
    assert found.reason == "no block of the page reads like the body of an article; it is a shell without text"
    assert found.quality_reason == "shell-without-text"


def test_page_of_nothing_but_its_headline_has_no_article() -> None:
    found = collected("<title>Ferry sails again</title><h1 data-body>Ferry sails again</h1>")
    assert found.article is None
    assert found.blocks == {0: "title"}
