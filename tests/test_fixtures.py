"""What holds of every fixture page beside its expectations, which the plugin of pytest checks: no word is invented."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

import lxml.html
import pytest

from cleanarticle import extract
from cleanarticle.testing.layout import is_fixture
from fixture_pages import (
    FIXTURES,
    FixturePage,
    first_missing,
    load_fixtures,
    load_pages_without_article,
    source_text,
    words,
)

PAGES = load_fixtures()
RESERVED = (".example", "example.com", "example.org", "example.net")

EMPTY_PAGES = load_pages_without_article()

every_page = pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])


@every_page
def test_tree_gives_the_same_article(page: FixturePage) -> None:
    tree = lxml.html.document_fromstring(page.text)
    from_bytes = extract(page.html, url=page.url, charset=page.charset)
    assert extract(tree, url=page.url) == from_bytes


@every_page
def test_every_word_stands_in_the_page_in_order(page: FixturePage) -> None:
    article = extract(page.html, url=page.url, charset=page.charset)
    found = words(article.text)
    missing = first_missing(found, words(source_text(page)))
    assert missing is None, f"word {missing[0]}, after {' '.join(found[: missing[0]][-8:])!r}: {missing[1]!r}"


@every_page
def test_entries_are_made_of_the_paragraphs_in_order(page: FixturePage) -> None:
    article = extract(page.html, url=page.url, charset=page.charset)
    rest = iter(article.paragraphs)
    for entry in article.entries:
        assert entry.title or entry.paragraphs
        assert not entry.title or any(entry.title in paragraph.text for paragraph in rest)
        assert all(paragraph in rest for paragraph in entry.paragraphs)


@every_page
def test_expectation_stands_in_the_page(page: FixturePage) -> None:
    found = words("\n".join(item["text"] for item in page.paragraphs))
    assert len(found) > 30
    missing = first_missing(found, words(source_text(page)))
    assert missing is None, f"word {missing[0]}, after {' '.join(found[: missing[0]][-8:])!r}: {missing[1]!r}"


@every_page
def test_excluded_cruft_stands_in_the_page_and_not_in_the_expectation(page: FixturePage) -> None:
    text = " ".join(source_text(page).split())
    body = "\n\n".join(item["text"] for item in page.paragraphs)
    assert page.expected["excludes"]
    for cruft in page.expected["excludes"]:
        assert cruft in text
        assert cruft not in body


@every_page
def test_expected_fields_stand_in_the_page(page: FixturePage) -> None:
    text = " ".join(source_text(page).split())
    expected = page.expected
    captions = [figure.get(key) for figure in expected.get("figures", []) for key in ("caption", "credit")]
    authors = expected.get("byline", {}).get("authors", [])
    for value in (expected["title"], expected.get("subtitle"), *authors, *captions):
        assert not value or value in text


@pytest.mark.parametrize("page", [*PAGES, *EMPTY_PAGES], ids=lambda page: page.name)
def test_case_is_well_formed(page: FixturePage) -> None:
    asserted = {"title", "paragraphs", "excludes"} if page.paragraphs else {"paragraphs", "excludes"}
    assert asserted <= set(page.expected)
    assert len(page.reason.split()) >= 6
    assert len(page.html) >= 6_000
    host = urlsplit(page.url).hostname or ""
    assert host.endswith(RESERVED)
    assert page.name.split("/")[0] == host


def test_there_are_enough_pages_and_languages() -> None:
    languages = Counter(page.language for page in PAGES)
    assert len(PAGES) >= 36
    assert len(languages) >= 12


def test_every_folder_is_complete() -> None:
    for folder in FIXTURES.glob("*/*"):
        assert is_fixture(folder), folder
        assert len(list(folder.iterdir())) == 3, folder


@pytest.mark.parametrize(
    ("needles", "haystack", "expected"),
    [
        ("a b", "x a y b", None),
        ("b a", "a b", (1, "a")),
        ("a a", "a b", (1, "a")),
        ("ab", "a b", (0, "ab")),
    ],
)
def test_word_order_check_finds_what_is_wrong(needles: str, haystack: str, expected: tuple[int, str] | None) -> None:
    assert first_missing(words(needles), words(haystack)) == expected
