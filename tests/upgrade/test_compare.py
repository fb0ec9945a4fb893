"""Two sides over the same pages: settings, and versions in environments of their own."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import browser
import lxml.html
import pytest
from click.testing import CliRunner, Result
from fixture_pages import ROOT, load_fixtures
from test_report import Checker, check, hostile, requested, window

from cleanarticle import Config, Extractor, diff, inspect
from cleanarticle.archive.records import Fault, ReadResult, Record, Skipped
from cleanarticle.cli.app import app
from cleanarticle.errors import ConfigError, InstallError
from cleanarticle.upgrade.causes import Cause, cause_of
from cleanarticle.upgrade.changes import compare_readings
from cleanarticle.upgrade.compare import compare
from cleanarticle.upgrade.comparison import Comparison
from cleanarticle.upgrade.environments import cache_folder
from cleanarticle.upgrade.pages import Pages
from cleanarticle.upgrade.panes import pane_of
from cleanarticle.upgrade.reading import Reading, reading_of, reading_of_data
from cleanarticle.upgrade.render import render_comparison
from cleanarticle.upgrade.sides import Side, side_of
from cleanarticle.upgrade.wording import Piece, word_changes

__all__ = ["window"]

PAGES = load_fixtures()[:24]
DEFAULT = Side("balanced", Config())
RECALL = Side("recall", Config(preset="recall"))


def records() -> Iterator[ReadResult]:
    for page in PAGES:
        yield Record(page.html, page.url, page.charset, None, page.name, f"pages#{page.name}")


def compared(first: Side, second: Side, **options: int) -> Comparison:
    return compare(first, second, Pages(records, **options))


def reading(html: str | bytes, config: Config | None = None) -> Reading:
    return reading_of(Extractor(config).inspect(html))


# --- What a change is counted under

STORY = "".join(
    f"<p>The {name} of the harbour kept a careful book of every ship that came in, and of all that went out.</p>"
    for name in ("master", "pilot", "keeper", "clerk", "warden")
)
PROMO = "<p class='newsletter-signup'>Sign up for our newsletter and get the news of the harbour every morning.</p>"
PAGE = f"<html><body><article><h1>The book of ships</h1>{STORY}{PROMO}</article></body></html>"


def cause(html: str, first: Config, second: Config, text: str) -> Cause:
    one, other = Extractor(first).inspect(html), Extractor(second).inspect(html)
    difference = diff(one, other)
    (change,) = [each for each in difference.blocks if text in each.text]
    return cause_of(change, difference.lines)


def test_a_rule_that_is_off() -> None:
    extraction = inspect(PAGE)
    (entry,) = [each for each in extraction.ledger if "Sign up" in each.text]
    vetoes = {mark.rule for mark in entry.marks if mark.kind == "drop"}
    assert vetoes
    found = cause(PAGE, Config(), Config(rules_off=tuple(vetoes), threshold=-9.0), "Sign up")
    assert found.kind == "rule"
    assert found.name in vetoes
    assert str(found) == f"rule {found.name}"


def test_the_line() -> None:
    scores = [entry.score for entry in inspect(PAGE).ledger if entry.kept]
    found = cause(PAGE, Config(), Config(threshold=max(scores) - 0.01), "The pilot")
    assert found in {Cause("line"), Cause("step", "no-article")}


def test_words_of_a_paragraph() -> None:
    html = PAGE.replace("<p>The master", "<p>EASTMERE (Reuters) — The master")
    change = compare_readings(reading(html), reading(html, Config(strip_dateline=True)))
    (words,) = change.changes
    assert words.cause == Cause("wording")
    assert (words.words_lost, words.words_gained) == (3, 0)
    assert word_changes(words.text_before, words.text_after)[0].kind == "gone"


def test_another_cut() -> None:
    first, second = (
        reading(PAGE),
        reading(PAGE.replace("The pilot of the harbour", "Nobody else whom anyone knew there")),
    )
    change = compare_readings(first, second)
    assert {each.cause.kind for each in change.changes} == {"wording"}
    other = compare_readings(
        first, reading(PAGE.replace("<p>The clerk", "<p>A new paragraph stands here now.</p><p>The clerk"))
    )
    assert [(each.cause.kind, each.before, each.after) for each in other.changes] == [("source", "absent", "kept")]


def test_nothing() -> None:
    assert not compare_readings(reading(PAGE), reading(PAGE))


def test_no_article_any_more() -> None:
    change = compare_readings(reading(PAGE), reading(PAGE, Config(threshold=99.0)))
    assert change.statuses == ("ok", "no-article")
    assert change.words[1] == 0
    assert sum(each.words_lost for each in change.changes) == change.words[0] > 0
    assert not change.fields or all(not each.after for each in change.fields)


def test_word_changes() -> None:
    assert word_changes("one two three", "one 2 three") == [
        Piece("same", "one "),
        Piece("gone", "two"),
        Piece("new", "2"),
        Piece("same", " three"),
    ]
    assert word_changes("", "") == []
    assert word_changes("港口今天开放", "港口明天开放")[1:3] == [Piece("gone", "今"), Piece("new", "明")]


# --- Over many pages


def test_sums_are_those_of_each_page() -> None:
    result = compared(DEFAULT, RECALL)
    pairs = [(reading(page.html), reading(page.html, Config(preset="recall"))) for page in PAGES]
    assert result.pages == len(PAGES)
    assert result.words == (sum(one.words for one, _ in pairs), sum(other.words for _, other in pairs))
    gained = sum(group.words_gained for group in result.groups)
    lost = sum(group.words_lost for group in result.groups)
    assert result.words[1] - result.words[0] == gained - lost > 0
    sizes = [group.words_lost + group.words_gained for group in result.groups]
    assert sizes == sorted(sizes, reverse=True)
    assert result.groups[0].cause == Cause("line")
    assert 0 < result.changed < result.pages
    assert not compared(DEFAULT, DEFAULT)


def test_the_number_of_processes_does_not_matter() -> None:
    alone = compared(DEFAULT, RECALL)
    together = compare(DEFAULT, RECALL, Pages(records), workers=2)
    assert alone.to_json() == together.to_json()


def test_json_has_everything() -> None:
    data = json.loads(compared(DEFAULT, RECALL).to_json())
    assert data["groups"][0]["cause"] == {"kind": "line", "name": ""}
    assert data["groups"][0]["samples"][0]["what"]["after"] == "kept"


def test_sample_and_limit() -> None:
    drawn = [each.place for each in Pages(records, sample=5)]
    assert len(drawn) == 5
    assert drawn == [each.place for each in Pages(records, sample=5)]
    assert drawn != [each.place for each in Pages(records, limit=5)]
    assert [each.place for each in Pages(records, limit=5)] == [f"pages#{page.name}" for page in PAGES[:5]]


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
    pane = pane_of(Side("old", python=start, settings={}))
    found = []
    for body in (b"calm", b"die", b"raise", b"calm"):
        pane.ask(Record(body, None, None, None, "x", "x"))
        found.append(pane.answer())
    pane.close()
    assert [each.status for each in found] == ["no-article", "crashed", "crashed", "no-article"]
    assert found[2].reason == "RuntimeError: too hard"


def test_an_older_version_tells_less() -> None:
    data = {
        "status": "ok",
        "reason": "",
        "line": 0.0,
        "article": {"title": "A", "paragraphs": [{"text": "b c"}]},
        "ledger": [{"text": "b c", "kept": True, "marks": [{"rule": "old", "kind": "score"}], "verdicts": []}],
    }
    old = reading_of_data(data)
    assert old.words == 2
    assert old.fields == {"title": "A"}
    assert old.ledger[0].marks[0].rule == "old"


# --- What a side is


def test_sides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cleanarticle.toml").write_text("threshold = 3.0\n")
    assert side_of("present").config == Config(threshold=3.0) == side_of("cleanarticle.toml").config
    assert side_of("recall").config == Config(preset="recall")
    with pytest.raises(ConfigError, match=r"'recal' is neither settings nor a version; name a \.toml file, a preset"):
        side_of("recal")
    with pytest.raises(ConfigError, match=r"'none\.toml' is neither a preset nor a file"):
        side_of("0.1.0+none.toml")


def test_what_cannot_be_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANARTICLE_CACHE", str(tmp_path / "cache"))
    wheel = tmp_path / "cleanarticle-9.9-py3-none-any.whl"
    wheel.write_bytes(b"no wheel")
    with pytest.raises(InstallError, match="it is no wheel"):
        side_of(str(wheel))
    assert cache_folder() == tmp_path / "cache"
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "pyproject.toml").write_text("this is no toml")
    with pytest.raises(InstallError, match=r"^can't build .*tree: \S"):
        side_of(str(tree))


# --- The command


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same pages as a folder, a zip and a WARC."""
    folder = tmp_path_factory.mktemp("archives")
    names = [f"{number:02}.html" for number in range(len(PAGES))]
    (folder / "pages").mkdir()
    with zipfile.ZipFile(folder / "pages.zip", "w") as packed, gzip.open(folder / "pages.warc.gz", "wb") as warc:
        for name, page in zip(names, PAGES, strict=True):
            (folder / "pages" / name).write_bytes(page.html)
            packed.writestr(name, page.html)
            warc.write(warc_record(page.url, page.html))
    return {"folder": folder / "pages", "zip": folder / "pages.zip", "warc": folder / "pages.warc.gz"}


def warc_record(url: str, body: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-05T12:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{abs(hash(url)):032x}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def command(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["compare", *map(str, arguments)], catch_exceptions=False)


def test_two_settings_over_every_kind_of_archive(archives: dict[str, Path], tmp_path: Path) -> None:
    numbers = {}
    for kind, path in archives.items():
        target = tmp_path / f"{kind}.json"
        result = command("balanced", "recall", "--pages", path, "--workers", "1", "--json", target)
        assert result.exit_code == 1, result.output
        assert f"of {len(PAGES)} pages" in result.stdout
        assert "the line" in result.stdout
        data = json.loads(target.read_text(encoding="utf-8"))
        numbers[kind] = (data["pages"], data["changed"], data["words"])
    assert numbers["folder"] == numbers["zip"]
    assert numbers["warc"][0] == len(PAGES)
    assert numbers["warc"][1] > 0


def test_exit_codes(archives: dict[str, Path], tmp_path: Path) -> None:
    zipped = archives["zip"]
    assert command("balanced", "balanced", "--pages", zipped, "--workers", "1").exit_code == 0
    assert command("balanced", "recall", "--pages", zipped, "--workers", "1", "--fail-over", "99").exit_code == 0
    assert command("balanced", "nonsense", "--pages", zipped).exit_code == 2
    empty = tmp_path / "empty"
    empty.mkdir()
    result = command("balanced", "recall", "--pages", empty)
    assert result.exit_code == 3
    assert "there is no page in" in result.stderr
    cut = tmp_path / "cut.warc.gz"
    cut.write_bytes(archives["warc"].read_bytes()[:-2000])
    assert command("balanced", "balanced", "--pages", cut, "--workers", "1").exit_code == 3


def test_a_version_in_an_environment_of_its_own(archives: dict[str, Path], tmp_path: Path) -> None:
    """The wheel of this source tree, installed, reads as this source tree does."""
    environment = {**os.environ, "CLEANARTICLE_CACHE": str(tmp_path / "cache")}
    target = tmp_path / "changes.json"

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        base = [sys.executable, "-m", "cleanarticle", "compare", *arguments, "--pages", str(archives["warc"])]
        options = ["--workers", "2", "--json", str(target)]
        return subprocess.run([*base, *options], capture_output=True, text=True, env=environment, timeout=300)

    done = run("balanced", str(ROOT))
    if done.returncode == 3 and re.search("No matching distribution|connection|Could not fetch|retries", done.stderr):
        pytest.skip(f"pip reaches no index: {done.stderr.splitlines()[-1]}")
    assert done.returncode == 0, done.stderr
    assert json.loads(target.read_text())["words"][0] == json.loads(target.read_text())["words"][1] > 0
    (installed,) = (tmp_path / "cache" / "environments").iterdir()
    # The second time nothing is installed; and settings go to the other version.
    done = run("balanced", f"{ROOT}+recall")
    assert (done.returncode, "installing" in done.stderr) == (1, False), done.stderr
    data = json.loads(target.read_text())
    assert data["groups"][0]["cause"]["kind"] == "line"
    assert installed.name.startswith("0.")


# --- The report


def hostile_pages() -> Iterator[ReadResult]:
    html, attacks = hostile("http://127.0.0.1:9")
    address = 'https://www.example.org/"><script>window.pwned=1</script>'
    yield Record(html.encode(), address, "utf-8", None, attacks[1], f"pages#{attacks[0]}")
    yield Fault(attacks[2], attacks[4])
    yield Skipped("x", None, attacks[5])


def test_hostile_pages_are_text() -> None:
    result = compare(Side("<b>a</b>", Config(threshold=2.0)), RECALL, Pages(hostile_pages))
    assert result.groups
    report = render_comparison(result)
    tags = [tag for tag, _ in check_page(report).tags]
    assert (tags.count("script"), tags.count("style")) == (1, 1)
    assert {"img", "iframe", "svg", "base", "link", "a"}.isdisjoint(tags)
    assert "&lt;b&gt;a&lt;/b&gt;" in report
    assert "1337" not in report
    assert "<script>window" not in report


def check_page(report: str) -> Checker:
    found = check(report)
    for tag, attributes in found.tags:
        assert not {"src", "href", "style", "action"} & set(attributes), tag
        assert not any(name.startswith("on") for name in attributes), tag
    return found


def test_report_has_every_group() -> None:
    result = compared(DEFAULT, RECALL)
    tree = lxml.html.document_fromstring(render_comparison(result))
    causes = [each.text_content() for each in tree.xpath("//section[@aria-labelledby='groups']//*[@class='cause']")]
    assert causes == [str(group.cause) for group in result.groups]
    samples = tree.xpath("//section[@aria-labelledby='groups']//*[contains(@class, 'sample')]")
    assert len(samples) == sum(len(group.samples) for group in result.groups)
    check_page(render_comparison(compared(DEFAULT, DEFAULT)))


@pytest.mark.skipif(bool(browser.missing()), reason=browser.missing() or "there is a browser")
def test_in_a_browser(window: browser.Browser, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(render_comparison(compared(DEFAULT, RECALL)), encoding="utf-8")
    window.resize(390, 800)
    requested(window)
    window.open(path.as_uri())
    assert requested(window) == [path.as_uri()]
    assert window.run("return document.documentElement.scrollWidth <= innerWidth")
    shown = "return document.querySelectorAll('.found:not([hidden])').length"
    everything = window.run(shown)
    window.run("const s = document.getElementById('search'); s.value = 'the line'; s.dispatchEvent(new Event('input'))")
    assert 0 < window.run(shown) < everything
    window.run("const s = document.getElementById('search'); s.value = 'qqqq'; s.dispatchEvent(new Event('input'))")
    assert window.run(shown) == 0
    assert window.run("return !document.getElementById('no-match').hidden")
    hostile_result = compare(Side("a", Config(threshold=2.0)), RECALL, Pages(hostile_pages))
    path.write_text(render_comparison(hostile_result), encoding="utf-8")
    window.open(path.as_uri())
    assert window.run("return window.pwned") is None
    assert requested(window) == [path.as_uri()]
