"""Bodies that a page holds in its data instead of its markup: structured data, states of scripts, attributes."""
