"""The figures: pictures of the article, with caption and credit apart.

- `reading`: the whole way of the page;
- `pictures`: the pictures that count; `drafts`: what is made of them;
- `captions`: the lines that belong to them, parted into caption and credit;
- `joining`: what stands apart put together, second copies and what is no figure left out.
"""

from cleanarticle.fields.figures.reading import read_figures

__all__ = ["read_figures"]
