"""How much of a block stands in the body that the page claims."""

from __future__ import annotations

import json

import pytest
from torture import PARAGRAPHS, json_ld, page

from cleanarticle.page.model import Page
from cleanarticle.page.segment import segment
from cleanarticle.page.shingles import Shingles
from cleanarticle.parse.lexbor import parse_html
from cleanarticle.score.claimed_body import claimed_overlap


def segmented(html: str) -> Page:
    return segment(parse_html(html))


def claiming(body: object) -> Page:
    return segmented(json_ld(json.dumps({"@type": "NewsArticle", "articleBody": body})))


def test_blocks_of_the_claimed_body_have_all_of_their_words_in_it() -> None:
    shares = claimed_overlap(claiming("\n".join(PARAGRAPHS[2:])))
    assert shares is not None
    assert shares[1:3] == [0.0, 0.0]
    assert shares[3:] == [1.0] * 6


def test_a_block_that_goes_on_after_the_claimed_body_ends_has_a_share() -> None:
    shares = claimed_overlap(claiming(" ".join(PARAGRAPHS)[:-150]))
    assert shares is not None
    assert shares[-2] == 1.0
    assert 0.0 < shares[-1] < 0.6


@pytest.mark.parametrize("body", [None, "", 5, [], PARAGRAPHS[0], ["a list", "of strings"], {"text": "x " * 90}])
def test_no_witness_without_a_body_of_some_length(body: object) -> None:
    assert claimed_overlap(claiming(body)) is None


def test_no_witness_without_structured_data() -> None:
    assert claimed_overlap(segmented(page())) is None


def test_markup_and_other_space_in_the_claim_do_not_matter() -> None:
    shares = claimed_overlap(claiming("".join(f"<p>{text}</p>\n\n " for text in PARAGRAPHS)))
    assert shares is not None
    assert shares[1:] == [1.0] * 8


def test_of_several_claims_the_longest_counts() -> None:
    claims = [{"@type": "Article", "articleBody": text} for text in ("x " * 70, " ".join(PARAGRAPHS), "y " * 80)]
    shares = claimed_overlap(segmented(json_ld(json.dumps(claims))))
    assert shares is not None
    assert shares[1:] == [1.0] * 8


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("", 0.0),
        ("FERRY", 1.0),
        ("the ferry", 1.0),
        ("ferry the", 0.0),
        ("leaves the old quay", 1.0),
        ("leaves the old quay today", 0.5),
        ("nothing of it", 0.0),
    ],
)
def test_share_of_a_text(text: str, share: float) -> None:
    assert Shingles("The ferry leaves the old quay at nine").share_of(text) == share


def test_scripts_without_spaces_are_compared_by_character() -> None:
    shingles = Shingles("渡船每天早上九点离开旧码头。")
    assert shingles.share_of("早上九点离开") == 1.0
    assert 0 < shingles.share_of("早上九点以后离开旧码头") < 1
