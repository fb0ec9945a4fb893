"""What is a table, a list and a language where the markup leaves a choice."""

from __future__ import annotations

import pytest

from cleanarticle import Article, extract
from cleanarticle.content import ListBlock, TableBlock

PROSE = "<p>The ferry left the harbour at seven, as it had done every day for forty years, and nobody waved.</p>"
ROWS = "<tr><th>Day</th><th>Boat</th></tr><tr><td>Monday</td><td>Seven in the morning</td></tr>"


def read(markup: str) -> Article:
    return extract(f"<body><article><h1>The ferry</h1>{PROSE * 2}{markup}{PROSE}{PROSE}</article></body>")


def tables(article: Article) -> list[list[list[str]]]:
    found = [block for block in article.body if isinstance(block, TableBlock)]
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


def test_a_table_deeper_behind_another_is_not_in_it() -> None:
    article = read(f"<table>{ROWS}</table><div><div><table>{ROWS.replace('Monday', 'Friday')}</table></div></div>")
    first, second = tables(article)
    assert first == [["Day", "Boat"], ["Monday", "Seven in the morning"]]
    assert second == [["Day", "Boat"], ["Friday", "Seven in the morning"]]


def test_a_table_around_another_lays_it_out() -> None:
    article = read(f"<table><tr><td>A list of the boats of the week:</td><td><table>{ROWS}</table></td></tr></table>")
    assert tables(article) == [[["Day", "Boat"], ["Monday", "Seven in the morning"]]]


def test_rows_of_which_nothing_is_kept_are_no_part_of_a_span() -> None:
    rows = "<tr><td rowspan=3>Monday</td><td>Seven</td></tr><tr></tr><tr><td>Nine</td></tr>"
    article = read(f"<table><tr><th>Day of the week</th><th>Boat of the day</th></tr>{rows}</table>")
    table = next(block for block in article.body if isinstance(block, TableBlock))
    assert [[cell.row_span for cell in row.cells] for row in table.rows] == [[1, 1], [2, 1], [1]]


def test_a_list_without_a_class_has_items_that_open_with_headings() -> None:
    items = "".join(f"<li><h3>Rule {sign}</h3>{PROSE}</li>" for sign in "abc")
    lists = [block for block in read(f"<ol>{items}</ol>").body if isinstance(block, ListBlock)]
    assert [[item.number for item in each.items] for each in lists] == [[1, 2, 3]]
    assert not [block for block in read(f"<ol class=cards>{items}</ol>").body if isinstance(block, ListBlock)]


@pytest.mark.parametrize(
    "name",
    [
        "language-python",
        "code-lang-python",
        "code-python",
        "lang-python",
        "brush: python",
        "code-block language-python",
        "code-block__x7 box language-python",
        "highlight-python3 notranslate",
    ],
)
def test_the_class_of_code_names_its_language(name: str) -> None:
    article = read(f"<pre><code class='{name}'>print('the ferry left')</code></pre>")
    assert [each.language for each in article.paragraphs if each.kind == "code"] in (["python"], ["python3"])


@pytest.mark.parametrize("name", ["code-lang-default", "language-none", "code-block", "code-block__x7"])
def test_a_class_that_names_no_language_gives_none(name: str) -> None:
    article = read(f"<pre><code class='{name}'>print('the ferry left')</code></pre>")
    assert [each.language for each in article.paragraphs if each.kind == "code"] == [None]
