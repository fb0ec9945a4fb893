"""Questions to the reader, with answers to choose from."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, rule, short, tags

_QUESTION_MARKS: Final = ("?", "？", "؟")
# Measured: at 1, none of 2,057 pages changes; at 3, 1 of 2,304 changes (paragraphs).
_LEAST_ANSWERS: Final = 2
# Measured: at 7 and at 28, none of 283 pages changes.
_MOST_BLOCKS: Final = 14


@rule(
    marks(
        "<p>Snow closed the pass on Monday night.</p><div><h3>Do you own chains?</h3><ul><li>Yes</li><li>No</li></ul>"
        "<button>Send</button></div>",
        on="Yes",
    ),
    ignores("<div><h3>Do you own chains?</h3><ul><li>Yes</li><li>No</li></ul></div>"),
    ignores("<div><button>Do I need chains?</button><p>Above the wood, yes.</p></div>"),
    when=tags("p", "div", "span", "li", "label", "h2", "h3", "h4", "h5", "h6", "legend", "section") & short(25),
)
def poll(block: Block, page: Page, *, max_box_words: int = 80, max_answer_words: int = 12) -> Mark | None:
    """Drop questions to the reader, with their answers and the button.

    A box is a poll if it opens with a question, goes on with short answers and ends with a button. A list of
    questions that fold open has its buttons around the questions.
    """
    if block.container.within & Within.DATA_OR_QUOTE:
        return None
    for box in block.container.inclusive_ancestors():
        if box.words > max_box_words or box.end - box.first > _MOST_BLOCKS:
            return None
        if _is_poll(page.blocks[box.first : box.end], max_answer_words):
            return drop("stands in a poll")
    return None


def _is_poll(blocks: list[Block], max_answer_words: int) -> bool:
    if not blocks[-1].container.within & Within.BUTTON or blocks[0].container.within & Within.BUTTON:
        return False
    answers = [block for block in blocks[1:] if not block.container.within & Within.BUTTON]
    return (
        len(answers) >= _LEAST_ANSWERS
        and blocks[0].text.endswith(_QUESTION_MARKS)
        and all(answer.words <= max_answer_words for answer in answers)
    )
