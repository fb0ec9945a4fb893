"""JSON lines, compressed or not."""

from __future__ import annotations

from cleanarticle.archive.lines_writer import LinesWriter
from cleanarticle.archive.rows import ErrorRow, Row, json_line

__all__ = ["JsonlWriter"]


class JsonlWriter(LinesWriter):
    """Writes a file of JSON lines: a row a line."""

    def lines(self, row: Row | ErrorRow) -> bytes:
        """The line of a row."""
        return json_line(row)
