from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from alignment import words_of
from cleanarticle import extract
from kept import given_by_article
from kept_counts import Count, Given, count_all, given_of, kept_leaves
from kept_page import PageStructure, address_key, parse, picture_keys, read_structure

BASE = "https://harbour.example/news/1"
BODY = """
<p>The old ferry leaves the harbour at seven, says <a href="/timetable">the new timetable</a> of the town.</p>
<figure><img src="/pictures/ferry-at-night-800x600.jpg?w=800" alt="The ferry"><figcaption>At night</figcaption></figure>
<p>Nobody on the island had asked for a boat as early as that, and few were there to see it.</p>
<ol start="4"><li>Buy a ticket at the counter of the harbour</li><li>Wait below the clock for the ferry</li></ol>
<ul><li>A bicycle costs two crowns more</li></ul>
<table><tr><th>Day</th><th>First boat of the day</th></tr>
<tr><td rowspan="2">Monday</td><td>Seven in the morning</td></tr><tr><td>Nine in the morning</td></tr></table>
<pre><code class="language-python">for boat in all_the_boats:
    boat.leave(at=7)</code></pre>
<p>The captain will look at it once more when the winter is over and the ice is gone.</p>
"""
PAGE = f"<body><nav><a href='/'>Start</a></nav><article><h1>Ferry</h1>{BODY}</article><footer>Imprint</footer></body>"


def page() -> PageStructure:
    return read_structure(parse(PAGE), BASE)


def count(output: str) -> dict[str, Count]:
    """The counts for an output in HTML, on the page above with its whole article as the true body."""
    dom = page()
    true = kept_leaves(dom, [word for leaf in read_structure(parse(BODY), BASE).leaves for word in leaf.words])
    return count_all(dom, true, given(output))


def given(output: str) -> Given:
    return given_of(read_structure(parse(output), BASE))


def figures(counted: Count) -> tuple[int, int, int, int]:
    return counted.kept, counted.due, counted.wrong, counted.given


class TestPage:
    def test_the_structure_is_that_of_the_dom(self) -> None:
        dom = page()
        assert [text for _, text, _ in dom.links] == ["start", "the new timetable"]
        assert [(item.texts[0].split()[0], item.number) for item in dom.items] == [("buy", 4), ("wait", 5), ("a", None)]
        assert [(code.text.split("\n")[1], code.language) for code in dom.codes] == [("    boat.leave(at=7)", "python")]
        cells = [(cell.row, cell.column, cell.place, cell.text.split()[0]) for cell in dom.tables[0].cells]
        assert cells == [
            (0, 0, 0, "day"),
            (0, 1, 1, "first"),
            (1, 0, 0, "monday"),
            (1, 1, 1, "seven"),
            (2, 1, 0, "nine"),
        ]

    @pytest.mark.parametrize(
        "table",
        [
            "<table><tr><td>One cell alone</td></tr></table>",
            "<table role=presentation><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
            f"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>{'word ' * 200}</td></tr></table>",
        ],
    )
    def test_a_table_that_lays_out_the_page_is_no_data(self, table: str) -> None:
        assert not read_structure(parse(table), BASE).tables[0].is_data

    def test_items_that_are_cards_are_no_text(self) -> None:
        cards = "<ul class=cards><li><h3>A boat</h3><p>It is for sale.</p></li></ul>"
        assert not read_structure(parse(cards), BASE).items[0].is_text
        assert read_structure(parse(cards.replace(" class=cards", "")), BASE).items[0].is_text

    def test_reversed_lists_and_values_count_as_in_a_browser(self) -> None:
        items = read_structure(parse("<ol reversed><li>a</li><li>b</li><li value=9>c</li><li>d</li></ol>"), BASE).items
        assert [item.number for item in items] == [4, 3, 9, 8]

    def test_places_in_the_page_are_no_links(self) -> None:
        links = read_structure(
            parse(f"<p><a href='#n1'>1</a> <a href='{BASE}#n2'>2</a> <a href='/x#n'>x</a>"), BASE
        ).links
        assert [text for _, text, _ in links] == ["x"]


class TestKeys:
    def test_addresses_in_several_ways_of_writing_are_the_same(self) -> None:
        assert address_key("HTTPS://Harbour.example:443/a%20b", None) == address_key("/a b", BASE)
        assert address_key("javascript:void(0)", BASE) is None
        assert address_key("mailto:a@b.example", BASE) is None

    def test_sizes_of_a_picture_have_a_key_in_common(self) -> None:
        assert picture_keys("/p/ferry-at-night-800x600.jpg?w=1", BASE) & picture_keys("/q/ferry-at-night.webp", BASE)
        assert not picture_keys("/p/ferry-at-night.jpg", BASE) & picture_keys("/p/ferry-at-noon.jpg", BASE)


class TestCounts:
    def test_the_page_itself_keeps_everything(self) -> None:
        for kind, counted in count(BODY).items():
            assert counted.kept == counted.due > 0, kind
            assert not counted.wrong, kind

    def test_plain_text_keeps_nothing_and_nothing_is_wrong(self) -> None:
        paragraphs = "".join(f"<p>{' '.join(leaf.words)}</p>" for leaf in read_structure(parse(BODY), BASE).leaves)
        for kind, counted in count(paragraphs).items():
            assert counted.kept == 0 < counted.due, kind
            assert not counted.given, kind

    def test_what_the_system_dropped_is_not_due(self) -> None:
        counts = count(BODY[BODY.index("<p>Nobody") :])
        assert figures(counts["links"]) == (0, 0, 0, 0)
        assert figures(counts["pictures"]) == (0, 0, 0, 0)
        assert figures(counts["items"]) == (3, 3, 0, 3)

    @pytest.mark.parametrize(
        ("kind", "before", "after", "expected"),
        [
            ("links", "/timetable", "/other", (0, 1, 1, 1)),
            ("links", "the new timetable</a>", "the new</a> timetable", (0, 1, 0, 1)),
            ("cells", "<th>Day</th>", "<th></th><th>Day</th>", (3, 5, 2, 5)),
            ("cells", "Nine in the", "Ten in the", (4, 4, 1, 5)),
            ("numbered items", 'start="4"', "", (0, 2, 2, 2)),
            ("items", "<ul>", "<ol>", (2, 3, 1, 3)),
            ("code", "    boat", "boat", (0, 1, 1, 1)),
            ("languages", "language-python", "language-ruby", (0, 1, 1, 1)),
            ("languages", "language-python", "", (0, 1, 0, 0)),
            ("pictures", "ferry-at-night", "another-ferry", (0, 1, 1, 1)),
        ],
    )
    def test_a_difference_is_missed_and_perhaps_wrong(
        self, kind: str, before: str, after: str, expected: tuple[int, int, int, int]
    ) -> None:
        assert before in BODY
        output = BODY.replace(before, after).replace("</ul>", "</ol>" if after == "<ol>" else "</ul>")
        assert figures(count(output)[kind]) == expected

    def test_a_picture_elsewhere_in_the_body_is_missed_but_not_wrong(self) -> None:
        start, end = BODY.index("<img"), BODY.index("<figcaption>")
        moved = BODY[:start] + BODY[end:] + BODY[start:end]
        assert figures(count(moved)["pictures"]) == (0, 1, 0, 1)

    @pytest.mark.parametrize(
        "picture",
        [
            '<img src="/p/a-small-icon.png" width="16">',
            '<div class="author-avatar"><img src="/p/somebody-else.jpg"></div>',
            '<a href="/another/story"><img src="/p/another-story.jpg"></a>',
            '<div><img src="/p/another-story.jpg"><a href="/another">Another story to read</a></div>',
            '<aside><img src="/p/another-story.jpg"></aside>',
        ],
    )
    def test_icons_and_teasers_are_not_due(self, picture: str) -> None:
        markup = PAGE.replace("<p>Nobody", f"{picture}<p>Nobody")
        dom = read_structure(parse(markup), BASE)
        true = kept_leaves(dom, [word for leaf in read_structure(parse(BODY), BASE).leaves for word in leaf.words])
        assert count_all(dom, true, given(BODY))["pictures"].due == 1

    def test_a_short_text_counts_only_beside_one_of_the_body(self) -> None:
        dom = read_structure(
            parse(f"<div>Ferry</div><div>Other texts of the page</div>{BODY}<nav>ice is gone</nav>"), BASE
        )
        kept = kept_leaves(dom, words_of("Ferry") + [word for leaf in page().leaves[2:-1] for word in leaf.words])
        assert (kept[0], kept[2], kept[-1]) == (False, True, False)


class TestArticle:
    def test_an_article_gives_what_its_body_has(self) -> None:
        dom = page()
        article = extract(PAGE, url=BASE)
        true = kept_leaves(dom, words_of(article.text))
        for kind, counted in count_all(dom, true, given_by_article(article, BASE)).items():
            assert counted.kept == counted.due > 0, kind
            assert not counted.wrong, kind
