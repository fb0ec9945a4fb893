"""How much of the structure of a page's true body is in what a system gave of it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from alignment import GRAM, IN_BODY, align
from kept_page import Cell, Code, Element, Item, PageStructure, Picture, Table

__all__ = ["KINDS", "Count", "Given", "Placed", "count_all", "given_of", "kept_leaves"]

KINDS = ("links", "cells", "items", "numbered items", "code", "languages", "pictures")
_ITEM_WORDS = 6
"""First words of an item that tell it."""
_NEIGHBOURS = 4
"""Words on either side that tell the place of a picture."""
_ELSEWHERE = frozenset({"nav", "footer", "form", "aside", "button", "dialog"})
_NEVER = frozenset({"nav", "footer"})
"""Elements without a text of the body."""
_SMALL = 64
"""Pixels of a side up to which a picture is an icon."""
_ICON_NAMES = re.compile(
    r"avatar|gravatar|icon|emoji|logo|pixel|spacer|share|badge|smil|loading|placeholder|advert|banner|divider|button"
)
_ICON_FILES = re.compile(r"avatar|icon|emoji|logo|pixel|spacer|badge|divider|arrow|button|missing")
_MOST_COPIES = 2
"""Times that one picture stands on a page; what stands there more often is decoration."""
_CAPTION_NAMES = re.compile(r"caption|credit|copyright|legend|source|description")
_MOST_BOX_WORDS = 30
"""Words beside a picture, other than its caption, up to which it is no teaser or advertisement."""
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture in an output.

    Attributes:
        keys: Its address, without query and size.
        at: Words of the output before it.
    """

    keys: frozenset[str]
    at: int


@dataclass(slots=True)
class Given:
    """What a system gave.

    Attributes:
        words: The words of the body.
        links: Address and key of the text of each link.
        tables: The tables.
        items: The items of lists.
        codes: The blocks of code.
        pictures: The pictures.
    """

    words: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    pictures: list[Placed] = field(default_factory=list)


@dataclass(slots=True)
class Count:
    """What is kept of one kind of structure, and what is wrong.

    Attributes:
        due: What the DOM has in the blocks that the system kept.
        kept: How many of these the system gave.
        given: What the system gave.
        wrong: How many of these the DOM has not.
        misses: What was due and was not given.
        errors: What was given and is wrong.
    """

    due: int = 0
    kept: int = 0
    given: int = 0
    wrong: int = 0
    misses: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def add(self, other: Count) -> None:
        """Add the figures of another page."""
        self.due += other.due
        self.kept += other.kept
        self.given += other.given
        self.wrong += other.wrong

    def ask(self, is_kept: bool, what: str) -> None:
        """Count something that is due."""
        self.due += 1
        self.kept += is_kept
        if not is_kept:
            self.misses.append(what)

    def judge(self, is_right: bool, what: str) -> None:
        """Count something that was given."""
        self.given += 1
        self.wrong += not is_right
        if not is_right:
            self.errors.append(what)


def kept_leaves(page: PageStructure, words: list[str]) -> list[bool]:
    """Which leaves of a page are in a text.

    The word or two of a button agree with some text by chance: so short a leaf counts only beside one that does.
    """
    shares, _ = align([leaf.words for leaf in page.leaves], words)
    agree = [
        share >= IN_BODY and not any(each.tag in _NEVER for each in leaf.element.ancestors())
        for share, leaf in zip(shares, page.leaves, strict=True)
    ]
    kept = [is_in and len(leaf.words) >= GRAM for is_in, leaf in zip(agree, page.leaves, strict=True)]
    indexes = range(len(kept))
    for order, before in ((indexes, -1), (reversed(indexes), 1)):
        for index in order:
            beside = index + before
            kept[index] = kept[index] or (agree[index] and 0 <= beside < len(kept) and kept[beside])
    return kept


def given_of(output: PageStructure) -> Given:
    """What a system gave, from its output read like a page."""
    starts = [0]
    for leaf in output.leaves:
        starts.append(starts[-1] + len(leaf.words))
    return Given(
        [word for leaf in output.leaves for word in leaf.words],
        [(address, text) for address, text, _ in output.links],
        output.tables,
        output.items,
        output.codes,
        [Placed(picture.keys, starts[picture.leaf] + picture.offset) for picture in output.pictures],
    )


def count_all(page: PageStructure, true: Sequence[bool], given: Given) -> dict[str, Count]:
    """Count every kind of structure.

    Args:
        page: The page.
        true: For each of its leaves whether it is in the true body.
        given: What a system gave.

    Returns:
        A count for each of `KINDS`, of what is in leaves that are both in the true body and in the output.
    """
    kept = list(map(all, zip(true, kept_leaves(page, given.words), strict=True)))
    counts = {
        "links": _links(page, kept, given),
        "cells": _cells(page, kept, given),
        "pictures": _pictures(page, true, kept, given),
    }
    counts["items"], counts["numbered items"] = _items(page, kept, given)
    counts["code"], counts["languages"] = _codes(page, kept, given)
    return {kind: counts[kind] for kind in KINDS}


def _links(page: PageStructure, kept: Sequence[bool], given: Given) -> Count:
    count = Count()
    left = Counter(given.links)
    texts: defaultdict[str, str] = defaultdict(str)
    for address, text, leaf in page.links:
        texts[address] += f" {text} "
        if kept[leaf]:
            count.ask(left[address, text] > 0, f"{text!r} → {address}")
            left[address, text] -= 1
    for address, text in given.links:
        in_one = re.sub(" +", " ", texts.get(address, ""))
        count.judge(f" {text} " in in_one, f"{text!r} → {address}")
    return count


def _items(page: PageStructure, kept: Sequence[bool], given: Given) -> tuple[Count, Count]:
    """The items of all lists, and those of ordered ones alone."""
    every, numbered = Count(), Count()
    left = Counter((_item_key(item.texts[0]), item.number) for item in given.items)
    known: set[tuple[str, int | None]] = set()
    for item in page.items:
        known |= {(_item_key(text), item.number) for text in item.texts}
        if not item.is_text or not any(kept[leaf] for leaf in item.leaves):
            continue
        keys = [(_item_key(text), item.number) for text in item.texts]
        found = next((key for key in keys if left[key] > 0), None)
        for count in (every, numbered) if item.number is not None else (every,):
            count.ask(found is not None, _shown_item(keys[0]))
        if found is not None:
            left[found] -= 1
    for item in given.items:
        key = _item_key(item.texts[0]), item.number
        for count in (every, numbered) if item.number is not None else (every,):
            count.judge(key in known, _shown_item(key))
    return every, numbered


def _item_key(text: str) -> str:
    return " ".join(text.split()[:_ITEM_WORDS])


def _shown_item(key: tuple[str, int | None]) -> str:
    return f"{'•' if key[1] is None else f'{key[1]}.'} {key[0]}"


def _codes(page: PageStructure, kept: Sequence[bool], given: Given) -> tuple[Count, Count]:
    """The blocks of code, and the languages of those that have one."""
    texts, languages = Count(), Count()
    left = Counter(code.text for code in given.codes)
    by_text = {code.text: code.language for code in given.codes}
    for code in page.codes:
        worded = [index for index in code.leaves if page.leaves[index].words]
        if not worded or 2 * sum(kept[index] for index in worded) <= len(worded):
            continue
        texts.ask(left[code.text] > 0, repr(code.text[:80]))
        left[code.text] -= 1
        if code.language is not None:
            language = by_text.get(code.text)
            languages.ask(language == code.language, f"{code.language}, not {language}: {code.text[:40]!r}")
    known: defaultdict[str, set[str | None]] = defaultdict(set)
    for code in page.codes:
        known[code.text].add(code.language)
    for code in given.codes:
        texts.judge(code.text in known, repr(code.text[:80]))
        if code.language is not None:
            languages.judge(code.language in known[code.text], f"{code.language}: {code.text[:40]!r}")
    return texts, languages


# --- tables


def _cells(page: PageStructure, kept: Sequence[bool], given: Given) -> Count:
    count = Count()
    found: list[set[int]] = [set() for _ in page.tables]
    for table in given.tables:
        texts = Counter(cell.text for cell in table.cells)
        common = [sum((Counter(cell.text for cell in each.cells) & texts).values()) for each in page.tables]
        best = max(range(len(common)), key=common.__getitem__, default=None)
        right: set[int] = set()
        if best is not None:
            pairs = max((_matched(page.tables[best], table, by_place=by_place) for by_place in (False, True)), key=len)
            found[best] |= {one for one, _ in pairs}
            right = {other for _, other in pairs}
        for index, cell in enumerate(table.cells):
            count.judge(index in right, f"row {cell.row}, column {cell.column}: {cell.text[:60]!r}")
    for table, known in zip(page.tables, found, strict=True):
        for index, cell in enumerate(table.cells if table.is_data else ()):
            if all(kept[leaf] for leaf in cell.leaves):
                count.ask(index in known, f"row {cell.row}, column {cell.column}: {cell.text[:60]!r}")
    return count


def _matched(table: Table, other: Table, *, by_place: bool) -> set[tuple[int, int]]:
    """The pairs of cells that have the same text in the same column, of rows in the same order.

    Rows may be missing on either side: the rows are paired so that most cells agree.
    """
    rows, others = _rows(table, by_place=by_place), _rows(other, by_place=by_place)
    best = [[0] * (len(others) + 1) for _ in range(len(rows) + 1)]
    same = [[sum(row.get(key) is not None for key in each) for each in others] for row in rows]
    for at in range(len(rows) - 1, -1, -1):
        for beside in range(len(others) - 1, -1, -1):
            paired = best[at + 1][beside + 1] + same[at][beside]
            best[at][beside] = max(best[at + 1][beside], best[at][beside + 1], paired)
    pairs: set[tuple[int, int]] = set()
    at = beside = 0
    while at < len(rows) and beside < len(others):
        if best[at][beside] == best[at + 1][beside]:
            at += 1
        elif best[at][beside] == best[at][beside + 1]:
            beside += 1
        else:
            pairs |= {(rows[at][key], others[beside][key]) for key in rows[at] if key in others[beside]}
            at, beside = at + 1, beside + 1
    return pairs


def _rows(table: Table, *, by_place: bool) -> list[dict[tuple[int, str], int]]:
    """For each row the indexes of its cells by column and text."""
    rows: defaultdict[int, dict[tuple[int, str], int]] = defaultdict(dict)
    for index, cell in enumerate(table.cells):
        rows[cell.row][_column(cell, by_place=by_place), cell.text] = index
    return [rows[number] for number in sorted(rows)]


def _column(cell: Cell, *, by_place: bool) -> int:
    return cell.place if by_place else cell.column


# --- pictures


def _pictures(page: PageStructure, true: Sequence[bool], kept: Sequence[bool], given: Given) -> Count:
    count = Count()
    for picture in _in_place(page, true):
        around = _neighbours(page, true, picture)
        if around is None or around != _neighbours(page, kept, picture):
            continue  # it stands between other texts, or the system dropped a text beside it
        before, after = (page.leaves[index].words for index in around)
        if around[0] == around[1]:
            before, after = before[: picture.offset], after[picture.offset :]
        before, after = before[-_NEIGHBOURS:], after[:_NEIGHBOURS]
        same = [placed for placed in given.pictures if placed.keys & picture.keys]
        is_there = any(_stands(given.words, placed.at, before, after) for placed in same)
        found = f"stands after {' '.join(given.words[max(0, same[0].at - 6) : same[0].at])!r}" if same else "is missing"
        count.ask(is_there, f"{min(picture.keys, key=len)} after {' '.join(before)!r} {found}")
    for placed in given.pictures:
        count.judge(not page.shown.isdisjoint(placed.keys), min(placed.keys, default="without address"))
    return count


def _neighbours(page: PageStructure, kept: Sequence[bool], picture: Picture) -> tuple[int, int] | None:
    """The kept leaves before and after a picture, or twice the one it stands in.

    None if other text than a caption stands between them.
    """
    at = picture.leaf
    is_inside = at < len(page.leaves) and kept[at]
    if is_inside and 0 < picture.offset < len(page.leaves[at].words):
        return at, at
    first = at if is_inside and picture.offset else next((i for i in range(at - 1, -1, -1) if kept[i]), None)
    start = at + 1 if first == at else at
    last = next((index for index in range(start, len(page.leaves)) if kept[index]), None)
    if first is None or last is None:
        return None
    other = (leaf for leaf in page.leaves[first + 1 : last] if not _is_caption(leaf.element))
    return (first, last) if sum(len(leaf.words) for leaf in other) <= _MOST_BOX_WORDS else None


def _stands(words: Sequence[str], at: int, before: Sequence[str], after: Sequence[str]) -> bool:
    """True if a place in a text is between these words, with no more than a caption beside it."""
    reach = _NEIGHBOURS + _MOST_BOX_WORDS
    return _has(words[max(0, at - reach) : at], before) and _has(words[at : at + reach], after)


def _has(words: Sequence[str], part: Sequence[str]) -> bool:
    return any(list(words[at : at + len(part)]) == list(part) for at in range(len(words) - len(part) + 1))


def _in_place(page: PageStructure, true: Sequence[bool]) -> Iterator[Picture]:
    """The pictures between or in true texts that are neither icons nor parts of other boxes."""
    copies = Counter(key for picture in page.pictures for key in picture.keys)
    for picture in page.pictures:
        element = picture.element
        around = list(element.ancestors())
        if any(copies[key] > _MOST_COPIES or _ICON_FILES.search(key.rpartition("/")[2]) for key in picture.keys):
            continue
        if not picture.keys or _is_icon(element) or any(each.tag in _ELSEWHERE for each in around):
            continue
        link = next((each for each in around if each.tag == "a"), None)
        if link is not None and not _shows_picture(link):
            continue
        box = element
        for each in around:
            if any(true[index] for index in page.spans.get(id(each), range(0))):
                break
            box = each
        beside = [index for index in page.spans.get(id(box), range(0)) if not _is_caption(page.leaves[index].element)]
        linked = {leaf for _, _, leaf in page.links}
        words = sum(len(page.leaves[index].words) for index in beside)
        if words <= _MOST_BOX_WORDS and linked.isdisjoint(beside):
            yield picture


def _is_icon(element: Element) -> bool:
    for name in ("width", "height"):
        size = re.match(r"\s*(\d+)", element.attributes.get(name, ""))
        if size is not None and int(size[1]) <= _SMALL:
            return True
    named = [element, *list(element.ancestors())[:2]]
    return any(
        _ICON_NAMES.search(f"{each.attributes.get('class', '')} {each.attributes.get('id', '')}".lower())
        for each in named
    )


def _shows_picture(link: Element) -> bool:
    """True if a link leads to the picture that it holds, or nowhere."""
    href = link.attributes.get("href", "")
    return not href or href.startswith("#") or _PICTURE_FILE.search(href) is not None


def _is_caption(element: Element) -> bool:
    around = [element, *list(element.ancestors())[:3]]
    return any(
        each.tag == "figcaption" or _CAPTION_NAMES.search(each.attributes.get("class", "").lower()) for each in around
    )
