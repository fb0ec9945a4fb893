"""The entries of a live blog: pieces of the body with a time before each.

- `reading`: the whole way of the body;
- `marks`: its times; `shape`: the pieces to which they belong; `drafts`: the two as types;
- `liveness`: whether they are a live blog; `order`: of their times;
- `times`, `authors`, `updates`: when each was written, by whom, and what structured data says of it.
"""

from cleanarticle.fields.entries.reading import read_entries

__all__ = ["read_entries"]
