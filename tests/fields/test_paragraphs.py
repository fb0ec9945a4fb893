"""The kind of each paragraph, by the elements that its block stands in."""

from __future__ import annotations

import pytest
from marked_pages import article_of

FIRST = "<h1>Ferry leaves early</h1><p data-body>The ferry left at noon, and nobody was on board but a choir.</p>"


def kinds(html: str) -> list[tuple[str, str, int]]:
    """Text, kind and level of the paragraphs behind the first."""
    return [(each.text, each.kind, each.level) for each in article_of(FIRST + html).paragraphs[1:]]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p data-body>A choir</p>", [("A choir", "paragraph", 0)]),
        ("<blockquote data-body>A choir</blockquote>", [("A choir", "quote", 0)]),
        (
            "<blockquote><p data-body>A choir</p><p data-body>its tenor</p></blockquote>",
            [("A choir", "quote", 0), ("its tenor", "quote", 0)],
        ),
        ("<blockquote><h3 data-body>A choir</h3></blockquote>", [("A choir", "heading", 3)]),
        ("<blockquote><ul><li data-body>A choir</li></ul></blockquote>", [("A choir", "list_item", 1)]),
        ("<pre data-body>x = 1\ny = 2</pre>", [("x = 1\ny = 2", "code", 0)]),
        ("<pre data-body><div>x = 1</div></pre>", [("x = 1", "code", 0)]),
        ("<blockquote><pre data-body>x = 1</pre></blockquote>", [("x = 1", "code", 0)]),
        (
            "<dl><dt data-body>Choir</dt><dd data-body>Forty people</dd></dl>",
            [("Choir", "definition", 0), ("Forty people", "definition", 0)],
        ),
        (
            "<table><tr data-body><td>Oslo<td>9:00</tr><tr data-body><td>Bergen<td>7:30</tr></table>",
            [("Oslo 9:00", "table_row", 0), ("Bergen 7:30", "table_row", 0)],
        ),
        ("<table><tr><td><p data-body>A choir</p></td></tr></table>", [("A choir", "paragraph", 0)]),
        ("<h2><div data-body>A choir</div></h2>", [("A choir", "heading", 2)]),
    ],
)
def test_kind(html: str, expected: list[tuple[str, str, int]]) -> None:
    assert kinds(f"{html}<p data-body>By noon all had gone.</p>")[: len(expected)] == expected


def test_the_first_paragraph_of_an_item_opens_it_and_the_later_ones_go_on_in_it() -> None:
    items = "<li><p data-body>A choir</p><p data-body>It sang.</p></li><li><p data-body>A dog</p></li>"
    assert kinds(f"<ul>{items}</ul>") == [
        ("A choir", "list_item", 1),
        ("It sang.", "paragraph", 0),
        ("A dog", "list_item", 1),
    ]


def test_the_level_of_an_item_is_the_number_of_lists_around_it() -> None:
    inner = "<ol><li data-body>its tenor</li></ol>"
    assert kinds(f"<ul><li><p data-body>A choir</p>{inner}</li></ul><li data-body>A dog</li>") == [
        ("A choir", "list_item", 1),
        ("its tenor", "list_item", 2),
        ("A dog", "list_item", 1),
    ]
