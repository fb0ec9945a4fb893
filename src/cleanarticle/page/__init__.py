"""Document to Page: blocks of text, the containers around them, and the metadata of the page."""
