"""Extracts pages with the version of cleanarticle that is installed in this environment.

This file runs as a script in the environment of another version. It imports only the standard library and public names
of the package. Values that a version does not have are empty.

Input and output are JSON lines. The first input is the settings (`{}`, `{"file": PATH}` or `{"preset": NAME}`), and its
answer is `{"ready": VERSION}` or `{"fault": MESSAGE}`. Each further input is a page, and its answer is one line.
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
    """Answer each line of standard input until it ends."""
    answers = sys.stdout
    sys.stdout = sys.stderr  # the output of a rule must not mix with the answers
    extractor = None
    for line in TextIOWrapper(sys.stdin.buffer, encoding="utf-8"):
        try:
            request = json.loads(line)
            if extractor is None:
                extractor = make_extractor(request)
                answer = {"ready": metadata.version("cleanarticle")}
            else:
                answer = read(extractor, request)
        except Exception as error:  # another version may raise anything; it must not cost the other pages
            answer = {"fault": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def make_extractor(settings: dict[str, Any]) -> Any:
    """Make an extractor with the default settings, those of a file, or a preset."""
    from cleanarticle import Config, Extractor

    if "file" in settings:
        return Extractor(Config.from_file(settings["file"]))
    return Extractor(Config(**settings))


def read(extractor: Any, page: dict[str, Any]) -> dict[str, Any]:
    """Extract one page. Returns status, reasons, article and ledger as plain data."""
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
    """An entry of the ledger as plain data, with the attributes that this version has."""
    data = {name: getattr(entry, name) for name in ENTRY_VALUES if hasattr(entry, name)}
    data["marks"] = [
        {name: getattr(mark, name) for name in MARK_VALUES if hasattr(mark, name)}
        for mark in getattr(entry, "marks", ())
    ]
    data["verdicts"] = [list(verdict) for verdict in getattr(entry, "verdicts", ())]
    return data


if __name__ == "__main__":
    main()
