"""Archives of pages: what reads them, and what is written."""

from cleanarticle.archive.columns import Columns
from cleanarticle.archive.reading import Reading, read, read_place, size_of
from cleanarticle.archive.record import Fault, Found, Record, Skipped
from cleanarticle.archive.wanted import Wanted

__all__ = [
    "Columns",
    "Fault",
    "Found",
    "Reading",
    "Record",
    "Skipped",
    "Wanted",
    "read",
    "read_place",
    "size_of",
]
