"""Archives of pages: readers for web archives, saved pages and tables, and writers of rows."""

from cleanarticle.archive.open import RecordStream, read, read_record, size_of
from cleanarticle.archive.outputs import open_writer
from cleanarticle.archive.record_filter import RecordFilter
from cleanarticle.archive.records import Fault, ReadResult, Record, Skipped
from cleanarticle.archive.rows import error_row, row_of
from cleanarticle.archive.table_columns import TableColumns
from cleanarticle.archive.writer import Writer

__all__ = [
    "Fault",
    "ReadResult",
    "Record",
    "RecordFilter",
    "RecordStream",
    "Skipped",
    "TableColumns",
    "Writer",
    "error_row",
    "open_writer",
    "read",
    "read_record",
    "row_of",
    "size_of",
]
