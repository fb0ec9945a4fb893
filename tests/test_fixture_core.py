"""The core of fixtures: what is asserted, compared, written, and what made a field differ."""

from __future__ import annotations

import datetime as dt
import gzip
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanarticle import Article, Byline, Dateline, Figure, Media, Paragraph
from cleanarticle.article import LiveEntry
from cleanarticle.errors import ConfigError, FixtureError
from cleanarticle.testing import Fixture, Meta, Setup, check, check_fixture, compare, find, read_fixture
from cleanarticle.testing.accepting import accept
from cleanarticle.testing.causes import causes
from cleanarticle.testing.check import article_of, inspected
from cleanarticle.testing.compare import Verdict, shown
from cleanarticle.testing.expected import EXCLUDES, FIELDS, check_expected
from cleanarticle.testing.fixture import LookAlike
from cleanarticle.testing.wording import changed_lines, unified, word_pieces
from cleanarticle.testing.write import write_expected, write_meta, write_page

BODY = [
    "The ferry left the harbour at noon, and those who had missed it waited until the storm was over.",
    "On the island the baker kept his shop open, because nobody could say when the next flour would come.",
    "By the evening the wind had turned, and the first boats went out again to look after their nets.",
]
PAGE = f"""<html lang="en"><head><title>Ferry leaves early</title></head><body><article><h1>Ferry leaves early</h1>
{"".join(f"<p>{text}</p>" for text in BODY)}
<p>Advertisement</p></article></body></html>""".encode()
EMPTY_PAGE = b"<html><body><p>Nothing</p></body></html>"
META = Meta(url="https://www.ferry.example/early", reason="A ferry.")

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
NAMES = st.none() | TEXTS
MOMENTS = st.dates() | st.datetimes(timezones=st.timezones() | st.just(dt.UTC)).filter(
    lambda moment: not moment.utcoffset() or moment.utcoffset().seconds % 60 == 0  # type: ignore[union-attr]
)
PARAGRAPHS = st.builds(
    Paragraph, text=TEXTS, kind=st.sampled_from(["paragraph", "heading", "list_item"]), level=st.integers(0, 6)
)
ARTICLES = st.builds(
    Article,
    title=NAMES,
    subtitle=NAMES,
    summary=st.lists(TEXTS, max_size=2).map(tuple),
    byline=st.none() | st.builds(Byline, text=TEXTS, authors=st.lists(TEXTS, max_size=2).map(tuple), place=NAMES),
    dateline=st.none()
    | st.builds(Dateline, text=TEXTS, place=NAMES, date=st.none() | st.dates(), inline=st.booleans()),
    paragraphs=st.lists(PARAGRAPHS, max_size=4).map(tuple),
    figures=st.lists(st.builds(Figure, caption=NAMES, credit=NAMES), max_size=3).map(tuple),
    media=st.lists(
        st.builds(Media, kind=st.just("video"), title=NAMES, duration=st.none() | st.timedeltas()), max_size=2
    ).map(tuple),
    published=st.none() | MOMENTS,
    language=st.sampled_from([None, "en", "de-AT"]),
    entries=st.lists(st.builds(LiveEntry, stamp=NAMES, authors=st.lists(TEXTS, max_size=1).map(tuple)), max_size=2).map(
        tuple
    ),
)


def fixture_in(folder: Path, expected: dict[str, Any], *, page: bytes = PAGE, meta: Meta = META) -> Fixture:
    write_page(folder, page)
    write_expected(folder / "expected.toml", expected)
    write_meta(folder, meta)
    return read_fixture(folder)


def verdict_of(article: Article | None, **expected: Any) -> Verdict:
    (verdict,) = compare(article, expected)
    return verdict


def all_shown(article: Article, like: dict[str, Any]) -> dict[str, Any]:
    return {name: shown(name, article, like.get(name)) for name in FIELDS if name != EXCLUDES}


# --- compare


@given(ARTICLES)
def test_what_is_shown_is_accepted(article: Article) -> None:
    first = all_shown(article, {})
    assert [verdict.field for verdict in compare(article, first) if not verdict.same] == []
    assert all_shown(article, first).keys() == first.keys()
    again = {name: value for name, value in all_shown(article, first).items() if name != "language"}
    assert again == {name: value for name, value in first.items() if name != "language"}


@given(ARTICLES, ARTICLES)
def test_shown_in_the_shape_of_another_is_accepted(article: Article, other: Article) -> None:
    asserted = all_shown(article, all_shown(other, {}))
    assert [verdict.field for verdict in compare(article, asserted) if not verdict.same] == []


@given(ARTICLES)
def test_what_is_shown_is_well_formed(article: Article) -> None:
    check_expected(all_shown(article, {}), "here")


@pytest.mark.parametrize("nothing", [None, "", []])
@pytest.mark.parametrize("field", ["title", "byline", "figures", "tags", "published"])
def test_nothing_is_asserted_by_null_an_empty_text_or_list(field: str, nothing: object) -> None:
    article = Article(
        title="A",
        byline=Byline(text="By B"),
        figures=(Figure(caption="C"),),
        tags=("d",),
        published=dt.date(2024, 1, 1),
    )
    assert verdict_of(Article(), **{field: nothing}).same
    verdict = verdict_of(article, **{field: nothing})
    assert not verdict.same
    assert verdict.got not in (None, {}, [], [{}])


def test_every_field_differs_where_no_article_was_found() -> None:
    verdicts = compare(None, {"title": "A", "kicker": "", "excludes": ["b"]})
    assert [(each.field, each.same, each.problems) for each in verdicts] == [
        (name, False, ("no article was found",)) for name in ("title", "kicker", "excludes")
    ]


def test_a_page_without_an_article() -> None:
    assert verdict_of(None, paragraphs=[]).same
    verdict = verdict_of(Article(paragraphs=(Paragraph(text="a"),)), paragraphs=[])
    assert (verdict.same, verdict.problems) == (False, ("no article is expected, and one was found: 'a'",))
    assert [each.same for each in compare(None, {"title": "A", "paragraphs": []})] == [False, True]


def test_parts_are_compared_by_what_is_asserted_of_them() -> None:
    article = Article(
        byline=Byline(text="By Ada", authors=("Ada",), place="Paris"),
        media=(Media(kind="video", title="A film", duration=dt.timedelta(minutes=2)),),
    )
    assert verdict_of(article, byline={"authors": ["Ada"]}).same
    assert not verdict_of(article, byline={"authors": ["Ada"], "place": "Rome"}).same
    assert verdict_of(article, media=[{"title": "A film"}]).same
    assert verdict_of(article, media=[{"duration": "PT120S"}]).same
    assert not verdict_of(article, media=[{"duration": "PT121S"}]).same


def test_of_paragraphs_with_one_text_each_is_compared_with_its_own() -> None:
    article = Article(paragraphs=(Paragraph(text="a"), Paragraph(text="a", kind="heading", level=2)))
    assert verdict_of(article, paragraphs=["a", {"text": "a", "kind": "heading"}]).same
    assert not verdict_of(article, paragraphs=[{"text": "a", "kind": "heading"}, "a"]).same


def test_a_moment_is_the_same_in_another_zone_and_a_date_is_none() -> None:
    article = Article(published=dt.datetime(2024, 1, 1, 12, tzinfo=dt.UTC))
    assert verdict_of(article, published="2024-01-01T13:00:00+01:00").same
    assert not verdict_of(article, published="2024-01-01").same
    assert not verdict_of(article, published="T1704110400").same


@pytest.mark.parametrize(
    ("pieces", "problem"),
    [
        ({"contains": ["one"]}, ""),
        ({"contains": ["five"]}, "no paragraph contains 'five'"),
        ({"excludes": ["two"]}, "a paragraph contains 'two': 'two three'"),
        ({"starts": "one", "ends": "three", "count": 2}, ""),
        ({"starts": "ne"}, "the first paragraph does not start with 'ne': 'one'"),
        ({"ends": "two"}, "the last paragraph does not end with 'two': 'two three'"),
        ({"count": 3}, "expected 3 paragraphs, got 2"),
    ],
)
def test_pieces_of_paragraphs(pieces: dict[str, Any], problem: str) -> None:
    verdict = verdict_of(Article(paragraphs=(Paragraph(text="one"), Paragraph(text="two three"))), paragraphs=pieces)
    assert verdict.problems == ((problem,) if problem else ())
    assert bool(changed_lines(verdict)) is not verdict.same


# --- expected, fixture


@pytest.mark.parametrize(
    ("expected", "problem"),
    [
        ({"titel": "A"}, "did you mean 'title'"),
        ({"byline": {"author": ["A"]}}, "byline has no 'author'"),
        ({"byline": "By A"}, "byline: write a table"),
        ({"title": 3}, "title: Input should be a valid string"),
        ({"paragraphs": "A"}, "paragraphs: write a list"),
        ({"paragraphs": [3]}, "paragraphs[0]: write the text"),
        ({"paragraphs": {"contain": ["A"]}}, "did you mean 'contains'"),
        ({"paragraphs": {}}, "asserts nothing"),
        ({"paragraphs": {"contains": []}}, "asserts nothing"),
        ({"figures": [{"captoin": "A"}]}, "figures[0] has no 'captoin'"),
        ([], "expected one object"),
    ],
)
def test_expectations_are_checked(expected: object, problem: str) -> None:
    with pytest.raises(FixtureError) as raised:
        check_expected(expected, "here.toml")
    assert problem in str(raised.value)
    assert str(raised.value).startswith("here.toml: ")


def test_fixtures_are_found_once_each(tmp_path: Path) -> None:
    for name in ("b/two", "a/one"):
        fixture_in(tmp_path / name, {"title": "A"})
    found = list(find([tmp_path / "b/two/meta.toml", tmp_path, tmp_path / "a"]))
    assert [each.relative_to(tmp_path).as_posix() for each in found] == ["b/two", "a/one"]
    for path, problem in ((tmp_path / "no", "no such folder"), (tmp_path / "a", "no fixture in it")):
        (tmp_path / "a/one/meta.toml").unlink(missing_ok=True)
        with pytest.raises(FixtureError, match=problem):
            list(find([path]))


def break_page(folder: Path) -> None:
    (folder / "page.html.gz").write_bytes(b"no gzip")


def two_pages(folder: Path) -> None:
    (folder / "page.html").write_bytes(PAGE)


def no_expected(folder: Path) -> None:
    (folder / "expected.toml").unlink()


def broken_toml(folder: Path) -> None:
    (folder / "expected.toml").write_text("title = ")


def unknown_meta(folder: Path) -> None:
    (folder / "meta.toml").write_text('url = "https://a.example"\nreason = "x"\nreasons = "x"')


def open_field_that_is_not_asserted(folder: Path) -> None:
    (folder / "meta.toml").write_text('url = "https://a.example"\nreason = "x"\nopen.kicker = "x"')


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (break_page, "can't be unpacked"),
        (two_pages, "has 2"),
        (no_expected, "has 0"),
        (broken_toml, "can't be read"),
        (unknown_meta, "reasons: Extra inputs"),
        (open_field_that_is_not_asserted, "open.kicker is no field that is asserted"),
    ],
)
def test_a_fixture_that_is_not_well_formed(tmp_path: Path, damage: Any, problem: str) -> None:
    fixture_in(tmp_path / "a/one", {"title": "A"})
    damage(tmp_path / "a/one")
    with pytest.raises(FixtureError) as raised:
        read_fixture(tmp_path / "a/one")
    assert problem in str(raised.value)
    (result,) = check([tmp_path / "a/one"])
    assert (result.passes, result.error) == (False, str(raised.value))


def test_a_fixture_that_asserts_nothing_does_not_pass(tmp_path: Path) -> None:
    result = check_fixture(fixture_in(tmp_path / "a/one", {}), Setup())
    assert not result.passes
    assert "asserts nothing" in result.error


# --- write


EXPECTED = st.fixed_dictionaries(
    {},
    optional={
        "title": TEXTS,
        "kicker": TEXTS,
        "byline": st.just("") | st.fixed_dictionaries({"text": TEXTS, "authors": st.lists(TEXTS, max_size=2)}),
        "dateline": st.fixed_dictionaries({"place": TEXTS}),
        "paragraphs": st.lists(TEXTS | st.fixed_dictionaries({"text": TEXTS, "level": st.integers(0, 6)}), max_size=3)
        | st.fixed_dictionaries({"contains": st.lists(TEXTS, min_size=1, max_size=2), "count": st.integers(0, 9)}),
        "figures": st.lists(st.fixed_dictionaries({"caption": TEXTS, "credit": TEXTS}), max_size=2),
        "tags": st.lists(TEXTS, max_size=2),
        "excludes": st.lists(TEXTS, max_size=2),
    },
)


@pytest.mark.parametrize("name", ["expected.toml", "expected.json"])
@given(first=EXPECTED, second=EXPECTED)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, name: str, first: dict[str, Any], second: dict[str, Any]
) -> None:
    folder = tmp_path_factory.mktemp("host") / "slug"
    write_page(folder, PAGE)
    write_meta(folder, META)
    for expected in (first, second):  # a second time over what is there
        write_expected(folder / name, expected)
        assert read_fixture(folder).expected == expected


@given(reason=TEXTS.filter(bool), note=TEXTS, day=st.none() | st.dates(), draft=st.booleans())
def test_what_is_known_of_a_page_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, reason: str, note: str, day: dt.date | None, draft: bool
) -> None:
    folder = tmp_path_factory.mktemp("host") / "slug"
    meta = Meta(url="https://a.example", reason=reason, fetched=day, draft=draft, open={"title": note})
    assert fixture_in(folder, {"title": "A"}, meta=meta).meta == meta


def test_a_page_is_kept_byte_for_byte(tmp_path: Path) -> None:
    page = bytes(range(256)) + b"\r\n"
    assert fixture_in(tmp_path / "a/one", {"title": "A"}, page=page).html == page
    first = (tmp_path / "a/one/page.html.gz").read_bytes()
    write_page(tmp_path / "a/one", page)
    assert (tmp_path / "a/one/page.html.gz").read_bytes() == first == gzip.compress(page, mtime=0)


def test_comments_and_the_form_of_what_is_unchanged_stay(tmp_path: Path) -> None:
    file = tmp_path / "expected.toml"
    file.write_text('# Why\ntitle = "A" # short\npublished = 2024-01-01T10:00:00Z # native\n')
    write_expected(file, {"title": "B", "published": "2024-01-01T10:00:00+00:00"})
    assert "published = 2024-01-01T10:00:00Z # native" in file.read_text()
    assert "# Why" in file.read_text()


# --- wording, causes


@given(TEXTS, TEXTS)
def test_pieces_make_up_both_texts(expected: str, got: str) -> None:
    pieces = word_pieces(expected, got)
    assert "".join(piece.text for piece in pieces if piece.side != "got") == expected
    assert "".join(piece.text for piece in pieces if piece.side != "expected") == got


def test_a_unified_diff() -> None:
    article = Article(paragraphs=tuple(Paragraph(text=text) for text in ("one", "two", "four")))
    assert unified(verdict_of(article, paragraphs=["one", "two", "three"])) == [
        "@@ -2,2 +2,2 @@",
        " two",
        "-three",
        "+four",
    ]
    assert unified(verdict_of(article, paragraphs={"contains": ["five"], "count": 2})) == [
        "-five",
        "-2 paragraphs",
        "+3 paragraphs",
    ]
    assert unified(verdict_of(article, excludes=["nine", "two"])) == ["+two"]
    assert unified(verdict_of(article, paragraphs=["one", "two", "four"])) == []


def found_causes(tmp_path: Path, expected: dict[str, Any], page: bytes = PAGE) -> list[tuple[str, str]]:
    fixture = fixture_in(tmp_path / "a/one", expected, page=page)
    (verdict,) = compare(article_of(fixture, Setup()), fixture.expected)
    return [(each.outcome, each.rule) for each in causes(inspected(fixture, Setup()), verdict)]


def test_the_cause_of_a_missing_paragraph_is_the_rule_that_dropped_it(tmp_path: Path) -> None:
    assert found_causes(tmp_path, {"paragraphs": [*BODY, "Advertisement"]}) == [("dropped", "advertisement")]


def test_only_pieces_that_are_missing_have_a_cause(tmp_path: Path) -> None:
    pieces = {"contains": ["ferry left", "Advertisement"], "excludes": ["the baker", "nowhere at all"]}
    found = found_causes(tmp_path, {"paragraphs": pieces})
    assert [outcome for outcome, _ in found] == ["dropped", "kept"]


def test_the_cause_of_a_wrong_field_is_where_it_was_read_and_what_became_of_the_other(tmp_path: Path) -> None:
    found = found_causes(tmp_path, {"byline": {"text": "Advertisement", "authors": ["Ad"]}})
    assert ("dropped", "advertisement") in found


def test_what_agrees_has_no_cause(tmp_path: Path) -> None:
    assert found_causes(tmp_path, {"paragraphs": BODY}) == []


# --- check


@pytest.mark.parametrize(
    ("title", "changes", "outcome", "passes"),
    [
        ("Ferry leaves early", {}, "passed", True),
        ("Ferry sinks", {}, "failed", False),
        ("Ferry sinks", {"open": {"title": "reads the wrong one"}}, "open", True),
        ("Ferry leaves early", {"open": {"title": "reads the wrong one"}}, "solved", False),
        ("Ferry leaves early", {"draft": True}, "draft", False),
    ],
)
def test_outcomes(tmp_path: Path, title: str, changes: dict[str, Any], outcome: str, passes: bool) -> None:
    fixture = fixture_in(tmp_path / "a/one", {"title": title}, meta=META.model_copy(update=changes))
    result = check_fixture(fixture, Setup())
    assert [each.outcome for each in result.fields] == [outcome]
    assert result.passes is passes


def test_processes_give_what_one_gives(tmp_path: Path) -> None:
    for number in range(10):
        fixture_in(tmp_path / f"a/{number}", {"title": "Ferry leaves early" if number % 2 else "Ferry sinks"})
    folders = list(find([tmp_path]))
    alone, together = (list(check(folders, workers=workers)) for workers in (1, 2))
    assert [(each.name, each.passes, each.fields) for each in alone] == [
        (each.name, each.passes, each.fields) for each in together
    ]
    assert sum(each.passes for each in alone) == 5


def test_a_wrong_rule_is_no_page_without_an_article(tmp_path: Path) -> None:
    from cleanarticle import Config

    fixture = fixture_in(tmp_path / "a/one", {"paragraphs": []}, page=EMPTY_PAGE)
    assert article_of(fixture, Setup()) is None
    with pytest.raises(ConfigError):
        article_of(fixture, Setup(Config(rules_off=("no-such-rule",))))


# --- accept


def test_only_what_is_asserted_is_accepted_in_its_shape(tmp_path: Path) -> None:
    fixture = fixture_in(tmp_path / "a/one", {"title": "Ferry sinks", "paragraphs": [{"text": BODY[0], "level": 3}]})
    accepted = accept(fixture, article_of(fixture, Setup()), "9.9")
    assert accepted.fixture.expected == {
        "title": "Ferry leaves early",
        "paragraphs": [{"text": BODY[0], "level": 0}, *BODY[1:]],
    }
    assert (accepted.changed, accepted.fixture.meta.version) == (("title", "paragraphs"), "9.9")


def test_nothing_is_accepted_only_if_it_is_said(tmp_path: Path) -> None:
    fixture = fixture_in(tmp_path / "a/one", {"title": "A", "paragraphs": ["B"]}, page=EMPTY_PAGE)
    refused = accept(fixture, None, "9.9")
    assert refused.fixture == fixture
    assert set(refused.refused) == {"title", "paragraphs"}
    taken = accept(fixture, None, "9.9", empty=True)
    assert not taken.refused
    assert all(verdict.same for verdict in compare(None, taken.fixture.expected))


def test_a_field_that_lost_its_value_is_not_accepted(tmp_path: Path) -> None:
    fixture = fixture_in(tmp_path / "a/one", {"kicker": "Live"})
    article = article_of(fixture, Setup())
    assert "--empty" in accept(fixture, article, "9.9").refused["kicker"]
    assert accept(fixture, article, "9.9", empty=True).changed == ("kicker",)


@pytest.mark.parametrize("expected", [{"paragraphs": {"contains": ["five"]}}, {"excludes": ["ferry left"]}])
def test_what_a_person_wrote_by_hand_is_theirs_to_change(tmp_path: Path, expected: dict[str, Any]) -> None:
    fixture = fixture_in(tmp_path / "a/one", expected)
    accepted = accept(fixture, article_of(fixture, Setup()), "9.9", empty=True)
    assert list(accepted.refused) == list(expected)
    assert "expected.toml" in next(iter(accepted.refused.values()))
    assert accepted.fixture == fixture


def test_an_open_field_is_accepted_by_name_and_closed(tmp_path: Path) -> None:
    meta = META.model_copy(update={"open": {"title": "wrong"}})
    fixture = fixture_in(tmp_path / "a/one", {"title": "Ferry sinks"}, meta=meta)
    article = article_of(fixture, Setup())
    assert accept(fixture, article, "9.9").fixture == fixture
    accepted = accept(fixture, article, "9.9", ["title"]).fixture
    assert (accepted.expected["title"], accepted.meta.open) == ("Ferry leaves early", {})


def test_a_draft_ends_when_all_of_it_is_accepted(tmp_path: Path) -> None:
    meta = META.model_copy(update={"draft": True})
    fixture = fixture_in(tmp_path / "a/one", {"title": "Ferry leaves early", "paragraphs": BODY}, meta=meta)
    article = article_of(fixture, Setup())
    part = accept(fixture, article, "9.9", ["title"])
    assert (part.fixture.meta.draft, part.left) == (True, ("paragraphs",))
    assert accept(fixture, article, "9.9").fixture.meta.draft is False


def test_a_draft_without_an_article_is_accepted_only_if_it_is_said(tmp_path: Path) -> None:
    meta = META.model_copy(update={"draft": True})
    fixture = fixture_in(tmp_path / "a/one", {"paragraphs": []}, page=EMPTY_PAGE, meta=meta)
    assert accept(fixture, None, "9.9").fixture.meta.draft is True
    assert accept(fixture, None, "9.9", empty=True).fixture.meta.draft is False


def test_every_key_of_meta_is_written(tmp_path: Path) -> None:
    meta = META.model_copy(update={name: "x" for name in Meta.model_fields if Meta.model_fields[name].default is None})
    fixture_in(tmp_path, {"title": "x"})
    listed = {name: field for name, field in Meta.model_fields.items() if field.annotation == tuple[str, ...]}
    meta = meta.model_copy(
        update={"fetched": dt.date(2024, 5, 1), "open": {"title": "x"}, **dict.fromkeys(listed, ("x",))}
    )
    write_meta(tmp_path, meta)
    assert read_fixture(tmp_path).meta == meta


def test_meta_keeps_what_it_says_of_rules(tmp_path: Path) -> None:
    tempting = LookAlike(text="Mind the goose", page="<p>Mind", changed="<p class=x>Mind")
    meta = META.model_copy(
        update={"fires": ("share",), "silent": ("embed",), "look_alikes": {"embed": tempting}, "open": {"title": "no"}}
    )
    write_meta(tmp_path, meta)
    assert Meta.model_validate(tomllib.loads((tmp_path / "meta.toml").read_text())) == meta
