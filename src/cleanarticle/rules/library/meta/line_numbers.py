"""Line numbers of a listing."""

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
    """Drop the column with the line numbers of a listing.

    Highlighters put the numbers into a listing of their own, beside the code. They count up by one, and the next
    block is a listing with as many lines. Numbers that a program prints have no such listing after them.
    """
    lines = block.text.split("\n")
    if not lines[0].strip().isdecimal():
        return None
    first = int(lines[0])
    if any(line.strip() != str(number) for number, line in enumerate(lines, first)):
        return None
    code = page.next(block)
    if code is None or code.tag != "pre" or code.text.count("\n") != block.text.count("\n"):
        return None
    return drop("numbers the lines of a listing")
