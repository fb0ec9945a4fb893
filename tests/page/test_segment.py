"""How a page is cut into blocks: what splits a run of text, and what each block knows of itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cpu_time import GROWTH, linear_growth

from cleanarticle.page.model import Container, Page, Within
from cleanarticle.page.segment import segment, split_names
from cleanarticle.parse.document import Document
from cleanarticle.parse.lexbor import parse_html


def page_of(html: str) -> Page:
    return segment(parse_html(html))


def texts(html: str) -> list[str]:
    return [block.text for block in page_of(html).blocks]


# --- Line breaks


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>one<br>two</p>", ["one\ntwo"]),
        ("<p>one <br> two</p>", ["one\ntwo"]),
        ("<p>one<br><br>two</p>", ["one", "two"]),
        ("<p>one<br> \n <br>two</p>", ["one", "two"]),
        ("<p>one<br><br><br><br>two</p>", ["one", "two"]),
        ("<p>one<br>&#8203;<br>two</p>", ["one", "two"]),
        ("<p>one<br>&nbsp;<br>two</p>", ["one", "two"]),
        ("<p>one<b><br></b><i><br></i>two</p>", ["one", "two"]),
        ("<p>one<br>two<br><br>three<br>four</p>", ["one\ntwo", "three\nfour"]),
        ("<p><br>one<br></p>", ["one"]),
        ("<p><br><br></p>", []),
        ("one<hr>two", ["one", "two"]),
        ("<p>one<wbr>two</p>", ["onetwo"]),
    ],
)
def test_line_breaks(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


def sentence_of(characters: int) -> str:
    return "Nobody waited on the quay for the ferry from the islands of the outer coast"[: characters - 1] + "."


@pytest.mark.parametrize(
    ("lines", "is_cut"),
    [
        ([sentence_of(60), sentence_of(60)], True),
        ([sentence_of(59), sentence_of(59)], False),
        ([sentence_of(40), sentence_of(40)], False),
        ([sentence_of(60), sentence_of(59)], False),
        ([sentence_of(60), sentence_of(60), "Ahoy"], True),
        ([sentence_of(60), "Ahoy", "Ahoy"], False),
        ([sentence_of(60)[:-1] + ",", sentence_of(60)[:-1] + ","], False),
        ([sentence_of(60)[:-1] + "”", sentence_of(60)[:-1] + "」"], True),
    ],
    ids=["long", "short", "shorter", "half", "two-of-three", "one-of-three", "commas", "quotes"],
)
def test_a_single_break_parts_lines_of_which_most_are_long_sentences(lines: list[str], is_cut: bool) -> None:
    assert texts(f"<p>{'<br>'.join(lines)}</p>") == (lines if is_cut else ["\n".join(lines)])


def test_link_before_a_double_break_does_not_count_behind_it() -> None:
    first, second = page_of("<p><a href='/a'>all of this is linked</a><br><br>none of this</p>").blocks
    assert (first.link_density, second.link_density) == (1.0, 0.0)


def test_link_across_a_double_break_counts_on_both_sides() -> None:
    first, second = page_of("<p><a href='/a'>linked<br><br>linked too</a></p>").blocks
    assert (first.link_density, second.link_density) == (1.0, 1.0)


# --- Inline markup


INLINE = (
    "a",
    "abbr",
    "b",
    "cite",
    "code",
    "em",
    "font",
    "i",
    "label",
    "mark",
    "q",
    "span",
    "strong",
    "sup",
    "time",
)


@pytest.mark.parametrize("tag", INLINE)
def test_inline_markup_never_splits_or_fuses(tag: str) -> None:
    assert texts(f"<p>un<{tag}>break</{tag}>able</p>") == ["unbreakable"]
    assert texts(f"<p>two <{tag}>words</{tag}></p>") == ["two words"]
    assert texts(f"<p><{tag}>two</{tag}> <{tag}>words</{tag}></p>") == ["two words"]
    assert texts(f"<p><{tag}>two</{tag}>\n<{tag}>words</{tag}></p>") == ["two words"]
    assert texts(f"<p><{tag}>two </{tag}>words</p>") == ["two words"]


def test_white_space_is_collapsed_once() -> None:
    assert texts("<p>  a \n\t b&nbsp; &nbsp;<i> c </i> d  </p>") == ["a b c d"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>The <x-name>ferry</x-name> left</p>", ["The ferry left"]),
        ("<p>The <org>harbour</org> closed</p>", ["The harbour closed"]),
        ("<h2>The <person>pilot</person> left</h2>", ["The pilot left"]),
        ("<p>un<unknown>break</unknown>able</p>", ["unbreakable"]),
        ("<x-card>one</x-card><x-card>two</x-card>", ["one", "two"]),
        ("<x-body><p>one</p>two</x-body>", ["one", "two"]),
    ],
)
def test_unknown_elements_are_inline_in_text_and_blocks_elsewhere(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>The ferry<button><svg></svg></button>, late <b>again</b></p>", ["The ferry, late again"]),
        ("<p>one <button class=i> <i></i> </button> two</p>", ["one two"]),
        ("<p>one <button><div><img src=a></div></button> two</p>", ["one two"]),
        ("<p>one <button><br><br></button> two</p>", ["one two"]),
        ("<p>one <noscript><img src=a></noscript> two <noscript></noscript></p>three", ["one two", "three"]),
        ("<h2>one <button></button></h2><p>two</p>", ["one", "two"]),
        ("<p>one <a href=x>two <button></button> three</a> four</p>", ["one two three four"]),
        ("<p>one <button>two</button> three</p>", ["one", "two", "three"]),
        ("<p>one <button><img src=a> two</button> three</p>", ["one", "two", "three"]),
        ("<p>one <button><div><span>two</span></div></button> three</p>", ["one", "two", "three"]),
        ("<p>one <button><hr></button> two</p>", ["one", "two"]),
        ("<p>one <noscript><div></div></noscript> two</p>", ["one", "two"]),
        ("<p>one <button><span class=sr-only>two</span></button> three</p>", ["one", "two", "three"]),
        ("<div>9<button></button>8</div>", ["9", "8"]),
    ],
)
def test_a_box_without_text_does_not_part_a_paragraph(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


def test_the_containers_of_a_box() -> None:
    page = page_of("<p>one <button><i><img src=a></i> two <img src=b></button> <img src=c> three</p>")
    assert [(media.attributes["src"], media.container.tag) for media in page.media] == [
        ("a", "button"),
        ("b", "button"),
        ("c", "p"),
    ]
    button = page.media[0].container
    assert (button.tag, button.first, button.end, button.words) == ("button", 1, 2, 1)
    assert [block.container.tag for block in page.blocks] == ["p", "button", "p"]


def test_what_is_linked_in_a_text_with_a_box() -> None:
    block, *others = page_of("<p>one <a href=x>two <button></button> three</a> four</p>").blocks
    assert not others
    assert block.link_density == pytest.approx(len("two three") / len("one two three four"))


def test_a_listing_that_is_one_link_is_linked_as_a_whole() -> None:
    block = page_of("<pre><a href=x>one      two</a></pre>").blocks[0]
    assert block.link_density == 1.0


# --- Blocks


def test_text_beside_block_children_is_a_block_of_its_own() -> None:
    blocks = page_of("<div>before <p>inside</p> <b>after</b></div>").blocks
    assert [(block.tag, block.text) for block in blocks] == [
        ("div", "before"),
        ("p", "inside"),
        ("div", "after"),
    ]
    assert blocks[0].container is blocks[2].container
    assert blocks[1].container.parent is blocks[0].container


def test_block_inside_inline_markup_splits() -> None:
    assert texts("<div><span>one<div>two</div>three</span></div>") == ["one", "two", "three"]


def test_blocks_are_numbered_in_document_order() -> None:
    page = page_of("<p>one<p>two<table><tr><td>three<td>four</table><p>five<br><br>six")
    assert [block.index for block in page.blocks] == list(range(len(page.blocks)))
    assert [block.text for block in page.blocks] == ["one", "two", "three four", "five", "six"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<table><tr><th>Port<th>Tide<tr><td>Skerrow<td>4.1 m</table>", ["Port Tide", "Skerrow 4.1 m"]),
        ("<table><tr><td><b>Port</b><td></td><td>4</tr></table>", ["Port 4"]),
        ("<table><tr><td>only</tr></table>", ["only"]),
        ("<table><tr><td><p>own</p><td><p>blocks</p></tr></table>", ["own", "blocks"]),
        (
            "<table><tr><td>outer<td><table><tr><td>in<td>ner</tr></table></tr></table>",
            ["outer", "in ner"],
        ),
    ],
)
def test_table_row_is_one_block(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


def test_table_row_keeps_its_share_of_links() -> None:
    (row,) = page_of("<table><tr><td><a href='/a'>four</a><td>four</tr></table>").blocks
    assert (row.tag, row.link_density, row.words) == ("tr", 0.5, 2)


def test_nested_lists() -> None:
    blocks = page_of("<ul><li>one<ol><li>two</li></ol>three</li></ul><p>four</p>").blocks
    assert [(block.text, block.container.list_depth) for block in blocks] == [
        ("one", 1),
        ("two", 2),
        ("three", 1),
        ("four", 0),
    ]
    assert blocks[1].container.within & Within.LIST


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<pre>def f():\n    return 1\n</pre>", "def f():\n    return 1"),
        ("<pre><i>def</i> f():\n<b>    return</b>\n    <u>1</u></pre>", "def f():\n    return\n    1"),
        ("<pre><i>one</i>\n\n<i>two</i></pre>", "one\n\ntwo"),
        ("<pre>one<br><br>two</pre>", "one\n\ntwo"),
        ("<pre>so\u00adft</pre>", "soft"),
    ],
)
def test_preformatted_text_keeps_its_lines(html: str, expected: str) -> None:
    (block,) = page_of(html).blocks
    assert block.text == expected
    assert block.words == len(expected.split())


def test_white_space_is_text_in_preformatted_elements_only() -> None:
    html = "<pre><i>a</i>\n<i>b</i></pre><p><i>c</i>\n<i>d</i></p><pre>e\nf</pre>"
    assert texts(html) == ["a\nb", "c d", "e\nf"]


def test_characters_nobody_sees_are_dropped() -> None:
    html = "<p>har\u00adbour\u200b \u200b mas\u2060ter\ufeff\ue001</p><p>\u200b\u00ad</p>"
    assert texts(html) == ["harbour master"]


def test_joiners_are_kept() -> None:
    persian = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    assert texts(f"<p>{persian}</p>") == [persian]


OPAQUE = (
    "script",
    "style",
    "template",
    "textarea",
    "select",
    "svg",
    "canvas",
    "object",
    "iframe",
    "noframes",
)


@pytest.mark.parametrize("element", OPAQUE)
def test_what_is_no_text_leaves_no_word(element: str) -> None:
    assert texts(f"<div>one <{element}>unseen</{element}> two</div>") == ["one two"]


# --- Out of sight

HIDING = ("hidden", "style='display: none'", "style='color:red;visibility:hidden'", "class='sr-only'")


@pytest.mark.parametrize("attribute", HIDING)
def test_hidden_inline_text_is_set_apart(attribute: str) -> None:
    blocks = page_of(f"<p>read on<span {attribute}> about ferries</span> today</p>").blocks
    assert {block.text: bool(block.container.within & Within.HIDDEN) for block in blocks} == {
        "about ferries": True,
        "read on today": False,
    }


@pytest.mark.parametrize("attribute", HIDING)
def test_blocks_in_hidden_inline_elements_are_out_of_sight(attribute: str) -> None:
    html = f"<div>seen <a {attribute}>un<div>seen</div>too<br><br>too</a> at last</div>"
    seen = [block.text for block in page_of(html).blocks if not block.container.within & Within.HIDDEN]
    unseen = [block.text for block in page_of(html).blocks if block.container.within & Within.HIDDEN]
    assert seen == ["seen", "at last"]
    assert unseen == ["un", "seen", "too", "too"]


def test_hidden_link_says_nothing_about_the_text_around_it() -> None:
    blocks = page_of("<p>read on<span hidden><a href='/a'>all of this linked</a></span></p>").blocks
    assert [block.link_density for block in blocks if block.text == "read on"] == [0.0]


@pytest.mark.parametrize(
    ("html", "hidden"),
    [
        ("<div hidden><p>text</p></div>", True),
        ("<div hidden='until-found'><p>text</p></div>", False),
        ("<div style='DISPLAY:NONE'><p>text</p></div>", True),
        ("<div style='backface-visibility: hidden'><p>text</p></div>", False),
        ("<div style='display: block'><p>text</p></div>", False),
        ("<div><noscript><p>text</p></noscript></div>", True),
    ],
)
def test_hidden_containers(html: str, hidden: bool) -> None:
    (block,) = page_of(html).blocks
    assert bool(block.container.within & Within.HIDDEN) is hidden


# --- What a block knows


@pytest.mark.parametrize(
    ("html", "link", "strong"),
    [
        ("<p>plain</p>", 0.0, 0.0),
        ("<p><a href='/a'>four</a>four</p>", 0.5, 0.0),
        ("<p><b>four</b>four</p>", 0.0, 0.5),
        ("<p><b>fo<strong>ur</strong></b>four</p>", 0.0, 0.5),
        ("<p><b><strong>fo</strong>ur</b>four</p>", 0.0, 0.5),
        ("<p><a href='/a'><b>both</b></a></p>", 1.0, 1.0),
        ("<a href='/a'><p>all</p></a>", 1.0, 0.0),
        ("<div><a href='/a'>one<div>two</div>three</a></div>", 1.0, 0.0),
    ],
)
def test_shares(html: str, link: float, strong: float) -> None:
    for block in page_of(html).blocks:
        assert (block.link_density, block.strong_share) == pytest.approx((link, strong))


@pytest.mark.parametrize(
    ("text", "words"),
    [("one", 1), ("one two three", 3), ("one<br>two", 2), ("漢" * 17, 10)],
)
def test_words(text: str, words: float) -> None:
    (block,) = page_of(f"<p>{text}</p>").blocks
    assert block.words == pytest.approx(words)


def test_containers_sum_up_their_blocks() -> None:
    page = page_of(
        "<main><div><p>one two</p><p><a href='/a'>three four</a></p></div>five"
        "<table><tr><td>six<td>seven</tr></table></main><p>eight</p>"
    )
    for container in page.containers:
        inside = [block for block in page.blocks if container in ancestors(block.container)]
        assert container.words == sum(block.words for block in inside)
        assert container.link_words == sum(block.words * block.link_density for block in inside)
        if inside:
            assert (container.first, container.end) == (inside[0].index, inside[-1].index + 1)
    assert page.containers[0].words == 8
    assert page.containers[0].link_words == 2


def ancestors(container: Container | None) -> Iterator[Container]:
    """A container and all around it."""
    while container is not None:
        yield container
        container = container.parent


def test_parents_come_before_their_children() -> None:
    page = page_of("<div><section><p>one</p></section><ul><li>two</ul></div><article>three</article>")
    for place, container in enumerate(page.containers):
        assert container.index == place
        assert container.parent is None or container.parent.index < place


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("post-body", "post body"),
        ("postBody", "post body"),
        ("PostBody__Ad-Slot", "post body ad slot"),
        ("article__body--wide", "article body wide"),
        ("js-ADSlot", "js ad slot"),
        ("css-1x2y3z col-12", "css x y z col"),
        ("", ""),
    ],
)
def test_names_are_split_into_words(raw: str, words: str) -> None:
    assert split_names(raw) == tuple(words.split())


def test_names_come_from_class_and_id() -> None:
    (block,) = page_of("<div class='storyBody' id='main_text'>text</div>").blocks
    assert block.container.names == ("story", "body", "main", "text")


def test_attributes_without_value_name_nothing() -> None:
    (block,) = page_of("<div class id>text</div>").blocks
    assert block.container.names == ()


# --- What is found beside the text


def test_marked_inline_elements() -> None:
    page = page_of("<p>first</p><p>By <span class='author'>Ida <b>Holm</b></span>, <time datetime='x'>1 May</time></p>")
    assert [(each.tag, each.text, each.block) for each in page.inlines] == [
        ("span", "Ida Holm", 1),
        ("time", "1 May", 1),
    ]


def test_marked_inline_element_around_a_block() -> None:
    page = page_of("<div>By <a rel='author' href='/a'><h3>Ida Holm</h3></a></div>")
    assert [each.text for each in page.inlines] == ["Ida Holm"]


def test_thousands_of_nested_marked_elements_take_linear_time() -> None:
    def document(number: int) -> Document:
        return parse_html(f"<p>{'<span class=author>' * number}{'word ' * 20 * number}</p>")

    assert linear_growth(document, segment, 1_250) < GROWTH
    page = segment(document(5_000))
    assert 0 < len(page.inlines) <= 16
    assert page.blocks[0].words == 100_000


def test_media_stands_before_the_next_block() -> None:
    page = page_of("<p>one</p><figure><img src='/a.jpg'><figcaption>two</figcaption></figure>")
    assert [(each.tag, each.block, each.container.tag) for each in page.media] == [("img", 1, "figure")]


def test_head_is_read() -> None:
    meta = "<meta property='og:title' content='Another'>"
    page = page_of(f"<html lang='nb'><head><title> A\n title </title>{meta}</head><p>text")
    assert page.claims.first("language") == "nb"
    assert {claim.value for claim in page.claims.all("title")} == {"A title", "Another"}


def test_empty_page() -> None:
    page = page_of("")
    assert page.blocks == []
    assert len(page.containers) == 1


def test_an_empty_element_named_break_is_one() -> None:
    html = "<div>The ferry left at noon.<span class='x br'></span><span class=br></span>It was full.</div>"
    page = segment(parse_html(html))
    assert [block.text for block in page.blocks] == ["The ferry left at noon.", "It was full."]
    page = segment(parse_html("<div>The ferry<span class='br-8'></span> left.</div>"))
    assert [block.text for block in page.blocks] == ["The ferry left."]


# --- What is no text of its line


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>the <ruby>漢<rt>kan</rt></ruby> sign", "the 漢 sign"),
        (
            "<p>the <ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby> signs",
            "the 漢字 signs",
        ),
        ("<p><ruby>東京<rt class=a><b>とう</b><a href=/a>きょう</a></rt></ruby>へ<b>行く</b>", "東京へ行く"),
        ("<p><ruby><rb>旧<rb>金山<rt>jiù<rt>jīnshān<rtc><rt>San Francisco</rtc></ruby>", "旧金山"),
        ("<p><ruby>漢<rt>kan", "漢"),
    ],
)
def test_readings_of_ruby_are_no_text(html: str, expected: str) -> None:
    assert texts(html) == [expected]


def test_readings_of_ruby_without_limit_are_no_text() -> None:
    assert texts("<p>" + "<ruby>漢<rt>kan</rt></ruby>" * 50) == ["漢" * 50]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("report<span>(opens in a new tab)</span>", "report"),
        ("report<span>, opens new tab</span>", "report"),
        ("report <span>\n  (Opens in\n  a new window)\n </span>", "report"),
        ("report (opens in new window)", "report"),
        ("report – <i>öffnet in neuem Fenster</i>", "report –"),
        ("rapport (nouvelle fenêtre)", "rapport"),
        ("報告<span>（新しいウィンドウで開きます）</span>", "報告"),
        ("report<span>opens in a new tab</span>", "report"),
        ("how a fold opens in a new window", "how a fold opens in a new window"),
        ("how an inn opens in a new window (of glass)", "how an inn opens in a new window (of glass)"),
        ("nouvelle fenêtre sur le port", "nouvelle fenêtre sur le port"),
    ],
)
def test_a_link_does_not_say_what_it_opens(link: str, expected: str) -> None:
    assert texts(f"<p>the <a href=/a>{link}</a> said") == [f"the {expected} said"]


def test_a_link_that_only_says_what_it_opens_is_no_text() -> None:
    assert texts('<p>the report <a href="/a"><img src="/arrow.svg">(opens in a new tab)</a> said') == [
        "the report said"
    ]
    assert texts("<p>The door opens in a new tab.</p>") == ["The door opens in a new tab."]


def test_what_is_linked_is_known_without_the_notice() -> None:
    (block,) = page_of("<p><a href=/a>the report<span> (opens in a new tab)</span></a></p>").blocks
    assert (block.text, block.link_density) == ("the report", 1.0)
