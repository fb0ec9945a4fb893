"""What holds of every report: valid, closed to the network, and safe whatever the pages hold."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

from browser import Browser

__all__ = ["ATTACKS", "Checker", "check", "check_closed", "escaped", "hostile", "requested"]

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
"""Elements without an end tag."""


class Checker(HTMLParser):
    """Notes what makes a page invalid: tags that do not pair, ids and attributes that are given twice."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: set[str] = set()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> has an attribute twice: {names}")
        attributes = dict(attrs)
        name = attributes.get("id")
        if name is not None:
            if name in self.ids:
                self.faults.append(f"id {name} twice")
            self.ids.add(name)
        if "p" in self.open and tag not in PHRASING:
            self.faults.append(f"<{tag}> in <p>")
        self.tags.append((tag, attributes))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()} closes nothing")


PHRASING = frozenset(
    "a abbr b br button code del em i input ins kbd mark math meter mtext option output q s select small span "
    "strong sub sup".split()
)


def check(report: str) -> Checker:
    """The report is valid HTML without characters that a page can't have."""
    checker = Checker()
    checker.feed(report)
    checker.close()
    assert checker.faults == []
    assert checker.open == []
    assert report.startswith("<!doctype html>\n<html lang=")
    assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]", report) is None
    for tag, attributes in checker.tags:
        target = attributes.get("aria-labelledby")
        assert target is None or target in checker.ids, tag
    return checker


LOADING = {"src", "srcset", "href", "poster", "action", "formaction", "background", "ping", "manifest", "style"}


def check_closed(checker: Checker, *, scripts: int = 1) -> None:
    """Nothing in the report can load, send or run anything but its own script; data may be another one."""
    for tag, attributes in checker.tags:
        assert LOADING.isdisjoint(attributes), (tag, attributes)
        assert not any(name.startswith("on") for name in attributes), (tag, attributes)
        assert tag not in {"link", "base", "iframe", "object", "embed", "img", "form", "a"}
    assert [tag for tag, _ in checker.tags].count("script") == scripts


ATTACKS = (
    "<script>window.pwned = 1</script>",
    "</script><script>window.pwned = 1</script>",
    "<!--<script>",
    "</style><style>body{display:none}</style>",
    "--><img src=ADDRESS/a.png onerror=window.pwned=1>",
    "<svg onload=window.pwned=1><use href=ADDRESS/b.svg></svg>",
    "<iframe src=ADDRESS/c srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<meta http-equiv=refresh content='0;url=ADDRESS/d'>",
    "<base href=ADDRESS/e><link rel=stylesheet href=ADDRESS/f.css>",
    "' autofocus onfocus=window.pwned=1 x='",
    '" autofocus onfocus=window.pwned=1 x="',
    "</template></title></textarea></ol></main></body></html><script>window.pwned=1</script>",
    "{{ 7 * 191 }}{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "javascript:window.pwned=1",
    "\u202egnp.exe\u2066 \u2028 window.pwned=1 \u2029",
    "&lt;script&gt;window.pwned=1&lt;/script&gt; &#60;img src=x&#62;",
    "]]><script>window.pwned=1</script>",
    '\\u003cscript\\u003ewindow.pwned=1\\u003c/script\\u003e \\"});window.pwned=1;//',
    "__proto__ constructor toString",
)


def hostile(address: str) -> tuple[str, list[str]]:
    """A page with attacks wherever a page has text or attributes, and the attacks that its text shows."""
    attacks = [attack.replace("ADDRESS", address) for attack in ATTACKS]
    prose = "The ferry left the quay at noon, and those who missed it had to wait until the storm was over. "
    body = "".join(
        f'<div class="{escaped(attack)}" id="{escaped(attack)}" title="{escaped(attack)}">'
        f"<p>{prose}{escaped(attack)} {prose}</p><p>{escaped(attack)}</p></div>"
        for attack in attacks
    )
    claims = {
        "@type": "NewsArticle",
        "headline": attacks[0],
        "author": {"@type": "Person", "name": f"Ann {attacks[4]}"},
        "articleSection": attacks[1],
        "keywords": list(attacks),
        "image": f"javascript:{address}/x",
        "description": attacks[9],
    }
    data = json.dumps(claims).replace("<", "\\u003c")
    return (
        f'<!doctype html><html lang="{escaped(attacks[10])}"><head><title>{escaped(attacks[1])}</title>'
        f'<link rel="canonical" href="javascript:window.pwned=1"><meta name="author" content="{escaped(attacks[5])}">'
        f'<script type="application/ld+json">{data}</script></head><body><h1>{escaped(attacks[0])}</h1>'
        f"<figure><img src='{address}/g.png'><figcaption>Photo: {escaped(attacks[4])}</figcaption></figure>"
        f'<article class="x onload=window.pwned=1">{body}</article>'
        f"<script>window.pwned = 1; fetch('{address}/h')</script>"
        f"<img src='{address}/i.png' onerror='window.pwned = 1'><iframe src='{address}/j'></iframe></body></html>",
        attacks,
    )


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").replace("'", "&#39;")


def requested(window: Browser) -> list[str]:
    """Addresses that the browser asked for since the last call."""
    messages = [json.loads(entry["message"])["message"] for entry in window.log("performance")]
    sent = [each["params"] for each in messages if each["method"] == "Network.requestWillBeSent"]
    return [each["request"]["url"] for each in sent]
