"""The catalogue is made from the rules, is fresh, and says what they do."""

from __future__ import annotations

import ast
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from fixture_pages import ROOT

from cleanarticle.lexicon.phrases import load_lexicon
from cleanarticle.rules.api import Block, Mark, Page, Rule, ignores, marks, phrases, rule, score, short, within
from cleanarticle.rules.catalogue import FAMILIES, RuleFigures, entry, languages
from cleanarticle.rules.library import bundled_rules

DOCS = Path(ROOT) / "docs"
MAKE = runpy.run_path(str(DOCS / "make.py"))
RULES = {rule.name: rule for rule in bundled_rules()}


def made(name: str) -> Callable[..., Any]:
    function: Callable[..., Any] = MAKE[name]
    return function


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made("write")(tmp_path)
    return tmp_path


def test_the_documents_are_fresh() -> None:
    assert made("stale")(Path(ROOT)) == []


def test_check_ends_with_0_where_all_is_fresh() -> None:
    result = subprocess.run([sys.executable, str(DOCS / "make.py"), "--check"], check=False)
    assert result.returncode == 0


def test_what_is_stale_is_named(folder: Path) -> None:
    assert made("stale")(folder) == []
    (folder / "docs/rules/trust.md").write_text("# trust\n", encoding="utf-8")
    (folder / "docs/rules/index.md").unlink()
    (folder / "docs/rules/gone.md").write_text("# gone\n", encoding="utf-8")
    assert made("stale")(folder) == ["docs/rules/index.md", "docs/rules/trust.md", "docs/rules/gone.md"]
    made("write")(folder)
    assert made("stale")(folder) == []
    assert not (folder / "docs/rules/gone.md").exists()


@pytest.mark.parametrize(
    ("meta", "line"), [('reason = "A heron."', 'language = "en"'), ('language = "en"', "reason = ")]
)
def test_a_fixture_without_its_language_or_reason_is_named(tmp_path: Path, meta: str, line: str) -> None:
    file = tmp_path / "canal.example/heron/meta.toml"
    file.parent.mkdir(parents=True)
    file.write_text(meta, encoding="utf-8")
    with pytest.raises(SystemExit, match=rf"fixtures/canal\.example/heron/meta\.toml has no .*; add {line}"):
        made("fixture_index")(tmp_path)


def test_every_rule_has_one_entry_and_a_link_to_it() -> None:
    pages = made("catalogue")({})
    index = pages["rules/index.md"]
    for each in RULES.values():
        assert pages[f"rules/{each.family}.md"].count(f"## {each.name}\n\n{each.summary}\n") == 1
        assert index.count(f"[{each.name}]({each.family}.md#{each.name})") == 1
    assert "annotated" not in "".join(pages.values())


def test_links_of_the_catalogue_lead_somewhere() -> None:
    for page in (DOCS / "rules").glob("*.md"):
        for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_figures_are_shown_where_there_are_some() -> None:
    counted = RuleFigures(named=4000, pages=3, fires=1204, fires_right=903, right=7, wrong=2, effect=-0.000321)
    pages = made("catalogue")({"newsletter": counted, "kicker": RuleFigures(0, 0, 0, 0, 0, 0, 0.0)})
    shown = (
        "- On annotated pages: blocks named 4,000, of those that might otherwise be kept 1,204 (75% rightly), "
        "decided rightly 7, wrongly 2; mean F1 -3.21"
    )
    assert shown in pages["rules/promo.md"]
    assert "might otherwise be kept 0, decided rightly 0, wrongly 0; mean F1 +0.00" in pages["rules/meta.md"]
    table = pages["rules/index.md"].partition("How often they fire")[2]
    assert "| [newsletter](promo.md#newsletter) | 3 | 1204 | 75% | 7 | 2 | -3.21 |" in table
    assert table.count("\n| [") == 2


def test_figures_are_read_from_the_benchmark(tmp_path: Path) -> None:
    assert made("figures")(tmp_path / "rules.json") == {}
    file = tmp_path / "rules.json"
    file.write_text(
        '{"kicker": {"named": 9, "pages": 1, "fires": 2, "fires_right": 2, "right": 1, "wrong": 0, "effect": 0.5}}',
        encoding="utf-8",
    )
    assert made("figures")(file) == {"kicker": RuleFigures(9, 1, 2, 2, 1, 0, 0.5)}


@rule(
    marks("<aside><p>Share: Mail | Print\nor tell a friend</p></aside>", on="Share"),
    ignores("<p>The share of boats that came back was small.</p>"),
    when=within("aside") & phrases("share") | short(9) & within("footer"),
    not_on=("forum", "listing"),
)
def tell_a_friend(block: Block, page: Page, *, points: float = -1.5, words: tuple[str, ...] = ("a|b",)) -> Mark | None:
    """Speak against lines to share by.

    They belong to the page.
    """
    return score(points, "asks to share")


def test_an_entry_says_all_of_a_rule() -> None:
    made_entry = entry(tell_a_friend, level=3)
    for part in (
        "### tell-a-friend\n\nSpeak against lines to share by.\n\nThey belong to the page.\n\n",
        "- Family: `custom`.",
        "- Called for a block that is, or is in, `<aside>` and whose wording gives the cue `share`; "
        "or that is, or is in, `<footer>` and of at most 9 words.",
        "- Not called on pages of these types: forum, listing.",
        f"- Phrases of `share` are known in {len(languages('share'))} languages: ",
        "| `points` | float | `-1.5` |",
        "| `words` | tuple of str | `('a\\|b',)` |",
        "Gives -1.5 points to “Share: Mail | Print or tell a friend” (asks to share):\n\n```html\n<aside>",
        "Marks nothing:\n\n```html\n<p>The share of boats",
    ):
        assert part in made_entry


@pytest.mark.parametrize("subject", RULES.values(), ids=RULES)
def test_entries_show_every_example_and_setting(subject: Rule) -> None:
    text = entry(subject)
    assert text.count("```html\n") == len(subject.examples)
    assert text.count("Marks nothing:") == sum(not example.on for example in subject.examples)
    for name, value in subject.settings.items():
        assert f"| `{name}` | " in text
        assert f"| `{str(value).replace('|', chr(92) + '|')}` |" in text or isinstance(value, str | tuple)


def test_languages_are_those_of_the_lexicon() -> None:
    assert {"de", "en", "ja"} <= set(languages("newsletter")) <= set(load_lexicon())
    assert languages("no-such-cue") == ()


def test_languages_are_those_of_lists_of_words_too() -> None:
    assert set(languages("months")) > {"de", "en", "sw"}
    assert set(languages("bywords.writer")) > {"de", "en", "he"}
    assert languages("bywords") == languages("bywords.other") == languages("bywords.writer.en") == ()
    codes = ", ".join(languages("bywords.writer"))
    shown = f"- Words of `bywords.writer` are known in {len(languages('bywords.writer'))} languages: {codes}."
    assert shown in entry(RULES["byline-line"])


def source(module: ModuleType) -> str:
    """What a module was written as, also if it runs compiled."""
    return Path(str(module.__file__)).with_name(f"{module.__name__.rpartition('.')[2]}.py").read_text("utf-8")


def cues_looked_for(module: ModuleType) -> tuple[set[str], int]:
    """Cues that a module looks for in blocks and texts, and the number of places where this test can't read which."""
    cues_found: set[str] = set()
    unread = 0

    def gives_cues(node: ast.AST) -> bool:
        is_found = isinstance(node, ast.Call) and ast.unparse(node.func) == "bundled_phrases().find"
        return is_found or (isinstance(node, ast.Attribute) and node.attr == "cues")

    def value(node: ast.expr) -> object:
        return eval(compile(ast.Expression(node), module.__name__, "eval"), vars(module))

    for node in ast.walk(ast.parse(source(module))):
        unread += gives_cues(node)
        match node:
            case ast.Compare(left=asked, ops=[ast.In() | ast.NotIn()], comparators=[cues]) if gives_cues(cues):
                cues_found.add(str(value(asked)))
            case ast.Call(func=ast.Attribute(value=cues, attr="isdisjoint"), args=[asked]) if gives_cues(cues):
                cues_found |= set(value(asked))  # type: ignore[call-overload]
            case ast.Call(func=ast.Attribute(value=asked, attr="isdisjoint"), args=[cues]) if gives_cues(cues):
                cues_found |= set(value(asked))  # type: ignore[call-overload]
            case _:
                continue
        unread -= 1
    return cues_found, unread


def lists_loaded(module: ModuleType) -> set[str]:
    """Lists of words that a module loads."""
    text = source(module)
    lists = re.findall(r"""words_of\(["']([\w.]+)["']\)""", text)
    assert len(lists) == text.count("words_of("), "a list is loaded in a way that this test can't read"
    assert "load_words" not in text
    return {*lists, "months"} if "month_names()" in text else set(lists)


@pytest.mark.parametrize("subject", RULES.values(), ids=RULES)
def test_a_rule_says_what_it_reads_of_the_lexicon(subject: Rule) -> None:
    module = sys.modules[subject.judge.__module__]
    cues, unread = cues_looked_for(module)
    assert not unread, "cues are looked for in a way that this test can't read"
    calling = {cue for condition in subject.when.conditions for cue in condition.cues}
    assert subject.reads == (cues - calling) | lists_loaded(module)
    assert all(f"`{name}` are known in " in entry(subject) for name in calling | subject.reads)


def test_every_family_of_the_package_is_described() -> None:
    assert {each.family for each in RULES.values()} <= set(FAMILIES)
