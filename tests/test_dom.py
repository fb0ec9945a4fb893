"""Whatever parser read the page, the document says the same."""

from __future__ import annotations

import lxml.html
import pytest
from lxml import etree

from cleanarticle import Article, extract
from cleanarticle.dom.document import TEXT, Document
from cleanarticle.dom.etree import is_tree, read_tree
from cleanarticle.dom.lexbor import parse_html
from cleanarticle.dom.plaintext import read_plaintext
from cleanarticle.segment import segment

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


def pieces_of_text(document: Document) -> list[tuple[str, int]]:
    """The words of the document's text nodes with their depths."""
    rows = zip(document.tags, document.depths, document.texts, strict=True)
    return [(" ".join(text.split()), depth) for tag, depth, text in rows if tag == TEXT and text.strip()]


def blocks_of(document: Document) -> list[tuple[str, str, float, int]]:
    blocks = segment(document).blocks
    return [(block.tag, block.text, block.link_share, block.container.within) for block in blocks]


@pytest.mark.parametrize("piece", PIECES)
def test_tree_says_the_same_as_html(piece: str) -> None:
    html = f"<html><head><title>t</title></head><body>{piece}</body></html>"
    from_html, from_tree = parse_html(html), read_tree(lxml.html.document_fromstring(html))
    assert pieces_of_text(from_tree)
    assert blocks_of(from_tree) == blocks_of(from_html)
    if "<!--" not in piece:  # one parser makes one text of what a comment parts, the other two
        assert pieces_of_text(from_tree) == pieces_of_text(from_html)


@pytest.mark.parametrize("piece", PIECES)
def test_columns_have_the_same_length_and_depths_are_those_of_a_tree(piece: str) -> None:
    for document in (parse_html(piece), read_tree(lxml.html.document_fromstring(piece))):
        columns = (document.tags, document.depths, document.attributes, document.texts)
        assert len({len(column) for column in columns}) == 1
        assert document.depths[0] == 0
        for before, after in zip(document.depths, document.depths[1:], strict=False):
            assert 1 <= after <= before + 1


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
    assert document.tags == ["html", "head", "title", "body", "p", TEXT, "b", TEXT, "script"]
    page = segment(document)
    assert page.claims.first("language") == "nb"
    assert page.claims.first("title") == "t"


def test_foreign_tags_are_read_in_lower_case() -> None:
    assert read_tree(etree.fromstring("<DIV><P>one</P></DIV>")).tags == ["div", "p", TEXT]


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
    assert read_tree(node).tags == []


def test_deep_trees_need_no_recursion() -> None:
    root = at = etree.Element("div")
    for _ in range(20_000):
        at = etree.SubElement(at, "div")
    at.text = "deep"
    assert body_texts(root) == ["deep"]


def test_structured_data_is_kept_and_other_scripts_are_not() -> None:
    html = (
        '<script type="application/ld+json">{"a": 1}</script>'
        '<script type="Application/LD+JSON; charset=utf-8">{}</script>'
        "<script>var a = 1</script><script type='module'>import 'a'</script><p>text"
    )
    for document in (parse_html(html), read_tree(lxml.html.document_fromstring(html))):
        rows = zip(document.tags, document.texts, strict=True)
        assert [text for tag, text in rows if tag == "script"] == ['{"a": 1}', "{}", "", ""]


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
