"""Rules from outside the package: where they come from, and what is refused, with file and line."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from cleanarticle import Config, ConfigError, Extractor, RuleError
from cleanarticle.rules.api import Block, Mark, Page, Rule, drop, ignores, marks, rule, tags
from cleanarticle.rules.library import bundled_rules
from cleanarticle.rules.loading import check_rules, installed_rules, rules_from_file

PROSE = "The ferry left at noon, and those who missed it had to wait until the storm was over. "
RULE = '''
from cleanarticle.rules.api import Block, Mark, Page, drop, ignores, marks, names, phrases, rule, short, tags, within

@rule(
    marks("<p>Tide at nine</p>", on="Tide at"),
    ignores("<p>The tide turned at nine.</p>"),
    when=tags("p"),
)
def tide_line(block: Block, page: Page, *, opening: str = "Tide at") -> Mark | None:
    """Drop the line with the tide."""
    return drop("says when the tide is high") if block.text.startswith(opening) else None
'''


def page(line: str = "Tide at nine, and all boats that are out may come in until the last light of the day") -> str:
    return f"<article><h1>Ferry leaves early</h1>{f'<p>{PROSE * 3}</p>' * 3}<p>{line}</p><p>{PROSE * 2}</p></article>"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tides.py"
    path.write_text(RULE, encoding="utf-8")
    return path


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


# --- Given to an extractor


def test_a_rule_of_a_file_is_asked(file: Path) -> None:
    line = page().split("<p>")[4].removesuffix("</p>")
    before = Extractor().extract(page())
    after = Extractor(rules=rules_from_file(file)).extract(page())
    assert line in before.text
    assert after.text == before.text.replace(f"{line}\n\n", "")


def test_it_is_configured_and_switched_like_the_others(file: Path) -> None:
    rules = rules_from_file(file)
    plain = Extractor().extract(page())
    assert Extractor(Config(rules_off=("tide-line",)), rules=rules).extract(page()) == plain
    assert Extractor(Config(rules_off=("custom/*",)), rules=rules).extract(page()) == plain
    other = Config(rule_settings={"tide-line": {"opening": "High water"}})
    assert Extractor(other, rules=rules).extract(page()) == plain
    with pytest.raises(ConfigError, match="did you mean 'tide-line'"):
        Extractor(Config(rules_off=("tide-lines",)), rules=rules)
    with pytest.raises(RuleError, match="takes str"):
        Extractor(Config(rule_settings={"tide-line": {"opening": 3}}), rules=rules)


def test_family_is_custom_unless_it_is_named(file: Path) -> None:
    assert [each.family for each in rules_from_file(file)] == ["custom"]
    file.write_text(RULE.replace('when=tags("p"),', 'when=tags("p"), family="harbour",'), encoding="utf-8")
    assert [each.family for each in rules_from_file(file)] == ["harbour"]
    file.write_text(RULE.replace('when=tags("p"),', 'when=tags("p"), family="Harbour/x",'), encoding="utf-8")
    with pytest.raises(RuleError, match="family"):
        rules_from_file(file)


@pytest.mark.parametrize("odd", ["tide-line", lambda block, page: None, None])
def test_what_is_no_rule_is_refused(odd: object) -> None:
    with pytest.raises(RuleError, match="below @rule"):
        Extractor(rules=[odd])  # type: ignore[list-item]


def test_one_rule_given_twice_is_refused(file: Path) -> None:
    rules = rules_from_file(file)
    with pytest.raises(RuleError, match="there is already a rule 'tide-line'") as error:
        Extractor(rules=[*rules, *rules])
    assert str(error.value).count(f"{file}:4") == 2


def test_a_name_of_the_package_is_refused(file: Path) -> None:
    file.write_text(RULE.replace("tide_line", "newsletter"), encoding="utf-8")
    with pytest.raises(RuleError, match=r"there is already a rule 'newsletter', at .*newsletter\.py:") as error:
        Extractor(rules=rules_from_file(file))
    assert str(error.value).startswith(f"{file}:4: ")


def test_rules_of_the_package_pass_the_same_check() -> None:
    assert check_rules(bundled_rules()) == bundled_rules()


# --- What is refused


@pytest.mark.parametrize(
    ("old", "new", "at", "complaint"),
    [
        ('on="Tide at"', 'on="Tides at"', "@rule", "no block with the text 'Tides at'"),
        ("<p>Tide at nine</p>", "<p>High Tide at nine</p>", "@rule", "'Tide at' is not marked"),
        ("The tide turned", "Tide at dawn turned", "@rule", "must be ignored, but 'Tide at dawn turned at nine.' is"),
        ("block.text.startswith", "block.words.startswith", "return", "AttributeError"),
        ('drop("says when the tide is high")', '"drop"', "@rule", "TypeError.*not 'drop'"),
        ('drop("says when the tide is high")', 'drop("x").kind', "@rule", "TypeError"),
        ('when=tags("p")', "when=short(3)", "@rule", "empty trigger"),
        ('when=tags("p")', 'when="p"', "@rule", "has when='p'; make a trigger"),
        ('when=tags("p")', 'when=tags("<p>")', "@rule", r"has tags\('<p>'\), which is not an element name"),
        ('when=tags("p")', 'when=names("tide-box")', "@rule", "use 'tide', 'box'"),
        ('when=tags("p")', 'when=phrases("newsleter")', "@rule", "did you mean 'newsletter'"),
        ('when=tags("p")', 'when=tags("p") & tags("li")', "when=", "'&' joins triggers of different kinds"),
        ('when=tags("p")', 'when=tags("p"), not_on=("forums",)', "@rule", "did you mean 'forum'"),
        ("opening: str = ", "opening: int = ", "@rule", "'opening' is int, but its default is 'Tide at'"),
        ("opening: str", "opening: tuple[str, ...]", "@rule", "is tuple"),
        ("opening: str = ", "opening: Words = ", "@rule", "types of rule 'tide_line' can't be read"),
        ('"""Drop the line with the tide."""', "", "@rule", "needs a docstring"),
        ('marks("<p>Tide at nine</p>", on="Tide at"),', "", "@rule", "needs an example"),
        ('marks("<p>Tide at nine</p>", on="Tide at"),', '"<p>Tide at nine</p>",', "@rule", "not made with marks"),
        ("block: Block, page: Page", "block: Block", "@rule", r"takes \(block, page"),
        ("import Block", "import Blocks", "import", "ImportError"),
        ("return drop", "return = drop", "return", "invalid syntax"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(file: Path, old: str, new: str, at: str, complaint: str) -> None:
    assert RULE.count(old) == 1
    text = RULE.replace(old, new)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=complaint) as error:
        rules_from_file(file)
    assert f"{file}:{line_of(text, at)}" in str(error.value)


def test_only_a_function_becomes_a_rule() -> None:
    class Tide:
        """Drop the line with the tide."""

    examples = marks("<p>Go on</p>", on="Go on"), ignores("<p>The road goes on.</p>")
    with pytest.raises(RuleError, match="makes a function into a rule"):
        rule(*examples, when=tags("p"))(Tide)  # type: ignore[arg-type]


def test_what_a_file_must_be(tmp_path: Path, file: Path) -> None:
    with pytest.raises(RuleError, match=r"none\.py: the file can't be read"):
        rules_from_file(tmp_path / "none.py")
    with pytest.raises(RuleError, match="can't be read"):
        rules_from_file(tmp_path)
    empty = tmp_path / "empty.py"
    empty.write_text("from cleanarticle.rules.library.meta.kicker import kicker\n", encoding="utf-8")
    with pytest.raises(RuleError, match="defines no rule"):
        rules_from_file(empty)
    (tmp_path / "nul.py").write_bytes(b"a = 1\0")
    with pytest.raises(RuleError, match=r"nul\.py:1: "):
        rules_from_file(tmp_path / "nul.py")


def test_a_file_leaves_nothing_behind_and_is_read_anew(file: Path) -> None:
    modules = set(sys.modules)
    (first,) = rules_from_file(str(file))
    assert set(sys.modules) == modules
    assert [path.name for path in file.parent.iterdir()] == ["tides.py"]
    file.write_text(RULE.replace("Drop the line", "Take the line"), encoding="utf-8")
    (second,) = rules_from_file(file)
    assert (first.summary, second.summary) == ("Drop the line with the tide.", "Take the line with the tide.")


def test_a_file_may_hold_several_rules_and_other_things(file: Path) -> None:
    head = "from __future__ import annotations\nfrom dataclasses import dataclass\n"
    twice = f"{head}@dataclass\nclass Tide:\n    hour: int\n" + RULE + RULE.replace("tide_line", "high_water")
    file.write_text(twice, encoding="utf-8")
    assert [each.name for each in rules_from_file(file)] == ["high-water", "tide-line"]


# --- Found by entry point


@rule(marks("<p>Go on</p>", on="Go on"), ignores("<p>The road goes on and on to the sea.</p>"), when=tags("p"))
def one_label(block: Block, page: Page, *, max_words: int = 3) -> Mark | None:
    """Drop short blocks."""
    return drop("is short") if block.words <= max_words else None


several = (one_label,)
none: tuple[Rule, ...] = ()


def given(monkeypatch: pytest.MonkeyPatch, *values: str) -> None:
    def points(**asked: Any) -> list[EntryPoint]:
        assert asked == {"group": "cleanarticle.rules"}
        return [EntryPoint(f"point{number}", value, "cleanarticle.rules") for number, value in enumerate(values)]

    monkeypatch.setattr("importlib.metadata.entry_points", points)


def test_an_installed_package_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    described = tmp_path / "harbour_rules-1.0.dist-info"
    described.mkdir()
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: harbour-rules\nVersion: 1.0\n", encoding="utf-8")
    (described / "entry_points.txt").write_text("[cleanarticle.rules]\ntides = harbour_rules\n", encoding="utf-8")
    (tmp_path / "harbour_rules.py").write_text(RULE, encoding="utf-8")
    assert "tide-line" not in {each.name for each in installed_rules()}
    monkeypatch.syspath_prepend(tmp_path)
    try:
        assert "tide-line" in {each.name for each in installed_rules()}
    finally:
        del sys.modules["harbour_rules"]


@pytest.mark.parametrize("value", [__name__, f"{__name__}:one_label", f"{__name__}:several"])
def test_entry_point_names_a_module_a_rule_or_several(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    given(monkeypatch, value)
    assert installed_rules() == (one_label,)


def test_without_entry_points_there_are_no_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch)
    assert installed_rules() == ()


def test_nothing_installed_is_loaded_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, "no.such.module")
    assert [each.judge for each in Extractor().rules] == [each.judge for each in bundled_rules()]


@pytest.mark.parametrize("value", ["no.such.module", f"{__name__}:absent", f"{__name__}:none", f"{__name__}:PROSE"])
def test_wrong_entry_point_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    given(monkeypatch, value)
    with pytest.raises(RuleError, match=f"entry point 'point0' \\({value}\\)"):
        installed_rules()


def test_two_entry_points_cannot_give_one_name(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, f"{__name__}:one_label", f"{__name__}:several")
    with pytest.raises(RuleError, match="there is already a rule 'one-label'"):
        installed_rules()
