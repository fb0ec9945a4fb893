"""CSV: metadata and text, compressed or not."""

from __future__ import annotations

from cleanarticle.archive.lines_writer import LinesWriter
from cleanarticle.archive.rows import ErrorRow, Row, article_of
from cleanarticle.render.csv import CSV_COLUMNS, to_csv

__all__ = ["CsvWriter"]


class CsvWriter(LinesWriter):
    """Writes a file of CSV with the columns of `to_csv`: a row may have several lines, in quotes."""

    head = (",".join(CSV_COLUMNS) + "\n").encode()

    def lines(self, row: Row | ErrorRow) -> bytes:
        """The lines of a row."""
        return to_csv(article_of(row), header=False).encode("utf-8", "replace")
