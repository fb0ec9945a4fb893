"""What a parser of GitHub Flavoured Markdown reads: a tree of blocks, and texts with their marks as strings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

__all__ = ["PARSER", "Tree", "read_markdown", "sign", "squeezed"]

Tree = tuple[Any, ...]
"""A block: its kind, then its text or the blocks in it."""

TAG: Final = re.compile(r'</?(?:em|strong|del|code|sub|sup|mark|q|abbr)>|<abbr title="[^"<>]*">|<br>')
HTML_BLOCK: Final = re.compile(
    r"<(?:/?(?:table|caption|tr|th|td|em|strong|del|code|sub|sup|mark|q)|abbr title=\"[^\"<>]*\"|br"
    r'|t[dh](?: rowspan="\d+")?(?: colspan="\d+")?(?: align="\w+")?|/abbr|/a|a href="[^"<>]*"(?: title="[^"<>]*")?'
    r'|img src="[^"<>]*" alt="[^"<>]*")>'
)
UNSAFE: Final = re.compile(r"\s*(?:javascript|vbscript|data|file)\s*:", re.IGNORECASE)
MARKS: Final = {"em": "emphasis", "strong": "strong", "s": "strike"}
TAGS: Final = {"em": "emphasis", "del": "strike", "mark": "highlight", "q": "quote"}


def _parser() -> MarkdownIt:
    parser = MarkdownIt("gfm-like", {"html": True, "maxNesting": 1000})
    parser.use(footnote_plugin).use(dollarmath_plugin).disable("footnote_tail")
    assert parser.linkify is not None
    parser.linkify.set({"fuzzy_link": False})  # GitHub links no host without www. or a scheme
    return parser


PARSER: Final = _parser()


def sign(name: str) -> str:
    """The beginning or end of a mark, as a string that no text has."""
    return f"\ue000{name}\ue001"


def squeezed(text: str) -> str:
    """A text with white space collapsed."""
    return " ".join(text.split())


def read_markdown(markdown: str) -> list[Tree]:
    """The blocks of a document."""
    tokens = PARSER.parse(markdown)
    blocks, end = _blocks(tokens, 0)
    assert end == len(tokens)
    return blocks


def _blocks(tokens: Sequence[Token], index: int) -> tuple[list[Tree], int]:
    """Blocks from a token on, to the end of the one that they are in."""
    found: list[Tree] = []
    while index < len(tokens) and tokens[index].nesting >= 0:
        token = tokens[index]
        name = token.type.removesuffix("_open")
        if name in ("paragraph", "heading"):
            level = (int(token.tag[1:]),) if name == "heading" else ()
            found.append((name, *level, _inline(tokens[index + 1])))
            index += 3
        elif name == "table":
            table, index = _table(tokens, index)
            found.append(table)
        elif token.nesting == 1:
            inner, end = _blocks(tokens, index + 1)
            found.append((name, *_facts(token), inner))
            index = end + 1
        else:
            found.append(_single(token))
            index += 1
    return found, index


def _facts(token: Token) -> tuple[Any, ...]:
    if token.type == "ordered_list_open":
        return (token.attrs.get("start", 1),)
    return (token.meta["label"],) if token.type == "footnote_reference_open" else ()


def _single(token: Token) -> Tree:
    if token.type == "fence":
        return ("code", token.info, token.content.removesuffix("\n"))
    if token.type == "math_block":
        return ("math", squeezed(token.content))
    if token.type == "html_block":
        assert HTML_BLOCK.sub("", token.content).count("<") == 0, token.content
        return ("html", token.content)
    assert token.type == "hr", token
    return ("hr",)


def _table(tokens: Sequence[Token], index: int) -> tuple[Tree, int]:
    rows: list[list[str]] = []
    aligns: list[str] = []
    while tokens[index].type != "table_close":
        token = tokens[index]
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "th_open":
            aligns.append(str(token.attrs.get("style", "")).removeprefix("text-align:"))
        elif token.type == "inline":
            rows[-1].append(_inline(token))
        index += 1
    return ("table", aligns, rows), index + 1


def _inline(token: Token) -> str:
    return squeezed("".join(_part(child) for child in token.children or ()))


def _part(token: Token) -> str:
    kind = token.type
    if kind == "text":
        return token.content
    if kind in ("softbreak", "hardbreak"):
        return "\n"
    if kind == "code_inline":
        return f"{sign('code')}{token.content}{sign('/code')}"
    if kind == "math_inline":
        return token.content
    if kind == "link_open":
        assert not UNSAFE.match(str(token.attrs["href"]))
        return sign(f"link {token.attrs['href']} {token.attrs.get('title', '')}")
    if kind == "image":
        return sign(f"image {token.attrs['src']} {_alt(token)}")
    if kind == "footnote_ref":
        return sign(f"footnote {token.meta['label']}")
    if kind == "html_inline":
        return _tag(token.content)
    name, _, side = kind.rpartition("_")
    return sign(f"{'/' if side == 'close' else ''}{MARKS.get(name, name)}")


def _alt(token: Token) -> str:
    assert all(child.type == "text" for child in token.children or ()), token
    return " ".join("".join(child.content for child in token.children or ()).split())


def _tag(tag: str) -> str:
    assert TAG.fullmatch(tag), tag
    if tag == "<br>":
        return "\n"
    name = tag.strip("</>").split(" ")[0]
    name = {"abbr": "abbreviation"}.get(name, TAGS.get(name, name))
    return sign(f"/{name}" if tag.startswith("</") else name)
