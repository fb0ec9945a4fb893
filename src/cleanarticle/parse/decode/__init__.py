"""Bytes of a page to its text.

A declaration is a claim that the bytes may prove wrong: text that is valid UTF-8 beyond ASCII is UTF-8 whatever is
declared, and a declared encoding that makes nonsense of the bytes gives way to one that makes sense.

- `page`: the whole way of the bytes;
- `declarations`: what header and page declare;
- `wide`: encodings that show by their form;
- `detector`, with the data in `letters`: encodings that show by the language;
- `labels`: the names of encodings, and their tables;
- `binary`: what is no text at all.
"""

from cleanarticle.parse.decode.binary import looks_binary
from cleanarticle.parse.decode.declarations import Source
from cleanarticle.parse.decode.text import Decoded, clean_text, decode

__all__ = ["Decoded", "Source", "clean_text", "decode", "looks_binary"]
