"""The report of a page: complete, valid, closed to the network, and safe whatever the page holds."""

from __future__ import annotations

import json
import re
import threading
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from browser import Browser
from click.testing import CliRunner
from fixture_pages import FIXTURES, ROOT, FixturePage, load_fixtures, load_pages_without_article, on_every_page
from report_checks import check, check_closed, hostile, requested
from torture import CASES

from cleanarticle import Config, Extraction, Extractor, diff, inspect
from cleanarticle.cli.app import app
from cleanarticle.explain.entry import WordShare
from cleanarticle.explain.report import render_report

PAGES = load_fixtures() + load_pages_without_article()
every_page = on_every_page("page", PAGES)
RECALL = Extractor(Config(preset="recall"))


def inspected(page: FixturePage, extractor: Extractor | None = None) -> Extraction:
    return (extractor or Extractor()).inspect(page.html, url=page.url, charset=page.charset)


def printable(text: str) -> str:
    return re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]", "\ufffd", text)


def blocks_in(report: str) -> list[tuple[str, str]]:
    """Class and text of every block in a report."""
    tree = lxml.html.document_fromstring(report)
    found = tree.xpath("//ol[@id='blocks']/li")
    return [(each.get("class"), each.xpath("p[@class='text']")[0].text_content()) for each in found]


# --- Complete and valid


@every_page
def test_every_block_of_every_fixture(page: FixturePage) -> None:
    extraction = inspected(page)
    report = render_report(extraction, name=page.url, difference=diff(extraction, inspected(page, RECALL)))
    check_closed(check(report), scripts=2)
    shown = [(name.replace(" changed", ""), text) for name, text in blocks_in(report)]
    assert shown == [(f"block {entry.outcome}", printable(entry.text)) for entry in extraction.ledger]
    tree = lxml.html.document_fromstring(report)
    shown_texts: dict[int, list[str]] = {}
    for each in tree.xpath("//section[@class='article']//*[@data-block]"):
        shown_texts.setdefault(int(each.get("data-block")), []).extend(each.text_content().split())
    kept = [entry for entry in extraction.ledger if entry.kept]
    article = extraction.article
    texts = [each.text for each in article.paragraphs] if article else []
    assert shown_texts == {entry.index: printable(text).split() for entry, text in zip(kept, texts, strict=True)}
    fields = {each.text.strip() for each in tree.xpath("//section[@class='fields']//tbody//th")}
    assert fields >= set(article.sources if article else ()) - {"access"}
    check_data(tree, extraction)


def check_data(tree: lxml.html.HtmlElement, extraction: Extraction) -> None:
    """The report's script finds the marks, shares, steps and containers of every block."""
    data: dict[str, Any] = json.loads(tree.xpath("//script[@id='data']")[0].text)
    assert len(data["containers"]) == len(extraction.containers)
    for block, entry in zip(data["blocks"], extraction.ledger, strict=True):
        assert [mark["rule"] for mark in block["marks"]] == [mark.rule for mark in entry.marks]
        assert [name for name, _ in block["shares"]] == [share.feature for share in entry.shares]
        assert [tuple(words[:2]) for words in block["word_shares"]] == [share[:2] for share in entry.word_shares]
        assert [verdict[0] for verdict in block["verdicts"]] == [verdict.step for verdict in entry.verdicts]
        assert block["reason"] == entry.reason


def test_changes_are_shown() -> None:
    extractions = ((inspected(page), inspected(page, RECALL)) for page in PAGES)
    extraction, difference = next((first, found) for first, second in extractions if (found := diff(first, second)))
    report = render_report(extraction, difference=difference)
    changed = [text for name, text in blocks_in(report) if name.endswith(" changed")]
    assert changed == [change.text for change in difference.blocks]
    assert "What the other settings change" in report
    assert "What the other settings change" not in render_report(extraction)


@pytest.mark.parametrize("source", [b"", "<p>too little</p>", b"\x00\x01%PDF"])
def test_page_without_article(source: bytes | str) -> None:
    extraction = inspect(source)
    report = render_report(extraction, name="empty.html")
    check(report)
    assert extraction.article is None
    assert extraction.reason.partition("'")[0] in report


MOST_CHARACTERS = 40_000
SMALL = {name: html for name, make in sorted(CASES.items()) if len(html := make()) < MOST_CHARACTERS}


@pytest.mark.parametrize("name", SMALL)
def test_torture(name: str) -> None:
    extraction = inspect(SMALL[name])
    report = render_report(extraction)
    check(report)
    assert len(blocks_in(report)) == len(extraction.ledger)


def test_words_are_no_markup() -> None:
    extraction = inspect("<body><p>The ferry leaves early</p></body>")
    hostile_words = (
        WordShare("word", "</script><img src=x onerror=alert(1)>", -0.5),
        WordShare("pair", "<!-- ]]>", 0.25),
    )
    entry = replace(extraction.ledger[0], word_shares=hostile_words)
    report = render_report(replace(extraction, ledger=(entry,)))
    check_closed(check(report), scripts=2)
    assert "<img" not in report
    check_data(lxml.html.document_fromstring(report), replace(extraction, ledger=(entry,)))


# --- Closed to the network


def test_policy_allows_the_own_style_and_script_alone() -> None:
    tree = lxml.html.document_fromstring(render_report(inspect("<p>a</p>")))
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert parts.pop("default-src") == "'none'"
    assert parts.pop("script-src") == f"'{digest(tree.xpath('//script[not(@type)]')[0].text)}'"
    assert parts.pop("style-src") == f"'{digest(tree.xpath('//style')[0].text)}'"
    assert parts == {
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    # The policy comes before anything that it must stop.
    assert [each.tag for each in tree.xpath("//head/*")][:2] == ["meta", "meta"]


def digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def test_style_and_script_name_no_address() -> None:
    assets = [path for path in (ROOT / "src").rglob("*.*") if path.suffix in {".css", ".js"}]
    assert {"kit.css", "kit.js", "explain.js"} <= {path.name for path in assets}
    for path in assets:
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"https?:|//[a-z]+\.|url\(|@import|innerHTML|outerHTML|insertAdjacent|eval\(|fetch\(", text
        )


# --- Hostile pages


def test_hostile_page_is_text() -> None:
    html, attacks = hostile("http://127.0.0.1:9")
    extraction = inspect(html, url='https://www.example.org/"><script>window.pwned=1</script>')
    other = RECALL.inspect(html)
    report = render_report(extraction, name=attacks[1], difference=diff(extraction, other))
    checker = check(report)
    tags = [tag for tag, _ in checker.tags]
    assert (tags.count("script"), tags.count("style")) == (2, 1)
    assert {"img", "iframe", "svg", "base", "link", "a", "use"}.isdisjoint(tags)
    assert tags.count("meta") == 5
    assert "1337" not in report
    texts = undirected(" ".join(text for _, text in blocks_in(report)))
    for attack in attacks:
        assert undirected(attack) in texts, attack


def undirected(text: str) -> str:
    """A text without marks of direction, of which a page's blocks have not all."""
    return " ".join(re.sub("[\u202a-\u202e\u2066-\u2069]", "", text).split())


class _Log(BaseHTTPRequestHandler):
    """Notes every request, and answers with a script."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"window.pwned = 1")

    def log_message(self, *arguments: object) -> None:
        """Keep silent."""


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    log = ThreadingHTTPServer(("127.0.0.1", 0), _Log)
    log.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=log.serve_forever, daemon=True)
    thread.start()
    yield log
    log.shutdown()
    thread.join()
    log.server_close()


def show(window: Browser, report: str, folder: Path) -> list[str]:
    """Open a report, work through it with the keyboard, and return what was requested."""
    path = folder / "report.html"
    path.write_text(report, encoding="utf-8")
    window.open("about:blank")
    requested(window)
    window.log("browser")
    window.open(path.as_uri())
    number = window.run("return document.querySelectorAll('#blocks > li').length")
    for _ in range(number):
        window.press("j")
    window.press("/", "s", "c")
    assert window.run("return [window.pwned, document.querySelectorAll('iframe, img, svg, base, a').length]") == [
        None,
        0,
    ]
    assert [each for each in requested(window) if each != path.as_uri()] == []
    return [entry["message"] for entry in window.log("browser")]


def test_chromium_runs_and_loads_nothing_of_a_hostile_page(
    window: Browser, server: ThreadingHTTPServer, tmp_path: Path
) -> None:
    html, attacks = hostile(f"http://127.0.0.1:{server.server_port}")
    extraction = inspect(html)
    report = render_report(extraction, name=attacks[1], difference=diff(extraction, RECALL.inspect(html)))
    assert show(window, report, tmp_path) == []
    assert window.run("return document.getElementById('details').textContent").startswith(("kept", "dropped", "became"))
    assert server.asked == []  # type: ignore[attr-defined]


def test_policy_stops_markup_that_got_in(window: Browser, server: ThreadingHTTPServer, tmp_path: Path) -> None:
    address = f"http://127.0.0.1:{server.server_port}"
    report = render_report(inspect(hostile(address)[0]))
    got_in = (
        f"<script>window.pwned = 1</script><script src='{address}/a.js'></script>"
        f"<video src='{address}/b'></video><object data='{address}/c'></object><style>@import '{address}/d';</style>"
        f"<input autofocus onfocus='window.pwned = 1' style='background:url({address}/e)'>"
    )
    path = tmp_path / "report.html"
    path.write_text(report.replace('<ol id="blocks"', f'{got_in}<ol id="blocks"'), encoding="utf-8")
    window.log("browser")
    window.open(path.as_uri())
    assert window.run("return window.pwned") is None
    assert server.asked == []  # type: ignore[attr-defined]
    refused = [entry["message"] for entry in window.log("browser")]
    assert sum("Content Security Policy" in message for message in refused) >= 5
    # The same page without a policy does what the markup says: the test above would see it.
    path.write_text(re.sub('<meta http-equiv="Content-Security-Policy"[^>]*>', "", path.read_text()), encoding="utf-8")
    window.open(path.as_uri())
    assert window.run("return window.pwned") == 1
    assert server.asked != []  # type: ignore[attr-defined]
    server.asked.clear()  # type: ignore[attr-defined]
    window.open("about:blank")


# --- In the hands of a reader


@pytest.fixture
def report(window: Browser, tmp_path: Path) -> Browser:
    page = next(page for page in PAGES if page.name.startswith("review.oldroads"))
    extraction = inspected(page)
    difference = diff(extraction, inspected(page, Extractor(Config(threshold=-4.0))))
    assert difference
    path = tmp_path / "report.html"
    path.write_text(render_report(extraction, difference=difference), encoding="utf-8")
    window.resize(1400, 900)
    window.open(path.as_uri())
    return window


CURRENT = "return [...document.querySelectorAll('.block')].findIndex((each) => each.classList.contains('current'))"
SHOWN = "return document.querySelectorAll('.block:not([hidden])').length"
DETAILS = "return document.getElementById('details').textContent"


def test_keys_go_from_block_to_block(report: Browser) -> None:
    report.press("j", "j", "\ue015")
    assert report.run(CURRENT) == 2
    report.press("k", "\ue013")
    assert report.run(CURRENT) == 0
    report.press("k")
    assert report.run(CURRENT) == 0
    assert "block 0" in report.run(DETAILS)


def test_search_and_filters_hide_the_others(report: Browser) -> None:
    everything = report.run(SHOWN)
    report.press("/", *"gates")
    few = report.run(SHOWN)
    assert 0 < few < everything
    assert report.run("return document.getElementById('count').value") == f"{few} of {everything} blocks"
    report.press("\ue00c")
    report.run("document.getElementById('search').value = ''")
    for name, value in (("outcome", "kept"), ("outcome", "changed"), ("family", "promo"), ("rule", "score")):
        chosen = report.run(
            "const each = document.getElementById(arguments[0]); each.value = arguments[1];"
            "each.dispatchEvent(new Event('change')); return each.selectedOptions[0].textContent",
            name,
            value,
        )
        assert report.run(SHOWN) == int(chosen.rpartition("(")[2].rstrip(")")), chosen
        report.run("document.getElementById(arguments[0]).value = ''", name)


def test_help_opens_and_closes(report: Browser) -> None:
    report.press("?")
    assert report.run("return document.getElementById('help').open") is True
    report.press("\ue00c")
    assert report.run("return document.getElementById('help').open") is False


def test_click_and_hover_show_the_reason(report: Browser) -> None:
    report.run("document.querySelectorAll('.block')[4].dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))")
    assert "block 4" in report.run(DETAILS)
    report.run("document.querySelectorAll('.block')[6].click()")
    assert "block 6" in report.run(DETAILS)
    report.run("document.querySelectorAll('.block')[4].dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))")
    assert "block 6" in report.run(DETAILS)


def test_paragraph_leads_to_its_block(report: Browser) -> None:
    report.run("document.querySelector('.page [data-block]').click()")
    text = report.run("return document.querySelector('.page [data-block]').textContent")
    assert report.run("return document.querySelector('.block.current .text').textContent") == text


def test_words_stand_beside_the_features(report: Browser) -> None:
    report.press("j")
    shown = report.run(DETAILS)
    entry = next(page for page in PAGES if page.name.startswith("review.oldroads"))
    share = inspected(entry).ledger[0].word_shares[0]
    assert f"{share.table} “{share.word}”" in shown.partition("Words, by itself")[2]


def test_container_shows_what_it_holds(report: Browser) -> None:
    report.press("j")
    report.run("[...document.querySelectorAll('#details .container')].at(-1).click()")
    assert report.run("return document.querySelectorAll('.block.inside').length") == report.run(SHOWN)


@pytest.mark.parametrize("width", [320, 390, 768, 1400])
def test_no_width_needs_sideways_scrolling(report: Browser, width: int) -> None:
    report.resize(width, 800)
    report.press("j", "j")
    assert report.run("return document.documentElement.scrollWidth") <= width
    for view in ("article", "fields", "original"):
        report.run("document.querySelector(`.views [data-view=${arguments[0]}]`).click()", view)
        assert report.run("return document.documentElement.scrollWidth") <= width


# --- The command

PATH = next(FIXTURES.glob("www.harbourgazette.example/*/page.html"))


def test_command_writes_the_report(tmp_path: Path) -> None:
    output = tmp_path / "report.html"
    result = CliRunner().invoke(app, ["explain", str(PATH), "-o", str(output), "--url", "https://www.example.org/a"])
    assert (result.exit_code, result.stdout) == (0, "")
    assert output.read_text(encoding="utf-8") == render_report(
        inspect(PATH.read_bytes(), url="https://www.example.org/a"), name="https://www.example.org/a"
    )


def test_command_writes_the_report_of_a_page_without_article(tmp_path: Path) -> None:
    page, output = tmp_path / "page.html", tmp_path / "report.html"
    page.write_text("<nav><a href=/>Home</a></nav>", encoding="utf-8")
    result = CliRunner().invoke(app, ["explain", str(page), "-o", str(output)])
    assert result.exit_code == 1
    assert "Home" in output.read_text(encoding="utf-8")


def test_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import sys

    for name in [
        name for name in sys.modules if name.startswith(("cleanarticle.explain.report", "cleanarticle.report_kit"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "jinja2", None)
    result = CliRunner().invoke(app, ["explain", str(PATH), "-o", str(tmp_path / "report.html")])
    assert result.exit_code == 2
    assert "pip install 'cleanarticle[report]'" in result.stderr
