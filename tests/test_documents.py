"""The documents, followed to the letter: their code runs and gives the values it names, their commands do as told."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import documents
import httpx
import pytest
from documents import DOCUMENTS, Followed, blocks_of, follow
from fixture_pages import ROOT, load_fixtures

from cleanarticle import extract
from cleanarticle.rules import api as vocabulary

DOCS = Path(ROOT) / "docs"
PAGES = load_fixtures()
PAGE = next(page for page in PAGES if page.name.startswith("www.harbourgazette.example"))
OWN_RULE = '''
from cleanarticle.rules.api import Block, Mark, Page, drop, ignores, marks, rule, tags


@rule(marks("<p>Tide at nine.</p>", on="Tide"), ignores("<p>No.</p>"), when=tags("p"))
def tide(block: Block, page: Page) -> Mark | None:
    """Drop the tide."""
    return drop("is the tide") if block.text.startswith("Tide") else None
'''
NOT_RUN = {
    "README.md": ["it makes environments, and runs the tests", "it installs packages"],
    "docs/quickstart.md": ["it installs packages"],
    "docs/guides/writing-a-rule.md": ["it installs packages"],
    "docs/guides/upgrading.md": ["the version is an example", "the archives are an example"],
    "docs/architecture.md": ["a drawing"],
}
"""What can't be run, by document. There is to be next to none."""
NEEDS = {"docs/guides/in-a-scraper.md": ("scrapy", "web_poet", "zyte_common_items")}
"""Optional packages that a document is about."""

IN_A_CHECKOUT = {"docs/guides/fixtures.md": ("fixtures", "tests")}
"""Folders of the project that the reader of a document has too."""


def given(folder: Path) -> dict[str, Any]:
    """Put what a reader has into a folder; the names that code begins with."""
    copied = "\n\n".join([PAGE.expected["title"], *(item["text"] for item in PAGE.paragraphs)])
    (folder / "page.html").write_bytes(PAGE.html)
    (folder / "copied.txt").write_text(copied, encoding="utf-8")
    (folder / "my_rules.py").write_text(OWN_RULE, encoding="utf-8")
    (folder / "filters").mkdir()
    (folder / "filters/own.txt").write_text("##.ad-slot\n", encoding="utf-8")
    (folder / "pages").mkdir()
    for number, page in enumerate(PAGES[:2]):
        (folder / f"pages/{number}.html").write_bytes(page.html)
    (folder / "pages/2.html").write_bytes(b"%PDF-1.7")
    for archive in ("a.zip", "may.zip", "june.zip"):
        with ZipFile(folder / archive, "w") as file:
            for number, page in enumerate(PAGES[:3]):
                file.writestr(f"{number}.html", page.html)
    fetched = [(page.url, page.charset, page.html) for page in PAGES[:3]]
    fetched.append(("https://news.example/report.pdf", None, b"%PDF-1.7"))
    fetched.append(("https://news.example/soon", None, b"<title>Soon</title><p>We open in May.</p>"))
    responses = [SimpleNamespace(url=url, charset=charset, body=body) for url, charset, body in fetched]
    return {
        "html": PAGE.html,
        "text": copied,
        "pages": [page.html for page in PAGES[:3]],
        "responses": responses,
        "first_two": [extract(page.html) for page in PAGES[:2]],
        "client": httpx.Client(transport=httpx.MockTransport(served)),
    }


def served(request: httpx.Request) -> httpx.Response:
    """What a server answers that has the fixture pages."""
    page = next(page for page in PAGES if page.url == str(request.url))
    charset = f"; charset={page.charset}" if page.charset else ""
    return httpx.Response(200, content=page.html, headers={"Content-Type": f"text/html{charset}"})


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Any:
    @cache
    def followed(document: str) -> tuple[Followed, Path]:
        for module in NEEDS.get(document, ()):
            pytest.importorskip(module, reason=f"the document is about {module}, which is not installed")
        folder = tmp_path_factory.mktemp("document")
        names = given(folder)
        for name in IN_A_CHECKOUT.get(document, ()):
            (folder / name).symlink_to(Path(ROOT) / name)
        return follow(document, folder, names), folder

    return followed


FIRST_READ = ("README.md", "docs/quickstart.md")


@pytest.mark.parametrize(
    "document", [pytest.param(each, marks=() if each in FIRST_READ else pytest.mark.slow) for each in DOCUMENTS]
)
def test_a_document_does_what_it_says(document: str, folders: Any) -> None:
    followed, _ = folders(document)
    assert sum(followed.done.values()) == len(list(blocks_of(document)))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_is_not_run_is_known(document: str) -> None:
    reasons = [block.reason for block in blocks_of(document) if block.reason]
    assert reasons == NOT_RUN.get(document, [])


@pytest.mark.parametrize(
    ("block", "says"),
    [
        ("```python\nx = 1\nx  # 2\n```", "x"),
        ("```python\n1 / 0\n```", "division"),
        ("```sh\ncleanarticle rules no-such-rule\n```", "there is no rule"),
        ("```sh\ncleanarticle rules | cat\n```", "needs a shell"),
        ("```console\n$ cleanarticle rules reading-time\nreading-times\n```", "reading-time"),
        ("```console\n$ cleanarticle rules\ncleanarticle: wrong\n```", "rules"),
        ('```toml\npreset = "all"\n```', "preset"),
        ('```toml\nhosts = ["a.example"]\nbodi = "p"\n```', "bodi"),
        ("```json\n{]\n```", "Expecting"),
        ("```html\n<p>\n```", "nothing is done"),
        ("```\ncleanarticle rules\n```", "nothing is done"),
        ("```python\nx = 1\n", "not closed"),
        ("- item:\n  ```python\n  1 / 0\n  ```\n\n```python\n```", "can't be read"),
    ],
)
def test_a_block_that_does_not_hold_fails(
    block: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.md").write_text(f"# Page\n\n{block}\n", encoding="utf-8")
    monkeypatch.setattr(documents, "ROOT", tmp_path)
    with pytest.raises(Exception, match=re.escape(says)):
        follow("page.md", tmp_path, {})


# --- What single documents promise beyond that


@pytest.mark.slow
def test_a_rule_by_the_guide_takes_the_line_out(folders: Any) -> None:
    outputs = folders("docs/guides/writing-a-rule.md")[0].outputs
    line = "Our newsroom at the harbour is staffed from eight to six"
    assert line in outputs["cleanarticle extract page.html"]
    assert re.search(f"{line}.*kept", outputs["cleanarticle explain page.html"])
    with_rule = outputs["cleanarticle extract page.html --rules newsroom_hours.py"]
    assert line not in with_rule
    assert "The line that runs the ferry promised" in with_rule
    assert "wrote newsroom_hours.py" in outputs["cleanarticle rules new newsroom-hours"]
    shown = outputs["cleanarticle rules newsroom-hours --rules newsroom_hours.py"]
    assert shown.startswith("# newsroom-hours\n\nDrop the line that says when the newsroom is open.")
    assert "2 passed" in outputs["pytest"]
    explained = outputs["cleanarticle explain page.html --rules newsroom_hours.py --dropped"]
    assert "says when the newsroom is open" in explained
    profile = outputs["cleanarticle extract page.html --rules newsroom_hours.py --profile"]
    assert f"newsroom-hours: {line[:40]}" in profile
    assert outputs["python use.py"] == "4\n"


def test_the_entry_point_of_the_guide_is_one() -> None:
    (block,) = (block for block in blocks_of("docs/guides/writing-a-rule.md") if block.language == "toml")
    ((group, points),) = tomllib.loads(block.text)["project"]["entry-points"].items()
    ((name, value),) = points.items()
    assert EntryPoint(name, value, group).module == "my_rules.newsroom_hours"
    assert group == "cleanarticle.rules"


def test_the_guide_to_rules_names_what_authors_need() -> None:
    guide = (DOCS / "guides/writing-a-rule.md").read_text(encoding="utf-8")
    for name in ("rule", "marks", "ignores", "drop", "score", "names", "tags", "phrases", "within", "short"):
        assert name in vocabulary.__all__
        assert f"`{name}" in guide or f"{name}(" in guide
    assert all(
        getattr(vocabulary, name).__doc__ for name in vocabulary.__all__ if name not in {"CUSTOM", "SettingValue"}
    )


@pytest.mark.slow
def test_the_profile_that_is_drafted(folders: Any) -> None:
    outputs = folders("docs/guides/site-profiles.md")[0].outputs
    table = tomllib.loads(outputs["cleanarticle profile draft pages/ferry.html pages/pier.html"])
    found = [table[key] for key in ("hosts", "body", "title", "byline", "date")]
    assert found == [["harbour.example"], ["div.story"], "h1.headline", "div.strip", "time"] or found == [
        ["harbour.example"], ["div.story"], ["h1.headline"], ["div.strip"], ["time"],
    ]  # fmt: skip


@pytest.mark.slow
def test_a_page_that_is_fixed_by_the_guide(folders: Any) -> None:
    followed, folder = folders("docs/guides/fixing-a-page.md")
    outputs = followed.outputs
    assert "no findings" in outputs["cleanarticle fixture lint"]
    assert "1 passed" in outputs["cleanarticle fixture check"]
    assert "by the score" in outputs["cleanarticle explain page.html --why 'Our newsroom'"]
    (made,) = (folder / "shared").rglob("page.html")
    small = made.read_text(encoding="utf-8")
    assert "onions" not in small
    assert len(small) < len((folder / "page.html").read_text(encoding="utf-8"))
    assert (folder / "changes.html").exists()


@pytest.mark.slow
def test_the_archive_of_the_guide(folders: Any) -> None:
    followed, folder = folders("docs/guides/archives.md")
    rows = [json.loads(line) for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    titles = [row["title"] for row in sorted(rows, key=lambda row: row["id"])]
    assert titles == [page.expected["title"] for page in PAGES[:2]]
    assert [path.name for path in sorted(folder.glob("crawl.parquet/*"))] == ["part-00000.parquet"]
    assert "Throughput" in (folder / "report.html").read_text(encoding="utf-8")
    assert followed.names["summary"].finished


@pytest.mark.slow
def test_the_scraper_of_the_guide(folders: Any) -> None:
    names = folders("docs/guides/in-a-scraper.md")[0].names
    assert list(names["without_article"]) == ["https://news.example/soon"]


# --- The reference


def referenced() -> dict[str, Any]:
    """What the reference documents, by the name it is written with."""
    text = (DOCS / "reference.md").read_text(encoding="utf-8")
    found: dict[str, Any] = {}
    module = "cleanarticle"
    for kind, target in re.findall(r"^\.\. (auto\w+|py:\w+|currentmodule):: (\S+)$", text, re.MULTILINE):
        if kind == "currentmodule":
            module = target
            continue
        path, _, name = (target if "." in target else f"{module}.{target}").rpartition(".")
        if path.startswith("cleanarticle.integrations."):
            pytest.importorskip(path, reason=f"what {path} is for is not installed", exc_type=ModuleNotFoundError)
        found[f"{path}.{name}"] = getattr(import_module(path), name)
    return found


@pytest.mark.parametrize(
    "module",
    [
        "cleanarticle",
        "cleanarticle.config.model",
        "cleanarticle.config.sources",
        "cleanarticle.overlays.filters.syntax",
        "cleanarticle.overlays.profiles",
        "cleanarticle.explain.report",
        "cleanarticle.rules.api",
        "cleanarticle.rules.boxes",
        "cleanarticle.rules.library",
        "cleanarticle.rules.loading",
        "cleanarticle.rules.timing",
    ],
)
def test_the_reference_has_every_public_name(module: str) -> None:
    shown = list(referenced().values())
    public = import_module(module)
    assert [name for name in public.__all__ if not any(getattr(public, name) is each for each in shown)] == []


def test_every_page_is_in_the_table_of_contents() -> None:
    contents = (DOCS / "index.md").read_text(encoding="utf-8").splitlines()
    pages = {Path(name).relative_to("docs").with_suffix("").as_posix() for name in DOCUMENTS if name != "README.md"}
    assert pages - {"index"} <= set(contents)
