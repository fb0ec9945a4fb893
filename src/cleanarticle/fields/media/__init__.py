"""The videos and recordings that are part of the article.

- `read`: the reader: players and recordings put together;
- `players`: the players that the page shows;
- `recordings`: the recordings that structured data describe;
- `draft`: one video or recording while it is put together;
- `titles`, `durations`: titles and lengths as players and data have them.
"""

from cleanarticle.fields.media.read import read_media

__all__ = ["read_media"]
