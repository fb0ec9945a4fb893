"""Who wrote the article.

- `read`: the reader, which decides whom to believe;
- `claimed_credits`: the authors in structured data and meta tags;
- `visible_lines`: the lines around the headline;
- `closing_lines`: the lines below the text;
- `lines`: one line, with its rank and its markup.
"""

from cleanarticle.fields.byline.read import read_byline

__all__ = ["read_byline"]
