"""Document to Page: one walk that cuts the page into blocks of text with their containers.

A block is a run of text below one block-level element. Inline markup never cuts a run, two line breaks in a row do,
and white space is collapsed once, when the run ends, so that no word fuses or splits at a tag.

- `cut`: the whole way of a document;
- `walk`: what is open, the run of text being read, and what was found; `selected`: the same with selected elements;
- `elements`, `attributes`: what markup does to the text, and what it says of it;
- `text`: a run of text to lines and words;
- `sums`: what containers hold.
"""

from cleanarticle.page.segment.attributes import split_names
from cleanarticle.page.segment.cut import segment
from cleanarticle.page.segment.elements import INLINE, MEDIA, PLAIN, STRONG, VOID

__all__ = ["INLINE", "MEDIA", "PLAIN", "STRONG", "VOID", "segment", "split_names"]
