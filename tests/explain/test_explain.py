"""What `inspect` lays open, the answers of `Extraction.explain`, and the difference between two extractions."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from copy import copy
from dataclasses import replace
from functools import cache
from pathlib import Path
from unicodedata import normalize

import pytest
from click.testing import CliRunner, Result
from fixture_pages import FIXTURES, FixturePage, load_fixtures, load_pages_without_article, on_every_page
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanarticle import Answer, Article, Config, Extraction, Extractor, InputError, diff, inspect
from cleanarticle.cli.app import app
from cleanarticle.explain.cause import Cause
from cleanarticle.explain.entry import WordShare
from cleanarticle.score.scorecard import bundled_scorecard

PAGES = load_fixtures()
every_page = on_every_page("page", PAGES)
PATH = next(FIXTURES.glob("www.harbourgazette.example/*/page.html"))

BODY = (
    "The ferry left the quay at noon, and those who missed it had to wait until the storm was over.",
    "Nobody on the island could remember a spring with so much wind, the harbour master said on Tuesday.",
    "By evening the first boats were out again, and the baker sold bread from a crate on the pier.",
)
PAGE = f"""<!doctype html><html lang="en"><head><title>Ferry waits for the storm</title>
<script type="application/ld+json">{{"@type": "NewsArticle",
"abstract": "A caf\\u00e9 stayed open &amp; warm"}}</script>
<script>var promo = "Winter timetable out of sight";</script></head>
<body><nav><a href="/">Front page of the island</a></nav>
<main id="story" class="body wide"><h1>Ferry waits for the storm</h1>
{"".join(f"<p>{text}</p>" for text in BODY)}
<div class="newsletter"><p>Sign up for our newsletter and get the island in your inbox.</p></div>
<img src="/a.jpg" alt="Gulls above the empty pier"><!-- the editor was never here --></main></body></html>"""


EXTRACTION = inspect(PAGE)


@cache
def inspected(page: FixturePage) -> Extraction:
    return inspect(page.html, url=page.url, charset=page.charset)


# --- What an extraction lays open


def test_fields_that_are_made_when_they_are_read_are_fields_like_others() -> None:
    read, unread = inspect(PAGE), inspect(PAGE)
    assert read.containers
    assert all(entry.shares for entry in read.ledger)
    assert repr(inspect(PAGE)) == repr(read)
    assert replace(unread.ledger[0], index=0) == read.ledger[0]
    assert hash(unread.ledger[0]) == hash(read.ledger[0])
    assert copy(unread) == read
    for each in (unread, unread.ledger[0]):
        with pytest.raises(AttributeError, match="no attribute 'shade'"):
            each.shade  # noqa: B018  # type: ignore[attr-defined]


@every_page
def test_base_shares_and_marks_make_the_score(page: FixturePage) -> None:
    for entry in inspected(page).ledger:
        marks = sum(mark.points for mark in entry.marks if mark.kind == "score" and not mark.overruled)
        assert entry.base + sum(share.points for share in entry.shares) + marks == pytest.approx(entry.score)
        sizes = [abs(share.points) for share in entry.shares]
        assert sizes == sorted(sizes, reverse=True)


@every_page
def test_words_are_those_of_the_word_table(page: FixturePage) -> None:
    """Nothing of a page comes out that does not stand in the table, the largest first, and none that is small."""
    points = bundled_scorecard().words.points
    for entry in inspected(page).ledger:
        sizes = [abs(share.points) for share in entry.word_shares]
        assert sizes == sorted(sizes, reverse=True)
        assert all(size >= 0.05 for size in sizes)
        assert all(points[share.table][share.word] == share.points for share in entry.word_shares)


def test_words_of_classes_and_of_the_text() -> None:
    entry = inspect(PAGE).explain("Sign up for our newsletter").entries[0]
    words = {share[:2]: share.points for share in entry.word_shares}
    assert words["word", "newsletter"] < 0
    assert words["pair", "sign up"] < 0
    again = inspect(PAGE.replace('class="newsletter"', 'class="comment"'))
    found = {share[:2] for share in again.explain("Sign up for our newsletter").entries[0].word_shares}
    assert found - set(words) == {("parent class", "comment")}


def test_words_in_the_json() -> None:
    extraction = inspect(PAGE)
    for data, entry in zip(json.loads(extraction.to_json())["ledger"], extraction.ledger, strict=True):
        rounded = [{"table": table, "word": word, "points": points} for table, word, points in entry.word_shares]
        assert [{**each, "points": pytest.approx(each["points"], abs=0.001)} for each in data["word_shares"]] == rounded


def test_words_in_an_answer() -> None:
    (entry,) = inspect(PAGE).explain("Sign up for our newsletter").entries
    shares = (
        WordShare("parent class", "newsletter", -0.84),
        WordShare("pair", "sign up", -0.31),
        WordShare("first word", "\u200d", 0.2),
        WordShare("word", "'", -0.1),
        WordShare("path", "p < div", 0.06),
        WordShare("last word", "ferry", 0.05),
    )
    text = str(Answer("a", "dropped", ((replace(entry, word_shares=shares),),)))
    assert text.splitlines()[-1] == (
        "  words: parent class 'newsletter' -0.8, 'sign up' -0.3, first word '\\u200d' +0.2, "
        "\"'\" -0.1, path 'p < div' +0.1"
    )
    assert "words:" not in str(Answer("a", "dropped", ((replace(entry, word_shares=()),),)))


@every_page
def test_last_verdict_is_the_outcome(page: FixturePage) -> None:
    extraction = inspected(page)
    for entry in extraction.ledger:
        assert entry.verdicts[0].step == "score"
        assert entry.verdicts[-1].kept is entry.kept
        assert entry.outcome == ("kept" if entry.kept else "field" if entry.field else "dropped")
        assert not entry.field or entry.rule == entry.field in Article.model_fields


@every_page
def test_containers_count_their_blocks(page: FixturePage) -> None:
    extraction = inspected(page)
    for container in extraction.containers:
        inside = extraction.ledger[container.first : container.end]
        assert container.kept == sum(entry.kept for entry in inside)
        assert container.words == pytest.approx(sum(entry.words for entry in inside))
        assert container.link_words <= container.words + 1e-6
    for entry in extraction.ledger:
        path = extraction.path(entry)
        assert path[0].parent is None
        assert all(each.first <= entry.index < each.end for each in path)


@every_page
def test_families_of_all_rules_that_spoke(page: FixturePage) -> None:
    extraction = inspected(page)
    assert set(extraction.families) == {mark.rule for entry in extraction.ledger for mark in entry.marks}


def test_containers_are_named_like_selectors() -> None:
    labels = [container.label for container in inspect(PAGE).containers]
    assert "main#story.body.wide" in labels
    assert "div.newsletter" in labels


def test_a_page_that_ends_in_a_table_row_can_be_inspected() -> None:
    prose = "<p>The morning ferry leaves a quarter of an hour earlier from May on, because the tide allows it.</p>"
    row = "<table><tr><td>Quay</td><td>North</td><td>South</td><td>West</td></tr></table>"
    extraction = inspect(f"<article><h1>Ferry leaves earlier</h1>{prose * 4}{row}</article>")
    assert extraction.ledger[-1].text == "Quay North South West"
    cells = [container for container in extraction.containers if container.label == "td"]
    assert len(cells) == 4
    assert all(cell.first == cell.end <= len(extraction.ledger) and cell.kept == 0 for cell in cells)


def test_a_later_step_stands_in_the_verdicts() -> None:
    entry = inspect(PAGE.replace("</main>", "<h2>What comes next on the island</h2></main>")).explain("What comes next")
    steps = [verdict.step for verdict in entry.entries[0].verdicts]
    assert steps[0] == "score"
    assert entry.entries[0].verdicts[-1].kept is False


@every_page
def test_json_has_every_block(page: FixturePage) -> None:
    extraction = inspected(page)
    data = json.loads(extraction.to_json())
    assert [each["text"] for each in data["ledger"]] == [entry.text for entry in extraction.ledger]
    assert Article.model_validate(data["article"]) == extraction.article
    assert len(data["containers"]) == len(extraction.containers)
    assert len(data["ledger"][0]["verdicts"]) == len(extraction.ledger[0].verdicts)


def test_extractions_pickle_and_answer_afterwards() -> None:
    extraction = inspect(PAGE)
    again = pickle.loads(pickle.dumps(extraction))
    assert again == extraction
    assert hash(again) == hash(extraction)
    assert again.explain("Winter timetable") == extraction.explain("Winter timetable")
    assert pickle.loads(pickle.dumps(again.explain("ferry"))) == extraction.explain("ferry")


def test_an_extraction_is_not_much_larger_than_its_page() -> None:
    for page in PAGES:
        extraction = inspected(page)
        assert len(pickle.dumps(extraction)) < 3000 * (len(extraction.ledger) + 20) + 2 * len(page.html)


# --- Why was this kept or dropped?


def test_kept() -> None:
    answer = inspect(PAGE).explain("missed it had to wait")
    assert answer.finding == "kept"
    assert [entry.text for entry in answer.entries] == [BODY[0]]


def test_dropped_with_the_rule() -> None:
    answer = inspect(PAGE).explain("sign up for OUR newsletter,")
    assert answer.finding == "dropped"
    assert answer.entries[0].rule == "newsletter"
    assert "was dropped" in str(answer)
    assert "dropped by rule newsletter: " in str(answer)


def test_a_field() -> None:
    answer = inspect(PAGE).explain("Ferry waits for the storm")
    assert answer.finding == "field"
    assert "consumed by field title: " in str(answer)


def test_across_a_border() -> None:
    answer = inspect(PAGE).explain("storm was over. Nobody on the island")
    assert answer.finding == "kept"
    assert [entry.text for entry in answer.places[0]] == list(BODY[:2])


def test_across_a_border_of_two_verdicts() -> None:
    answer = inspect(PAGE).explain("a crate on the pier. Sign up for our newsletter")
    assert answer.finding == "mixed"
    assert [entry.outcome for entry in answer.entries] == ["kept", "dropped"]


def test_every_place_is_named() -> None:
    answer = inspect(PAGE).explain("the island")
    assert len(answer.places) == 3
    assert answer.finding == "mixed"
    assert "It is in 3 places." in str(answer)


def test_whole_words_come_before_parts_of_words() -> None:
    extraction = inspect(PAGE)
    assert extraction.explain("on").places != extraction.explain("o").places
    assert all(" on " in f" {entry.text} " for entry in extraction.explain("on").entries)
    assert [entry.text for entry in extraction.explain("hose who miss").entries] == [BODY[0]]


@pytest.mark.parametrize(
    ("words", "data"),
    [
        ("winter timetable out of sight", "a script"),
        ("A café stayed open & warm", "structured data"),
        ("gulls above the empty pier", "an attribute of <img>"),
        ("the editor was never here", "a comment"),
    ],
)
def test_only_in_data(words: str, data: str) -> None:
    answer = inspect(PAGE).explain(words)
    assert (answer.finding, answer.places, answer.data) == ("data", (), data)
    assert str(answer) == f"{words!r} is not in the page's text, only in {data}."


def test_only_in_the_title_element() -> None:
    answer = inspect(PAGE.replace("<title>", "<title>Island Post: ")).explain("Island Post")
    assert (answer.finding, answer.data) == ("data", "a <title> element")


def test_nowhere() -> None:
    answer = inspect(PAGE).explain("a submarine surfaced")
    assert answer == Answer("a submarine surfaced", "nowhere")
    assert str(answer) == "'a submarine surfaced' is nowhere in the page."


def test_explanations_say_what_decided_over_each_block() -> None:
    extraction = inspect(PAGE)

    def explained(words: str) -> list[tuple[str, Cause | None]]:
        return [(each.outcome, each.cause) for each in extraction.explain(words).explanations()]

    assert explained("sign up for our newsletter") == [("dropped", Cause("rule", "newsletter"))]
    assert explained("ferry waits for the storm") == [("title", Cause("field", "title"))]
    assert explained(BODY[0]) == [("kept", Cause("score"))]
    assert explained("a submarine surfaced") == [("nowhere", None)]
    (newsletter,) = extraction.explain("sign up for our newsletter").explanations()
    assert str(newsletter).startswith("'Sign up for our newsletter")
    assert "' dropped by rule newsletter: " in str(newsletter)
    assert any(mark.startswith("newsletter veto: ") for mark in newsletter.marks)


def test_a_page_without_article_says_so() -> None:
    page = load_pages_without_article()[0]
    extraction = inspect(page.html, url=page.url)
    answer = extraction.explain(extraction.ledger[0].text)
    assert answer.finding == "dropped"
    assert f"The page has no article: {extraction.reason}." in str(answer)


@pytest.mark.parametrize("words", ["", " ", "…", "—!"])
def test_nothing_to_look_for(words: str) -> None:
    with pytest.raises(InputError, match="nothing to look for"):
        inspect(PAGE).explain(words)


def test_words_are_a_string() -> None:
    with pytest.raises(InputError, match="not bytes"):
        inspect(PAGE).explain(b"ferry")  # type: ignore[arg-type]


few = settings(max_examples=60, deadline=None)
extractions = st.sampled_from(PAGES[::5]).map(inspected)


@few
@given(extractions, st.data())
def test_any_block_is_found(extraction: Extraction, data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from([each for each in extraction.ledger if any(map(str.isalnum, each.text))]))
    answer = extraction.explain(entry.text)
    assert entry in answer.entries
    assert answer.finding in (entry.outcome, "mixed")
    assert entry.rule in str(answer) or len(answer.entries) > 20


@few
@given(extractions, st.data())
def test_any_run_of_words_is_found(extraction: Extraction, data: st.DataObject) -> None:
    words = [(word, entry.index) for entry in extraction.ledger for word in entry.text.split()]
    start = data.draw(st.integers(0, len(words) - 1))
    run = words[start : start + data.draw(st.integers(1, 30))]
    asked = " ".join(word for word, _ in run)
    holding = [index for word, index in run if any(map(str.isalnum, word))]
    if not holding:
        return
    answer = extraction.explain(asked.upper() if asked.upper().casefold() == asked.casefold() else asked)
    spans = [(place[0].index, place[-1].index) for place in answer.places]
    assert (holding[0], holding[-1]) in spans


@few
@given(st.text(max_size=60))
def test_any_words_have_an_answer(words: str) -> None:
    try:
        answer = EXTRACTION.explain(words)
    except InputError:
        assert not any(map(str.isalpha, normalize("NFKC", words)))
        return
    assert bool(answer.places) is (answer.finding not in ("data", "nowhere"))
    assert bool(answer.data) is (answer.finding == "data")
    assert str(answer)


# --- What other settings change


def test_nothing_changes() -> None:
    for page in PAGES[:10]:
        difference = diff(inspected(page), inspected(page))
        assert not difference
        assert str(difference) == "nothing changes"


def test_a_rule_that_is_off_is_the_cause() -> None:
    first = Extractor(Config(threshold=-20.0)).inspect(PAGE)
    second = Extractor(Config(threshold=-20.0, rules_off=("newsletter",))).inspect(PAGE)
    difference = diff(first, second)
    assert [change.text[:26] for change in difference.blocks] == ["Sign up for our newsletter"]
    change = difference.blocks[0]
    assert (change.before, change.after) == ("dropped", "kept")
    assert [mark.rule for mark in change.marks_before] == ["newsletter"]
    assert change.marks_after == ()
    assert (change.cause, change.why) == (Cause("rule", "newsletter"), "without newsletter (veto)")
    assert (change.words_lost, change.words_gained) == (0, len(change.text.split()))
    back = diff(second, first).blocks[0]
    assert (back.before, back.after) == ("kept", "dropped")
    assert (back.cause, back.why) == (Cause("rule", "newsletter"), "with newsletter (veto)")


@every_page
def test_another_threshold_is_named_as_the_cause(page: FixturePage) -> None:
    first, second = (
        inspected(page),
        Extractor(Config(preset="recall")).inspect(page.html, url=page.url, charset=page.charset),
    )
    difference = diff(first, second)
    for change in difference.blocks:
        assert change.text_before == change.text_after
        if (change.before, change.after) == ("dropped", "kept") and change.decided_after.startswith("score:"):
            assert change.cause in (Cause("threshold"), Cause("step", "no-article"))
            assert "the threshold goes from" in change.why or "without the step" in change.why
    texts = Counter(entry.text for entry in second.ledger if entry.kept)
    texts.subtract(entry.text for entry in first.ledger if entry.kept)
    gained = Counter(change.text for change in difference.blocks if change.after == "kept")
    gained.subtract(change.text for change in difference.blocks if change.before == "kept")
    assert {text: number for text, number in gained.items() if number} == {
        text: number for text, number in texts.items() if number
    }


def test_fields_that_change() -> None:
    first = inspect(PAGE)
    second = inspect(PAGE.replace('<html lang="en">', '<html lang="en-GB">'))
    changes = {change.name: (change.before, change.after) for change in diff(first, second).fields}
    assert changes["language"] == ("en", "en-GB")
    assert "language: en → en-GB" in str(diff(first, second))


def test_blocks_that_only_one_has() -> None:
    difference = diff(inspect(PAGE), inspect(PAGE.replace("<nav>", f"<nav><p>{BODY[2].lower()}</p>")))
    assert [(change.before, change.cause) for change in difference.blocks] == [("absent", Cause("source"))]
    gone = diff(inspect(PAGE), inspect(""))
    assert gone.statuses == ("ok", "bad-input")
    assert len(gone.blocks) == len(inspect(PAGE).ledger)


def test_a_paragraph_with_other_words() -> None:
    html = PAGE.replace(BODY[1], BODY[1].replace("Nobody", "Everybody"))
    difference = diff(inspect(PAGE), inspect(html))
    (change,) = difference.blocks
    assert (change.before, change.after, change.cause) == ("kept", "kept", Cause("wording"))
    assert (change.words_lost, change.words_gained) == (1, 1)
    quote = PAGE.replace(f"<p>{BODY[1]}</p>", f"<blockquote>{BODY[1]}</blockquote>")
    everything = Extractor(Config(threshold=-9.0))
    changes = diff(everything.inspect(PAGE), everything.inspect(quote)).blocks
    assert [(change.cause, change.why) for change in changes] == [(Cause("wording"), "paragraph → quote")]


def test_changes_are_in_document_order() -> None:
    html = PAGE.replace(
        f"<p>{BODY[1]}</p>", "<p>A new paragraph came here, as long as those that were here before.</p>"
    )
    difference = diff(inspect(PAGE), inspect(html.replace(f"<p>{BODY[0]}</p>", "")))
    # The new paragraph follows the headline, as the first of those that are gone did.
    assert [(change.before, change.after) for change in difference.blocks] == [
        ("absent", "kept"),
        ("kept", "absent"),
        ("kept", "absent"),
    ]


def test_a_difference_is_data() -> None:
    difference = diff(inspect(PAGE), inspect(""))
    assert pickle.loads(pickle.dumps(difference)) == difference
    data = json.loads(difference.to_json())
    assert data["statuses"] == ["ok", "bad-input"]
    assert [each["after"] for each in data["blocks"]] == ["absent"] * len(difference.blocks)
    assert data["blocks"][0]["cause"] == {"kind": "source", "name": ""}
    assert {each["name"] for each in data["fields"]} >= {"title", "language"}


# --- The command


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["explain", str(PATH), *arguments], catch_exceptions=False)


def test_command_prints_every_block_and_a_summary() -> None:
    extraction = inspect(PATH.read_bytes())
    result = run()
    assert result.exit_code == 0
    assert f"{len(extraction.ledger)} blocks: " in result.stdout


def test_command_prints_json() -> None:
    assert json.loads(run("--json").stdout) == json.loads(inspect(PATH.read_bytes()).to_json())


def test_command_answers() -> None:
    result = run("--why", "we value your privacy")
    assert result.exit_code == 0
    assert result.stdout == f"{inspect(PATH.read_bytes()).explain('we value your privacy')}\n"
    assert run("--why", "…").exit_code == 3
    assert run("--why", "bell", "--json").exit_code == 2


def test_command_compares_with_a_preset_and_a_file(tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    file.write_text('threshold = 9.0\nrules_off = ["promo/*"]\n', encoding="utf-8")
    extraction = inspect(PATH.read_bytes())
    other = Extractor(Config(threshold=9.0, rules_off=("promo/*",))).inspect(PATH.read_bytes())
    assert run("--diff", str(file)).stdout == f"{diff(extraction, other)}\n"
    assert json.loads(run("--diff", str(file), "--json").stdout) == json.loads(diff(extraction, other).to_json())
    assert run("--diff", "precision").exit_code == 0


@pytest.mark.parametrize(
    ("text", "message"), [("threshold = ", "other.toml"), ("colour = 1", "colour"), (None, "No such file")]
)
def test_command_refuses_settings_it_cannot_read(tmp_path: Path, text: str | None, message: str) -> None:
    file = tmp_path / "other.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    result = run("--diff", str(file))
    assert result.exit_code == 2
    assert message in result.stderr
