"""Whatever a page has in its texts, addresses and attributes: the HTML of its article does nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import lxml.html
import pytest
from selectolax.lexbor import LexborHTMLParser

from cleanarticle import (
    Article,
    AsideBlock,
    Byline,
    DescriptionListBlock,
    EmbedBlock,
    Figure,
    FigureBlock,
    FootnotesBlock,
    ListBlock,
    Paragraph,
    QuoteBlock,
    TableBlock,
    TextMark,
    to_html,
)
from cleanarticle.content import DescriptionItem, Footnote, ListItem, TableCell, TableRow

if TYPE_CHECKING:
    from browser import Browser

VECTORS: Final = (
    # Elements.
    "<script>hit()</script>",
    "<ScRiPt>hit()</sCrIpT>",
    "<script src=//evil.example/x.js></script>",
    "<script/x>hit()</script>",
    "<scr<script>ipt>hit()</scr</script>ipt>",
    "<img src=x onerror=hit()>",
    '<img src="x" onerror="hit()"/>',
    "<img/src=x/onerror=hit()>",
    "<img src=x:x onerror\n=\nhit()>",
    "<svg onload=hit()>",
    "<svg><script>hit()</script></svg>",
    "<svg><animate onbegin=hit() attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:hit()><text>x</text></a></svg>",
    "<svg><use href=data:image/svg+xml,x>",
    "<iframe src=javascript:hit()></iframe>",
    "<iframe srcdoc='<script>parent.hit()</script>'></iframe>",
    "<object data=javascript:hit()></object>",
    "<embed src=javascript:hit()>",
    "<body onload=hit()>",
    "<input autofocus onfocus=hit()>",
    "<details open ontoggle=hit()>x</details>",
    "<video><source onerror=hit()></video>",
    "<audio src=x onerror=hit()></audio>",
    "<form action=javascript:hit()><button>x</button></form>",
    "<button formaction=javascript:hit()>x</button>",
    "<math><mtext><script>hit()</script></mtext></math>",
    "<math href=javascript:hit()>x</math>",
    "<math><maction actiontype=statusline xlink:href=javascript:hit()>x</maction></math>",
    "<math><mtext><table><mglyph><style><img src=x onerror=hit()></style></mglyph></table></mtext></math>",
    "<math><annotation-xml encoding='text/html'><script>hit()</script></annotation-xml></math>",
    "<style>@import 'javascript:hit()';</style>",
    "<style>*{background:url(javascript:hit())}</style>",
    "<link rel=stylesheet href=javascript:hit()>",
    "<meta http-equiv=refresh content='0;url=javascript:hit()'>",
    "<base href=javascript:hit()//>",
    "<template><script>hit()</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=hit()>'></noscript>",
    "<plaintext>",
    "<textarea><script>hit()</script></textarea>",
    "<title><img src=x onerror=hit()></title>",
    "<xmp><script>hit()</script></xmp>",
    "<marquee onstart=hit()>x</marquee>",
    "<a href=javascript:hit()>x</a>",
    "<!--><script>hit()</script-->",
    "--><script>hit()</script>",
    "--!><script>hit()</script>",
    "]]><script>hit()</script>",
    "<![CDATA[<script>hit()</script>]]>",
    "<?xml-stylesheet href='javascript:hit()'?>",
    "<\x00script>hit()</script>",
    "<script\x0c>hit()</script>",
    "\u2028<script>hit()</script>\u2029",
    "＜script＞hit()＜/script＞",
    "&lt;script&gt;hit()&lt;/script&gt;",
    "&#60;script&#62;hit()&#60;/script&#62;",
    "\ud800<script>hit()</script>\udfff",
    # Out of an attribute, an element, or the document.
    '"><script>hit()</script>',
    "'><script>hit()</script>",
    "` onload=hit() x=`",
    '" onmouseover="hit()',
    "' onmouseover='hit()",
    '" autofocus onfocus=hit() tabindex="1',
    '" style="background:url(javascript:hit())',
    "x onerror=hit()",
    '\\" onerror=hit() x=\\"',
    "&quot; onerror=hit() x=&quot;",
    "</p><script>hit()</script><p>",
    "</article></body></html><script>hit()</script>",
    "</code></pre><img src=x onerror=hit()>",
    "</mtext></math><img src=x onerror=hit()>",
    "</summary></details><svg onload=hit()>",
    # Addresses.
    "javascript:hit()",
    "JaVaScRiPt:hit()",
    " javascript:hit()",
    "\x01javascript:hit()",
    "java\tscript:hit()",
    "java\nscript:hit()",
    "java\rscript:hit()",
    "java\x00script:hit()",
    "javascript\t:hit()",
    "\u2028javascript:hit()",
    "\ufeffjavascript:hit()",
    "\u00a0javascript:hit()",
    "&#106;avascript:hit()",
    "&#x6A;&#x61;vascript&colon;hit()",
    "java&Tab;script&colon;hit()",
    "java&NewLine;script:hit()",
    "javascript://evil.example/%0ahit()",
    "javascript:/*--></script><svg onload=hit()>*/hit()",
    "vbscript:hit()",
    "livescript:hit()",
    "data:text/html,<script>hit()</script>",
    "data:text/html;base64,PHNjcmlwdD5oaXQoKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=hit()>",
    "DATA:text/html,x",
    "blob:null/x",
    "filesystem:x",
    "file:///etc/passwd",
    "view-source:javascript:hit()",
    "feed:javascript:hit()",
    "jar:javascript:hit()!/",
    "intent:x#Intent;scheme=javascript;end",
    "mocha:hit()",
    'https://evil.example/" onmouseover=hit() x="',
    "//evil.example/'><script>hit()</script>",
    '#"><script>hit()</script>',
    'mailto:x"onclick="hit()',
)
ELEMENTS: Final = frozenset(
    "article header h1 h2 h3 h4 h5 h6 p time ul ol li dl dt dd blockquote pre code table caption thead tbody tr th td "
    "figure figcaption img small hr aside details summary section sup sub a em strong s mark q abbr "
    "br math mtext".split()
)
ATTRIBUTES: Final = frozenset(
    "href src cite title alt id lang datetime start value rowspan colspan align role data-language "
    "data-embed data-provider alttext display".split()
)
ADDRESS: Final = re.compile(r"(?:https?:|mailto:|tel:|[^:]*(?:[/?#]|$))", re.IGNORECASE)


def article_with(text: str) -> Article:
    """An article that has a text in every place that a page can fill."""

    def p(kind: str = "paragraph", *marks: TextMark, **values: str) -> Paragraph:
        return Paragraph.model_validate({"text": text, "kind": kind, "marks": marks, **values})

    whole = {"start": 0, "end": len(text), "href": text, "title": text}
    kinds = ("link", "emphasis", "strong", "code", "sub", "sup", "strike", "highlight", "quote", "abbreviation", "math")
    marked = [p("paragraph", TextMark.model_validate({"kind": kind, **whole})) for kind in kinds]
    places = [TextMark(kind=kind, start=1, end=1, href=text, title=text) for kind in ("footnote", "image")]  # type: ignore[arg-type]
    formula = TextMark(kind="math", start=0, end=len(text), mathml=text)
    plain = p()
    return Article(
        title=text,
        subtitle=f"{text} again",
        byline=Byline(text=text),
        language=text,
        figures=(Figure(src=text, alt=text, caption=text, credit=text),),
        body=(
            p("heading", id=text),
            *marked,
            p("paragraph", *places),
            p("paragraph", formula),
            p("math", formula),
            p("math"),
            p("code", language=text),
            ListBlock(items=(ListItem(blocks=(plain,)),)),
            DescriptionListBlock(items=(DescriptionItem(terms=(plain,), blocks=(plain,)),)),
            QuoteBlock(blocks=(plain,), cite=text),
            TableBlock(caption=plain, rows=(TableRow(cells=(TableCell(blocks=(plain,)),)),)),
            FigureBlock(index=0),
            EmbedBlock(href=text, title=text, provider=text, text=text),
            EmbedBlock(href="/e", title=text, provider=text),
            AsideBlock(type="details", title=plain, blocks=(plain,)),
            FootnotesBlock(notes=(Footnote(id=text, blocks=(plain,)),)),
        ),
    )


def problems(elements: list[tuple[str, dict[str, str]]]) -> list[str]:
    """What in a parsed document may be active or is not expected."""
    found = [name for name, _ in elements if name not in ELEMENTS]
    for _, attributes in elements:
        found += [name for name in attributes if name not in ATTRIBUTES]
        addresses = [attributes.get(name) or "" for name in ("href", "src", "cite")]
        found += [address for address in addresses if not ADDRESS.match(address)]
    return found


def test_there_are_vectors_enough() -> None:
    assert len(set(VECTORS)) == len(VECTORS) >= 100


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_is_active(vector: str) -> None:
    markup = to_html(article_with(vector))
    article = LexborHTMLParser(markup).css_first("article")
    assert article is not None
    # An attribute without a value is `None` here.
    by_lexbor = [
        (node.tag, {name: value or "" for name, value in node.attributes.items()})
        for node in article.traverse()
        if node.tag != "-text"
    ]
    by_lxml = [(str(node.tag), dict(node.attrib)) for node in lxml.html.fragment_fromstring(markup).iter()]
    assert problems(by_lexbor) == []
    assert problems(by_lxml) == []
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]", markup)


@pytest.mark.slow
def test_nothing_runs_in_a_browser(window: Browser, tmp_path: Path) -> None:
    """Neither as it is, nor written again by the browser, nor when its links are clicked."""
    page = tmp_path / "page.html"
    bodies = "\n".join(to_html(article_with(vector)) for vector in VECTORS)
    page.write_text(
        f"<!DOCTYPE html><meta charset=utf-8><script>hits=[]; hit=()=>hits.push(1)</script>\n{bodies}\n", "utf-8"
    )
    window.open(page.as_uri())
    names = window.run(
        "document.body.innerHTML = document.body.innerHTML;"
        "const all = [...document.querySelectorAll('article, article *')];"
        "for (const node of all) {"
        "  node.onclick ??= event => event.preventDefault();"
        "  for (const kind of ['mouseover', 'focus', 'load', 'error', 'toggle'])"
        "    node.dispatchEvent(new Event(kind));"
        "}"
        "return [...new Set(all.map(node => node.localName))];"
    )
    protocols = window.run("return [...new Set([...document.links].map(link => link.protocol))]")
    assert set(names) <= ELEMENTS
    assert set(protocols) <= {"file:", "http:", "https:", "mailto:", "tel:"}
    assert window.run("return document.querySelectorAll('article').length") == len(VECTORS)
    assert window.run("return new Promise(done => setTimeout(() => done(hits.length), 300))") == 0
