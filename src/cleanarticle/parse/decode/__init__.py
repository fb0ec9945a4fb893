"""Bytes of a page to its text.

A declared encoding is a claim that the bytes can disprove. Valid UTF-8 with characters beyond ASCII is UTF-8 whatever
is declared, and a declared encoding that turns the bytes into nonsense gives way to one that turns them into text.

- `decoding`: the order of the steps;
- `encoded_twice`: UTF-8 that was encoded twice;
- `declarations`: what the HTTP header and the page declare;
- `byte_patterns`: encodings that show in the pattern of the bytes;
- `detector`, with the data in `letter_frequencies`: encodings that show in the language of the text;
- `labels`: the names of encodings and their tables;
- `binary`: bytes that are not text.
"""

from cleanarticle.parse.decode.binary import looks_binary
from cleanarticle.parse.decode.declarations import EncodingSource
from cleanarticle.parse.decode.decoding import Decoded, clean_text, decode
from cleanarticle.parse.decode.encoded_twice import encoded_once

__all__ = ["Decoded", "EncodingSource", "clean_text", "decode", "encoded_once", "looks_binary"]
