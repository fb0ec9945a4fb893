"""The only importers of a parser: everything behind reads `Document`."""
