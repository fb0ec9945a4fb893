"""Every form of a body has the same words in the same order, whatever its switches leave out."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from typing import Final

import lxml.html
import pytest
from bodies import articles
from hypothesis import HealthCheck, given, settings

from cleanarticle import Article, to_csv, to_html, to_tei, to_text
from cleanarticle.render.markup import clean_text

some = settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
TEI: Final = "{http://www.tei-c.org/ns/1.0}"
NOT_BODY: Final = {f"{TEI}{name}" for name in ("figure", "desc", "expan")}
LIST_MARK: Final = re.compile(r"-|>|\*|\d+\.|\[.*")


def body_words(article: Article) -> list[str]:
    return clean_text(article.text).split()


def html_words(markup: str) -> list[str]:
    """The words of HTML without what stands beside the body: figures, and the signs of footnotes."""
    tree = lxml.html.document_fromstring(f"<body>{markup}</body>")
    for element in tree.xpath("//figure | //sup[a[@role='doc-noteref']]"):
        element.drop_tree()
    text: str = tree.text_content()
    return text.split()


def tei_words(document: str) -> list[str]:
    """The words of the body, without those of pictures, embeds and expansions."""
    body = ET.fromstring(document.encode()).find(f"{TEI}text/{TEI}body")
    assert body is not None
    return "".join(texts_of(body)).split()


def texts_of(element: ET.Element) -> list[str]:
    texts = [] if element.tag in NOT_BODY else [element.text or ""]
    for child in element:
        texts += [*texts_of(child), child.tail or ""] if element.tag not in NOT_BODY else []
    return texts


@some
@given(articles)
def test_html(article: Article) -> None:
    words = body_words(article)
    assert html_words(to_html(article, head=False)) == words
    assert html_words(to_html(article, head=False, links=False)) == words
    assert html_words(to_html(article, head=False, images=False, links=False)) == words


@some
@given(articles)
def test_tei(article: Article) -> None:
    assert tei_words(to_tei(article)) == body_words(article)


@some
@given(articles)
def test_text(article: Article) -> None:
    words = [word for word in body_words(article) if not LIST_MARK.match(word)]
    assert [word for word in to_text(article).split() if not LIST_MARK.match(word)] == words


@some
@given(articles)
def test_csv(article: Article) -> None:
    _, row = csv.reader(io.StringIO(to_csv(article), newline=""))
    assert row[-1].split() == body_words(article)


@some
@given(articles)
def test_everything_can_be_written_to_a_file(article: Article) -> None:
    for text in (to_html(article), to_tei(article), to_text(article), to_csv(article)):
        text.encode()
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]", text)


@pytest.mark.parametrize("write", [to_html, to_tei, to_text, to_csv])
def test_an_empty_article_can_be_written(write: object) -> None:
    assert isinstance(write(Article()), str)  # type: ignore[operator]
