"""Credits for work on the report, and lines that end it."""

from __future__ import annotations

from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.lexicon.words import words_of
from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, phrases, rule, score

_AFTER_BRACKET: Final = lazy_pattern(r"(?<=[)）】])\s?\d{4,8}$")
_WORK: Final = tuple(words_of("bywords.work"))


@rule(
    marks(
        "<p>Snow closed the pass.</p><p>(Reporting by Ida Holm; editing by Jan Weiss)</p>",
        on="Reporting by Ida",
    ),
    marks(
        "<p>Snow closed the pass.</p><p>This is a developing story. Check back for updates.</p>",
        on="developing story",
    ),
    ignores("<p>Reporting by the two papers led to the trial, and editing by the censors did not stop it.</p>"),
    when=phrases("sign-off", "author-card"),
    not_on=("forum",),  # "to be continued" ends a post, not the thread
    reads=("bywords.work",),
)
def sign_off(
    block: Block, page: Page, *, max_words: int = 40, max_label_words: int = 12, hint: float = -1.0
) -> Mark | None:
    """Drop lines that credit work on the report, and lines that only end it.

    Agencies close with "(Reporting by …; editing by …)", breaking news with a promise of updates. The wording alone
    is enough for a short line without digits; a longer one loses points.
    """
    if block.words > max_words or block.container.within & Within.STRUCTURED:
        return None
    if _credits_work(block.text):
        return drop("says who reported, wrote and edited")
    # Taiwanese agencies put the date after the bracket: （編輯：高以凡）1150225
    if "sign-off" not in block.cues or any(map(str.isdecimal, _AFTER_BRACKET.sub("", block.text))):
        return None
    if block.words <= max_label_words:
        return drop("ends the article and says nothing more")
    return score(hint, "reads like the end of an article")


def _credits_work(text: str) -> bool:
    """True if a line credits work on the report, and is in brackets or has names and little else."""
    lowered = text[:40].lower().lstrip("([-–—* ")
    if not lowered.startswith(_WORK):
        return False
    return text[0] in "([" or _names_only(text)


def _names_only(text: str) -> bool:
    """True if three words in five begin with a capital."""
    words = [word for word in text.split() if word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    return capitals * 5 >= len(words) * 3
