"""Listings of code between paragraphs, and their line numbers."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, rule, score, tags

# Measured: at 6, 8 of 2,304 change (paragraphs; word F1 +0.05); at 24, 13 of 2,107 change (paragraphs; word F1 −0.04).
_PROSE_WORDS: Final = 12.0
# Measured: at 0.15, 1 of 2,304 changes (paragraphs; word F1 +0.01); at 0.45, none of 2,304 pages changes.
_FEW_LINKS: Final = 0.3
# Measured: at 2, 5 of 1,711 change (paragraphs; word F1 −0.02); at 4, 2 of 1,711 change (paragraphs; word F1 +0.01).
_NEAR: Final = 3


@rule(
    marks(
        "<p>The counter starts at zero and goes up by one whenever a lorry passes the gate.</p><pre>n = n + 1</pre>",
        on="n = n + 1",
    ),
    marks(
        "<p>It counts.</p><table><tr><td><pre>1\n2\n3</pre></td><td><pre>n = 0\nn = n + 1\nprint(n)</pre></td></tr>"
        "</table>",
        on="1\n2\n3",
    ),
    ignores("<p>It prints:</p><pre>1\n2\n4</pre>"),
    ignores("<p>It prints the numbers:</p><pre>1\n2\n3</pre>"),
    ignores("<aside><p>The counter starts at zero and goes up by one at every lorry.</p><pre>n = n + 1</pre></aside>"),
    ignores("<ul><li>One</li></ul><pre>n = n + 1</pre>"),
    when=tags("pre"),
)
def code_listing(block: Block, page: Page, *, points: float = 1.0) -> Mark | None:
    """Give points to code listings that follow a paragraph, and drop the column of their line numbers.

    Code has no sentences and no full stops, so the score alone keeps little of it. Highlighters put the numbers into a
    listing of their own, beside the code: they count up by one, and the next block is a listing with as many lines.
    Numbers that a program prints have no such listing after them.
    """
    if _numbers_lines(block, page):
        return drop("numbers the lines of a listing")
    if block.container.within & Within.AROUND_BODY:
        return None
    for before in page.blocks[max(0, block.index - _NEAR) : block.index]:
        if before.words >= _PROSE_WORDS and before.link_density < _FEW_LINKS:
            return score(points, "is a listing of code after a paragraph")
    return None


def _numbers_lines(block: Block, page: Page) -> bool:
    lines = block.text.split("\n")
    first = lines[0].strip()
    if not first.isdecimal() or any(line.strip() != str(number) for number, line in enumerate(lines, int(first))):
        return False
    code = page.next(block)
    return code is not None and code.tag == "pre" and code.text.count("\n") == block.text.count("\n")
