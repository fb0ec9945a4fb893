"""What a page says of itself: JSON-LD, OpenGraph, other meta tags and microdata, as claims with their sources.

Nothing here is trusted. Values are typed one by one, because structured data comes broken in every way: strings for
lists, lists for strings, missing keys, raw newlines, HTML in text, several articles, megabytes.

- `head`: the whole way of a page's head; `meta`: the names of its meta tags;
- `jsonld`, with `types`, `authors` and `recordings`: the objects of JSON-LD; `parsing`: its scripts;
- `values`: values of every shape to texts;
- `model`: the claims.
"""

from cleanarticle.page.claims.head import read_claims
from cleanarticle.page.claims.model import AuthorNote, Claim, Claims, Head, LiveUpdate, Recording
from cleanarticle.page.claims.parsing import parse_json
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
