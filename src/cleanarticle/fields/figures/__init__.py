"""The figures: pictures of the article, with caption and credit apart.

- `read`: the reader: pictures and captions put together;
- `pictures`: the pictures of the article; `foreign_pictures`: those that are not;
- `captions`: the captions and credits near pictures;
- `separate_captions`: captions that the page has apart from their pictures, and captions that are not;
- `draft`: one figure while it is put together.
"""

from cleanarticle.fields.figures.read import read_figures

__all__ = ["read_figures"]
