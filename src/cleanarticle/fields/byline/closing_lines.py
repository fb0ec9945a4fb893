"""The authors at the end of the article: a marked line, or a signature below the last paragraph."""

from __future__ import annotations

import re
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
from cleanarticle.fields.class_names import is_named
from cleanarticle.fields.context import ArticleContext
from cleanarticle.fields.text.bylines.cues import is_nobody, presents_author
from cleanarticle.fields.text.bylines.parse import names_helpers, parse_byline
from cleanarticle.fields.text.names.organisations import is_agency, is_desk, is_news_agency
from cleanarticle.fields.text.names.vocabulary import given_names
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.model import Block, Inline, Within

__all__ = ["closing_line", "helpers", "signature"]

_NEVER: Final = Within.CAPTION | Within.DIALOG | Within.HIDDEN
# Measured: at 20 and at 80, none of 644 pages changes.
_MOST_BEHIND: Final = 40
# Measured: at 7, none of 639 pages changes, but a fixture; at 28, none of 799 pages changes.
_MOST_WORDS: Final = 14.0
# Measured: at 3 and at 5, none of 250 pages changes.
_LINES_BEHIND: Final = 4
# Measured: at 20, none of 631 pages changes, but a fixture; at 80, none of 746 pages changes.
_MOST_WORDS_OF_HELPERS: Final = 40.0
# Measured: at 4, 4 of 2,304 change (byline, paragraphs 1; authors −1); at 16, 2 of 2,304 change (byline; authors +2).
_MOST_WORDS_OF_SIGNATURE: Final = 8.0
# Measured: at 4, 1 of 2,304 changes (byline); at 16, 2 of 2,304 change (byline; authors −1).
_LEAST_WORDS_OF_PROSE: Final = 8.0
# Measured: at 0.75 and at 1, none of 2,304 pages changes.
_STRONG: Final = 0.9
_SENTENCE_ENDS: Final = '.!?…。！？”»"“'
_CODE: Final = r"[a-zäöüéñ]{2,5}(?:/[A-Za-zäöü]{2,5})*"
_CODES: Final = lazy_pattern(rf"[(\[《【]?(?P<codes>{_CODE}(?:[,;] ?{_CODE})*)[)\]》】]?(?P<rest>\s*;.*)?")
_CAPITALS: Final = lazy_pattern(r"[(\[《【](?P<codes>[A-Z]{2,4}(?:[,;/] ?[A-Z]{2,4})*)[)\]》】]")
_RIGHT: Final = lazy_pattern(r"text-align\s*:\s*(?:right|end)")
_SOURCES: Final = lazy_pattern(r"\s*/\s*")


def closing_line(context: ArticleContext) -> BylineLine | None:
    """Find a marked byline at the end of the body, or the one author who is presented below it.

    Args:
        context: The page and its body.

    Returns:
        The line; None if there is none, or if several blocks far below the body name different people.
    """
    marked = {inline.block: inline for inline in context.page.inlines if is_author(inline)}
    presented: list[BylineLine] = []
    for block in context.page.blocks[context.end - 1 : context.end + _MOST_BEHIND]:
        inline = marked.get(block.index)
        is_near = block.index < context.end + _LINES_BEHIND
        if block.words > _MOST_WORDS or not _may_close(block, context, inline, is_near=is_near):
            continue
        byline = _marked(block, inline)
        if byline is None:
            continue
        line = BylineLine(byline, (block.index,), markup=AuthorMarkup.NAMED)
        if is_near and not context.is_apart(block.container, ELSEWHERE | Within.LIST):
            return line
        presented.append(line)
    # Different people further down are the authors of other articles.
    names = {line.byline.authors for line in presented}
    return presented[0] if len(names) == 1 else None


def _may_close(block: Block, context: ArticleContext, inline: Inline | None, *, is_near: bool) -> bool:
    container = block.container
    if context.is_apart(container, _NEVER | Within.NAV):
        return False
    if inline is None and not is_near and (context.is_apart(container, Within.LIST) or not presents_author(block.text)):
        return False
    if is_named(container, NEVER_NAMES, 4):
        return False
    if inline is not None and is_declared(inline):
        return True
    if is_near and (inline is not None or BYLINE_NAMES.match(container)):
        return not context.is_apart(container, ELSEWHERE | Within.LIST)
    return not context.is_apart(container, Within.LIST) and presents_author(block.text)


def _marked(block: Block, inline: Inline | None) -> Byline | None:
    byline = read_marked(block.text, block.container, [inline] if inline else [])
    if byline is not None and byline.authors:
        return byline
    return _initials(inline.text, block.text) if inline is not None and is_declared(inline) else None


def signature(context: ArticleContext) -> BylineLine | None:
    """Find a signature: a line right below the last paragraph that is nothing but a name, an agency or initials.

    Args:
        context: The page and its body.

    Returns:
        The line; None if there is none.
    """
    blocks = context.page.blocks
    for block in blocks[context.end - 1 : context.end + 1]:
        if block.words > _MOST_WORDS_OF_SIGNATURE or block.index <= context.start:
            continue
        if context.is_apart(block.container, ELSEWHERE | Within.LIST | Within.HEADING | Within.TABLE):
            continue
        before = blocks[block.index - 1]
        if before.words < _LEAST_WORDS_OF_PROSE or before.text[-1] not in _SENTENCE_ENDS:
            continue
        byline = _initials(block.text, block.text) or _signed(block)
        if byline is not None:
            return BylineLine(byline, (block.index,))
    return None


def helpers(context: ArticleContext) -> tuple[str, ...]:
    """Find the contributors in a line at the end of the body: "Additional reporting by …".

    Args:
        context: The page and its body.

    Returns:
        Their names, in the order of the page.
    """
    names: list[str] = []
    for block in context.page.blocks[context.end - 1 : context.end + _LINES_BEHIND]:
        if block.words > _MOST_WORDS_OF_HELPERS or block.container.within & Within.LIST:
            continue
        if names_helpers(block.text):
            byline = parse_byline(block.text)
            names += byline.contributors if byline is not None else ()
    return tuple(dict.fromkeys(names))


def _initials(text: str, line: str) -> Byline | None:
    """A byline of initials, of which the first may be an agency's: "(dpa/lnw)", "abc, de"."""
    match = _CODES.fullmatch(text) or _CAPITALS.fullmatch(text)
    if match is None:
        return None
    codes = [code.strip() for code in re.split(r"[,;]", match["codes"])]
    if len(codes) == 1 and text == codes[0] and "/" not in text:
        return None  # A word in small letters.
    if any(map(is_nobody, codes)):
        return None
    agencies = [code for code in codes if is_news_agency(code.partition("/")[0]) or is_news_agency(code)]
    authors = tuple(code for code in codes if code not in agencies)
    agency = agencies[0] if agencies else None
    return Byline(text=line, authors=authors, roles=("",) * len(authors), agency=agency)


def _signed(block: Block) -> Byline | None:
    text = block.text.lstrip("-–—© ")
    organisations = _sources(text)
    if organisations is not None:
        return organisations
    byline = parse_byline(text)
    if byline is None or not (byline.authors or byline.organisations or byline.agency):
        return None
    if not all(is_agency(name) or is_desk(name) for name in byline.organisations):
        return None
    is_set_apart = block.strong_share >= _STRONG or _RIGHT.search(block.container.attributes.get("style") or "")
    known = all(name.split()[0].casefold() in given_names() for name in byline.authors)
    if byline.authors and not (is_set_apart or known):
        return None
    return byline


def _sources(text: str) -> Byline | None:
    """A byline of papers and agencies with slashes between: "The Quay/AP"."""
    names = _SOURCES.split(text)
    if len(names) < 2 or not all(0 < len(name.split()) <= 3 and name[0].isupper() for name in names):
        return None
    agencies = [name for name in names if is_agency(name) and is_news_agency(name)]
    others = tuple(name for name in names if name not in agencies)
    return Byline(text=text, organisations=others, agency=agencies[0] if agencies else None)
