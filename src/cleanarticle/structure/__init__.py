"""Kept blocks to the typed blocks of a body: what only the elements around and inside them say.

- `marks`: links, emphasis and other marks of a text, by offset;
- `addresses`: the addresses of links and pictures;
- `tree`: which structures a block stands in, and the blocks nested accordingly;
- `lists`: the numbers of items; `tables`: grids; `code`: languages; `boxes`: quotations, asides and other boxes;
- `embeds`: frames and players; `notes`: footnotes.
"""

from cleanarticle.structure.marks import marks_of
from cleanarticle.structure.tree import Place, body_of

__all__ = ["Place", "body_of", "marks_of"]
