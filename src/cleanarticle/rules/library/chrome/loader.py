"""Messages of scripts that are loading, or have failed."""

from __future__ import annotations

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule

_NAMES = ("loader", "loading", "preloader", "spinner", "noscript", "skeleton")


@rule(
    marks("<p>Snow closed the pass on Monday night.</p><p>loading</p>", on="loading"),
    marks(
        "<p>Snow closed the pass on Monday night.</p><div>Please enable JavaScript to see this chart.</div>",
        on="enable JavaScript",
    ),
    ignores("<p>Loading the lorries took the whole night, and by morning only two of them had left the port.</p>"),
    when=phrases("loader") | names(*_NAMES),
)
def loader(block: Block, page: Page, *, max_label_words: int = 2, max_words: int = 30) -> Mark | None:
    """Drop what scripts show while they load, or when they fail.

    A paragraph may begin with "Loading" and go on as prose. So only labels go, sentences that ask the reader to
    change the browser, and lines that end with dots.
    """
    within = block.container.within
    if "loader" in block.cues and block.words <= max_words and not within & (Within.HEADING | Within.PRE):
        if within & (Within.TABLE | Within.QUOTE):  # a quoted or listed message is what the text is about
            return None
        if block.words <= max_label_words or _speaks_of_browser(block.text) or block.text.endswith(("...", "…")):
            return drop("is a message of a script, not of the author")
        return None
    own = block.container.names
    if block.words <= max_label_words and any(name in own for name in _NAMES) and not within & Within.HEADING:
        return drop("stands in a container for what is still loading")
    return None


def _speaks_of_browser(text: str) -> bool:
    lowered = text.lower()
    return "javascript" in lowered or "browser" in lowered or "ad blocker" in lowered or "adblock" in lowered
