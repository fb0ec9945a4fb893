"""Archives of pages: what reads them, and what is written."""
