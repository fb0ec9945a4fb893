"""Pages of the fixtures with parts cut out, doubled, exchanged, and odd pieces of markup put in."""

from __future__ import annotations

import random
from collections.abc import Iterator

from fixture_pages import load_fixtures

__all__ = ["mutated_pages"]

_PIECES = (
    "<p>", "</div>", "<table><tr><td>", "<a href=x>", "</a>", "<b>", "<svg><title>", "<math>", "<!--", "-->", "<pre> ",
    "<template>", "<select><option>", "<made-up-element-of-many-letters an-attribute-of-many-letters=1>", "\0", "&#0;",
    "\ud7ff", "😀", "<plaintext>", "<script>", "</script>", "<x:y z:w=1>", "<p hidden class>", "</body></html><p>",
)  # fmt: skip


def mutated_pages(number: int) -> Iterator[str]:
    """So many mutated pages, the same ones each time."""
    chance = random.Random(1)
    originals = [page.text for page in load_fixtures()]
    for _ in range(number):
        yield _mutated(chance.choice(originals), chance)


def _mutated(html: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 12)):
        start, end = sorted(chance.randint(0, len(html)) for _ in range(2))
        end = min(end, start + chance.choice((1, 10, 200, 2000)))
        kind = chance.randrange(3)
        piece = chance.choice(_PIECES) if kind == 0 else html[start:end] * 2 if kind == 1 else ""
        html = html[:start] + piece + html[end:]
    return html
