"""Reads pages with whatever version of the library is installed here: JSON lines in, JSON lines out.

This file runs by itself, in the environment of another version. It imports nothing but the standard library and public
names of the package, and takes what a version does not have as empty.

The first line that comes in says which settings to use: `{}`, `{"file": PATH}` or `{"preset": NAME}`. The first that
goes out is `{"ready": VERSION}` or `{"fault": MESSAGE}`. Then each line in is a page, and has one line as its answer.
"""

from __future__ import annotations

import base64
import json
import sys
from importlib import metadata
from io import TextIOWrapper
from typing import Any

ENTRY_VALUES = ("index", "text", "tag", "kept", "rule", "reason", "score", "field", "words")
MARK_VALUES = ("kind", "reason", "points", "rule", "overruled")


def main() -> None:
    """Answer until the input ends."""
    answers = sys.stdout
    sys.stdout = sys.stderr  # what a rule prints must not stand among the answers
    extractor = None
    for line in TextIOWrapper(sys.stdin.buffer, encoding="utf-8"):
        try:
            asked = json.loads(line)
            if extractor is None:
                extractor = make_extractor(asked)
                answer = {"ready": metadata.version("cleanarticle")}
            else:
                answer = read(extractor, asked)
        except Exception as error:
            # Another version may raise anything: that costs this page alone.
            answer = {"fault": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def make_extractor(settings: dict[str, Any]) -> Any:
    """The extractor of the installed version with its defaults, a file of settings, or a preset."""
    from cleanarticle import Config, Extractor

    if "file" in settings:
        return Extractor(Config.from_file(settings["file"]))
    return Extractor(Config(**settings))


def read(extractor: Any, page: dict[str, Any]) -> dict[str, Any]:
    """How one page is read, as plain data."""
    body = base64.b64decode(page["body"])
    extraction = extractor.inspect(body, url=page["url"], charset=page["charset"])
    article = extraction.article
    return {
        "status": extraction.status,
        "reason": getattr(extraction, "reason", ""),
        "threshold": getattr(extraction, "threshold", 0.0),
        "article": None if article is None else article.model_dump(mode="json"),
        "ledger": [entry_data(entry) for entry in getattr(extraction, "ledger", ())],
    }


def entry_data(entry: Any) -> dict[str, Any]:
    """One block, with the attributes that this version has."""
    data = {name: getattr(entry, name) for name in ENTRY_VALUES if hasattr(entry, name)}
    data["marks"] = [
        {name: getattr(mark, name) for name in MARK_VALUES if hasattr(mark, name)}
        for mark in getattr(entry, "marks", ())
    ]
    data["verdicts"] = [list(verdict) for verdict in getattr(entry, "verdicts", ())]
    return data


if __name__ == "__main__":
    main()
