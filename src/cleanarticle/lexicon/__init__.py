"""Words and phrases per language, as data, and what finds them in a block."""
