"""What is written as HTML is read again: the library finds the same text in it."""

from __future__ import annotations

from typing import Final

from fixture_pages import FixturePage, load_fixtures, on_every_page

from cleanarticle import extract, to_html

PAGES: Final = load_fixtures()
READ_DIFFERENTLY: Final = {
    "agenda.valdemarea.example/que-hacer-en-febrero": "without classes its days are lines with a date",
    "memoirs.oldbrush.example.net/every-word-i-painted": "a short quotation below the text",
    "www.haveltor.example/winter-ticker": "without classes its subtitle is a paragraph",
}


@on_every_page("page", PAGES)
def test_the_paragraphs_are_the_same(page: FixturePage) -> None:
    first = extract(page.html, url=page.url, charset=page.charset)
    again = extract(to_html(first), url=page.url)
    same = [paragraph.text for paragraph in again.paragraphs] == [paragraph.text for paragraph in first.paragraphs]
    assert same == (page.name not in READ_DIFFERENTLY)
