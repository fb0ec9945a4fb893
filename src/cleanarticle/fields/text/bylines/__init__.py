"""Read bylines: the line that says who wrote an article, and what metadata says of its authors.

The reading goes one way, from the line to its parts, a module a step:

- `lines`: the whole way of a line; `values`: of a value of metadata;
- `glue`: part words that were glued together;
- `opening`: take the byword off;
- `cutting`: cut away what only stands beside names (dates, buttons, credits of photographers), keep who helped;
- `pieces`: split the rest;
- `parts`: judge each piece by itself;
- `east_asian`: lines in Chinese, Japanese and Korean;
- `findings`: what was found.

Fewer authors rather than wrong ones: a line that holds something unexplained gives nothing, unless a word like
"By" opens it.
"""

from cleanarticle.fields.text.bylines.lines import names_helpers, parse_byline
from cleanarticle.fields.text.bylines.opening import is_byword, opens_with_byword, presents_author
from cleanarticle.fields.text.bylines.values import read_value, split_authors

__all__ = [
    "is_byword",
    "names_helpers",
    "opens_with_byword",
    "parse_byline",
    "presents_author",
    "read_value",
    "split_authors",
]
