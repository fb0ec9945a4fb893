"""Whether two versions of the package give the same articles: write what one gives, then compare two such files.

    PYTHONPATH=old/src python benchmarks/same.py write old.jsonl fixtures CORPUS_DIR...
    PYTHONPATH=src python benchmarks/same.py write new.jsonl fixtures CORPUS_DIR...
    python benchmarks/same.py compare old.jsonl new.jsonl

Only public names are used, so that any version can be asked. A row has the article of each preset as JSON, and for
each block of the page whether it was kept, what decided, the field it became, and its score.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PRESETS = ("balanced", "precision", "recall")


def main() -> int:
    """Run one of the two commands."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    write = commands.add_parser("write", help="write what the package on the path gives")
    write.add_argument("output", type=Path)
    write.add_argument("folders", type=Path, nargs="+")
    write.add_argument("--every", type=int, default=1, help="take only every so-many-th page")
    compare = commands.add_parser("compare", help="compare two files; exit code 1 if they differ, or have other pages")
    compare.add_argument("old", type=Path)
    compare.add_argument("new", type=Path)
    compare.add_argument("--show", type=int, default=10, help="pages that are shown")
    compare.add_argument("--renamed", action="append", default=[], metavar="OLD=NEW", help="a field that was renamed")
    options = parser.parse_args()
    if options.command == "write":
        return _write(options.output, options.folders, options.every)
    renamed = dict(pair.split("=", 1) for pair in options.renamed)
    return _compare(_rows(options.old, renamed), _rows(options.new, renamed), options.show)


def _write(output: Path, folders: list[Path], every: int) -> int:
    from cleanarticle import Config, Extractor

    warnings.simplefilter("ignore")
    extractors = {preset: Extractor(Config(preset=preset)) for preset in PRESETS}
    pages = [page for folder in folders for page in _pages(folder)]
    with output.open("w", encoding="utf-8") as lines:
        for name, path, url in pages[::every]:
            row = {"page": name, **_read(extractors, _bytes(path), url)}
            lines.write(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n")
    return 0


def _pages(folder: Path) -> Iterator[tuple[str, Path, str | None]]:
    """Name, file and address of the pages of a corpus, or of a folder of fixtures."""
    truth = folder / "truth.jsonl"
    if truth.is_file():
        for line in filter(None, truth.read_text(encoding="utf-8").split("\n")):
            row = json.loads(line)
            yield f"{folder.name}/{row['id']}", folder / "pages" / f"{row['id']}.html.gz", row.get("url")
        return
    for path in sorted(folder.glob("*/*/page.html")):
        yield path.parent.relative_to(folder).as_posix(), path, f"https://{path.parent.parent.name}/"


def _bytes(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def _read(extractors: dict[str, Any], source: bytes, url: str | None) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for preset, extractor in extractors.items():
        try:
            row[preset] = json.loads(extractor.extract(source, url=url).model_dump_json())
        except Exception as error:
            row[preset] = f"{type(error).__name__}: {error}"
    inspected = extractors["balanced"].inspect(source, url=url)
    row["ledger"] = [
        [entry.kept, entry.rule, entry.reason, entry.field, round(entry.score, 9), len(entry.marks)]
        for entry in inspected.ledger
    ]
    row["warnings"] = list(inspected.warnings)
    return row


def _compare(old: dict[str, Any], new: dict[str, Any], show: int) -> int:
    single = {"old": sorted(old.keys() - new.keys()), "new": sorted(new.keys() - old.keys())}
    for side, pages in single.items():
        for page in pages[:show]:
            print(f"{page}: only the {side} file has it")
    differences: Counter[str] = Counter()
    changed = [page for page in old if page in new and old[page] != new[page]]
    for number, page in enumerate(changed):
        for place, left, right in _differences(old[page], new[page], ""):
            differences[place.split("[")[0]] += 1
            if number < show:
                print(f"{page} {place}\n  - {json.dumps(left, ensure_ascii=False)[:300]}")
                print(f"  + {json.dumps(right, ensure_ascii=False)[:300]}")
    for place, number in differences.most_common():
        print(f"{number:6} {place}")
    common = len(old.keys() & new.keys())
    print(f"{common} pages in both files, {len(changed)} of them differ")
    for side, pages in single.items():
        if pages:
            number = "1 page is" if len(pages) == 1 else f"{len(pages)} pages are"
            print(f"{number} in the {side} file only; write both files from the same folders")
    return 1 if changed or any(single.values()) else 0


def _rows(path: Path, renamed: dict[str, str]) -> dict[str, Any]:
    """The rows by page, with the fields of articles under their new names."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for row in rows:
        for preset in PRESETS:
            if isinstance(row[preset], dict):
                row[preset] = {renamed.get(key, key): value for key, value in row[preset].items()}
    return {row["page"]: row for row in rows}


def _differences(left: Any, right: Any, place: str) -> Iterator[tuple[str, Any, Any]]:
    """The innermost values that differ, each with its place."""
    if isinstance(left, dict) and isinstance(right, dict):
        for key in {**left, **right}:
            if left.get(key) != right.get(key):
                yield from _differences(left.get(key), right.get(key), f"{place}.{key}" if place else key)
    elif isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        for at, (one, other) in enumerate(zip(left, right, strict=True)):
            if one != other:
                yield from _differences(one, other, f"{place}[{at}]")
    else:
        yield place, left, right


if __name__ == "__main__":
    sys.exit(main())
