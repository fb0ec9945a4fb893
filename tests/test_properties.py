"""What holds for every input: an article or one of our errors, and no word that the page doesn't have."""

from __future__ import annotations

from typing import Final

import lxml.html
from fixture_pages import first_missing, load_fixtures
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanarticle import Article, CleanArticleError, Extractor, inspect
from cleanarticle.config.model import Config
from cleanarticle.parse.limits import Limits

EXTRACTOR: Final = Extractor()
GREEDY: Final = Extractor(Config(threshold=-20.0))

few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# --- Any input

SOUP: Final = """
    < > / = " ' & ; ! ? - -- [ ] <p> </p> <div <a href= <!-- --> <![CDATA[ ]]> <script> </script> <br>
    <br/> <table> <td> </table> <li> <b> </i> <svg> </svg> <title> <template> <plaintext> <frameset>
    <select> <form> <pre> <noscript> &amp; &#0; &#xD800; &lt &nbsp; hidden class="ad" <h1> ferry
    <meta charset=utf-16> <article> <iframe>
"""
pieces = st.sampled_from(SOUP.split()) | st.text(max_size=6)
soups = st.lists(pieces, max_size=60).map(" ".join) | st.lists(pieces, max_size=60).map("".join)


def check_outcome(source: bytes | str) -> None:
    try:
        article = EXTRACTOR.extract(source)
    except CleanArticleError:
        return
    assert isinstance(article, Article)
    assert Article.model_validate_json(article.model_dump_json()) == article


@few
@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    check_outcome(text)


@few
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    check_outcome(data)


@few
@given(soups)
def test_any_soup(soup: str) -> None:
    check_outcome(soup)


@few
@given(soups, st.sampled_from(load_fixtures()[:8]), st.floats(0, 1))
def test_soup_in_a_page(soup: str, page: object, place: float) -> None:
    html = page.text  # type: ignore[attr-defined]
    at = int(place * len(html))
    check_outcome(html[:at] + soup + html[at:])


@few
@given(st.sampled_from(load_fixtures()[:8]), st.floats(0, 1), st.floats(0, 1))
def test_page_cut_anywhere(page: object, first: float, second: float) -> None:
    data = page.html  # type: ignore[attr-defined]
    start, end = sorted((int(first * len(data)), int(second * len(data))))
    check_outcome(data[:start])
    check_outcome(data[start:end])


@few
@given(
    st.none() | st.integers() | st.floats() | st.binary(max_size=50) | soups | st.lists(st.text(max_size=5)),
    st.none() | st.text(max_size=20),
    st.none() | st.text(max_size=12),
    st.booleans(),
)
def test_inspect_never_raises(source: object, url: str | None, charset: str | None, plaintext: bool) -> None:
    result = inspect(source, url=url, charset=charset, plaintext=plaintext)  # type: ignore[arg-type]
    assert (result.article is not None) == (result.status == "ok") == (result.reason == "")


@few
@given(soups, st.integers(1, 40), st.integers(1, 40))
def test_limits_end_in_an_article_or_an_error(soup: str, size: int, tags: int) -> None:
    extractor = Extractor(Config(limits=Limits(max_bytes=size, max_tags=tags)))
    result = extractor.inspect(soup)
    if len(soup) > size:
        assert (result.status, result.article) == ("bad-input", None)


# --- Every word that comes out stands in the page, in that order, once

BLOCKS: Final = (
    "div",
    "p",
    "section",
    "article",
    "blockquote",
    "ul",
    "li",
    "h2",
    "figure",
    "aside",
    "pre",
    "td",
)
INLINES: Final = ("b", "i", "a", "span", "em", "code", "x-y")
VOIDS: Final = ("<br>", "<br><br>", "<hr>", "<img src='/a.jpg'>", "<!-- unseen -->", "<wbr>")


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[str]]:
    """HTML of random nesting around numbered words, and the words in their order."""
    words: list[str] = []
    parts: list[str] = []
    open_tags: list[str] = []
    for action in draw(st.lists(st.integers(0, 9), min_size=10, max_size=80)):
        if action < 4:
            fresh = [f"w{len(words) + at}x" for at in range(draw(st.integers(1, 30)))]
            words += fresh
            parts.append(f" {' '.join(fresh)}. ")
        elif action < 6:
            tag = draw(st.sampled_from(BLOCKS if action == 4 else INLINES))
            open_tags.append(tag)
            parts.append(f"<{tag}>")
        elif action < 8 and open_tags:
            parts.append(f"</{open_tags.pop()}>")
        else:
            parts.append(draw(st.sampled_from(VOIDS)))
    parts += [f"</{tag}>" for tag in reversed(open_tags)]
    return f"<html><body>{''.join(parts)}</body></html>", words


def numbered(text: str) -> list[str]:
    return [word.strip(".") for word in text.split() if word.strip(".")]


@few
@given(pages())
def test_words_stand_in_the_page_in_order_and_once(page: tuple[str, list[str]]) -> None:
    html, words = page
    for source in (html, lxml.html.document_fromstring(html)):
        try:
            article = GREEDY.extract(source)
        except CleanArticleError:
            continue
        found = numbered(article.text)
        assert len(set(found)) == len(found)
        assert set(found) <= set(words), "a word fused or split"


@few
@given(pages())
def test_blocks_hold_every_word_once(page: tuple[str, list[str]]) -> None:
    html, words = page
    result = GREEDY.inspect(html)
    assert sorted(numbered(" ".join(entry.text for entry in result.ledger))) == sorted(words)


@few
@given(pages())
def test_order_is_that_of_the_parsed_tree(page: tuple[str, list[str]]) -> None:
    """Misnested markup moves words (out of tables, for one), so the tree's order is what counts."""
    html, _ = page
    root = lxml.html.document_fromstring(html)
    try:
        article = GREEDY.extract(root)
    except CleanArticleError:
        return
    assert first_missing(numbered(article.text), numbered(" ".join(root.itertext()))) is None


# --- Copied-out text

lines = st.lists(st.text("abcdefg .,:\u00e9\u4e2d\u200b\t", max_size=60), max_size=30)


@few
@given(lines)
def test_plain_text_gives_its_own_words(parts: list[str]) -> None:
    text = "\n".join(parts)
    visible = text.replace("\u200b", "")
    ledger = inspect(text, plaintext=True).ledger
    assert " ".join(entry.text for entry in ledger).split() == visible.split()
    try:
        article = GREEDY.extract_plaintext(text)
    except CleanArticleError:
        return
    assert first_missing(article.text.split(), visible.split()) is None
