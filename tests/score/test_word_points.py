"""Points of words: which words of markup and text a block has, and that both ways to add them up agree."""

from __future__ import annotations

import json
from collections import Counter
from importlib.resources import files

import pytest
from fixture_pages import FixturePage, load_fixtures, on_every_page
from hypothesis import given, settings
from hypothesis import strategies as st
from judging import page_of

from cleanarticle.page.model import Block, Page
from cleanarticle.score.scorecard import bundled_scorecard, load_scorecard
from cleanarticle.score.words import CLASS_TABLES, TABLES, TEXT_TABLES, Words, class_words, read_words, text_words

MOST_BYTES = 300_000
SCORECARD = files("cleanarticle.score").joinpath("scorecard.json").read_text(encoding="utf-8")
every_page = on_every_page("page", load_fixtures())


def words_of(tables: dict[str, dict[str, int]]) -> Words:
    return read_words({table: tables.get(table, {}) for table in TABLES})


def only_block(html: str) -> Block:
    (block,) = page_of(html).blocks
    return block


def by_table(found: list[tuple[str, str]]) -> dict[str, list[str]]:
    return {table: [word for each, word in found if each == table] for table, _ in found}


# --- Words of the markup


def test_names_stand_in_the_table_of_their_level() -> None:
    html = (
        "<body class='six'><main class='five'><section id='four'><div class='three'><ul class='two'>"
        "<li class='oneHalf one'>Tide</li></ul></div></section></main></body>"
    )
    assert by_table(list(class_words(only_block(html)))) == {
        "class": ["one", "half"],
        "parent class": ["two"],
        "grandparent class": ["three"],
        "great-grandparent class": ["four"],
        "ancestor class": ["six", "five"],
        "path": ["li < ul < div", "li < ul < div < section"],
    }


@pytest.mark.parametrize(
    ("html", "paths"),
    [
        ("Tide", ["body < #root"]),
        ("<p>Tide</p>", ["p < body < #root"]),
        ("<div><p>Tide</p></div>", ["p < div < body", "p < div < body < #root"]),
        ("<div><div><p>Tide</p></div></div>", ["p < div < div", "p < div < div < body"]),
    ],
)
def test_paths_are_of_three_elements_and_of_four(html: str, paths: list[str]) -> None:
    assert by_table(list(class_words(only_block(f"<body>{html}</body>"))))["path"] == paths


def test_a_name_counts_once_on_each_near_level_and_once_on_all_further_ones() -> None:
    html = "<p class='post post'>Tide</p>"
    for _ in range(9):
        html = f"<div class='post post-body'>{html}</div>"
    found = Counter(class_words(only_block(f"<body>{html}</body>")))
    near = [(table, "post") for table in CLASS_TABLES[:4]]
    assert [found[each] for each in near] == [1] * 4
    assert (found["ancestor class", "post"], found["ancestor class", "body"]) == (1, 1)


def test_words_of_the_link_that_holds_all_of_the_text() -> None:
    html = "<body><p>{}<a class='read-more' href='/a'>Tide</a></p></body>"
    linked = by_table(list(class_words(only_block(html.format("")))))
    assert linked["link class"] == ["read", "more"]
    assert "link class" not in by_table(list(class_words(only_block(html.format("Neap ")))))


# --- Words of the text


def test_words_of_a_short_text() -> None:
    assert by_table(text_words("Sign up: the boat, the 7 o'clock!")) == {
        "first word": ["sign"],
        "last word": ["clock"],
        "first two words": ["sign up"],
        "last two words": ["o clock"],
        "word": ["sign", "up", "the", "boat", "0", "o", "clock"],
        "pair": ["sign up", "up the", "the boat", "boat the", "the 0", "0 o", "o clock"],
    }


def test_numbers_are_one_word() -> None:
    assert text_words("Page 12") == text_words("Page 3")
    assert text_words("Page 12") != text_words("Page 3a")
    assert ("word", "0") in text_words("٣")


def test_a_pair_that_comes_again_counts_once() -> None:
    assert Counter(text_words("tide over tide over")) == {
        ("first word", "tide"): 1,
        ("last word", "over"): 1,
        ("first two words", "tide over"): 1,
        ("last two words", "tide over"): 1,
        ("word", "tide"): 1,
        ("word", "over"): 1,
        ("pair", "tide over"): 1,
        ("pair", "over tide"): 1,
    }


@pytest.mark.parametrize(("number", "is_short"), [(24, True), (25, False)])
def test_of_a_longer_text_only_the_ends_are_read(number: int, is_short: bool) -> None:
    found = by_table(text_words(" ".join(f"w{chr(97 + at)}" for at in range(number))))
    last = f"w{chr(96 + number)}"
    assert found["first two words"] == ["wa wb"]
    assert found["last word"] == [last]
    assert ("word" in found, "pair" in found) == (is_short, is_short)


def test_few_long_words_are_no_short_text() -> None:
    text = f"Tide tables {'a' * 400} of Saltcote quay"
    assert by_table(text_words(text)) == {
        "first word": ["tide"],
        "last word": ["quay"],
        "first two words": ["tide tables"],
        "last two words": ["saltcote quay"],
    }


@pytest.mark.parametrize(("text", "expected"), [("", set()), ("Tide", {"first word", "last word", "word"})])
def test_a_text_without_pairs(text: str, expected: set[str]) -> None:
    assert set(by_table(text_words(text))) == expected


# --- Both ways to add up


def check_sums(words: Words, page: Page) -> None:
    for block, by_class in zip(page.blocks, words.class_points(page), strict=True):
        assert by_class == pytest.approx(sum(words.points[table].get(word, 0.0) for table, word in class_words(block)))
        by_text = sum(words.points[table].get(word, 0.0) for table, word in text_words(block.text))
        assert words.text_points(block.text) == pytest.approx(by_text)


def own_points(page: Page) -> Words:
    """Points for every word of a page, none like another: a word in the wrong table, or counted twice, is seen."""
    found: dict[str, dict[str, int]] = {}
    number = 1
    for block in page.blocks:
        for table, word in [*class_words(block), *text_words(block.text)]:
            if word not in found.setdefault(table, {}):
                found[table][word] = number * (-1) ** number
                number += 7
    # A name that has points on one level has others, or none, on the next.
    for table in CLASS_TABLES[1:5]:
        for word in found.get(CLASS_TABLES[0], {}):
            found.setdefault(table, {}).setdefault(word, number)
            number += 7
    return words_of(found)


@every_page
def test_sums_on_real_pages(page: FixturePage) -> None:
    segmented = page_of(page.text)
    check_sums(bundled_scorecard().words, segmented)
    check_sums(own_points(segmented), segmented)


NESTED = [
    "<p class='c b a'>One</p>",
    "<div class='a'><p class='b'>One</p><p>Two</p></div><p class='a'>Three</p>",
    "<div class='a'>" * 9 + "<p class='a'>One</p>" + "</div>" * 4 + "<p>Two</p>",
    "<div class='a b'><div class='b c'>" * 6 + "<p class='a'>One</p></div><p>Two</p></div><p class='c'>Three</p>",
    "<div id='a' class='a A-a'><ul class='d'>" + "<li class='a'>One<ul class='b a'><li>Two</li></ul></li>" * 3,
    "<section><div class='a'><div class='b'><div class='c'>One<div class='d'>Two<div class='e'>Three<p class='a'>Four",
    "<p><a class='a b a' href='/'>One</a></p><table class='a'><tr class='b'><td class='c'>One</td><td>Two</td></tr>",
]


@pytest.mark.parametrize("html", NESTED)
def test_sums_on_nested_pages(html: str) -> None:
    page = page_of(f"<body class='a z'>{html}</body>")
    assert len(page.blocks) > 0
    check_sums(own_points(page), page)


def test_a_thread_of_one_name_does_not_add_it_up() -> None:
    deep, level = "<p>One</p>", 30
    for _ in range(level):
        deep = f"<div class='reply'>{deep}</div>"
    page = page_of(f"<body>{deep}</body>")
    words = words_of({"ancestor class": {"reply": -50}, "parent class": {"reply": 10}})
    assert list(words.class_points(page)) == [pytest.approx(-0.4)]


def test_of_a_thousand_names_around_a_block_the_outer_ones_are_read() -> None:
    opening = "".join(
        f"<div class='{chr(97 + at // 26 % 26)}{chr(97 + at % 26)}x{chr(97 + at // 676)}'>" for at in range(700)
    )
    page = page_of(f"<body>{opening}<p>One</p>")
    found = by_table(list(class_words(page.blocks[0])))["ancestor class"]
    assert 400 <= len(found) < 500
    assert found[0] == page.containers[2].names[0]
    check_sums(own_points(page), page)


def test_scripts_without_spaces_are_read_by_character() -> None:
    assert by_table(text_words("渡船 Quay 離開。")) == {
        "first word": ["渡"],
        "last word": ["開"],
        "first two words": ["渡 船"],
        "last two words": ["離 開"],
        "word": ["渡", "船", "quay", "離", "開"],
        "pair": ["渡 船", "船 quay", "quay 離", "離 開"],
    }


def test_shares_are_the_words_with_points_largest_first() -> None:
    block = only_block("<body><div class='inline'><p class='newsletter ferry'>Sign up</p></div></body>")
    words = words_of(
        {
            "class": {"newsletter": -80, "quay": 99},
            "parent class": {"inline": -40, "newsletter": 50},
            "pair": {"sign up": -30},
            "first word": {"sign": 4},
            "word": {"up": 5, "sign": 0},
        }
    )
    shares = words.shares(block)
    assert shares == (
        ("class", "newsletter", -0.8),
        ("parent class", "inline", -0.4),
        ("pair", "sign up", -0.3),
        ("word", "up", 0.05),
        ("first word", "sign", 0.04),
    )
    assert (shares[0].table, shares[0].word, shares[0].points) == ("class", "newsletter", -0.8)
    assert words.shares(block, 0.05) == shares[:4]


@every_page
def test_shares_add_up_to_both_sums(page: FixturePage) -> None:
    segmented = page_of(page.text)
    words = bundled_scorecard().words
    for block, by_class in zip(segmented.blocks, words.class_points(segmented), strict=True):
        shares = words.shares(block)
        assert by_class == pytest.approx(sum(each.points for each in shares if each.table in CLASS_TABLES))
        by_text = sum(each.points for each in shares if each.table in TEXT_TABLES)
        assert words.text_points(block.text) == pytest.approx(by_text)


# Few letters, so that words come again; then scripts without spaces and their neighbours, digits of several scripts,
# apostrophes, marks that combine, letters whose lower case is longer or depends on the place, and any other sign.
signs = (
    st.sampled_from("abB  01_'’-")
    | st.sampled_from("渡船あカ・ー㊀\u303f\u3040\ua000\uf900豈٣²½e\u0301İΣς𝟘ǅ")
    | st.characters()
)
texts = st.text(signs, max_size=60) | st.text(signs, min_size=155, max_size=170)


TEXT_ORDER = ("first word", "last word", "first two words", "last two words", "word", "pair")


def summed(words: Words, text: str) -> float:
    """The points of the words of a text, in the order in which they are added up."""
    found = [(table, words.points[table].get(word, 0.0)) for table, word in text_words(text)]
    return sum(points for _, points in sorted(found, key=lambda each: TEXT_ORDER.index(each[0])))


@settings(max_examples=400, deadline=None)
@given(text=texts, other=texts)
def test_sums_of_any_text(text: str, other: str) -> None:
    found: dict[str, dict[str, int]] = {}
    for number, (table, word) in enumerate(text_words(text)):
        found.setdefault(table, {})[word] = (2 * number + 1) * (-1) ** number
    words = words_of(found)
    for each in (text, other, text[1:], text + other):
        assert words.text_points(each) == summed(words, each)


@pytest.mark.slow
def test_sums_with_each_sign() -> None:
    words = words_of(
        {"first word": {"a": 1, "0": 2}, "last word": {"b": 4, "0": 8}, "word": {"a": 16, "b": 32, "0": 64}}
    )
    for code in range(0x110000):
        text = f"a{chr(code)}b {chr(code)}"
        assert words.text_points(text) == summed(words, text), hex(code)


# --- The table


def test_points_are_read_as_hundredths() -> None:
    assert words_of({"pair": {"sign up": -33}}).points["pair"] == {"sign up": -0.33}


def test_a_missing_or_unknown_table_is_refused() -> None:
    tables: dict[str, dict[str, int]] = {table: {} for table in TABLES}
    with pytest.raises(ValueError, match=r"points of words have the tables class, .*, pair, not colour$"):
        read_words({"colour": {}})
    for wrong in ({**tables, "colour": {}}, {table: tables[table] for table in TABLES[1:]}):
        with pytest.raises(ValueError, match="points of words have the tables"):
            read_words(wrong)


@pytest.mark.parametrize("points", [0.5, "1", None, True, [1]])
def test_points_that_are_no_integer_are_refused(points: object) -> None:
    tables = json.loads(SCORECARD)["words"]
    tables["pair"]["sign up"] = points
    with pytest.raises(ValueError, match=r"the points of 'sign up' in 'pair' are no integer: "):
        read_words(tables)
    with pytest.raises(ValueError, match=r"the points of 'sign up' in 'pair' are no integer: "):
        load_scorecard(json.dumps({**json.loads(SCORECARD), "words": tables}))


def test_the_table_of_the_package() -> None:
    tables = json.loads(SCORECARD)["words"]
    assert tuple(tables) == TABLES
    assert len(json.dumps(tables).encode()) < MOST_BYTES
    assert all(all(points.values()) for points in tables.values())
    for table in TEXT_TABLES:
        number = 2 if table in ("first two words", "last two words", "pair") else 1
        assert {word.count(" ") + 1 for word in tables[table]} == {number}
        assert all(word == word.lower() for word in tables[table])
    assert all(name == name.lower() and " " not in name for table in CLASS_TABLES[:5] for name in tables[table])
