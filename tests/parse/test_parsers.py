"""Whatever parser read the page, the document says the same."""

from __future__ import annotations

from itertools import pairwise

import lxml.html
import pytest
from lxml import etree

from cleanarticle import Article, extract
from cleanarticle.page.segment import segment
from cleanarticle.parse.document import Attributes, Document, Element, Visitor
from cleanarticle.parse.etree import is_tree, read_tree
from cleanarticle.parse.lexbor import parse_html
from cleanarticle.parse.plaintext import read_plaintext

PROSE = "The ferry left at noon, and those who missed it had to wait until the storm was over. "
STORY = f"<h1>Ferry leaves early</h1><p>{PROSE * 3}</p><p>{PROSE * 2}</p>"

PIECES = (
    "<p>one <b>two</b> three</p>",
    "<p>one<br>two<br><br>three</p>",
    "<div>before<p>inside</p>after</div>",
    "<ul><li>one<ul><li>two</li></ul>three</li></ul>",
    "<table><tbody><tr><td>one</td><td>two</td></tr></tbody></table>",
    "<p>one<!-- comment -->two<!-- comment --> three</p>",
    "<div><script>var no = '<p>text</p>';</script>one<style>p {}</style> two</div>",
    "<pre>one\n  <b>two</b>\n\n<i>three</i></pre>",
    "<figure><img src='/a.jpg' alt='x'><figcaption>one</figcaption></figure>two",
    "<p>fish &amp; chips &lt;b&gt; &eacute;t&eacute; &#8212; &nbsp;end</p>",
    "<p hidden>one</p><p>two<span style='display:none'> three</span></p>",
    "<blockquote><p>one</p></blockquote><details><summary>two</summary>three</details>",
    "<div>one<iframe src='/a'>two</iframe>three<svg><text>four</text></svg></div>",
    "<p>one <a href='/a'>two</a> <time datetime='2020-05-01'>three</time></p>",
)


class Recorder(Visitor):
    """A visitor that notes what it is shown: elements by their names, text as the words between `'`."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, int]] = []
        self.elements: list[tuple[str, Element]] = []

    def open(self, tag: str, depth: int, element: Element) -> None:
        self.rows.append((tag, depth))
        self.elements.append((tag, element))

    def text(self, text: str, depth: int) -> None:
        if text.strip():
            self.rows.append((f"'{' '.join(text.split())}'", depth))

    def space(self, depth: int) -> None:
        assert depth > 0


def shown(document: Document) -> Recorder:
    recorder = Recorder()
    document.accept(recorder)
    return recorder


def tags_of(document: Document) -> list[str]:
    return [tag for tag, _ in shown(document).rows]


def blocks_of(document: Document) -> list[tuple[str, str, float, int]]:
    blocks = segment(document).blocks
    return [(block.tag, block.text, block.link_density, block.container.within) for block in blocks]


@pytest.mark.parametrize("piece", PIECES)
def test_tree_says_the_same_as_html(piece: str) -> None:
    html = f"<html><head><title>t</title></head><body>{piece}</body></html>"
    from_html, from_tree = parse_html(html), read_tree(lxml.html.document_fromstring(html))
    assert blocks_of(from_tree)
    assert blocks_of(from_tree) == blocks_of(from_html)
    if "<!--" not in piece:  # one parser makes one text of what a comment parts, the other two
        assert shown(from_tree).rows == shown(from_html).rows


@pytest.mark.parametrize("piece", PIECES)
def test_depths_are_those_of_a_tree(piece: str) -> None:
    for document in (parse_html(piece), read_tree(lxml.html.document_fromstring(piece))):
        depths = [depth for _, depth in shown(document).rows]
        assert depths[0] == 0
        assert len(depths) > 1
        for before, after in pairwise(depths):
            assert 1 <= after <= before + 1


def test_attributes_are_read_when_asked_for_and_outlive_the_walk() -> None:
    html = '<html><body><p id="a" class="b c" hidden>one</p><a href="/x?a=1&amp;b=2">two</a></body></html>'
    expected: dict[str, Attributes] = {
        "p": {"id": "a", "class": "b c", "hidden": None},
        "a": {"href": "/x?a=1&b=2"},
    }
    for elements in (
        shown(parse_html(html)).elements,
        shown(read_tree(lxml.html.document_fromstring(html))).elements,
    ):
        found = {tag: {name: value or None for name, value in each.attributes.items()} for tag, each in elements}
        assert {tag: found[tag] for tag in expected} == expected


def test_a_document_can_be_shown_twice() -> None:
    html = f"<html><body>{STORY}</body></html>"
    for document in (parse_html(html), read_tree(lxml.html.document_fromstring(html)), read_plaintext(PROSE)):
        assert shown(document).rows == shown(document).rows != []


def body_texts(root: object) -> list[str]:
    return [block.text for block in segment(read_tree(root)).blocks]


@pytest.mark.parametrize("name", ["p", "{http://www.w3.org/1999/xhtml}p"])
def test_tails_behind_what_is_no_element(name: str) -> None:
    root = etree.Element(name)
    root.text = "a"
    for node, tail in ((etree.Comment("no"), "b"), (etree.ProcessingInstruction("no", "no"), "c")):
        node.tail = tail
        root.append(node)
    root.tail = "outside"
    assert body_texts(root) == ["abc"]


def test_comment_inside_what_is_skipped_leaves_no_word() -> None:
    root = lxml.html.fragment_fromstring("<div>one<template>no<!-- no -->no<b>no</b>no</template> two</div>")
    assert body_texts(root) == ["one two"]


def test_cdata_is_text() -> None:
    parser = etree.XMLParser(strip_cdata=False)
    root = etree.fromstring("<p>fish <![CDATA[& <chips>]]> twice</p>", parser)
    assert body_texts(root) == ["fish & <chips> twice"]


def test_entity_the_parser_left_alone_does_not_split() -> None:
    source = '<!DOCTYPE p [<!ENTITY quay "quay">]><p>at the &quay; at <b>noon</b></p>'
    root = etree.fromstring(source, etree.XMLParser(resolve_entities=False))
    assert body_texts(root) == ["at the &quay; at noon"]


def test_xhtml_namespace() -> None:
    root = etree.fromstring(
        '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="nb"><head><title>t</title></head>'
        "<body><p>one <b>two</b></p><script>no</script></body></html>"
    )
    document = read_tree(root)
    assert tags_of(document) == ["html", "head", "title", "body", "p", "'one'", "b", "'two'", "script"]
    page = segment(document)
    assert page.claims.first("language") == "nb"
    assert page.claims.first("title") == "t"


def test_foreign_tags_are_read_in_lower_case() -> None:
    assert tags_of(read_tree(etree.fromstring("<DIV><P>one</P></DIV>"))) == ["div", "p", "'one'"]


def test_element_and_tree_give_the_same() -> None:
    root = lxml.html.document_fromstring(f"<html><body>{STORY}</body></html>")
    article = extract(root)
    assert isinstance(article, Article)
    assert extract(root.getroottree()) == article
    assert article.title == "Ferry leaves early"


def test_subtree_is_read_without_what_stands_behind_it() -> None:
    root = lxml.html.fragment_fromstring("<div><div id='a'>inside</div>outside</div>")
    assert body_texts(root.get_element_by_id("a")) == ["inside"]


def test_tree_is_left_as_it_is() -> None:
    root = lxml.html.document_fromstring(f"<html><body>{STORY}<!-- c --><script>1</script></body></html>")
    before = etree.tostring(root)
    extract(root)
    assert etree.tostring(root) == before


@pytest.mark.parametrize(
    "node",
    [
        etree.Comment("text"),
        etree.ProcessingInstruction("a", "text"),
        etree.Entity("amp"),
        etree.ElementTree(),
    ],
)
def test_nodes_without_elements_are_empty_documents(node: object) -> None:
    assert is_tree(node)
    assert tags_of(read_tree(node)) == []


def test_deep_trees_need_no_recursion() -> None:
    root = at = etree.Element("div")
    for _ in range(20_000):
        at = etree.SubElement(at, "div")
    at.text = "deep"
    assert body_texts(root) == ["deep"]


def test_what_stands_in_opaque_elements_can_be_asked_for() -> None:
    html = "<title>one &amp; two</title><script>if (a < b) {}</script><p>text"
    for document in (parse_html(html), read_tree(lxml.html.document_fromstring(html))):
        texts = {tag: element.text() for tag, element in shown(document).elements}
        assert texts["title"] == "one & two"
        assert texts["script"] == "if (a < b) {}"


# --- Copied-out text


def plain_blocks(text: str) -> list[tuple[str, str]]:
    return [(block.tag, block.text) for block in segment(read_plaintext(text)).blocks]


def test_every_line_of_plain_text_is_a_block() -> None:
    text = "News\n\nFerry leaves the island early\r\n  Nobody was  hurt, the harbour said.  \n\n\nThe end."
    assert plain_blocks(text) == [
        ("p", "News"),
        ("h1", "Ferry leaves the island early"),
        ("p", "Nobody was hurt, the harbour said."),
        ("p", "The end."),
    ]


def test_markup_in_plain_text_is_text() -> None:
    assert plain_blocks("<b>1 < 2</b> &amp;") == [("h1", "<b>1 < 2</b> &amp;")]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\u200b"])
def test_plain_text_without_words(text: str) -> None:
    assert plain_blocks(text) == []


def test_sentences_and_labels_are_no_headline() -> None:
    tags = [tag for tag, _ in plain_blocks("Menu\nThe ferry left at noon.\nRead all of this:\n")]
    assert tags == ["p", "p", "p"]
