"""Every rule does what its examples say, whatever other rules there are and in whatever order they come."""

from __future__ import annotations

import inspect
import random
from collections.abc import Callable, Iterable
from itertools import combinations

import pytest
from fixture_pages import FixturePage, load_fixtures, on_every_page
from judging import ledger_of, page_of

from cleanarticle.article import PageType
from cleanarticle.body.select import select
from cleanarticle.errors import RuleError
from cleanarticle.page.model import Block, Page
from cleanarticle.rules.api import (
    Condition,
    Example,
    Mark,
    Rule,
    RuleFunction,
    Trigger,
    drop,
    ignores,
    marks,
    names,
    phrases,
    rule,
    score,
    tags,
    within,
)
from cleanarticle.rules.dispatch import RuleIndex, marks_of
from cleanarticle.rules.library import bundled_rules

FAMILIES = frozenset({"chrome", "promo", "links", "media", "trust", "meta", "comments"})
RULES = bundled_rules()
EXAMPLES = [
    pytest.param(each, example, id=f"{each.name}-{number}")
    for each in RULES
    for number, example in enumerate(each.examples)
]
SHUFFLED = [RuleIndex(random.Random(seed).sample(RULES, len(RULES))) for seed in range(4)]
SOME_PAGES = load_fixtures()[::6]

every_rule = pytest.mark.parametrize("subject", RULES, ids=[each.name for each in RULES])
some_pages = pytest.mark.parametrize("fixture", SOME_PAGES, ids=[page.name for page in SOME_PAGES])


def marks_by_block(page: Page, rules: Iterable[Rule]) -> dict[int, list[Mark]]:
    """The marks of the rules, asked of every block of the page."""
    return marks_of(page, RuleIndex(rules))


@pytest.mark.parametrize(("subject", "example"), EXAMPLES)
def test_example(subject: Rule, example: Example) -> None:
    page = page_of(f"<body>{example.html}</body>")
    assert page.blocks
    marked = [page.blocks[index].text for index in marks_by_block(page, [subject])]
    if not example.on:
        assert not marked
        return
    assert any(example.on in block.text for block in page.blocks), "no block of the example has the text"
    assert any(example.on in text for text in marked), f"{subject.name} marks {marked}"


@every_rule
def test_every_mark_says_why(subject: Rule) -> None:
    for example in subject.examples:
        page = page_of(f"<body>{example.html}</body>")
        for found in marks_by_block(page, [subject]).values():
            for mark in found:
                assert mark.rule == subject.name
                assert mark.reason
                assert (mark.kind == "drop") == (mark.points == 0.0)


@every_rule
def test_is_documented(subject: Rule) -> None:
    summary, blank, *more = (inspect.getdoc(subject.judge) or "").split("\n")
    assert summary == subject.summary
    assert summary.endswith(".")
    assert blank == ""
    assert len(" ".join(more).split()) >= 10, "the docstring says no more than its summary"


@every_rule
def test_is_filed_under_its_name(subject: Rule) -> None:
    package, family, file = subject.judge.__module__.rsplit(".", 2)
    assert package == "cleanarticle.rules.library"
    assert family == subject.family
    assert family in FAMILIES
    assert file == subject.judge.__name__
    assert subject.name == file.replace("_", "-")


def test_names_are_unique_and_every_family_has_a_rule() -> None:
    assert len({each.name for each in RULES}) == len(RULES)
    assert {each.family for each in RULES} == FAMILIES


def test_no_example_is_given_twice() -> None:
    for first, second in combinations(RULES, 2):
        shared = {example.html for example in first.examples if example.on} & {
            example.html for example in second.examples if example.on
        }
        assert not shared, f"{first.name} and {second.name} mark the same example"


@on_every_page("fixture", load_fixtures())
def test_order_of_rules_changes_nothing(fixture: FixturePage) -> None:
    page = page_of(fixture.text)
    ledger = ledger_of(page, RULES, with_reasons=True)
    totals = [ledger.total(block.index) for block in page.blocks]
    vetoes = [ledger.veto(block.index) for block in page.blocks]
    for index in SHUFFLED:
        again = ledger_of(page, index, with_reasons=True)
        assert again.marks == ledger.marks
        assert (again.scores.final, again.open, again.threshold) == (ledger.scores.final, ledger.open, ledger.threshold)
        assert [again.total(block.index) for block in page.blocks] == totals
        assert [again.veto(block.index) for block in page.blocks] == vetoes
        assert select(again).kept == select(ledger).kept


def test_shuffled_rules_are_asked_in_another_order() -> None:
    orders = {tuple(call.rule.name for call in index.by_tag["p"]) for index in (RuleIndex(RULES), *SHUFFLED)}
    assert len(orders) == 1 + len(SHUFFLED)


@some_pages
def test_rules_do_not_depend_on_each_other(fixture: FixturePage) -> None:
    page = page_of(fixture.text)
    together = marks_by_block(page, RULES)
    for subject in RULES:
        expected = {
            index: own for index, found in together.items() if (own := [m for m in found if m.rule == subject.name])
        }
        assert marks_by_block(page, [subject]) == expected, subject.name


def test_rules_speak_on_most_pages() -> None:
    spoken = [page.name for page in SOME_PAGES if marks_by_block(page_of(page.text), RULES)]
    assert len(spoken) > 0.8 * len(SOME_PAGES)


@some_pages
def test_rules_leave_the_page_as_it_is(fixture: FixturePage) -> None:
    page, untouched = page_of(fixture.text), page_of(fixture.text)
    marks_by_block(page, RULES)
    assert [(b.text, b.words, b.link_density) for b in page.blocks] == [
        (b.text, b.words, b.link_density) for b in untouched.blocks
    ]
    assert [(c.words, c.link_words, c.names) for c in page.containers] == [
        (c.words, c.link_words, c.names) for c in untouched.containers
    ]


def test_drop_by_a_name_alone_cannot_take_the_article() -> None:
    sentence = "The ferry left at noon, and those who missed it had to wait until the storm was over. "
    body = f"<article><div class='comments'>{f'<p>{sentence * 4}</p>' * 12}</div></article>"
    (comments,) = (each for each in RULES if each.name == "comments")
    ledger = ledger_of(f"<body>{body}</body>", [comments], with_reasons=True)
    drops = [mark for found in ledger.marks.values() for mark in found]
    assert len(drops) == 12
    assert all(mark.overruled for mark in drops)
    assert all(ledger.veto(block.index) is None for block in ledger.page.blocks)


# What a rule must be.


def one_label(block: Block, page: Page, *, max_words: int = 3) -> Mark | None:
    """Drop short blocks."""
    return drop("is short") if block.words <= max_words else None


def undocumented(block: Block, page: Page) -> Mark | None:
    return None


def without_page(block: Block) -> Mark | None:
    """Judge without the page."""
    return None


def with_positional_setting(block: Block, page: Page, max_words: int = 3) -> Mark | None:
    """Take a setting by place."""
    return None


def with_untyped_setting(block: Block, page: Page, *, max_words=3) -> Mark | None:  # type: ignore[no-untyped-def]
    """Take a setting of any type."""
    return None


def with_odd_setting(block: Block, page: Page, *, words: dict[str, int] = {}) -> Mark | None:  # noqa: B006
    """Take a setting that no file of settings can hold."""
    return None


def without_default(block: Block, page: Page, *, max_words: int) -> Mark | None:
    """Take a setting that must be given."""
    return None


MARKED, IGNORED = marks("<p>Go on</p>", on="Go on"), ignores("<p>The road goes on and on to the sea.</p>")


def make(function: RuleFunction, *examples: Example, when: Trigger | None = None) -> Rule:
    """Make a function of this file into a rule."""
    return rule(*examples, when=when or tags("p"), family="meta")(function)


@pytest.mark.parametrize(
    ("function", "examples", "complaint"),
    [
        (undocumented, (MARKED, IGNORED), "docstring"),
        (one_label, (), "example"),
        (one_label, (MARKED,), "example"),
        (one_label, (IGNORED,), "example"),
        (without_page, (MARKED, IGNORED), "block, page"),
        (with_positional_setting, (MARKED, IGNORED), "block, page"),
        (with_untyped_setting, (MARKED, IGNORED), "max_words"),
        (with_odd_setting, (MARKED, IGNORED), "words"),
        (without_default, (MARKED, IGNORED), "max_words"),
    ],
)
def test_malformed_rule_is_refused_with_its_place(
    function: RuleFunction, examples: tuple[Example, ...], complaint: str
) -> None:
    line = function.__code__.co_firstlineno
    with pytest.raises(RuleError, match=complaint) as error:
        make(function, *examples)
    assert f"{__file__}:{line}" in str(error.value)


def test_rule_takes_name_family_summary_and_settings_from_its_function() -> None:
    made = make(one_label, MARKED, IGNORED)
    assert (made.name, made.family, made.summary) == ("one-label", "meta", "Drop short blocks.")
    assert made.settings == {"max_words": 3}


def test_configured_rule_judges_by_its_settings() -> None:
    made = make(one_label, MARKED, IGNORED)
    page = page_of("<p>The road goes on</p>")
    assert made(page.blocks[0], page) is None
    assert made.configured({"max_words": 4})(page.blocks[0], page) == drop("is short")
    assert made.settings == {"max_words": 3}


def test_rules_may_give_one_mark_many_times() -> None:
    same = drop("is short")

    def one(block: Block, page: Page) -> Mark | None:
        """Drop paragraphs."""
        return same

    def other(block: Block, page: Page) -> Mark | None:
        """Drop paragraphs too."""
        return same

    page = page_of("<p>The road goes on</p><p>It ends here</p>")
    found = marks_of(page, RuleIndex([make(one, MARKED, IGNORED), make(other, MARKED, IGNORED)]))
    assert [[mark.rule for mark in marks] for marks in found.values()] == [["one", "other"]] * 2


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ({"most_words": 4}, "no setting 'most_words'"),
        ({"max_words": "4"}, "takes int"),
        ({"max_words": True}, "int"),
    ],
)
def test_wrong_setting_is_refused(settings: dict[str, bool | int | str], complaint: str) -> None:
    with pytest.raises(RuleError, match=complaint):
        make(one_label, MARKED, IGNORED).configured(settings)


@every_rule
def test_every_setting_can_be_given(subject: Rule) -> None:
    same = subject.configured(subject.settings)
    assert (same.name, same.settings, same.when) == (subject.name, subject.settings, subject.when)


@pytest.mark.parametrize(
    ("when", "html", "called"),
    [
        (tags("li"), "<ul><li>Two words</li></ul>", True),
        (tags("li"), "<p>Two words</p>", False),
        (names("box"), '<div class="side-box"><p>Two words</p></div>', True),
        (names("box"), '<div class="boxes"><p>Two words</p></div>', False),
        (within("aside"), "<aside><p>Two words</p></aside>", True),
        (within("search"), '<div role="search"><p>Two words</p></div>', True),
        (within("aside"), "<p>Two words</p>", False),
        (phrases("advertisement"), "<p>Advertisement</p>", True),
        (phrases("advertisement"), "<p>Two words</p>", False),
        (names("box") & tags("p"), '<div class="box"><p>Two words</p></div>', True),
        (names("box") & tags("p"), '<div class="box">Two words</div>', False),
        (names("box") | tags("p"), "<p>Two words</p>", True),
        (phrases("advertisement") & names("box"), '<div class="box">Advertisement</div>', True),
        (phrases("advertisement") & names("box"), "<div>Advertisement</div>", False),
    ],
)
def test_trigger(when: Trigger, html: str, called: bool) -> None:
    assert bool(marks_by_block(page_of(html), [make(one_label, MARKED, IGNORED, when=when)])) is called


@pytest.mark.parametrize("kind", [tags, names, within, phrases])
def test_trigger_cannot_ask_twice_for_one_thing(kind: Callable[..., Trigger]) -> None:
    with pytest.raises(RuleError, match="alternatives"):
        kind("one") & kind("two")


def test_empty_trigger_is_refused() -> None:
    with pytest.raises(RuleError, match="empty trigger"):
        make(one_label, MARKED, IGNORED, when=Trigger((Condition(),)))


def test_score_and_drop() -> None:
    assert score(-1.5, "why") == Mark("score", "why", -1.5)
    assert drop("why") == Mark("drop", "why", 0.0)


@pytest.mark.parametrize(
    ("name", "page_type"),
    [
        ("labelled-box", "collection"),
        ("off-screen", "service"),
        ("paywall", "product"),
        ("paywall", "service"),
        ("promo-box", "forum"),
        ("teaser-card", "product"),
        ("teaser-card", "service"),
    ],
)
def test_a_rule_is_not_asked_on_pages_made_of_what_it_drops(name: str, page_type: PageType) -> None:
    (subject,) = (each for each in RULES if each.name == name)
    assert page_type in subject.not_on
