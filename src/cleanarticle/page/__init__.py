"""Document to Page: blocks of text, the containers around them, and what the page claims of itself."""
