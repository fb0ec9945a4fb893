"""How much of the structure of a true body is kept: links, cells, items, code and pictures, beside peers.

Usage: ``python benchmarks/kept.py CORPUS_DIR... [--systems cleanarticle,trafilatura,turbohtml] [--pages 300]
[--kinds article] [--misses all|links,cells] [--most 40] [--json OUT]``; ``--time 65`` measures how long structure takes
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path
from statistics import median
from typing import Any

from lxml import etree

from alignment import words_of
from cleanarticle import Article, CleanArticleError, extract
from cleanarticle.content import (
    AsideBlock,
    BodyBlock,
    DescriptionListBlock,
    FigureBlock,
    FootnotesBlock,
    ListBlock,
    Paragraph,
    QuoteBlock,
    TableBlock,
    TableCell,
    paragraphs_in,
)
from cleanarticle.parse.decode import decode
from corpora import LayoutError, Page, read_corpus
from kept_counts import KINDS, Count, Given, Placed, count_all, given_of, kept_leaves
from kept_page import (
    Cell,
    Code,
    Element,
    Item,
    Table,
    address_key,
    base_of,
    code_key,
    is_within,
    parse,
    picture_keys,
    read_structure,
    text_key,
)
from runner import forbid_network
from split import development
from tables import text_table

ARTICLES, OTHERS = "pictures of articles", "pictures of others"
ROWS = (*(kind for kind in KINDS if kind != "pictures"), ARTICLES, OTHERS)
SYSTEMS = ("cleanarticle", "trafilatura", "turbohtml")
_ROUNDS = 5
"""Extractions of a page with and without structure, in turns."""


# --- what the systems give


def given_by_cleanarticle(html: bytes, url: str | None, base: str | None) -> Given | None:
    """What `Article.body`, `Article.links` and `Article.figures` have; None without an article."""
    try:
        return given_by_article(extract(html, url=url), base)
    except CleanArticleError:
        return None


def given_by_article(article: Article, base: str | None) -> Given:
    """What an article has; its relative addresses belong to `base`."""
    given = Given()
    for link in article.links:
        key = None if link.href.startswith("#") else address_key(link.href, base)
        if key is not None and text_key(link.text) and not is_within(key, base):
            given.links.append((key, text_key(link.text)))
    _add_blocks(given, article.body, article, base)
    return given


def _add_blocks(given: Given, blocks: Sequence[BodyBlock], article: Article, base: str | None) -> None:
    for block in blocks:
        if isinstance(block, Paragraph):
            _add_text(given, block, base)
        elif isinstance(block, FigureBlock):
            src = article.figures[block.index].src
            if src is not None:
                given.pictures.append(Placed(picture_keys(src, base), len(given.words)))
        elif isinstance(block, ListBlock):
            for item in block.items:
                first = next(paragraphs_in(item.blocks), None)
                if first is not None:
                    given.items.append(Item((text_key(first.text),), item.number if block.ordered else None))
                _add_blocks(given, item.blocks, article, base)
        elif isinstance(block, TableBlock):
            if block.caption is not None:
                _add_text(given, block.caption, base)
            given.tables.append(_table_of(block))
            for row in block.rows:
                for cell in row.cells:
                    _add_blocks(given, cell.blocks, article, base)
        elif isinstance(block, DescriptionListBlock):
            for description in block.items:
                _add_blocks(given, (*description.terms, *description.blocks), article, base)
        elif isinstance(block, FootnotesBlock):
            for number, note in enumerate(block.notes, start=1):
                first = next(paragraphs_in(note.blocks), None)
                if first is not None:
                    given.items.append(Item((text_key(first.text),), number))
                _add_blocks(given, note.blocks, article, base)
        elif isinstance(block, QuoteBlock | AsideBlock):
            title = block.title if isinstance(block, AsideBlock) else None
            _add_blocks(given, (*((title,) if title else ()), *block.blocks), article, base)


def _add_text(given: Given, paragraph: Paragraph, base: str | None) -> None:
    text = paragraph.text
    for mark in paragraph.marks:
        if mark.kind == "image" and mark.href:
            given.pictures.append(
                Placed(picture_keys(mark.href, base), len(given.words) + len(words_of(text[: mark.start])))
            )
    if paragraph.kind == "code":
        given.codes.append(Code(code_key(text), paragraph.language))
    given.words += words_of(text)


def _table_of(block: TableBlock) -> Table:
    cells = []
    seen: dict[int, TableCell] = {}
    for row, columns in enumerate(block.grid()):
        place = {id(cell): number for number, cell in enumerate(block.rows[row].cells)}
        for column, cell in enumerate(columns):
            if cell is None or id(cell) in seen:
                continue
            seen[id(cell)] = cell
            if text_key(cell.text):
                cells.append(Cell(text_key(cell.text), row, column, place[id(cell)]))
    return Table(tuple(cells))


def given_by_trafilatura(html: bytes, url: str | None, base: str | None) -> Given | None:
    """What its XML has with links, tables, pictures and formatting; the number of an item is its place."""
    xml = importlib.import_module("trafilatura").extract(
        html,
        url=url,
        output_format="xml",
        include_comments=False,
        include_links=True,
        include_tables=True,
        include_images=True,
        include_formatting=True,
    )
    main = etree.fromstring(xml.encode()).find("main") if xml else None
    if main is None:
        return None
    return given_of(read_structure(_from_xml(main), base))


_TAGS = {
    "item": "li",
    "row": "tr",
    "cell": "td",
    "ref": "a",
    "graphic": "img",
    "head": "h2",
    "quote": "blockquote",
    "lb": "br",
}
_NAMES = {"target": "href", "src": "src", "span": "colspan"}


def _from_xml(source: Any) -> Element:
    """The elements of HTML for those of trafilatura's XML."""
    root = Element("#root")
    stack: list[tuple[Any, Element]] = [(source, root)]
    while stack:
        node, parent = stack.pop()
        tag = _TAGS.get(node.tag, node.tag)
        if node.tag == "list":
            tag = "ol" if node.get("rend") == "ol" else "ul"
        elif node.tag == "code" and (node.getparent() is source or "\n" in "".join(node.itertext())):
            tag = "pre"
        attributes = {_NAMES[name]: value for name, value in node.attrib.items() if name in _NAMES}
        element = Element(tag, attributes, parent)
        parent.children.append(element)
        if node.text:
            element.children.append(node.text)
        places = []
        for child in node:
            # A child takes its place now, and its content when it is its turn.
            holder = Element("span", {}, element)
            element.children.append(holder)
            places.append((child, holder))
            if child.tail:
                element.children.append(child.tail)
        stack += reversed(places)
    return root


def given_by_turbohtml(html: bytes, url: str | None, base: str | None) -> Given | None:
    """What the Markdown of its article's element has, read by a parser of CommonMark with tables."""
    from markdown_it import MarkdownIt  # only the environments of peers and of tests have it

    document = importlib.import_module("turbohtml").parse(html)
    if url is not None:
        document.resolve_links(url)
    element = document.article().element
    if element is None:
        return None
    rendered = MarkdownIt("commonmark").enable(["table"]).render(element.to_markdown())
    return given_of(read_structure(parse(rendered), base))


_GIVERS: dict[str, Callable[[bytes, str | None, str | None], Given | None]] = {
    "cleanarticle": given_by_cleanarticle,
    "trafilatura": given_by_trafilatura,
    "turbohtml": given_by_turbohtml,
}


# --- counting


def chosen_pages(folders: Sequence[Path], kinds: frozenset[str], most: int) -> list[Page]:
    """Pages of the development sites with a true body, spread by a hash of their id."""
    pages = [
        page for folder in folders for page in development(read_corpus(folder, kinds)) if page.truth.text is not None
    ]
    pages.sort(key=lambda page: blake2b(page.id.encode(), digest_size=8).digest())
    return pages[:most] if most else pages


def count_page(page: Page, systems: Sequence[str]) -> dict[str, dict[str, Count] | None]:
    """The counts of a page for each system; None where it gave nothing."""
    root = parse(decode(page.html).text)
    base = base_of(root, page.url)
    dom = read_structure(root, base)
    true = kept_leaves(dom, words_of(page.truth.text or ""))
    counts: dict[str, dict[str, Count] | None] = {}
    for system in systems:
        try:
            given = _GIVERS[system](page.html, page.url, base)
        except Exception as error:  # a peer may fail in any way
            print(f"{page.id}: {system}: {type(error).__name__}: {error}", file=sys.stderr)
            given = None
        counts[system] = None if given is None else _by_page_type(count_all(dom, true, given), page.kind)
    return counts


def _by_page_type(counts: dict[str, Count], kind: str) -> dict[str, Count]:
    """The counts, with the pictures of articles apart from those with which other pages adorn their texts."""
    pictures = counts.pop("pictures")
    is_article = kind == "article"
    return {**counts, ARTICLES: pictures if is_article else Count(), OTHERS: Count() if is_article else pictures}


def table(totals: dict[str, dict[str, Count]]) -> str:
    """The shares that are kept and wrong, by kind and system."""
    rows = []
    for kind in ROWS:
        row = [kind]
        for counts in totals.values():
            count = counts[kind]
            row += [_share(count.kept, count.due), _share(count.wrong, count.given)]
        rows.append(row)
    header = [""]
    for system in totals:
        header += [f"{system}: kept", "wrong"]
    return text_table(header, rows)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} % ({part}/{whole})" if whole else "–"


# --- time


def time_of_structure(pages: Sequence[Page], rounds: int = _ROUNDS) -> tuple[list[float], list[float]]:
    """Milliseconds that each page takes without and with the structure of its body: the median of the rounds."""
    without, whole = [], []
    for page in pages:
        times: dict[bool, list[float]] = {False: [], True: []}
        for _ in range(rounds):
            for is_whole in (False, True):
                gc.collect()
                with nullcontext() if is_whole else _without_structure():
                    start = time.perf_counter()
                    with suppress(CleanArticleError):
                        extract(page.html, url=page.url)
                    times[is_whole].append((time.perf_counter() - start) * 1000)
        without.append(median(times[False]))
        whole.append(median(times[True]))
    return without, whole


@contextmanager
def _without_structure() -> Iterator[None]:
    """Make bodies of bare paragraphs, and no marks."""
    stand_ins: list[tuple[str, str, Callable[..., object]]] = [
        ("cleanarticle.fields.collect", "body_of", lambda page, texts, *_: tuple(texts.values())),
        ("cleanarticle.fields.paragraphs", "marks_of", lambda *_: []),
        ("cleanarticle.fields.paragraphs", "language_of", lambda *_: None),
    ]
    modules = [importlib.import_module(module) for module, _, _ in stand_ins]
    originals = [getattr(module, name) for module, (_, name, _) in zip(modules, stand_ins, strict=True)]
    for module, (_, name, stand_in) in zip(modules, stand_ins, strict=True):
        setattr(module, name, stand_in)
    try:
        yield
    finally:
        for module, (_, name, _), original in zip(modules, stand_ins, originals, strict=True):
            setattr(module, name, original)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS_DIR")
    parser.add_argument("--systems", default=",".join(SYSTEMS))
    parser.add_argument("--kinds", default="", help="kinds of page, by commas; all if left out")
    parser.add_argument("--pages", type=int, default=300, help="pages that are counted; 0 for all")
    parser.add_argument("--misses", default="", help="kinds of structure whose misses and errors are listed, or 'all'")
    parser.add_argument("--most", type=int, default=40, help="misses and errors shown of each kind and system")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--time", type=int, default=0, metavar="PAGES", help="measure the time of structure instead")
    options = parser.parse_args()
    kinds = frozenset(filter(None, options.kinds.split(",")))
    try:
        pages = chosen_pages(options.corpora, kinds, options.time or options.pages)
    except LayoutError as error:
        sys.exit(str(error))
    forbid_network()
    if options.time:
        without, whole = time_of_structure(pages)
        shares = [1 - bare / full for bare, full in zip(without, whole, strict=True)]
        print(f"{len(pages)} pages, median: {median(without):.2f} ms without structure, {median(whole):.2f} ms with it")
        of_all = 1 - sum(without) / sum(whole)
        print(f"structure is {median(shares):.1%} of a page's time in the median, {of_all:.1%} of all")
        return
    systems = options.systems.split(",")
    totals = {system: {kind: Count() for kind in ROWS} for system in systems}
    nothing: defaultdict[str, int] = defaultdict(int)
    listed: list[tuple[str, str, str, Count]] = []
    for page in pages:
        for system, counts in count_page(page, systems).items():
            if counts is None:
                nothing[system] += 1
                continue
            for kind, count in counts.items():
                totals[system][kind].add(count)
                listed.append((system, kind, page.id, count))
    print(f"{len(pages)} pages")
    print(table(totals))
    for system, number in nothing.items():
        print(f"{system} gave nothing for {number}")
    if options.misses:
        asked = frozenset(ROWS if options.misses == "all" else options.misses.split(","))
        _show_misses([each for each in listed if each[1] in asked], options.most)
    if options.json:
        rows = [
            {"system": s, "kind": k, "page": page, **asdict(count)}
            for s, k, page, count in listed
            if count.due or count.given
        ]
        options.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


def _show_misses(listed: Sequence[tuple[str, str, str, Count]], most: int) -> None:
    for system, kind in dict.fromkeys((system, kind) for system, kind, _, _ in listed):
        lines = [
            f"  {page} {what}: {line}"
            for s, k, page, count in listed
            if (s, k) == (system, kind)
            for what, texts in (("missed", count.misses), ("wrong", count.errors))
            for line in texts
        ]
        if lines:
            print(f"\n{system}, {kind}: {len(lines)}")
            print("\n".join(lines[:most]))


if __name__ == "__main__":
    main()
