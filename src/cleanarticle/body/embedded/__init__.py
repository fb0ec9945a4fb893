"""Bodies that a page holds in its data instead of its markup: structured data, state of scripts, attributes."""
