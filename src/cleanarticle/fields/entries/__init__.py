"""The entries of a live blog: pieces of the body with a time before each.

- `read`: the reader: from the times in the body to the entries;
- `time_marks`: the times in the body; `pieces`: the pieces of the body that they head;
- `liveness`: tells a live blog from comments, teasers, lists and timetables;
- `times`, `authors`, `updates`: when each was written, by whom, and its entry in structured data;
- `draft`: a time, and one entry while it is put together.
"""

from cleanarticle.fields.entries.read import read_entries

__all__ = ["read_entries"]
