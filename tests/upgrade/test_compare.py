"""Two sides over the same pages: settings, and versions in environments of their own."""

from __future__ import annotations

import gzip
import json
import sys
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from archives import warc_record
from browser import Browser
from click.testing import CliRunner, Result
from fixture_pages import ROOT, load_fixtures
from report_checks import check, check_closed, hostile, requested

from cleanarticle import Config, Extractor, diff, inspect
from cleanarticle.archive.records import Fault, ReadResult, Record, Skipped
from cleanarticle.cli.app import app
from cleanarticle.errors import ConfigError
from cleanarticle.explain.cause import Cause
from cleanarticle.explain.difference import Difference
from cleanarticle.upgrade.archive_pages import ArchivePages
from cleanarticle.upgrade.compare_sides import PageDifference, compare_sides
from cleanarticle.upgrade.comparison import Comparison
from cleanarticle.upgrade.comparison_page import render_comparison
from cleanarticle.upgrade.side_readers import reader_of
from cleanarticle.upgrade.sides import Side, side_of
from cleanarticle.upgrade.worker_answers import snapshot_of_answer

PAGES = load_fixtures()[:16]
DEFAULT = Side("balanced", Config())
RECALL = Side("recall", Config(preset="recall"))


def records() -> Iterator[ReadResult]:
    for page in PAGES:
        yield Record(page.html, page.url, page.charset, None, page.name, f"pages#{page.name}")


def compared(first: Side, second: Side, *, workers: int = 1) -> Comparison:
    return compare_sides(first, second, ArchivePages(records), workers=workers)


@pytest.fixture(scope="module")
def recalled() -> Comparison:
    """What the preset `recall` changes."""
    return compared(DEFAULT, RECALL)


def changes(html: str, second: str | Config, first: Config | None = None) -> Difference:
    """What another page, or other settings for the same page, change."""
    other = inspect(second) if isinstance(second, str) else Extractor(second).inspect(html)
    return diff(Extractor(first).inspect(html), other)


# --- What a change is counted under

STORY = "".join(
    f"<p>The {name} of the harbour kept a careful book of every ship that came in, and of all that went out.</p>"
    for name in ("master", "pilot", "keeper", "clerk", "warden")
)
PROMO = "<p class='newsletter-signup'>Sign up for our newsletter and get the news of the harbour every morning.</p>"
PAGE = f"<html><body><article><h1>The book of ships</h1>{STORY}{PROMO}</article></body></html>"


def cause(html: str, first: Config, second: Config, text: str) -> Cause:
    (change,) = [each for each in changes(html, second, first).blocks if text in each.text]
    return change.cause


def test_a_rule_that_is_off() -> None:
    extraction = inspect(PAGE)
    (entry,) = [each for each in extraction.ledger if "Sign up" in each.text]
    vetoes = {mark.rule for mark in entry.marks if mark.kind == "drop"}
    assert vetoes
    found = cause(PAGE, Config(), Config(rules_off=tuple(vetoes), threshold=-9.0), "Sign up")
    assert found.kind == "rule"
    assert found.name in vetoes
    assert str(found) == f"rule {found.name}"


def test_the_threshold() -> None:
    scores = [entry.score for entry in inspect(PAGE).ledger if entry.kept]
    # The last paragraph: the step `lede` may keep one before the paragraph that is above the threshold.
    found = cause(PAGE, Config(), Config(threshold=max(scores) - 0.01), "The warden")
    assert found == Cause("threshold")


def test_words_of_a_paragraph() -> None:
    html = PAGE.replace("<p>The master", "<p>EASTMERE (Reuters) — The master")
    (words,) = changes(html, Config(strip_dateline=True)).blocks
    assert words.cause == Cause("wording")
    assert (words.words_lost, words.words_gained) == (3, 0)
    assert words.text_before.endswith(words.text_after)


def test_another_cut() -> None:
    words = changes(PAGE, PAGE.replace("The pilot of the harbour", "Nobody else whom anyone knew there"))
    assert {each.cause.kind for each in words.blocks} == {"wording"}
    more = changes(PAGE, PAGE.replace("<p>The clerk", "<p>A new paragraph stands here now.</p><p>The clerk"))
    assert [(each.cause.kind, each.before, each.after) for each in more.blocks] == [("source", "absent", "kept")]


def test_nothing() -> None:
    assert not changes(PAGE, PAGE)


def test_no_article_any_more() -> None:
    change = changes(PAGE, Config(threshold=99.0))
    assert change.statuses == ("ok", "no-article")
    assert change.words[1] == 0
    assert sum(each.words_lost for each in change.blocks) == change.words[0] > 0
    assert not change.fields or all(not each.after for each in change.fields)


# --- Over many pages


def test_sums_are_those_of_each_page(recalled: Comparison) -> None:
    default, recall = Extractor(), Extractor(Config(preset="recall"))
    pages = [(page.html, {"url": page.url, "charset": page.charset}) for page in PAGES]
    pairs = [(default.inspect(html, **known), recall.inspect(html, **known)) for html, known in pages]
    differences = [PageDifference("", "", diff(*pair)) for pair in pairs]
    assert recalled.pages == len(PAGES)
    gained = sum(group.words_gained for group in recalled.groups)
    lost = sum(group.words_lost for group in recalled.groups)
    assert recalled.words[1] - recalled.words[0] == gained - lost > 0
    assert recalled.changed == sum(each.is_changed for each in differences)
    sizes = [group.words_lost + group.words_gained for group in recalled.groups]
    assert sizes == sorted(sizes, reverse=True)
    assert Cause("threshold") in {group.cause for group in recalled.groups}
    assert 0 < recalled.changed < recalled.pages


@pytest.mark.slow
def test_the_number_of_processes_does_not_matter(recalled: Comparison) -> None:
    assert recalled.to_json() == compared(DEFAULT, RECALL, workers=2).to_json()


def test_json_has_everything(recalled: Comparison) -> None:
    data = json.loads(recalled.to_json())
    groups = {(group["cause"]["kind"], group["cause"]["name"]): group for group in data["groups"]}
    assert groups["threshold", ""]["samples"][0]["change"]["after"] == "kept"
    assert data["words"] == list(recalled.words)


def test_sample_and_limit() -> None:
    drawn = [each.place for each in ArchivePages(records, sample=5)]
    assert len(drawn) == 5
    assert drawn == [each.place for each in ArchivePages(records, sample=5)]
    assert drawn != [each.place for each in ArchivePages(records, limit=5)]
    assert [each.place for each in ArchivePages(records, limit=5)] == [f"pages#{page.name}" for page in PAGES[:5]]


def test_a_page_that_ends_the_other_version(tmp_path: Path) -> None:
    """A process that dies costs the page it died of, and no other."""
    package = tmp_path / "cleanarticle"
    package.mkdir()
    (package / "__init__.py").write_text(
        "import os\n"
        "class Config: pass\n"
        "class ReadResult: status = 'no-article'; article = None\n"
        "class Extractor:\n"
        "    def __init__(self, config): pass\n"
        "    def inspect(self, source, url, charset):\n"
        "        if b'die' in source: os._exit(3)\n"
        "        if b'raise' in source: raise RuntimeError('too hard')\n"
        "        return ReadResult()\n"
    )
    info = tmp_path / "cleanarticle-0.0.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: cleanarticle\nVersion: 0.0.1\n")
    start = tmp_path / "python"
    # Isolated Python knows no path but its own: an old version is put there by hand.
    code = f"import sys, runpy; sys.path.insert(0, {str(tmp_path)!r}); runpy.run_path(sys.argv[1], run_name='__main__')"
    start.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{code}" "$2"\n')
    start.chmod(0o755)
    reader = reader_of(Side("old", python=start, settings={}))
    found = []
    for body in (b"calm", b"die", b"raise", b"calm"):
        reader.ask(Record(body, None, None, None, "x", "x"))
        found.append(reader.answer())
    reader.close()
    assert [each.status for each in found] == ["no-article", "crashed", "crashed", "no-article"]
    assert found[2].reason == "RuntimeError: too hard"


def test_an_older_version_tells_less() -> None:
    data = {
        "status": "ok",
        "reason": "",
        "threshold": 0.0,
        "article": {"title": "A", "paragraphs": [{"text": "b c"}]},
        "ledger": [{"text": "b c", "kept": True, "marks": [{"rule": "old", "kind": "score"}], "verdicts": []}],
    }
    old = snapshot_of_answer(data)
    assert old.words == 2
    assert old.fields == {"title": "A"}
    assert old.ledger[0].marks[0].rule == "old"


# --- What a side is


def test_sides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cleanarticle.toml").write_text("threshold = 3.0\n")
    assert side_of("present").config == Config(threshold=3.0) == side_of("cleanarticle.toml").config
    assert side_of("recall").config == Config(preset="recall")
    with pytest.raises(
        ConfigError, match=r"'recal' is neither settings nor an environment; name a \.toml file, a preset"
    ):
        side_of("recal")


def environment(folder: Path, *, packages: str) -> Path:
    """A virtual environment that finds these packages."""
    venv.create(folder, symlinks=True)
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "packages.pth").write_text(packages, encoding="utf-8")
    return folder


def test_an_environment_is_named_by_its_folder_or_its_python(tmp_path: Path) -> None:
    folder = environment(tmp_path / "a+b", packages="")
    python = folder / "bin/python"
    settings = tmp_path / "strict.toml"
    settings.write_text("threshold = 3.0\n")
    assert side_of(str(folder)) == Side(str(folder), python=python, settings={})
    assert side_of(str(python)).python == python
    assert side_of(f"{folder}+recall").settings == {"preset": "recall"}
    assert side_of(f"{folder}+{settings}").settings == {"file": str(settings)}
    with pytest.raises(ConfigError, match=r"'none\.toml' is neither a preset nor a file"):
        side_of(f"{folder}+none.toml")
    with pytest.raises(ConfigError, match=r"does not run: ModuleNotFoundError.* -m pip install"):
        reader_of(side_of(str(folder)))


# --- The command


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same pages as a folder, a zip and a WARC."""
    folder = tmp_path_factory.mktemp("archives")
    names = [f"{number:02}.html" for number in range(len(PAGES))]
    (folder / "pages").mkdir()
    with zipfile.ZipFile(folder / "pages.zip", "w") as packed, gzip.open(folder / "pages.warc.gz", "wb") as warc:
        for number, (name, page) in enumerate(zip(names, PAGES, strict=True)):
            (folder / "pages" / name).write_bytes(page.html)
            packed.writestr(name, page.html)
            response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page.html
            warc.write(warc_record(number, response, WARC_Target_URI=page.url))
    return {"folder": folder / "pages", "zip": folder / "pages.zip", "warc": folder / "pages.warc.gz"}


def command(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["compare", *map(str, arguments)], catch_exceptions=False)


def test_two_settings_over_every_kind_of_archive(archives: dict[str, Path], tmp_path: Path) -> None:
    numbers = {}
    for kind, path in archives.items():
        target = tmp_path / f"{kind}.json"
        result = command("balanced", "recall", "--pages", path, "--workers", "1", "--json", target)
        assert result.exit_code == 1, result.output
        assert f"of {len(PAGES)} pages" in result.stdout
        assert "the threshold" in result.stdout
        data = json.loads(target.read_text(encoding="utf-8"))
        numbers[kind] = (data["pages"], data["changed"], data["words"])
    assert numbers["folder"] == numbers["zip"]
    assert numbers["warc"][0] == len(PAGES)
    assert numbers["warc"][1] > 0


def test_exit_codes(archives: dict[str, Path], tmp_path: Path) -> None:
    zipped = archives["zip"]
    few = ("--pages", zipped, "--workers", "1", "--limit", "4")
    assert command("balanced", "balanced", *few).exit_code == 0
    assert command("balanced", "recall", *few).exit_code == 1
    assert command("balanced", "recall", *few, "--fail-over", "99").exit_code == 0
    assert command("balanced", "nonsense", "--pages", zipped).exit_code == 2
    empty = tmp_path / "empty"
    empty.mkdir()
    result = command("balanced", "recall", "--pages", empty)
    assert result.exit_code == 3
    assert "there is no page in" in result.stderr
    cut = tmp_path / "cut.warc.gz"
    cut.write_bytes(archives["warc"].read_bytes()[:-2000])
    assert command("balanced", "balanced", "--pages", cut, "--workers", "1").exit_code == 3


@pytest.mark.slow
def test_a_version_in_an_environment_of_its_own(archives: dict[str, Path], tmp_path: Path) -> None:
    """This source tree in another environment reads as it does here; settings go to the other version."""
    folders = [ROOT / "src", *(path for path in sys.path if "site-packages" in path)]
    other = environment(tmp_path / "other", packages="\n".join(map(str, folders)))
    target = tmp_path / "changes.json"
    options = ("--pages", archives["zip"], "--workers", "1", "--json", target)
    result = command("balanced", other, *options)
    assert result.exit_code == 0, result.output
    assert json.loads(target.read_text())["words"][0] == json.loads(target.read_text())["words"][1] > 0
    assert command("balanced", f"{other}+recall", *options).exit_code == 1
    data = json.loads(target.read_text())
    assert "threshold" in {group["cause"]["kind"] for group in data["groups"]}


# --- The report


def hostile_pages() -> Iterator[ReadResult]:
    html, attacks = hostile("http://127.0.0.1:9")
    address = 'https://www.example.org/"><script>window.pwned=1</script>'
    yield Record(html.encode(), address, "utf-8", None, attacks[1], f"pages#{attacks[0]}")
    yield Fault(attacks[2], attacks[4])
    yield Skipped("x", None, attacks[5])


def test_hostile_pages_are_text() -> None:
    result = compare_sides(Side("<b>a</b>", Config(threshold=2.0)), RECALL, ArchivePages(hostile_pages))
    assert result.groups
    report = render_comparison(result)
    checker = check(report)
    check_closed(checker)
    tags = [tag for tag, _ in checker.tags]
    assert tags.count("style") == 1
    assert "svg" not in tags
    assert "&lt;b&gt;a&lt;/b&gt;" in report
    assert "1337" not in report
    assert "<script>window" not in report


def test_report_has_every_group(recalled: Comparison) -> None:
    tree = lxml.html.document_fromstring(render_comparison(recalled))
    causes = [each.text_content() for each in tree.xpath("//section[@aria-labelledby='groups']//*[@class='cause']")]
    assert causes == [str(group.cause) for group in recalled.groups]
    samples = tree.xpath("//section[@aria-labelledby='groups']//*[@data-item]")
    assert len(samples) == sum(len(group.samples) for group in recalled.groups)
    items = tree.xpath("//*[@data-item]")
    assert tree.get_element_by_id("count").text == f"{len(items)} entries"
    unchanged = compare_sides(DEFAULT, DEFAULT, ArchivePages(records, limit=2))
    check_closed(check(render_comparison(unchanged)))


def test_in_a_browser(window: Browser, recalled: Comparison, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(render_comparison(recalled), encoding="utf-8")
    window.resize(390, 800)
    requested(window)
    window.open(path.as_uri())
    assert requested(window) == [path.as_uri()]
    assert window.run("return document.documentElement.scrollWidth <= innerWidth")
    shown = "return document.querySelectorAll('[data-item]:not([hidden])').length"

    def search(words: str) -> None:
        window.run(
            "const s = document.getElementById('search'); s.value = arguments[0]; s.dispatchEvent(new Event('input'))",
            words,
        )

    everything = window.run(shown)
    search("the threshold")
    assert 0 < window.run(shown) < everything
    search("qqqq")
    assert window.run(shown) == 0
    assert window.run("return !document.getElementById('no-match').hidden")
    assert window.run("return document.querySelectorAll('.card:not([hidden])').length") == 0
    search("")
    assert window.run(shown) == everything
    assert window.run("return document.querySelectorAll('.card[open]').length") == 1
    hostile_result = compare_sides(Side("a", Config(threshold=2.0)), RECALL, ArchivePages(hostile_pages))
    path.write_text(render_comparison(hostile_result), encoding="utf-8")
    window.open(path.as_uri())
    assert window.run("return window.pwned") is None
    assert requested(window) == [path.as_uri()]
