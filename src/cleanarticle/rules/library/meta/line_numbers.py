"""Numbers of the lines of a listing."""

from __future__ import annotations

from cleanarticle.page.model import Block, Page
from cleanarticle.rules.api import Mark, drop, ignores, marks, rule, tags


@rule(
    marks(
        "<p>It counts.</p><table><tr><td><pre>1\n2\n3</pre></td><td><pre>n = 0\nn = n + 1\nprint(n)</pre></td></tr>"
        "</table>",
        on="1\n2\n3",
    ),
    ignores("<p>It prints:</p><pre>1\n2\n4</pre>"),
    ignores("<p>It prints the numbers from one to three:</p><pre>1\n2\n3</pre>"),
    when=tags("pre"),
)
def line_numbers(block: Block, page: Page) -> Mark | None:
    """Drop the column that numbers the lines of a listing.

    Highlighters set the numbers in a listing of their own, beside the code. They count up by one, and the next
    block, also a listing, has as many lines; numbers that a program prints stand alone.
    """
    lines = block.text.split("\n")
    if not lines[0].strip().isdecimal():
        return None
    first = int(lines[0])
    if any(line.strip() != str(first + at) for at, line in enumerate(lines)):
        return None
    code = page.next(block)
    if code is None or code.tag != "pre" or code.text.count("\n") != block.text.count("\n"):
        return None
    return drop("numbers the lines of a listing")
