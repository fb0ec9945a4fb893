"""Players that read the article aloud, and their buttons."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule
from cleanarticle.rules.boxes import in_small_box

_NAMES: Final = frozenset((
    "audio", "audioplayer", "podcast", "listen", "playlist", "trinity", "beyondwords", "speechkit",
    "spotify",
))  # fmt: skip


@rule(
    marks("<p>Listen to this article</p><p>Snow closed the pass on Monday night.</p>", on="Listen to this"),
    marks('<div class="audio-player"><span>1.5x</span></div><p>Snow closed the pass.</p>', on="1.5x"),
    ignores("<p>Listen to this article of faith, the priest said, and the hall fell silent for a minute.</p>"),
    when=phrases("audio-player") | names(*_NAMES),
)
def audio_player(block: Block, page: Page, *, max_words: int = 10, max_box_words: int = 40) -> Mark | None:
    """Drop players that read the article aloud, and their buttons.

    Only short lines count, such as "Listen to this article" or "1.5x", and a name counts only on a small container:
    a report on a podcast keeps its paragraphs.
    """
    if block.container.within & Within.DATA_OR_HEADING or block.words > max_words:
        return None
    if "audio-player" in block.cues:
        return drop("is the label of an audio player")
    if in_small_box(block, _NAMES, max_box_words):
        return drop("stands in a small container named for audio")
    return None
