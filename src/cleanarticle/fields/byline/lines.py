"""The lines at the top of the page that say who wrote the article, and how much speaks for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from cleanarticle.article import Byline
from cleanarticle.fields.context import ArticleContext, has_name, word_set
from cleanarticle.fields.text.bylines.cues import is_byword, opens_with_byword
from cleanarticle.fields.text.bylines.parse import may_be_organisation, parse_byline, small_name, user_name
from cleanarticle.fields.text.names.organisations import is_wordlike_agency
from cleanarticle.fields.text.names.people import has_east_asian_surname
from cleanarticle.fields.text.names.vocabulary import given_names
from cleanarticle.fields.text.patterns import is_east_asian
from cleanarticle.page.model import Block, Container, Inline, Within

__all__ = [
    "ELSEWHERE",
    "NAMES",
    "NEVER_NAMES",
    "Line",
    "is_author",
    "is_declared",
    "read_marked",
    "visible_lines",
]

NAMES: Final = word_set(
    "byline bylines author authors autor autores autore autori auteur auteurs autoren writer writers "
    "contributor contributors reporter signature firma forfatter skribent"
)
_OTHER_NAMES: Final = word_set(
    "bio biography description caption credit comment comments related newsletter breadcrumb breadcrumbs "
    "teaser position jobtitle role dateline"
)
NEVER_NAMES: Final = word_set("comment commenter caption related recirculation recommended")
ELSEWHERE: Final = (
    Within.ASIDE | Within.FOOTER | Within.FORM | Within.CAPTION | Within.DIALOG | Within.BUTTON | Within.HIDDEN
)
_MENUS: Final = Within.NAV | Within.LIST | Within.FORM | Within.DIALOG
_NEVER: Final = Within.CAPTION | Within.DIALOG | Within.HIDDEN
_MOST_WORDS: Final = 40.0
_MOST_PLAIN_WORDS: Final = 14.0
_WITHOUT_HEADLINE: Final = 4
_ABOVE_HEADLINE: Final = 3
_RIGHT_BELOW: Final = 4
_MOST_WORDS_IN_BODY: Final = 8.0
_MOST_TRIALS: Final = 12
_MOST_JOINED: Final = 6
_MOST_PLACES: Final = 3
_MOST_LETTERS_OF_INITIAL: Final = 3
_DIGIT: Final = re.compile(r"\d")
_MOST_WORDS_OF_LABEL: Final = 3.0


class Line(NamedTuple):
    """A line that names somebody.

    Attributes:
        byline: What it says.
        blocks: The blocks it stands in, unless they are prose.
        has_byword: Whether a byword opens it.
        marks: How much of the page's markup says that it is the author: 1 for a name, 2 for a property or relation.
        is_between: Whether it stands between headline and body.
        is_below_headline: Whether it stands there within the first few blocks.
        is_convincing: Whether it stands for itself; else it only counts if a claim names the same people.
    """

    byline: Byline
    blocks: tuple[int, ...]
    has_byword: bool = False
    marks: int = 0
    is_between: bool = False
    is_below_headline: bool = False
    is_convincing: bool = True

    @property
    def strength(self) -> int:
        """How much speaks for the line; 0 if it only looks like names."""
        return self.has_byword + self.marks


def visible_lines(context: ArticleContext) -> list[Line]:
    """Find the lines around the headline and the beginning of the body that may say who wrote the article.

    Args:
        context: The page and its body.

    Returns:
        The lines in the order of the page; a dozen at most are read.
    """
    lines = list(_below_headline(context))
    marked = _marked_inlines(context)
    trials = 0
    taken = -1
    for block in context.page.blocks[context.top.start : context.top.stop]:
        inlines = marked.get(block.index, [])
        if block.index <= taken or not _may_be_byline(block, context, inlines):
            continue
        trials += 1
        if trials > _MOST_TRIALS:
            break
        line = _read_block(block, context, inlines)
        if line is not None:
            lines.append(line)
            taken = max(line.blocks, default=block.index)
    return lines


def _below_headline(context: ArticleContext) -> Iterator[Line]:
    """A byline in the block of the headline, behind a line break."""
    if context.headline is None:
        return
    for text in context.page.blocks[context.headline].text.split("\n")[1:4]:
        byline = parse_byline(text)
        if byline is not None and byline.authors:
            yield Line(byline, (), has_byword=opens_with_byword(text), is_between=True)


# --- which blocks are read --------------------------------------------------------------------------------


def _marked_inlines(context: ArticleContext) -> dict[int, list[Inline]]:
    """By block, the inline elements that say their text is the author."""
    found: dict[int, list[Inline]] = {}
    for inline in context.top_inlines():
        if is_author(inline):
            found.setdefault(inline.block, []).append(inline)
    return found


def is_author(inline: Inline) -> bool:
    """Tell whether an inline element says that its text is the author."""
    if not inline.text:
        return False
    names = (inline.attributes.get("class") or "").lower()
    return is_declared(inline) or "author" in names or "byline" in names


def is_declared(inline: Inline) -> bool:
    """Whether the element is the author's by a standard, and not only by its name."""
    attributes = inline.attributes
    return "author" in (attributes.get("rel") or "") or "author" in (attributes.get("itemprop") or "")


def _may_be_byline(block: Block, context: ArticleContext, inlines: list[Inline]) -> bool:
    container = block.container
    if block.words > _MOST_WORDS or block.index in context.titles or has_name(container, NEVER_NAMES):
        return False
    headline = _headline(context)
    if block.index < headline and _is_teaser(block, headline, context):
        return False
    is_between = headline < block.index <= context.start
    if is_between and any(map(is_declared, inlines)):
        return not context.is_apart(container, _NEVER)
    if context.is_apart(container, _elsewhere(block, context) if is_between else ELSEWHERE):
        return False
    if inlines or has_name(container, NAMES) or container.attributes.get("itemprop") == "author":
        is_introduced = is_between and block.words <= _MOST_PLAIN_WORDS and opens_with_byword(block.text)
        return is_introduced or _OTHER_NAMES.isdisjoint(container.names)
    if not _OTHER_NAMES.isdisjoint(container.names):
        return False
    if context.is_apart(container, Within.NAV):
        return False
    if context.is_apart(container, Within.LIST | Within.HEADING) and "author-card" not in block.cues:
        return is_between and block.words <= _MOST_PLAIN_WORDS and _is_introduced(block, context)
    if is_between:
        return block.words <= _MOST_PLAIN_WORDS
    if headline - _ABOVE_HEADLINE <= block.index < headline:
        return block.words <= _MOST_PLAIN_WORDS and _is_introduced(block, context)
    return headline < block.index <= context.second and block.words <= _MOST_WORDS_IN_BODY


def _headline(context: ArticleContext) -> int:
    """Where the headline stands, or would."""
    return context.headline if context.headline is not None else context.start - _WITHOUT_HEADLINE


def _is_teaser(block: Block, headline: int, context: ArticleContext) -> bool:
    """Whether a heading other than the headline stands before a block above it, or between them."""
    near = [each for each in context.page.blocks[max(0, block.index - 1) : headline] if each is not block]
    return any(each.container.within & Within.HEADING and each.index not in context.titles for each in near)


def _elsewhere(block: Block, context: ArticleContext) -> int:
    """Where no byline stands between headline and body: in an aside only one that a byword or a name marks."""
    mask = ELSEWHERE & ~Within.FOOTER
    is_aside = context.is_apart(block.container, Within.ASIDE)
    if (
        is_aside
        and block.words <= _MOST_PLAIN_WORDS
        and (has_name(block.container, NAMES) or _is_introduced(block, context))
    ):
        mask &= ~Within.ASIDE
    return mask


def _is_introduced(block: Block, context: ArticleContext) -> bool:
    """Whether a byword opens the block, or is all there is in the block before."""
    return opens_with_byword(block.text) or _label(block, context) is not None


def _label(block: Block, context: ArticleContext) -> Block | None:
    """The block before, if it is a byword alone: "By", "Author:"."""
    before = context.page.previous(block)
    if before is None or before.words > _MOST_WORDS_OF_LABEL or before.index in context.titles:
        return None
    return before if is_byword(before.text) else None


# --- reading a block --------------------------------------------------------------------------------------


def _read_block(block: Block, context: ArticleContext, inlines: list[Inline]) -> Line | None:
    marks = 2 if any(map(is_declared, inlines)) else 1 if inlines or has_name(block.container, NAMES) else 0
    label = _label(block, context)
    has_byword = label is not None or opens_with_byword(block.text)
    if marks == 1 and not (has_byword or inlines) and "title" in block.container.names:
        return None  # What the author is.
    text = block.text if label is None else f"{label.text} {block.text}"
    byline = None if is_byword(block.text) else read_marked(text, block.container, inlines)
    if byline is None:
        return None
    byline = _without_category(byline, block, context)
    is_convincing = bool(marks or has_byword) or _is_convincing(byline, block, context)
    blocks = [block.index] if label is None else [label.index, block.index]
    if marks or has_byword:
        byline = _with_following(byline, block, context, blocks)
    is_prose = block.index in context.body and block.words > _MOST_PLAIN_WORDS
    distance = block.index - _headline(context)
    is_between = distance > 0 and block.index <= context.start
    is_below = is_between and context.headline is not None and distance <= _RIGHT_BELOW
    shown = () if is_prose else tuple(blocks)
    return Line(byline, shown, has_byword, marks, is_between, is_below, is_convincing)


def _without_category(byline: Byline, block: Block, context: ArticleContext) -> Byline:
    """Without a place that the markup says is a category: "By Ann Bell in Gardens"."""
    if byline.place is None:
        return byline
    inlines = [inline for inline in context.top_inlines() if inline.block == block.index]
    is_category = any(
        inline.text.startswith(byline.place) and "tag" in (inline.attributes.get("rel") or "") for inline in inlines
    )
    return byline.model_copy(update={"place": None}) if is_category else byline


def read_marked(text: str, container: Container, inlines: Iterable[Inline]) -> Byline | None:
    """Read a line with what its markup says.

    Args:
        text: The line.
        container: What it stands in.
        inlines: The inline elements in it that say they are the author.

    Returns:
        What it says; None if it is no byline.
    """
    byline = parse_byline(text)
    if byline is not None and byline.authors:
        return _as_marked(byline, inlines)
    line = " ".join(text.split())
    for inline in inlines:
        declared = parse_byline(inline.text, declared=True)
        if declared is not None and declared.authors:
            return declared
        name = small_name(inline.text) or (user_name(inline.text) if is_declared(inline) else None)
        if name is not None and declared is None and not (byline and byline.organisations):
            return Byline(text=line, authors=(name,), roles=("",))
        if byline is None and declared is not None:
            byline = declared.model_copy(update={"text": line})
        elif byline is None and is_declared(inline) and may_be_organisation(inline.text):
            byline = Byline(text=line, organisations=(" ".join(inline.text.split()),))
    if has_name(container, NAMES, 1):
        return byline or parse_byline(text, declared=True)
    return byline


def _as_marked(byline: Byline, inlines: Iterable[Inline]) -> Byline:
    """The byline with the names as markup limits them: without what is glued to them, and without single words."""
    declared: list[str] = []
    marked: list[str] = []
    for inline in inlines:
        each = parse_byline(inline.text, declared=True)
        names = each.authors if each is not None else ()
        marked += names
        if is_declared(inline):
            declared += names
    if all(name in marked for name in byline.authors):
        return byline
    kept: dict[str, str] = {}
    for name, role in zip(byline.authors, byline.roles, strict=True):
        exact = name if name in marked else next((each for each in marked if _is_glued(name, each)), None)
        if exact is not None or not declared or " " in name or is_east_asian(name):
            kept.setdefault(exact or name, role)
    return byline.model_copy(update={"authors": tuple(kept), "roles": tuple(kept.values())})


def _is_glued(name: str, marked: str) -> bool:
    """Whether a name is a marked one with something behind it."""
    return name.startswith(f"{marked} ") or (" " in marked and name.startswith(marked))


def _with_following(byline: Byline, block: Block, context: ArticleContext, blocks: list[int]) -> Byline:
    """Add the authors of the blocks behind that are made alike, one for each author; their indexes go to `blocks`."""
    at = block
    for _ in range(_MOST_JOINED):
        behind = context.page.next(at)
        if behind is None:
            break
        if len(behind.text) > 3 and behind.text.casefold() not in ("und", "and"):
            more = _made_alike(behind, block)
            if more is None:
                break
            byline = _joined(byline, more)
            blocks.append(behind.index)
        at = behind
    return byline


def _made_alike(block: Block, first: Block) -> Byline | None:
    """The byline of a block that is made as another one, for one more author."""
    container, model = block.container, first.container
    if container is model or container.tag != model.tag or container.names != model.names or not container.names:
        return None
    if block.words > _MOST_WORDS_IN_BODY or _parent(container.parent) is not _parent(model.parent):
        return None
    return parse_byline(block.text, declared=True)


def _parent(container: Container | None) -> Container | None:
    return None if container is None else container.parent


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
    """Whether an unmarked line is a byline for other reasons.

    Buttons and labels of two capitalised words have the shape of a name. What tells a name from them is a common first
    name, a role, a place or a date beside it, or the same name once more below the body, where the author is
    presented. Headings inside the body have the shape, too: there, only a line that names a place will do.
    """
    text = byline.text
    if text[-1] in "!?…" or (text[-1] == "." and len(text.split()[-1]) > _MOST_LETTERS_OF_INITIAL):
        return False
    if not byline.authors:
        return byline.agency is not None and not is_wordlike_agency(text)
    if block.index > context.start:
        return byline.place is not None
    if any(name.split()[0].casefold() in given_names() or has_east_asian_surname(name) for name in byline.authors):
        return True
    if any(byline.roles) or byline.place or byline.agency or _DIGIT.search(text):
        return True
    return block.index not in context.body and _is_presented_below(block, context)


def _is_presented_below(block: Block, context: ArticleContext) -> bool:
    page = context.page
    places = page.places(block.text)
    if len(places) > _MOST_PLACES:
        return False  # A button.
    again = [page.blocks[index].container.within for index in places if index >= context.end]
    return any(not within & _MENUS for within in again)
