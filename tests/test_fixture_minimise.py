"""Pages that are made smaller: what is left shows the same difference, and nothing of what the page said."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from cleanarticle.cli.app import app
from cleanarticle.config import Config
from cleanarticle.dom.markup import read_markup, unwrapped, without, write_markup
from cleanarticle.errors import FixtureError
from cleanarticle.testing import Fixture, Meta, Setup, read_fixture
from cleanarticle.testing.minimise import Budget, Minimised, minimise
from cleanarticle.testing.neutral import Neutral, cue_words, words_in
from cleanarticle.testing.sameness import differences
from fixture_pages import FIXTURES
from test_fixture_core import fixture_in

BODY = [
    "The ferry left the harbour at noon, and those who had missed it waited until the storm was over.",
    "On the island the baker kept his shop open, because nobody could say when the next flour would come.",
    "By the evening the wind had turned, and the first boats went out again to look after their nets.",
]
TIDES = "High water tomorrow in Ravensholm: 4.12 and 16.40, with a swell of two feet along the eastern breakwater."
PAGE = f"""<!doctype html><html lang="en"><head><title>Ferry leaves early</title>
<link rel="canonical" href="https://www.ravensholm-courier.com/news/ferry-leaves-early">
<style>p {{ margin: 0 }}</style></head><body class="page wide">
<nav><ul><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<div class="outer main"><article id="story"><h1>Ferry leaves early</h1><p class="author">By Thorvald Quennell</p>
{"".join(f"<p>{text}</p>" for text in BODY)}
<p class="tides">{TIDES}</p></article></div>
<footer><p>Advertisement</p><p>All rights reserved, Ravensholm Courier</p></footer></body></html>""".encode()
META = Meta(url="https://www.ravensholm-courier.com/news/ferry-leaves-early", reason="The tides are no part of it.")


def failing(tmp_path: Path, expected: dict[str, Any], page: bytes = PAGE) -> Fixture:
    return fixture_in(tmp_path / "www.ravensholm-courier.com" / "ferry", expected, page=page, meta=META)


def fields_that_differ(made: Minimised, setup: Setup | None = None) -> list[str]:
    return [each.verdict.field for each in differences(made.fixture, setup or Setup())[0]]


def said(fixture: Fixture) -> set[str]:
    """The words of what a fixture shows and expects, but for those of markup."""
    text = re.sub(r"</?[a-z0-9]+", " ", fixture.html.decode()) + str(list(fixture.expected.values()))
    return set(words_in(text + fixture.meta.url))


def test_a_paragraph_too_much_is_all_that_is_left(tmp_path: Path) -> None:
    fixture = failing(tmp_path, {"title": "Ferry leaves early", "paragraphs": BODY, "excludes": [TIDES[:20]]})
    made = minimise(fixture, Setup())
    assert made.complete
    assert fields_that_differ(made) == ["paragraphs", "excludes"]
    assert len(made.fixture.html) < len(PAGE) / 2
    (difference, _), _ = differences(made.fixture, Setup())
    assert len(difference.verdict.got) == len(difference.verdict.expected) + 1
    assert "title" not in made.fixture.expected
    kept = set(made.kept_words).union(*(cue_words(text) for text in difference.verdict.got))
    original = {word for word in words_in(" ".join([*BODY, TIDES, "Thorvald Quennell Ravensholm"])) if len(word) > 4}
    ordinary = {"those", "until", "could", "their", "again", "after", "first", "because", "would", "where"}
    assert not original & said(made.fixture) - kept - ordinary
    assert "ravensholm" not in made.fixture.html.decode().lower() + made.fixture.meta.url


def test_text_can_stay(tmp_path: Path) -> None:
    fixture = failing(tmp_path, {"paragraphs": BODY})
    made = minimise(fixture, Setup(), keep_text=True)
    assert TIDES in made.fixture.html.decode()
    assert made.fixture.meta.url == META.url
    assert made.kept_words == ()


def test_a_missing_title_keeps_its_source(tmp_path: Path) -> None:
    made = minimise(failing(tmp_path, {"title": "Ferry leaves late", "paragraphs": [*BODY, TIDES]}), Setup())
    assert made.fields == ("title",)
    (difference,), extraction = differences(made.fixture, Setup())
    assert extraction.article is not None
    assert extraction.article.title == difference.verdict.got
    assert [len(word) for word in difference.verdict.got.split()] == [5, 6, 5]
    assert difference.verdict.got.split()[:2] == difference.verdict.expected.split()[:2]


def test_a_paragraph_that_a_rule_drops_is_still_dropped_by_it(tmp_path: Path) -> None:
    page = PAGE.replace(TIDES.encode(), b"Advertisement")
    made = minimise(failing(tmp_path, {"paragraphs": [*BODY, "Advertisement"]}, page), Setup())
    (difference,), _ = differences(made.fixture, Setup())
    assert difference.deciders == {"Advertisement": frozenset({("dropped", "advertisement")})}
    assert "Advertisement" in made.fixture.html.decode()


def test_pieces_that_hold_are_no_longer_asserted(tmp_path: Path) -> None:
    pieces = {"contains": [BODY[0][:20]], "excludes": [TIDES[:20]], "count": 4}
    made = minimise(failing(tmp_path, {"paragraphs": pieces}), Setup())
    assert list(made.fixture.expected["paragraphs"]) == ["excludes"]
    assert fields_that_differ(made) == ["paragraphs"]


def test_what_passes_needs_settings_with_which_it_fails() -> None:
    fixture = read_fixture(FIXTURES / "www.jiangwanribao.example/xiuzhongjiang")
    with pytest.raises(FixtureError, match="nothing differs"):
        minimise(fixture, Setup())
    without = Setup(Config(rules_off=("labelled-story",)))
    made = minimise(fixture, without, Setup())
    assert fields_that_differ(made) == []
    assert fields_that_differ(made, without) == ["paragraphs", "excludes"]
    assert len(made.fixture.html) < len(fixture.html) / 4


def test_the_other_settings_have_to_pass(tmp_path: Path) -> None:
    with pytest.raises(FixtureError, match="paragraphs differs with the other settings too"):
        minimise(failing(tmp_path, {"paragraphs": BODY}), Setup(), Setup())


def test_a_budget_that_is_used_up_leaves_a_page_that_shows_it(tmp_path: Path) -> None:
    told: list[int] = []
    made = minimise(
        failing(tmp_path, {"paragraphs": BODY}),
        Setup(),
        budget=Budget(attempts=12),
        progress=lambda doing, attempts, size: told.append(attempts),
    )
    assert not made.complete
    assert fields_that_differ(made) == ["paragraphs"]
    assert told[-1] == made.attempts
    assert made.attempts <= 14


@given(
    st.lists(st.sampled_from(["p", "div class='a b'", "section", "li", "h2"]), min_size=1, max_size=6),
    st.integers(0, 5),
)
def test_the_smaller_page_is_never_larger_and_differs_alike(tags: list[str], at: int) -> None:
    blocks = [f"<{tag}>{BODY[place % 3]} {place}</{tag.split()[0]}>" for place, tag in enumerate(tags)]
    html = f"<!doctype html><html><body><main>{''.join(blocks)}<p>{TIDES}</p></main></body></html>".encode()
    fixture = Fixture(Path("x"), "x/x", html, META, {"excludes": [TIDES[at : at + 20]]})
    made = minimise(fixture, Setup(), budget=Budget(attempts=150))
    assert len(made.fixture.html) <= len(html)
    assert fields_that_differ(made) == ["excludes"]
    assert "breakwater" not in made.fixture.html.decode() or "breakwater" in made.kept_words


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_neutral_words_have_the_same_shape(text: str) -> None:
    new = Neutral().text(text)
    if "http" not in text.lower() and "@" not in text:
        assert len(new) == len(text)
        assert [sign.isalpha() for sign in new] == [sign.isalpha() for sign in text]
        assert [sign for sign in new if not sign.isalnum()] == [sign for sign in text if not sign.isalnum()]


def test_the_same_word_becomes_the_same_word() -> None:
    neutral = Neutral(kept={"photo"}, hosts={"www.courier.com": "www.site1.example"})
    first, second, third, photo = neutral.text("Harbour HARBOUR harbour Photo").split()
    assert (first.lower(), second.lower()) == (third, third)
    assert (first.istitle(), second.isupper(), third.islower(), photo) == (True, True, True, "Photo")
    assert third != "harbour"
    assert neutral.text("https://www.courier.com/12").startswith("https://www.site1.example/12")
    assert neutral.text("Ωκεανός").isalpha()


def test_markup_that_is_read_and_written_is_the_same() -> None:
    body = '<p class="a" hidden>One &lt; <b>two</b><br></p><script>if (a < b) {}</script>'
    html = f"<html><head></head><body>{body}</body></html>"
    nodes = read_markup(html)
    assert write_markup(nodes) == "<!doctype html>\n" + html
    assert read_markup(write_markup(nodes)) == nodes
    bold = next(place for place, node in enumerate(nodes) if node.tag == "b")
    assert "One &lt; <br>" in write_markup(without(nodes, {bold}))
    assert "One &lt; two<br>" in write_markup(unwrapped(nodes, {bold}))


def test_the_command_writes_a_fixture_and_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fixture = failing(tmp_path, {"paragraphs": BODY})
    before = {path: path.read_bytes() for path in fixture.folder.iterdir()}
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(
        app, ["fixture", "minimise", str(fixture.folder), "-o", "small"], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    (meta,) = Path("small").rglob("meta.toml")
    made = read_fixture(meta.parent)
    assert str(made.folder) in result.stdout
    assert made.meta.url.startswith("https://www.site1.example/")
    assert (meta.parent / "page.html").exists()
    assert CliRunner().invoke(app, ["fixture", "check", "small"]).exit_code == 1
    assert {path: path.read_bytes() for path in fixture.folder.iterdir()} == before


def test_a_rule_that_is_named(tmp_path: Path) -> None:
    folder = FIXTURES / "www.jiangwanribao.example/xiuzhongjiang"
    arguments = ["fixture", "minimise", str(folder), "-o", str(tmp_path / "small"), "--without", "labelled-story"]
    assert CliRunner().invoke(app, arguments, catch_exceptions=False).exit_code == 0
    small = str(tmp_path / "small")
    assert CliRunner().invoke(app, ["fixture", "check", small]).exit_code == 0
    assert CliRunner().invoke(app, ["fixture", "check", small, "--rules-off", "labelled-story"]).exit_code == 1
