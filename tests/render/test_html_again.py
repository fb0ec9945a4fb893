"""What is written as HTML is read again: the library finds the same body in it."""

from __future__ import annotations

from typing import Final

from fixture_pages import FixturePage, load_fixtures, on_every_page

from cleanarticle import Article, Config, Extractor, FigureBlock, extract, to_html
from cleanarticle.content import BodyBlock
from cleanarticle.rules.library import bundled_rules

PAGES: Final = load_fixtures()
READ_DIFFERENTLY: Final = {
    "agenda.valdemarea.example/que-hacer-en-febrero": "without classes its days are lines with a date",
    "memoirs.oldbrush.example.net/every-word-i-painted": "a short quotation below the text",
    "www.haveltor.example/winter-ticker": "without classes its subtitle is a paragraph",
}
EVERYTHING: Final = Extractor(Config(threshold=-100.0, rules_off=tuple(rule.name for rule in bundled_rules())))
"""Keeps all text of a page: what comes out is what the HTML holds, whatever scores and rules think of it."""


@on_every_page("page", PAGES)
def test_the_paragraphs_are_the_same(page: FixturePage) -> None:
    first = extract(page.html, url=page.url, charset=page.charset)
    again = extract(to_html(first), url=page.url)
    same = [paragraph.text for paragraph in again.paragraphs] == [paragraph.text for paragraph in first.paragraphs]
    assert same == (page.name not in READ_DIFFERENTLY)


@on_every_page("page", PAGES)
def test_the_body_is_the_same(page: FixturePage) -> None:
    first = extract(page.html, url=page.url, charset=page.charset)
    again = EVERYTHING.extract(to_html(first, head=False), url=page.url)
    assert blocks_of(again) == blocks_of(first)


def blocks_of(article: Article) -> list[BodyBlock | str | None]:
    """The blocks, figures by their address; a caption without its picture is none when it is read again."""
    blocks = [article.figures[block.index].src if isinstance(block, FigureBlock) else block for block in article.body]
    return [block for block in blocks if block is not None]
