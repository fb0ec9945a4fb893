"""The metadata of an article as YAML."""

from __future__ import annotations

import json
import re
from typing import Final

from cleanarticle.article import Article

__all__ = ["front_matter"]

_FENCE: Final = "---"
_UNPRINTABLE: Final = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")


def front_matter(article: Article) -> list[str]:
    """The lines of a block with the fields that are known, each value a string or a list of strings in JSON."""
    values: dict[str, str | tuple[str, ...] | None] = {
        "title": article.title,
        "subtitle": article.subtitle,
        "authors": article.authors,
        "published": article.published.isoformat() if article.published else None,
        "modified": article.modified.isoformat() if article.modified else None,
        "language": article.language,
        "site_name": article.site_name,
        "section": article.section,
        "tags": article.tags,
        "url": article.url,
        "canonical_url": article.canonical_url,
    }
    lines = [f"{name}: {_json(value)}" for name, value in values.items() if value]
    return [_FENCE, *lines, _FENCE] if lines else []


def _json(value: str | tuple[str, ...]) -> str:
    """JSON is YAML, except for characters that YAML has only as escapes."""
    text = _SURROGATE.sub("\ufffd", json.dumps(value, ensure_ascii=False))
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
