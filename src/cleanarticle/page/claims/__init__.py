"""A page's metadata as claims with their sources: JSON-LD, OpenGraph, other meta tags and microdata.

Nothing here is trusted. Each value is checked for its type, because structured data comes broken in every way: strings
for lists, lists for strings, missing keys, raw newlines, HTML in text, several articles, megabytes.

- `head`: the entry point; `meta`: the names of meta tags;
- `jsonld`, with `types`, `authors` and `recordings`: the objects of JSON-LD; `lenient_json`: the text of its scripts;
- `values`: values of every shape to texts;
- `model`: the claims.
"""

from cleanarticle.page.claims.head import read_claims
from cleanarticle.page.claims.lenient_json import parse_json
from cleanarticle.page.claims.model import AuthorNote, Claim, Claims, Head, LiveUpdate, Recording
from cleanarticle.page.claims.values import plain_text, type_name

__all__ = [
    "AuthorNote",
    "Claim",
    "Claims",
    "Head",
    "LiveUpdate",
    "Recording",
    "parse_json",
    "plain_text",
    "read_claims",
    "type_name",
]
