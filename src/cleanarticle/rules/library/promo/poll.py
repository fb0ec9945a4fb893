"""Questions to the reader, with answers to choose from."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, rule, short, tags

_QUESTION_MARKS: Final = ("?", "？", "؟")
# Measured: at 1, none of 2,057 pages changes; at 3, 1 of 2,304 changes (paragraphs).
_LEAST_ANSWERS: Final = 2
# Measured: at 7 and at 28, none of 283 pages changes.
_MOST_BLOCKS: Final = 14
_ELSEWHERE: Final = Within.DATA_OR_QUOTE
_BUTTON: Final = Within.BUTTON


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
    if _is_in_poll(block.container, page.blocks, max_box_words, max_answer_words):
        return drop("stands in a poll")
    return None


def _is_in_poll(container: Container, blocks: list[Block], most_words: float, most_answer_words: float) -> bool:
    if container.within & _ELSEWHERE:
        return False
    box: Container | None = container
    while box is not None and box.words <= most_words and box.end - box.first <= _MOST_BLOCKS:
        if _is_poll(box, blocks, most_answer_words):
            return True
        box = box.parent
    return False


def _is_poll(box: Container, blocks: list[Block], most_answer_words: float) -> bool:
    question, last = blocks[box.first], blocks[box.end - 1]
    if not last.container.within & _BUTTON or question.container.within & _BUTTON:
        return False
    answers = 0
    for index in range(box.first + 1, box.end):
        block = blocks[index]
        if not block.container.within & _BUTTON:
            if block.words > most_answer_words:
                return False
            answers += 1
    return answers >= _LEAST_ANSWERS and question.text.endswith(_QUESTION_MARKS)
