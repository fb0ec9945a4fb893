"""The command line: what it prints, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fixture_pages import FIXTURES

import cleanarticle
from cleanarticle import Article, extract, extract_plaintext, to_csv, to_html, to_markdown, to_tei, to_text
from cleanarticle.cli.app import app
from cleanarticle.rules.library import bundled_rules

PAGE = next(FIXTURES.glob("www.harbourgazette.example/*/page.html"))
PROSE = "The ferry left at noon, and those who missed it had to wait until the storm was over."
PLAIN = f"Ferry leaves the island early\n\nAdvertisement\n\n{PROSE}\n\n{PROSE} {PROSE}\n"
CAFE = "Das Café am Fährhafen schließt für zwölf Tage, bis die Böden und Türen erneuert sind. "


def run(*arguments: str, stdin: bytes | str | None = None) -> Result:
    return CliRunner().invoke(app, arguments, input=stdin, catch_exceptions=False)


def story(sentence: str) -> str:
    return f"<html><body><article><h1>{sentence[:30]}</h1>{f'<p>{sentence * 3}</p>' * 4}</article></body></html>"


# --- extract


def test_extract_a_file_as_markdown() -> None:
    result = run("extract", str(PAGE))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == to_markdown(extract(PAGE.read_bytes()))


def test_extract_as_json() -> None:
    result = run("extract", str(PAGE), "--format", "json", "--url", "https://www.example.org/a")
    assert result.exit_code == 0
    expected = extract(PAGE.read_bytes(), url="https://www.example.org/a")
    assert Article.model_validate_json(result.stdout) == expected
    assert json.loads(result.stdout)["url"] == "https://www.example.org/a"


def test_extract_as_text() -> None:
    result = run("extract", str(PAGE), "--format", "text")
    assert result.exit_code == 0
    article = extract(PAGE.read_bytes())
    assert result.stdout == f"{article.title}\n\n{article.subtitle}\n\n{to_text(article)}\n"
    assert article.paragraphs[0].text in result.stdout


@pytest.mark.parametrize(
    ("options", "written"),
    [
        (["markdown"], to_markdown),
        (["markdown", "--no-links"], partial(to_markdown, links=False)),
        (["markdown", "--no-images", "--front-matter"], partial(to_markdown, images=False, front_matter=True)),
        (["html"], lambda article: to_html(article) + "\n"),
        (["html", "--links", "--no-images"], lambda article: to_html(article, images=False) + "\n"),
        (["tei"], to_tei),
        (["csv"], to_csv),
        (["json"], lambda article: article.model_dump_json(indent=2) + "\n"),
    ],
)
def test_extract_in_every_form(options: list[str], written: Callable[[Article], str]) -> None:
    result = run("extract", str(PAGE), "--format", *options)
    assert result.exit_code == 0
    assert result.stdout == written(extract(PAGE.read_bytes()))


@pytest.mark.parametrize("options", [("json", "--no-links"), ("text", "--images"), ("html", "--front-matter")])
def test_a_switch_that_would_do_nothing_is_refused(options: tuple[str, ...]) -> None:
    result = run("extract", str(PAGE), "--format", *options)
    assert result.exit_code == 2
    assert options[0] in result.stderr
    assert result.stdout == ""


def test_extract_from_standard_input() -> None:
    result = run("extract", "-", stdin=PAGE.read_bytes())
    assert result.exit_code == 0
    assert result.stdout == run("extract", str(PAGE)).stdout


def test_extract_copied_out_text() -> None:
    result = run("extract", "-", "--plaintext", "--format", "json", stdin=PLAIN)
    assert result.exit_code == 0
    assert Article.model_validate_json(result.stdout) == extract_plaintext(PLAIN)


# --- explain and rules


def test_explain_shows_every_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    page = tmp_path / "page.html"
    page.write_text(story(f"{PROSE} ") + "<footer>[bold] Imprint</footer>")
    result = run("explain", str(page))
    assert result.exit_code == 0
    for words in ("reason", "rule", "points", "kept", "dropped", "The ferry left at noon", "[bold] Imprint"):
        assert words in result.stdout


def test_explain_can_be_narrowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    page = tmp_path / "page.html"
    page.write_text(story(f"{PROSE} ") + "<footer>Imprint</footer>")
    kept, dropped = run("explain", str(page), "--kept").stdout, run("explain", str(page), "--dropped").stdout
    assert "Imprint" not in kept
    assert "Imprint" in dropped
    assert "those who missed it" in kept


def test_explain_a_page_without_article() -> None:
    result = run("explain", "-", stdin="<p>Imprint</p>")
    assert result.exit_code == 1
    assert "Imprint" in result.stdout
    assert result.stderr.startswith("cleanarticle: ")


def test_rules_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "250")
    result = run("rules")
    assert result.exit_code == 0
    for rule in bundled_rules():
        assert rule.name in result.stdout


def test_rules_of_one_family(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "250")
    result = run("rules", "--family", "trust")
    assert result.exit_code == 0
    assert "trust-badge" in result.stdout
    assert "newsletter" not in result.stdout


# --- How it ends


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "says"),
    [
        (("extract", "-"), "<p>Menu</p>", 1, "no block"),
        (("extract", "-", "--plaintext"), "Menu", 1, "cleanarticle: "),
        (("extract", "-"), "", 3, "empty"),
        (("explain", "-"), "", 3, "empty"),
        (("extract", "/no/such/page.html"), None, 3, "/no/such/page.html"),
        (("extract", "/"), None, 3, "/"),
        (("extract", "http://127.0.0.1:9/"), None, 3, "can't fetch http://127.0.0.1:9/"),
        (("extract", "http://[/"), None, 3, "can't fetch"),
        (("extract",), None, 2, "Missing argument"),
        (("extract", "-", "--no-such-option"), "", 2, "--no-such-option"),
        (("extract", "-", "--format", "pdf"), "", 2, "pdf"),
        (("rules", "--family", "none"), None, 2, "there is no family 'none'"),
        (("no-such-command",), None, 2, "no-such-command"),
    ],
)
def test_exit_codes(arguments: tuple[str, ...], stdin: str | None, code: int, says: str) -> None:
    result = run(*arguments, stdin=stdin)
    assert result.exit_code == code
    assert says in result.stderr
    assert "Traceback" not in result.output
    if code != 2:
        assert result.stderr.startswith("cleanarticle: ")
        assert result.stderr.count("\n") == 1


def test_interrupt_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cleanarticle.cli.extract.read_source", interrupted)
    assert run("extract", "-").exit_code == 130


def test_help_names_the_commands() -> None:
    result = run("--help")
    assert result.exit_code == 0
    for word in ("extract", "explain", "rules", "130"):
        assert word in result.stdout


# --- Addresses


class _Pages(BaseHTTPRequestHandler):
    """A site of a few pages."""

    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/latin")
            self.end_headers()
            return
        known = self.path in {"/latin", "/utf8"}
        self.send_response(200 if known else 404)
        encoding = "iso-8859-1" if self.path == "/latin" else "utf-8"
        self.send_header("Content-Type", f"text/html; charset={encoding}")
        self.end_headers()
        self.wfile.write(story(CAFE if known else PROSE).encode(encoding))

    def log_message(self, *arguments: object) -> None:
        """Keep silent."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(("path", "address"), [("/utf8", "/utf8"), ("/latin", "/latin"), ("/moved", "/latin")])
def test_extract_an_address(site: str, path: str, address: str) -> None:
    result = run("extract", site + path, "--format", "json")
    assert result.exit_code == 0
    article = Article.model_validate_json(result.stdout)
    assert article.paragraphs[-1].text == (CAFE * 3).strip()
    assert article.url == site + address


def test_given_address_wins(site: str) -> None:
    result = run("extract", f"{site}/utf8", "--format", "json", "--url", "https://www.example.org/a")
    assert json.loads(result.stdout)["url"] == "https://www.example.org/a"


def test_missing_page_is_unreadable_input(site: str) -> None:
    result = run("extract", f"{site}/none")
    assert result.exit_code == 3
    assert "404" in result.stderr


# --- As a program


def program(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    source = Path(cleanarticle.__file__).parents[1]
    environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("missing", "arguments"),
    [("click", ["--help"]), ("rich", ["rules"]), ("httpx", ["extract", "http://127.0.0.1:9/"])],
)
def test_missing_extra_says_what_to_install(missing: str, arguments: list[str]) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None; from cleanarticle.cli import main; main()"
    result = program(code, *arguments)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert "pip install 'cleanarticle[cli]'" in result.stderr


def test_library_needs_no_extra() -> None:
    code = (
        "import sys; sys.modules.update(click=None, rich=None, httpx=None);"
        "import cleanarticle; print(cleanarticle.extract(sys.argv[1]).title)"
    )
    result = program(code, story(f"{PROSE} "))
    assert (result.returncode, result.stdout) == (0, f"{PROSE[:30].strip()}\n"), result.stderr


def test_module_is_the_command() -> None:
    code = "import runpy; runpy.run_module('cleanarticle', run_name='__main__')"
    result = program(code, "extract", str(PAGE), "--format", "json")
    assert result.returncode == 0, result.stderr
    assert Article.model_validate_json(result.stdout) == extract(PAGE.read_bytes())


def test_closed_pipe_ends_quietly() -> None:
    code = "import os; os.close(1); os.dup2(os.pipe()[1], 1); from cleanarticle.cli import main; main()"
    result = program(code, "extract", str(PAGE))
    assert "Traceback" not in result.stderr
    assert "Broken pipe" not in result.stderr
