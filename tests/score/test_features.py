"""Every feature has its own value under its own name: swapping two of them fails here."""

from __future__ import annotations

import json
from array import array
from itertools import combinations

import pytest
from judging import page_of

from cleanarticle.score.context import ContextFeatures
from cleanarticle.score.feature_table import FeatureTable
from cleanarticle.score.features import BLOCK, CONTEXT, ELEMENTS, PARENT, TAGS
from cleanarticle.score.first_pass import block_table, element_table, page_stats, parent_table
from cleanarticle.score.first_scores import FirstScores
from cleanarticle.score.opinions.below_headline import below_headline
from cleanarticle.score.opinions.clean import beside_body
from cleanarticle.score.opinions.densest import densest_subtree
from cleanarticle.score.opinions.named import named_container
from cleanarticle.score.opinions.runs import prose_runs
from cleanarticle.score.scorecard import Forest, bundled_scorecard, load_scorecard

CLAIMED = "Nobody had told the harbour master that the ferry would leave before noon on that grey morning in May. " * 4
FOLLOWING = "Those who missed it had to wait until the storm was over and the next boat came in from the islands. " * 4
HTML = f"""<html><head>
<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{CLAIMED}"}}</script></head>
<body><nav><a href="/">Home</a> and more of it here</nav><article><header><h1>The ferry leaves early</h1></header>
<section><div class="text"><p>{CLAIMED}</p>
<blockquote><p>One, two, three. <a href="/a">Four five</a>: six cats!</p></blockquote>
<p>{FOLLOWING}</p></div><p>A line after the box.</p></section></article>
<footer>About this paper</footer></body></html>"""
SCORES = [-4.0, 1.5, 3.0, 0.5, 2.5, -0.25, -3.0]
CLASS_POINTS = [0.125, -0.5, 0.25, -0.75, 1.0, 0.375, -0.625]
TEXT_POINTS = [-0.0625, 0.3125, 0.8125, 0.1875, -0.4375, 0.5625, 0.6875]

OPINIONS = ("densest", "named", "runs", "below_headline")
APART = f"""<body><nav><a href="/">Home</a></nav><h1>The ferry leaves early</h1><p>It was a grey morning.</p>
<div class="story-text"><p>{FOLLOWING[:100]}</p><p>A line in between them.</p></div>
<div><p>{CLAIMED}</p><p>A short line, of the box.</p><blockquote>{CLAIMED}</blockquote><p>One more, and out.</p></div>
<div class="comments"><p>{FOLLOWING}</p><p>Thanks for it.</p></div></body>"""
"""A page of which each second opinion takes other blocks."""


@pytest.fixture(name="context")
def make_context() -> ContextFeatures:
    page = page_of(HTML)
    assert [block.tag for block in page.blocks] == ["nav", "h1", "p", "p", "p", "p", "footer"]
    return ContextFeatures(page, first_scores_of(SCORES), page_stats(page))


def first_scores_of(scores: list[float]) -> FirstScores:
    size = len(scores)
    return FirstScores(scores, array("d", (CLASS_POINTS * 3)[:size]), array("d", (TEXT_POINTS * 3)[:size]))


def test_features_of_a_block_by_itself() -> None:
    page = page_of(HTML)
    table = block_table(page, page_stats(page))
    assert table.row(3) == {
        "words": 7,
        "links": pytest.approx(9 / 35, abs=0.02),
        "tag": TAGS.index("p"),
        "ending": 0,
        "short_ending": 0,
        "repeats": 1,
        "progress": pytest.approx(sum(block.words for block in page.blocks[:3]) / page.containers[0].words),
        "headline": 2,
    }
    assert table.names == tuple(BLOCK)


def test_features_of_the_containers_around_a_block() -> None:
    page = page_of(HTML)
    quote = page.blocks[3].container.parent
    assert quote is not None
    assert quote.tag == "blockquote"
    cells = parent_table(page.containers).row(quote.index)
    assert tuple(cells) == tuple(PARENT)
    # 8 classes of link density for each of the classes of words: 7 words are in the second, 163 in the sixth.
    assert (cells["parent"] // 8, cells["grandparent"] // 8, cells["outer"] // 8) == (1, 5, 5)
    assert cells["parent"] % 8 > cells["grandparent"] % 8


def test_features_of_the_elements_around_a_block() -> None:
    page = page_of(HTML)
    table = element_table([page.blocks[3].container.within, page.blocks[1].container.within])
    assert table.names == tuple(ELEMENTS)
    assert {name for name, value in table.row(0).items() if value} == {"in_article", "in_quote"}
    assert {name for name, value in table.row(1).items() if value} == {"in_article", "in_header", "in_heading"}


def test_features_of_a_block_in_its_context(context: ContextFeatures) -> None:
    page = page_of(HTML)
    quote = page.blocks[3]
    container = quote.container
    parent = container.parent
    assert parent is not None
    grandparent = parent.parent
    assert grandparent is not None
    outer = grandparent.parent
    assert outer is not None
    expected, total = context.expected, sum(context.expected)
    sizes = {
        f"{name}_{measure}": value
        for name, box in (("own", container), ("parent", parent), ("grandparent", grandparent), ("outer", outer))
        for measure, value in (
            ("words", box.words),
            ("links", box.link_words / box.words),
            ("blocks", box.end - box.first),
        )
    }
    unlinked = grandparent.words - grandparent.link_words
    assert context.measure(3) == sizes | {
        "own": 0.5,
        "before": 3.0,
        "after": 2.5,
        "long_before": 3.0,
        "heading_after": -99.0,
        "body_up": 0.0,
        "body_down": 2.0,
        "body_purity": pytest.approx(sum(expected[2:5]) / grandparent.words),
        "body_share": pytest.approx(sum(expected[2:5]) / total),
        "body_agrees": pytest.approx(1.25 * sum(expected[2:5]) / (0.25 * total + unlinked)),
        "parent_share": pytest.approx(expected[3] / total),
        "parent_purity": pytest.approx(expected[3] / parent.words),
        "twins_mean": pytest.approx(expected[3] / quote.words),
        "twins_number": 1,
        "twins_share": pytest.approx(expected[3] / total),
        "last_prose": 1,
        "next_prose": 1,
        "page_prose": page.blocks[2].words + page.blocks[4].words,
        "headline": 2,
        "progress": pytest.approx(sum(block.words for block in page.blocks[:3]) / page.containers[0].words),
        "characters": len(quote.text),
        "links": quote.link_density,
        "tag": TAGS.index("p"),
        "ending": 0,
        "repeats": 1,
        "lists": 0,
        "commas": 2,
        "stops": 1,
        "cues": 0,
        "in_pre": 0.0,
        "in_heading": 0.0,
        "in_article": 1.0,
        "in_table": 0.0,
        "in_quote": 1.0,
        "news": 1.0,
        "claimed": 0.0,
        "claim_agrees": pytest.approx(expected[2] / total),
        "alone": 0.5 + 0.75 - 0.1875,
        "class_words": -0.75,
        "text_words": 0.1875,
        "opening_up": 1.0,
        "opening_down": 2.0,
        "since_opening": 1.0,
        "words_by_score": sum(block.words for block in page.blocks[1:5]),
    } | {name: value for name, value in context.measure(3).items() if name in OF_OPINIONS}


# Tested below, on a page where no two of them are the same.
OF_OPINIONS = (*OPINIONS, *(f"{name}_agrees" for name in OPINIONS), "opinions", "opinions_agree", "most_agreement")


@pytest.mark.parametrize("best", OPINIONS)
def test_features_of_the_second_opinions(best: str) -> None:
    page = page_of(APART)
    beside = beside_body(page)
    found = (
        densest_subtree(page, beside),
        named_container(page, beside),
        prose_runs(page),
        below_headline(page, 1),
    )
    assert len({tuple(opinion) for opinion in found}) == 4
    bodies = {
        name: {index for index, taken in enumerate(opinion) if taken}
        for name, opinion in zip(OPINIONS, found, strict=True)
    }
    # The headline scores as body too, so that no opinion agrees with the scores in full.
    by_score = bodies[best] | {1}
    context = ContextFeatures(page, scored_like(by_score, len(page.blocks)), page_stats(page))

    def agreement(one: set[int], other: set[int]) -> float:
        words = [sum(page.blocks[index].words for index in each) for each in (one & other, one, other)]
        return 2 * words[0] / (words[1] + words[2])

    agrees = {name: agreement(body, by_score) for name, body in bodies.items()}
    assert len(set(agrees.values())) == 4
    pairs = [agreement(one, other) for one, other in combinations(bodies.values(), 2)]
    whole_page = {
        **{f"{name}_agrees": pytest.approx(value) for name, value in agrees.items()},
        "opinions_agree": pytest.approx(sum(pairs) / 6),
        "most_agreement": pytest.approx(agrees[best]),
        "words_by_score": sum(page.blocks[index].words for index in by_score),
    }
    for index in range(len(page.blocks)):
        inside = {name: float(index in body) for name, body in bodies.items()}
        measured = context.measure(index)
        expected = {**whole_page, **inside, "opinions": sum(inside.values())}
        assert {name: measured[name] for name in expected} == expected


def scored_like(body: set[int], size: int) -> FirstScores:
    return first_scores_of([1.0 if index in body else -1.0 for index in range(size)])


def test_words_by_score_are_capped() -> None:
    page = page_of(f"<body>{f'<p>{CLAIMED}</p>' * 20}</body>")
    table = ContextFeatures(page, scored_like(set(range(20)), 20), page_stats(page)).table
    assert sum(block.words for block in page.blocks) > 1200
    assert list(table.column("words_by_score")) == [1200.0] * 20


def test_what_words_give_stands_beside_the_rest() -> None:
    page = page_of(HTML)
    table = ContextFeatures(page, first_scores_of(SCORES), page_stats(page)).table
    assert list(table.column("class_words")) == CLASS_POINTS
    assert list(table.column("text_words")) == TEXT_POINTS
    parts = zip(SCORES, CLASS_POINTS, TEXT_POINTS, strict=True)
    assert list(table.column("alone")) == [score - by_class - by_text for score, by_class, by_text in parts]


def test_a_heading_knows_the_text_after_it(context: ContextFeatures) -> None:
    assert context.measure(1)["heading_after"] == 3.0
    assert context.measure(1)["claimed"] == 0.0
    assert context.measure(2)["claimed"] == 1.0
    assert context.measure(0)["headline"] == -1


def test_points_go_by_name_and_not_by_place(context: ContextFeatures) -> None:
    forest = bundled_scorecard().context
    measured = context.measure(3)
    shares = forest.shares(context.table, [3])
    assert forest.base + sum(share.points for share in shares[0]) == pytest.approx(forest.points(context.table, [3])[0])
    assert forest.shares(table_of(measured), [0]) == shares
    swapped = table_of({**measured, "own": measured["after"], "after": measured["own"]})
    assert forest.points(swapped, [0]) != forest.points(context.table, [3])


def table_of(values: dict[str, float]) -> FeatureTable:
    table = FeatureTable(CONTEXT, 1)
    for name, value in values.items():
        table.column(name)[0] = value
    return table


def test_trees_name_their_features_in_the_file() -> None:
    assert forest(["own", "after"]).points(table_of({"own": 3.0}), [0]) == [2.0]
    assert forest(["after", "own"]).points(table_of({"own": 3.0}), [0]) == [-2.0]
    with pytest.raises(ValueError, match="not measured"):
        forest(["own", "colour"])


def forest(features: list[str], **changes: object) -> Forest:
    """One tree that asks for the first feature: 2 points above 1, -2 below."""
    tree = {"roots": [0], "feature": [0, -1, -1], "largest": [1.0, 0, 0], "low": [1, 0, 0], "high": [2, 0, 0]}
    cards = json.loads(_bundled_text())
    context = {"features": features, **tree, "points": [0.5, -2.0, 2.0], **changes}
    return load_scorecard(json.dumps({**cards, "context": context})).context


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"roots": []}, "a root is the place"),
        ({"roots": [3]}, "a root is the place"),
        ({"roots": None}, "a forest has roots"),
        ({"low": [1, 0]}, "one item for each node"),
        ({"low": [0, 0, 0]}, "node 0 asks"),
        ({"high": [3, 0, 0]}, "node 0 asks"),
        ({"feature": [2, -1, -1]}, "node 0 asks"),
    ],
)
def test_a_malformed_tree_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        forest(["own", "after"], **changes)


def _bundled_text() -> str:
    from importlib.resources import files

    return files("cleanarticle.score").joinpath("scorecard.json").read_text(encoding="utf-8")
