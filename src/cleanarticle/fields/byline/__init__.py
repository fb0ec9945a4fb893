"""Who wrote the article: what four witnesses say, and whom of them to believe.

- `claims`: structured data and meta tags;
- `lines`: the line that the reader sees around the headline;
- `signature`: what stands below the text;
- `weighing`: the witnesses against each other.
"""

from cleanarticle.fields.byline.weighing import read_byline

__all__ = ["read_byline"]
