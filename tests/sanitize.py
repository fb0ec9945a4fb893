"""Walk hostile and mutated pages with the compiled core under AddressSanitizer, and compare with the walk over objects.

Usage: ``python tests/sanitize.py [--pages 10000]``; it needs gcc with libasan. `make sanitize` runs it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "support"))
FLAGS = "-fsanitize=address -fno-omit-frame-pointer -g"


def build(folder: Path) -> None:
    """Compile the core with the sanitizer into a copy of the package."""
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("*.so", "__pycache__"))
    shutil.copy(ROOT / "setup.py", folder)
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copy(ROOT / "README.md", folder)
    shutil.copy(ROOT / "LICENSE", folder)
    environment = os.environ | {"CFLAGS": FLAGS, "LDFLAGS": "-fsanitize=address", "CLEANARTICLE_REQUIRE_CORE": "1"}
    command = [sys.executable, "setup.py", "-q", "build_ext", "--inplace"]
    subprocess.run(command, cwd=folder, env=environment, check=True)


def sources(pages: int) -> Iterator[str | bytes]:
    """All hostile pages, and mutated pages of the fixtures."""
    from mutated_pages import mutated_pages
    from torture import CASES

    for make in CASES.values():
        source = make()
        if isinstance(source, str | bytes):
            yield source
    yield from mutated_pages(pages)


def walk(pages: int) -> None:
    """Walk and extract every page; it ends with an error at the first difference."""
    from cleanarticle import CleanArticleError, Limits, core, extract
    from cleanarticle.parse import lexbor
    from cleanarticle.parse.document import OPAQUE, Element
    from cleanarticle.parse.guard import guard
    from cleanarticle.parse.read import read_markup

    class Recorder(lexbor._Recorder):
        """Without the HTML of each element, which takes quadratic time on a deep page."""

        def open(self, tag: str, depth: int, element: Element) -> None:
            text = element.text() if tag in OPAQUE else ""
            self.rows.append((tag, depth, *element.attributes.items(), text))

    assert core.mode() == "compiled", core.describe()
    count = 0
    for count, source in enumerate(sources(pages), 1):
        try:
            document = lexbor.parse_html(guard(read_markup(source, None, Limits()), Limits()))
        except CleanArticleError:
            continue
        compiled, by_objects = Recorder(), Recorder()
        document.accept(compiled)
        document.accept_by_objects(by_objects)
        assert compiled.rows == by_objects.rows, f"page {count} is read in two ways"
        try:
            extract(source)
        except CleanArticleError:
            continue
    print(f"{count:,} pages: no error of memory, and both walks read the same")


def main() -> None:
    """Build, and run this file again under the sanitizer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000, help="number of mutated pages")
    parser.add_argument("--walk", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.walk:
        walk(options.pages)
        return
    library = subprocess.run(["gcc", "-print-file-name=libasan.so"], capture_output=True, text=True, check=True)
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        environment = os.environ | {
            "LD_PRELOAD": library.stdout.strip(),
            "ASAN_OPTIONS": "detect_leaks=0",
            "PYTHONMALLOC": "malloc",
            "PYTHONPATH": str(Path(folder) / "src"),
        }
        command = [sys.executable, __file__, "--walk", "--pages", str(options.pages)]
        sys.exit(subprocess.run(command, env=environment, check=False).returncode)


if __name__ == "__main__":
    main()
