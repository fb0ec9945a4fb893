"""Lines that end a report: credits for work on it, agencies, initials, promises of updates."""

from __future__ import annotations

from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.lexicon.words import words_of
from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, phrases, rule, score, short, tags

_AFTER_BRACKET: Final = lazy_pattern(r"(?<=[)）】])\s?\d{4,8}$")
_WORK: Final = tuple(words_of("bywords.work"))
# Measured: at 6, 6 of 2,304 change (paragraphs; word F1 +0.01); at 24, 1 of 2,304 changes (paragraphs; word F1 +0.01).
_PROSE_WORDS: Final = 12.0
# Half of the text: a link to another article.
_LINKED: Final = 0.5
_BRACKETED: Final = lazy_pattern(r"\([a-zäöüéñ]{2,4}(?:[/, ]{1,2}[a-zäöüéñ]{2,4}){0,3}\)")
_SLASHED: Final = lazy_pattern(r"\(?[A-Za-zäöü]{2,5}(?:/[A-Za-zäöü]{2,5}){1,3}\)?")
_CHOICES: Final = words_of("choices")
# Measured: at 4, 2 of 2,304 change (paragraphs, figures 1); at 16, none of 2,304 pages changes.
_SENTENCE_WORDS: Final = 8.0
_SENTENCE_ENDS: Final = '.!…。”»"'


@rule(
    marks(
        "<p>Snow closed the pass.</p><p>(Reporting by Ida Holm; editing by Jan Weiss)</p>",
        on="Reporting by Ida",
    ),
    marks(
        "<p>Snow closed the pass.</p><p>This is a developing story. Check back for updates.</p>",
        on="developing story",
    ),
    marks("<p>Snow closed the pass on Monday night.</p><p>(ihm)</p>", on="(ihm)"),
    marks("<p>Snow closed the pass on Monday night.</p><p>SDA/ihm</p>", on="SDA/ihm"),
    marks("<p>Snow closed the pass on Monday night, and the ploughs worked until noon.</p><p>rgl/mtp</p>", on="rgl/"),
    ignores(
        "<p>Reporting by the two papers led to the trial, and editing by the censors did not stop it.</p>"
        "<p>The judge read every page of both, and asked the clerk for the drafts that nobody had printed.</p>"
    ),
    ignores("<p>Visit the old mill.</p><p>It stands by the weir, and its wheel still turns on summer Sundays.</p>"),
    ignores("<ul><li>Agencies</li><li>Freelance writers</li></ul>"),
    ignores("<p>Mark one:</p><p>yes/no</p>"),
    ignores("<p>Snow</p><p>(unedited)</p>"),
    when=phrases("sign-off", "author-card", "agency-boilerplate")
    | tags("p", "div", "span", "section", "footer") & short(4),
    not_on=("forum",),  # "to be continued" ends a post, not the thread
    reads=("bywords.work", "choices"),
)
def sign_off(
    block: Block,
    page: Page,
    *,
    max_words: int = 40,
    max_label_words: int = 12,
    max_link_share: float = 0.25,
    hint: float = -1.0,
) -> Mark | None:
    """Drop lines that credit work on the report, name its agency or its authors' initials, or only end it.

    - Agencies close with "(Reporting by …; editing by …)" and their rights. Before more prose the same words belong to
      the article, and in a figure they name the source of the picture.
    - Newspapers sign with initials, in brackets or separated by slashes, and nothing else in the line. Small letters
      with a slash are a choice or an answer, unless a sentence is right above.
    - Breaking news end with a promise of updates. The wording alone is enough for a short line without digits; a longer
      one loses points.
    """
    if block.words > max_words or block.container.within & Within.STRUCTURED:
        return None
    if _credits_work(block.text):
        return drop("says who reported, wrote and edited")
    if _is_initials(block, page):
        return drop("is signed with initials")
    if "agency-boilerplate" in block.cues and block.link_density <= max_link_share and _ends_report(block, page):
        return drop("is what an agency prints below its reports")
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


def _is_initials(block: Block, page: Page) -> bool:
    text = block.text
    if _BRACKETED.fullmatch(text):
        return True
    if not _SLASHED.fullmatch(text) or text.casefold() in _CHOICES:
        return False
    return text[0] == "(" or not text.islower() or _follows_sentence(block, page)


def _follows_sentence(block: Block, page: Page) -> bool:
    before = page.previous(block)
    return (
        before is not None
        and before.tag == block.tag
        and before.words >= _SENTENCE_WORDS
        and before.text[-1] in _SENTENCE_ENDS
    )


def _ends_report(block: Block, page: Page) -> bool:
    """True if no prose follows a line, and it is neither a label nor below a picture."""
    if block.container.within & Within.FIGURE or block.text.endswith(":"):
        return False
    following = page.next(block)
    return following is None or following.words < _PROSE_WORDS or following.link_density >= _LINKED
