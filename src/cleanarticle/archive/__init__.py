"""Archives of pages: what reads them, and what is written."""

from cleanarticle.archive.columns import Columns
from cleanarticle.archive.reading import Reading, read, read_place, size_of
from cleanarticle.archive.record import Fault, Found, Record, Skipped
from cleanarticle.archive.rows import error_row, row_of
from cleanarticle.archive.wanted import Wanted
from cleanarticle.archive.writer import Writer
from cleanarticle.archive.writing import open_writer

__all__ = [
    "Columns",
    "Fault",
    "Found",
    "Reading",
    "Record",
    "Skipped",
    "Wanted",
    "Writer",
    "error_row",
    "open_writer",
    "read",
    "read_place",
    "row_of",
    "size_of",
]
