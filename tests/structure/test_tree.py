"""The blocks of a body: lists, tables, quotations, code, figures and embeds as the page nests them."""

from __future__ import annotations

from typing import Any

import pytest
from fixture_pages import FixturePage, load_fixtures

from cleanarticle import Article, extract, inspect
from cleanarticle.content import (
    AsideBlock,
    BodyBlock,
    DescriptionListBlock,
    EmbedBlock,
    FigureBlock,
    FootnotesBlock,
    ListBlock,
    Paragraph,
    QuoteBlock,
    TableBlock,
    ThematicBreak,
    paragraphs_in,
)

URL = "https://ferry.example/news"
OPENING = "The ferry left the harbour at noon with forty passengers, and the wind was light from the west."
CLOSING = "Its captain said on Tuesday that the route had never been so quiet at this time of the year."


def article_with(html: str) -> Article:
    body = f"<h1>Ferry sails again</h1><p>{OPENING}</p>{html}<p>{CLOSING}</p>"
    return extract(f"<html lang=en><body><article>{body}</article></body></html>", url=URL)


def block_in(html: str) -> Any:
    """The block between the two paragraphs."""
    first, *inner, last = article_with(html).body
    assert isinstance(first, Paragraph)
    assert isinstance(last, Paragraph)
    assert (first.text, last.text) == (OPENING, CLOSING)
    (block,) = inner
    return block


def texts(blocks: tuple[BodyBlock, ...]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs_in(blocks)]


ITEM = "Count the birds on the nests {} before the mist has gone from the water."


@pytest.mark.parametrize(
    ("attributes", "items", "numbers"),
    [
        ("", ["", "", ""], [1, 2, 3]),
        (" start=7", ["", ""], [7, 8]),
        (" reversed", ["", "", ""], [3, 2, 1]),
        ("", ["", " value=10", ""], [1, 10, 11]),
        (" start=x", ["", ""], [1, 2]),
        (" start=99999999999999", ["", ""], [1, 2]),
    ],
)
def test_numbers_of_items(attributes: str, items: list[str], numbers: list[int]) -> None:
    html = "".join(f"<li{value}>{ITEM.format(at)}</li>" for at, value in enumerate(items))
    block = block_in(f"<ol{attributes}>{html}</ol>")
    assert isinstance(block, ListBlock)
    assert block.ordered
    assert (block.start, [item.number for item in block.items]) == (numbers[0], numbers)


def test_items_without_text_count() -> None:
    block = block_in(f"<ol><li>{ITEM.format(1)}</li><li> </li><li>{ITEM.format(2)}</li></ol>")
    assert [item.number for item in block.items] == [1, 3]


def test_lists_in_lists_and_paragraphs_in_items() -> None:
    inner = f"<ol><li>{ITEM.format('one')}</li></ol>"
    paragraphs = f"<p>{ITEM.format('two')}</p><p>{ITEM.format('three')}</p>"
    block = block_in(f"<ul><li>{ITEM.format('all')}{inner}</li><li>{paragraphs}</li></ul>")
    first, second = block.items
    assert not block.ordered
    assert first.number is None
    opening, nested = first.blocks
    assert opening.kind == "list_item"
    assert (nested.ordered, nested.items[0].number) == (True, 1)
    assert [paragraph.kind for paragraph in second.blocks] == ["list_item", "paragraph"]


TABLE = """<table><caption>Sailings of the week</caption><thead><tr><th>Day</th><th>Time</th></tr></thead>
<tr><td>Monday</td><td align=right>9 o'clock in the morning</td></tr><tr><td rowspan=2>Tuesday</td><td>noon</td></tr>
<tr><td>seven in the evening</td></tr><tr><td></td><td colspan=900>no sailing on Sundays</td></tr></table>"""


def test_a_table_keeps_its_grid() -> None:
    block = block_in(TABLE)
    assert isinstance(block, TableBlock)
    assert block.caption is not None
    assert block.caption.text == "Sailings of the week"
    assert block.header_rows == 1
    cells = [[(cell.text, cell.row_span, cell.column_span) for cell in row.cells] for row in block.rows]
    assert cells[0] == [("Day", 1, 1), ("Time", 1, 1)]
    assert cells[2] == [("Tuesday", 2, 1), ("noon", 1, 1)]
    assert cells[3] == [("seven in the evening", 1, 1)]
    assert cells[4] == [("", 1, 1), ("no sailing on Sundays", 1, 64)]
    assert block.rows[1].cells[1].align == "right"
    grid = block.grid()
    assert grid[2][0] is grid[3][0]
    assert grid[1][2] is None


@pytest.mark.parametrize(
    "html",
    [
        f"<table role=presentation><tr><td><p>{ITEM.format(1)}</p></td><td><p>{ITEM.format(2)}</p></td></tr></table>",
        f"<table><tr><td><p>{ITEM.format(1)}</p><p>{ITEM.format(2)}</p></td></tr></table>",
    ],
)
def test_tables_of_a_layout_are_none(html: str) -> None:
    assert not any(isinstance(block, TableBlock) for block in article_with(html).body)


def test_two_paragraphs_of_a_quotation_stay_together() -> None:
    quote = "We never thought that they would come back, and then one morning there were two of them."
    block = block_in(f"<blockquote cite='/speech'><p>{quote}</p><p>{ITEM.format('not')}</p></blockquote>")
    assert isinstance(block, QuoteBlock)
    assert (block.cite, texts(block.blocks)) == ("https://ferry.example/speech", [quote, ITEM.format("not")])


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ("<pre><code class='language-python'>{}</code></pre>", "python"),
        ("<pre class='brush: js; toolbar: false'>{}</pre>", "js"),
        ("<div class='highlight-ruby notranslate'><div class=highlight><pre>{}</pre></div></div>", "ruby"),
        ("<pre><code class='hljs rust'>{}</code></pre>", "rust"),
        ("<pre lang=go>{}</pre>", "go"),
        ("<pre lang=en>{}</pre>", None),
        ("<pre data-lang=' C++ '>{}</pre>", "c++"),
        ("<pre class='sourceCode haskell'>{}</pre>", "haskell"),
        ("<pre class='wp-block-code'>{}</pre>", None),
        ("<pre><code class='language-text'>{}</code></pre>", None),
    ],
)
def test_code_keeps_its_lines_and_language(html: str, language: str | None) -> None:
    code = "def count(nests):\n    for nest in nests:\n\n        yield nest  # twice"
    block = block_in(html.format(code))
    assert (block.kind, block.text, block.language, block.marks) == ("code", code, language, ())


def test_terms_stay_with_their_descriptions() -> None:
    block = block_in(
        f"<dl><dt>Weir</dt><dt>Dam</dt><dd>{ITEM.format(1)}</dd><div><dt>Mill</dt><dd>{ITEM.format(2)}</dd></div></dl>"
    )
    assert isinstance(block, DescriptionListBlock)
    found = [([term.text for term in item.terms], texts(item.blocks)) for item in block.items]
    assert found == [(["Weir", "Dam"], [ITEM.format(1)]), (["Mill"], [ITEM.format(2)])]


def test_a_picture_and_a_film_stand_in_their_places() -> None:
    picture = "<figure><img src=a.jpg width=800 height=600 alt='A ferry'></figure>"
    frames = (
        "<iframe src='https://player.vimeo.com/video/7' title=Storm></iframe><iframe src='//ads.example/x'></iframe>"
    )
    body = article_with(f"{picture}<p>{ITEM.format(1)}</p>{frames}").body
    assert [block.kind for block in body] == ["paragraph", "figure", "paragraph", "embed", "paragraph"]
    figure, film = body[1], body[3]
    assert isinstance(figure, FigureBlock)
    assert isinstance(film, EmbedBlock)
    assert (film.type, film.provider, film.href, film.title) == (
        "video",
        "vimeo",
        "https://player.vimeo.com/video/7",
        "Storm",
    )


def test_a_post_is_an_embed_with_its_text() -> None:
    link = "<a href='https://twitter.com/ida/status/1'>May 2</a>"
    block = block_in(f"<blockquote class='twitter-tweet'><p>Stay at home!</p>Ida (@ida) {link}</blockquote>")
    assert isinstance(block, EmbedBlock)
    assert (block.type, block.provider, block.href) == ("post", "twitter", "https://twitter.com/ida/status/1")
    assert "Stay at home!" in (block.text or "")


def test_footnotes_and_folds() -> None:
    note = "The script runs on the clock of the mill, which has been four minutes slow since the war."
    paragraph = f"<p>{ITEM.format(1)}<sup><a href='#n1'>1</a></sup></p>"
    folded = f"<details><summary>Who counted</summary><p>{ITEM.format(2)}</p></details><p>{ITEM.format(3)}</p>"
    html = f"{paragraph}<hr>{folded}<ol><li id=n1>{note} <a href='#r1'>↩</a></li></ol>"
    _, _, line, fold, _, notes, _ = article_with(html).body
    assert isinstance(line, ThematicBreak)
    assert isinstance(fold, AsideBlock)
    assert fold.title is not None
    assert (fold.type, fold.title.text) == ("details", "Who counted")
    assert isinstance(notes, FootnotesBlock)
    assert [(each.id, texts(each.blocks)) for each in notes.notes] == [("n1", [note])]


@pytest.mark.parametrize("page", load_fixtures(), ids=lambda page: page.name)
def test_the_tree_has_the_paragraphs_in_their_order(page: FixturePage) -> None:
    """What is kept is the same with and without structure: each block of the text is one paragraph of the tree."""
    extraction = inspect(page.html, url=page.url, charset=page.charset)
    if extraction.article is None:
        return
    kept = [" ".join(entry.text.split()) for entry in extraction.ledger if entry.kept]
    assert [" ".join(paragraph.text.split()) for paragraph in extraction.article.paragraphs] == kept


def test_thousands_of_nested_boxes_cost_no_recursion() -> None:
    deep = "<blockquote><ul><li>" * 400 + ITEM.format(1) + "</li></ul></blockquote>" * 400
    article = article_with(deep)
    assert ITEM.format(1) in article.text
    assert Article.model_validate_json(article.model_dump_json()) == article


def test_a_wide_table_stays_small() -> None:
    row = "<tr>" + "<td rowspan=60000 colspan=1000>one two</td>" * 20 + "</tr>"
    (block,) = (block for block in article_with(f"<table>{row * 60}</table>").body if isinstance(block, TableBlock))
    assert sum(map(len, block.grid())) < 200_000
