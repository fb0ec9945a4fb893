"""The lines around the headline that may say who wrote the article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from cleanarticle.article import Byline
from cleanarticle.fields.byline.lines import (
    BYLINE_NAMES,
    ELSEWHERE,
    NEVER_NAMES,
    AuthorMarkup,
    BylineLine,
    is_author,
    is_declared,
    read_marked,
)
from cleanarticle.fields.class_names import class_names, is_named
from cleanarticle.fields.context import ArticleContext
from cleanarticle.fields.text.bylines.cues import is_byword, opens_with_byword
from cleanarticle.fields.text.bylines.parse import parse_byline
from cleanarticle.fields.text.dates.months import month_number
from cleanarticle.fields.text.names.organisations import is_wordlike_agency
from cleanarticle.fields.text.names.people import has_east_asian_surname
from cleanarticle.fields.text.names.vocabulary import given_names
from cleanarticle.fields.text_key import text_key
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.model import Block, Container, Inline, Within

__all__ = ["visible_lines"]

_OTHER_NAMES: Final = class_names("not_byline", "comments")
_MENUS: Final = Within.NAV | Within.LIST | Within.FORM | Within.DIALOG
_NEVER: Final = Within.CAPTION | Within.DIALOG | Within.HIDDEN
# Measured: at 20 and at 80, none of 327 pages changes.
_MOST_WORDS: Final = 40.0
# Measured: at 7, 14 of 674 change (word F1 +0.01, authors −4); at 28, 2 of 695 change (byline).
_MOST_PLAIN_WORDS: Final = 14.0
# Measured: at 3 and at 5, none of 2,304 pages changes.
_WITHOUT_HEADLINE: Final = 4
# Measured: at 2 and at 4, none of 1,961 pages changes.
_ABOVE_HEADLINE: Final = 3
# Measured: at 3 and at 5, none of 2,304 pages changes.
_RIGHT_BELOW: Final = 4
# Measured: at 4, 4 of 2,304 change (byline, paragraphs 2; authors −1); at 16, 2 of 2,304 change (byline, paragraphs 1).
_MOST_WORDS_IN_BODY: Final = 8.0
# Measured: at 6, 15 of 2,304 change (byline); at 12, 4 of 2,304 change (byline; authors −1): share buttons.
_MOST_TRIALS: Final = 24
# Measured: at 5 and at 7, none of 573 pages changes.
_MOST_JOINED: Final = 6
# Measured: at 2, 2 of 2,304 change (byline); at 4, none of 2,304 pages changes.
_MOST_PLACES: Final = 3
# Measured: at 2 and at 4, none of 2,304 pages changes.
_MOST_LETTERS_OF_INITIAL: Final = 3
# What `text_key` reads.
_MOST_CHARACTERS: Final = 400
_DATE: Final = lazy_pattern(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2}|\d[年월月]")
# Measured: at 1.5, 5 of 424 change (byline); at 6, none of 671 pages changes.
_MOST_WORDS_OF_LABEL: Final = 3.0
# "and", "und", "och"; a name of four letters is an author.
_MOST_LETTERS_OF_AND: Final = 3


def visible_lines(context: ArticleContext, *, believed: Iterable[str]) -> list[BylineLine]:
    """Find the lines around the headline and the beginning of the body that may say who wrote the article.

    Args:
        context: The page and its body.
        believed: Names of people who count in any case. If there are any, an unmarked line that names none of them
            says nothing: it is left out.

    Returns:
        The lines in the order of the page; at most a dozen blocks are read.
    """
    surnames = tuple(text_key(name.split()[-1]) for name in believed)
    lines = list(_in_headline(context))
    marked = _marked_inlines(context)
    trials = 0
    last_read = -1
    for block in context.page.blocks[context.top.start : context.top.stop]:
        inlines = marked.get(block.index, [])
        if block.index <= last_read or not _may_be_byline(block, context, inlines):
            continue
        trials += 1
        if trials > _MOST_TRIALS:
            break
        line = _read_block(block, context, inlines, surnames)
        if line is not None:
            lines.append(line)
            last_read = max(line.blocks, default=block.index)
    return lines


def _in_headline(context: ArticleContext) -> Iterator[BylineLine]:
    """A byline in the block of the headline, after a line break."""
    if context.headline is None:
        return
    for text in context.page.blocks[context.headline].text.split("\n")[1:4]:
        byline = parse_byline(text)
        if byline is not None and byline.authors:
            yield BylineLine(byline, (), has_cue=opens_with_byword(text), is_between=True)


# --- which blocks are read --------------------------------------------------------------------------------


def _marked_inlines(context: ArticleContext) -> dict[int, list[Inline]]:
    """The inline elements that say they are the author, by the index of their block."""
    marked: dict[int, list[Inline]] = {}
    for inline in context.top_inlines():
        if is_author(inline):
            marked.setdefault(inline.block, []).append(inline)
    return marked


def _may_be_byline(block: Block, context: ArticleContext, inlines: list[Inline]) -> bool:
    container = block.container
    if block.words > _MOST_WORDS or block.index in context.titles or is_named(container, NEVER_NAMES, 2):
        return False
    headline = _headline(context)
    if block.index < headline and _is_teaser(block, headline, context):
        return False
    is_between = headline < block.index <= context.start
    if is_between and any(map(is_declared, inlines)):
        return not context.is_apart(container, _NEVER)
    if context.is_apart(container, _elsewhere(block, context) if is_between else ELSEWHERE):
        return False
    is_other = _OTHER_NAMES.match(container)
    if inlines or is_named(container, BYLINE_NAMES, 3) or container.attributes.get("itemprop") == "author":
        # "By Ann Bell, our correspondent" may stand in an element named for the role.
        return not is_other or (is_between and block.words <= _MOST_PLAIN_WORDS and opens_with_byword(block.text))
    if is_other or context.is_apart(container, Within.NAV):
        return False
    return _may_be_plain_byline(block, context, headline)


def _may_be_plain_byline(block: Block, context: ArticleContext, headline: int) -> bool:
    """True if a block without markup for authors may be a byline, by its place and its length."""
    is_between = headline < block.index <= context.start
    is_short = block.words <= _MOST_PLAIN_WORDS
    is_item = context.is_apart(block.container, Within.LIST | Within.HEADING) and "author-card" not in block.cues
    if is_between:
        return is_short and (not is_item or _is_introduced(block, context) or _is_presented_below(block, context))
    if is_item:
        return False
    if headline - _ABOVE_HEADLINE <= block.index < headline:
        return is_short and _is_introduced(block, context)
    return headline < block.index <= context.second and block.words <= _MOST_WORDS_IN_BODY


def _headline(context: ArticleContext) -> int:
    """Index of the headline, or of the block where it would be."""
    return context.headline if context.headline is not None else context.start - _WITHOUT_HEADLINE


def _is_teaser(block: Block, headline: int, context: ArticleContext) -> bool:
    """True if a block above the headline has another heading right before it, or between the two."""
    for other in context.page.blocks[max(0, block.index - 1) : headline]:
        if other is not block and other.container.within & Within.HEADING and other.index not in context.titles:
            return True
    return False


def _elsewhere(block: Block, context: ArticleContext) -> int:
    """The elements in which a block between headline and body is not a byline.

    A footer of the header is fine there; an aside is for a byline that a cue or a class name marks.
    """
    mask = ELSEWHERE & ~Within.FOOTER
    if not context.is_apart(block.container, Within.ASIDE) or block.words > _MOST_PLAIN_WORDS:
        return mask
    is_marked = is_named(block.container, BYLINE_NAMES, 3) or _is_introduced(block, context)
    return mask & ~Within.ASIDE if is_marked else mask


def _is_introduced(block: Block, context: ArticleContext) -> bool:
    """True if a byline cue opens the block, or is the whole block before."""
    return opens_with_byword(block.text) or _cue_before(block, context) is not None


def _cue_before(block: Block, context: ArticleContext) -> Block | None:
    """The block before, if it is nothing but a byline cue: "By", "Author:"."""
    before = context.page.previous(block)
    if before is None or before.words > _MOST_WORDS_OF_LABEL or before.index in context.titles:
        return None
    return before if is_byword(before.text) else None


# --- reading a block --------------------------------------------------------------------------------------


def _read_block(
    block: Block, context: ArticleContext, inlines: list[Inline], surnames: tuple[str, ...]
) -> BylineLine | None:
    markup = _markup(block, inlines)
    cue = _cue_before(block, context)
    has_cue = cue is not None or opens_with_byword(block.text)
    if surnames and markup is AuthorMarkup.NONE and not has_cue and not _may_name(block.text, surnames):
        return None
    if markup is AuthorMarkup.NAMED and not (has_cue or inlines) and "title" in block.container.names:
        return None  # "author-title" is what the author does.
    if is_byword(block.text):
        return None
    byline = read_marked(block.text if cue is None else f"{cue.text} {block.text}", block.container, inlines)
    if byline is None:
        return None
    byline = _without_category(byline, block, context)
    is_marked = has_cue or markup is not AuthorMarkup.NONE
    is_convincing = is_marked or _is_convincing(byline, block, context)
    blocks = [block.index] if cue is None else [cue.index, block.index]
    if is_marked:
        byline = _with_following(byline, block, context, blocks)
    is_prose = block.index in context.body and block.words > _MOST_PLAIN_WORDS
    distance = block.index - _headline(context)
    is_between = distance > 0 and block.index <= context.start
    is_below = is_between and context.headline is not None and distance <= _RIGHT_BELOW
    return BylineLine(byline, () if is_prose else tuple(blocks), has_cue, markup, is_between, is_below, is_convincing)


def _may_name(line: str, surnames: tuple[str, ...]) -> bool:
    """False if a line has none of some surnames for certain."""
    if len(line) > _MOST_CHARACTERS or not line.isascii() or not all(map(str.isascii, surnames)):
        return True
    key = text_key(line)
    return any(surname in key for surname in surnames)


def _markup(block: Block, inlines: list[Inline]) -> AuthorMarkup:
    if any(map(is_declared, inlines)):
        return AuthorMarkup.DECLARED
    return AuthorMarkup.NAMED if inlines or is_named(block.container, BYLINE_NAMES, 3) else AuthorMarkup.NONE


def _without_category(byline: Byline, block: Block, context: ArticleContext) -> Byline:
    """The byline without a place that the markup calls a category: "By Ann Bell in Gardens"."""
    if byline.place is None:
        return byline
    inlines = [inline for inline in context.top_inlines() if inline.block == block.index]
    is_category = any(
        inline.text.startswith(byline.place) and "tag" in (inline.attributes.get("rel") or "") for inline in inlines
    )
    return byline.model_copy(update={"place": None}) if is_category else byline


def _with_following(byline: Byline, block: Block, context: ArticleContext, blocks: list[int]) -> Byline:
    """Add the authors of the following blocks with the same markup, one for each author.

    The indexes of these blocks are added to `blocks`.
    """
    last = block
    for _ in range(_MOST_JOINED):
        following = context.page.next(last)
        if following is None:
            break
        # "and", "und", a comma: a word between two authors.
        if len(following.text) > _MOST_LETTERS_OF_AND:
            more = _made_alike(following, block)
            if more is None:
                break
            byline = _joined(byline, more)
            blocks.append(following.index)
        last = following
    return byline


def _made_alike(block: Block, first: Block) -> Byline | None:
    """The byline of one more author: a block with the same element and classes as the first author's."""
    container, model = block.container, first.container
    if container is model or container.tag != model.tag or container.names != model.names or not container.names:
        return None
    if block.words > _MOST_WORDS_IN_BODY or _grandparent(container) is not _grandparent(model):
        return None
    return parse_byline(block.text, declared=True)


def _grandparent(container: Container) -> Container | None:
    return container.parent.parent if container.parent is not None else None


def _joined(first: Byline, second: Byline) -> Byline:
    new = [index for index, name in enumerate(second.authors) if name not in first.authors]
    return Byline(
        text=f"{first.text} {second.text}",
        authors=(*first.authors, *(second.authors[index] for index in new)),
        roles=(*first.roles, *(second.roles[index] for index in new)),
        organisations=tuple(dict.fromkeys((*first.organisations, *second.organisations))),
        contributors=tuple(dict.fromkeys((*first.contributors, *second.contributors))),
        place=first.place or second.place,
        agency=first.agency or second.agency,
    )


def _is_convincing(byline: Byline, block: Block, context: ArticleContext) -> bool:
    """True if an unmarked line is a byline for other reasons.

    Buttons and labels of two capitalised words look like a name. A name has a common first name, a role, a place or a
    date beside it, or the same name once more below the body, where the author is presented. Headings inside the
    body look like a name, too: there, only a place, a date or the presentation below counts.
    """
    text = byline.text
    if text[-1] in "!?…" or (text[-1] == "." and len(text.split()[-1]) > _MOST_LETTERS_OF_INITIAL):
        return False
    if not byline.authors:
        return byline.agency is not None and not is_wordlike_agency(text)
    if block.index > context.start and byline.place is None:
        is_heading = context.is_apart(block.container, Within.HEADING)
        return not is_heading and (_has_date(text) or _is_presented_below(block, context))
    if any(name.split()[0].casefold() in given_names() or has_east_asian_surname(name) for name in byline.authors):
        return True
    if any(byline.roles) or byline.place or byline.agency or _has_date(text):
        return True
    return block.index not in context.body and _is_presented_below(block, context)


def _has_date(text: str) -> bool:
    """True if a line has a date, and not just any number."""
    return _DATE.search(text) is not None or any(
        month_number(word.strip(".,")) is not None for word in text.split() if not text.isalpha()
    )


def _is_presented_below(block: Block, context: ArticleContext) -> bool:
    page = context.page
    places = page.places(block.text)
    if len(places) > _MOST_PLACES:
        return False  # A button.
    again = [page.blocks[index].container.within for index in places if index >= context.end]
    return any(not within & _MENUS for within in again)
