"""The language: what a page declares, against what its text says."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from cleanarticle import Article, extract
from cleanarticle.fields.language import language_of

TEXTS: Final = dict(
    line.split("\t")
    for line in (Path(__file__).parents[1] / "data" / "languages.tsv").read_text("utf-8").splitlines()[1:]
)


def article(text: str, *, lang: str = "", head: str = "") -> Article:
    declared = f" lang={lang}" if lang else ""
    body = "".join(f"<p>{text} {number}</p>" for number in (1, 2))
    return extract(f"<html{declared}><head><title>1</title>{head}</head><body><article>{body}</article></body></html>")


@pytest.mark.parametrize(("language", "text"), TEXTS.items(), ids=list(TEXTS))
def test_language_told_by_the_text_alone(language: str, text: str) -> None:
    found = article(text)
    assert found.language == language
    assert found.sources["language"].source == "text"


@pytest.mark.parametrize(("language", "text"), TEXTS.items(), ids=list(TEXTS))
def test_declared_language_that_fits_is_taken_as_it_is(language: str, text: str) -> None:
    assert article(text, lang=f"{language}-XX").language == f"{language}-XX"


@pytest.mark.parametrize(("language", "text"), TEXTS.items(), ids=list(TEXTS))
def test_language_of_the_template_is_not_that_of_the_text(language: str, text: str) -> None:
    wrong = "en" if language != "en" else "de"
    assert article(text, lang=wrong).language == language


def test_next_declaration_that_fits() -> None:
    head = '<meta property="og:locale" content="de_AT">'
    found = article(TEXTS["de"], lang="en", head=head)
    assert (found.language, found.sources["language"].source) == ("de-AT", "meta")


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("EN-us", "en-US"),
        ("en_GB", "en-GB"),
        ("eng", "en"),
        ("en-US,en", "en-US"),
        ("english", "en"),
        ("x", "en"),
        ("ja", "en"),
        ("nl", "en"),
    ],
)
def test_spellings_of_a_declaration(declared: str, expected: str) -> None:
    assert article(TEXTS["en"], lang=declared).language == expected


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        ("lb", TEXTS["de"]),
        ("gsw", TEXTS["de"]),
        ("ms", TEXTS["id"]),
        ("da", "12:04 Holm, Ida 11,2 Lind, Bo 11,9 Roe, Ada 12,0 Fell, Una 12,4 Vik, Tor 12,5 Ek, Per 12,9 " * 4),
    ],
)
def test_declarations_that_nothing_speaks_against(declared: str, text: str) -> None:
    assert article(text, lang=declared).language == declared


def test_text_with_a_long_quotation_keeps_its_declared_language() -> None:
    text = TEXTS["de"] + " " + TEXTS["en"]
    assert article(text, lang="de").language == "de"


def test_agreement_makes_sure() -> None:
    assert (
        article(TEXTS["en"], lang="en").sources["language"].certainty
        > article(TEXTS["en"]).sources["language"].certainty
    )
    short = article("Ferry sails again from the quay. Photo Ida Holm, words Bo Lind", lang="en")
    assert short.sources["language"].certainty < article(TEXTS["en"], lang="en").sources["language"].certainty


def test_no_language_for_text_that_tells_none() -> None:
    evidence = language_of("Holm Lind Roe Fell Vik Ek 12 11 10 " * 20)
    assert (evidence.language, evidence.possible, evidence.shares) == (None, None, None)
    assert language_of("") == (None, None, None)
