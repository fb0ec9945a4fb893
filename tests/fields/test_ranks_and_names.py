"""What the fields share: ranks of evidence, class names, word lists."""

from __future__ import annotations

import json
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest

import cleanarticle
from cleanarticle.fields.byline.lines import LineRank
from cleanarticle.fields.class_names import ClassNames, class_names, is_named
from cleanarticle.fields.figures.draft import PictureRank
from cleanarticle.fields.rank import Rank
from cleanarticle.fields.subtitle import SubtitleRank
from cleanarticle.fields.text_key import text_key
from cleanarticle.page.model import Container
from cleanarticle.page.segment import segment
from cleanarticle.parse.lexbor import parse_html

PACKAGE = Path(cleanarticle.__file__).parent


# --- ranks ------------------------------------------------------------------------------------------------


def test_ranks_are_ordered_as_they_are_written_whatever_their_certainties() -> None:
    ranks = list(SubtitleRank)
    assert all(weaker < stronger and not stronger < weaker for weaker, stronger in pairwise(ranks))
    assert SubtitleRank.NAMED_IN_BODY < SubtitleRank.HEADING_BELOW
    assert SubtitleRank.NAMED_IN_BODY.certainty > SubtitleRank.HEADING_BELOW.certainty
    assert max(PictureRank.BARE, PictureRank.CAPTIONED) is PictureRank.CAPTIONED


def test_ranks_with_equal_certainties_are_different() -> None:
    assert LineRank.MARKED_TWICE.certainty == LineRank.MARKED_THRICE.certainty == 0.93
    assert LineRank.MARKED_TWICE < LineRank.MARKED_THRICE


def test_certainties_are_shares() -> None:
    import_module("cleanarticle.fields.table")
    by_field = {ranks.__name__: list(ranks) for ranks in Rank.__subclasses__()}
    assert {"AccessRank", "DateRank", "DatelineRank", "MediaRank", "TitleRank"} <= by_field.keys()
    assert all(0.5 <= rank.certainty < 1 for ranks in by_field.values() for rank in ranks)


# --- class names ------------------------------------------------------------------------------------------


def innermost(html: str) -> Container:
    return segment(parse_html(html)).blocks[0].container


KICKER = ClassNames(frozenset({"kicker"}), (frozenset({"over", "line"}),))


@pytest.mark.parametrize(
    ("names", "expected"), [("kicker", True), ("story-kicker", True), ("over-line", True), ("line", False), ("", False)]
)
def test_class_names_of_one_word_or_of_several(names: str, expected: bool) -> None:
    container = innermost(f"<p class='{names}'>Ice</p>")
    assert KICKER.match(container) is expected
    assert is_named(container, KICKER, 1) is expected


def test_class_names_are_looked_for_in_so_many_elements_of_so_few_words() -> None:
    container = innermost("<div class=kicker><div><p>Ice in the bay</p></div><p>Ferries stay in port</p></div>")
    assert not is_named(container, KICKER, 2)
    assert is_named(container, KICKER, 3)
    assert not is_named(container, KICKER, 3, most_words=4)


def test_lists_of_class_names_are_joined() -> None:
    joined = class_names("caption", "comments")
    assert {"cutline", "bildunterschrift", "comments"} <= joined.words
    assert class_names("kicker").groups.count(frozenset({"over", "line"})) == 1


# --- word lists -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["classnames", "fieldwords", "accessnames", "recordings", "addresswords"])
def test_word_lists_are_used_and_have_each_word_once(name: str) -> None:
    lists = json.loads((PACKAGE / "lexicon" / f"{name}.json").read_text("utf-8"))
    code = "".join(path.read_text("utf-8") for path in (PACKAGE / "fields").rglob("*.py"))
    for key, words in lists.items():
        assert f'"{key}"' in code or f"'{key}'" in code
        flat = words if isinstance(words, list) else [word for own in words.values() for word in own]
        assert len(flat) == len(set(flat))
        assert all(word == word.lower() for word in flat)


def test_text_key_has_letters_and_digits_alone() -> None:
    assert text_key("“Ferry 7” – sails_again!") == text_key("FERRY 7 SAILS AGAIN") == "ferry7sailsagain"
