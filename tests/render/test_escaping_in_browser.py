"""Texts full of signs, in a browser: what `innerHTML` makes of the HTML, and of Markdown through a parser."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any, Final

import pytest
from browser import Browser, missing, open_browser
from content_strategies import ODD, SIGNS, SPACES
from markdown_it import MarkdownIt

from cleanarticle import Article, Paragraph, TextMark, to_html, to_markdown

TEXTS: Final = 5_000
READ: Final = """
const box = document.createElement('div'); document.body.append(box);
return arguments[0].map(html => {
  box.innerHTML = html;
  const active = [...box.querySelectorAll('script, iframe, object, embed, style, link, form, base, svg')].length
    + [...box.querySelectorAll('*')].filter(each => [...each.attributes].some(one => one.name.startsWith('on'))).length
    + [...box.querySelectorAll('[href]')].filter(each => !/^(https?|mailto|tel|file):$/.test(each.protocol)).length;
  return [box.textContent, active];
});
"""
"""Text and number of active elements, handlers and addresses of each piece of HTML."""


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if missing():
        pytest.skip(missing())
    page = tmp_path_factory.mktemp("page") / "page.html"
    page.write_text("<!DOCTYPE html><meta charset=utf-8><title>x</title>", encoding="utf-8")
    with open_browser() as browser:
        browser.open(page.as_uri())
        yield browser


def paragraphs() -> list[Paragraph]:
    """Texts of signs that mean something in markup, half of them with a link or emphasis somewhere."""
    chance = random.Random(7)
    made = []
    for _ in range(TEXTS):
        pieces = [chance.choice(SIGNS if chance.random() < 0.9 else ODD) for _ in range(chance.randint(1, 9))]
        text = "".join(piece + chance.choice(SPACES) for piece in pieces)
        start = chance.randint(0, len(text))
        end = chance.randint(start, len(text))
        kind: Any = chance.choice(["link", "emphasis", "strong", "code"])
        mark = TextMark(
            kind=kind, start=start, end=end, href=chance.choice(["javascript:alert(1)", "https://a.example/"])
        )
        made.append(Paragraph(text=text, marks=(mark,) if chance.random() < 0.5 else ()))
    return made


def words(text: str) -> list[str]:
    """The words of a text, without the characters that no format can have."""
    return "".join(sign if sign.isprintable() or sign.isspace() else "" for sign in text.replace("\ufffd", "")).split()


@pytest.mark.slow
def test_html_has_the_words_and_nothing_active(window: Browser) -> None:
    made = paragraphs()
    shown = window.run(READ, [to_html(Article(body=(each,)), head=False) for each in made])
    for paragraph, (text, active) in zip(made, shown, strict=True):
        assert not active, paragraph
        assert words(text) == words(paragraph.text), paragraph


@pytest.mark.slow
def test_markdown_has_the_words_and_nothing_active(window: Browser) -> None:
    made = paragraphs()
    parser = MarkdownIt("gfm-like", {"html": True, "linkify": False})
    shown = window.run(READ, [parser.render(to_markdown(Article(body=(each,)))) for each in made])
    for paragraph, (text, active) in zip(made, shown, strict=True):
        assert not active, paragraph
        assert words(text) == words(paragraph.text), paragraph
