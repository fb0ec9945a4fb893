"""The page that started the project: its text, and three markups of it, give exactly what is expected.

The page is third-party text, so it is read from a folder beside the repository, and the tests are skipped
where that is absent. The templates below hold markup only; the words come from the file, by line number.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any, Final

import lxml.html
import pytest

from cleanarticle import Article, extract, extract_plaintext, inspect

SEED: Final = Path(__file__).resolve().parents[1].parent / "shared" / "seed"

pytestmark = pytest.mark.skipif(
    not (SEED / "page.txt").exists(), reason="the seed page lies beside the repository, and is not there"
)

# Line numbers of the text, from 1.
AD, TITLE, SUBTITLE, READING_TIME, TRUST, COMMENTS, CAPTION, BYLINE = 1, 3, 5, 7, 8, 9, 10, 11
DURATION, VIDEO, VIDEO_AGAIN, LOADING = 18, 20, 22, 36
BEFORE_AD, BEFORE_VIDEO, AFTER_VIDEO, AFTER_AD = (12,), (14, 16), (24, 26, 28), (32, 34)

SECTIONS: Final = "News Region Economy Companies Technology Science Lifestyle Sport Opinion Video Magazine"
NAVIGATION: Final = "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in SECTIONS.split())
FOOTER: Final = (
    '<ul><li><a href="/about">About us</a></li><li><a href="/privacy">Privacy policy</a></li>'
    '<li><a href="/terms">Terms of use</a></li><li><a href="/contact">Contact us</a></li></ul>'
)


class Seed:
    """The page's lines, escaped for markup."""

    def __init__(self, text: str, expected: dict[str, Any]) -> None:
        self.lines = text.split("\n")
        self.expected = expected

    def __getitem__(self, number: int) -> str:
        return escape(self.lines[number - 1].strip())

    def all(self, numbers: tuple[int, ...], template: str) -> str:
        """The lines, each put into the template, in a row."""
        return "\n".join(template.format(self[number]) for number in numbers)

    def byline(self, author: str, place: str) -> str:
        """The byline's two parts put into two templates that leave no space between them, as in the text."""
        name, city = self.expected["authors"][0], self.expected["dateline_place"]
        before, between, after = self.lines[BYLINE - 1].partition(name)
        assert (before, between, after) == ("", name, f"in {city}")
        return author.format(escape(name)) + place.format(escape(after))


@pytest.fixture(scope="module")
def seed() -> Seed:
    return Seed(
        (SEED / "page.txt").read_text(encoding="utf-8"),
        json.loads((SEED / "expected.json").read_text(encoding="utf-8")),
    )


def semantic(seed: Seed) -> str:
    """Semantic tags: article, header, figure, aside."""
    advert = f'<aside class="advert"><span>{seed[AD]}</span><div id="ad-slot"></div></aside>'
    return f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{seed[TITLE]}</title>
<meta property="og:type" content="article"><meta property="og:title" content="{seed[TITLE]}">
<meta name="description" content="{seed[SUBTITLE]}"></head>
<body>
<header><nav aria-label="Main"><ul>{NAVIGATION}</ul></nav></header>
{advert}
<main>
<article>
<header>
<h1>{seed[TITLE]}</h1>
<p class="subtitle">{seed[SUBTITLE]}</p>
<p class="reading-time">{seed[READING_TIME]}</p>
<p class="trust"><a href="/standards">{seed[TRUST]}</a></p>
<p><a class="comment-count" href="#comments">{seed[COMMENTS]}</a></p>
</header>
<figure><img src="/lead.jpg" alt=""><figcaption>{seed[CAPTION]}</figcaption></figure>
<address class="byline">{seed.byline('<a rel="author" href="/author">{}</a>', "{}")}</address>
<section class="body">
{seed.all(BEFORE_AD, "<p>{}</p>")}
{advert}
{seed.all(BEFORE_VIDEO, "<p>{}</p>")}
<aside class="video"><a href="/video"><span class="duration">{seed[DURATION]}</span>
<h4>{seed[VIDEO]}</h4></a><p>{seed[VIDEO_AGAIN]}</p></aside>
{seed.all(AFTER_VIDEO, "<p>{}</p>")}
{advert}
{seed.all(AFTER_AD, "<p>{}</p>")}
</section>
</article>
<p class="loader">{seed[LOADING]}</p>
{advert}
</main>
<footer>{FOOTER}</footer>
</body></html>"""


def divs(seed: Seed) -> str:
    """Only divs, with generated class names."""
    advert = f'<div class="ekq1x0"><div class="ekq1x1">{seed[AD]}</div></div>'
    paragraph = '<div class="css-1m9d2k ekq7p0">{}</div>'
    byline = seed.byline('<a href="/author" class="css-3e4r5u">{}</a>', '<span class="css-3e4r5v">{}</span>')
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{seed[TITLE]}</title></head>
<body><div id="__next"><div class="css-0">
<div class="css-8ab1f2"><ul class="css-2c0r9s">{NAVIGATION}</ul></div>
{advert}
<div class="css-77dd01"><div class="css-1k2j3h">
<h1 class="css-9f0e1d">{seed[TITLE]}</h1>
<div class="css-9f0e1e">{seed[SUBTITLE]}</div>
<div class="css-5t6y7u"><div class="css-5t6y7v">{seed[READING_TIME]}</div>
<div class="css-5t6y7w"><a href="/standards">{seed[TRUST]}</a></div>
<div class="css-5t6y7x"><div role="button">{seed[COMMENTS]}</div></div></div>
<div class="css-4r5t6y"><img src="/lead.jpg" alt=""><div class="css-4r5t6z">{seed[CAPTION]}</div></div>
<div class="css-3e4r5t">{byline}</div>
<div class="css-2w3e4r">
{seed.all(BEFORE_AD, paragraph)}
{advert}
{seed.all(BEFORE_VIDEO, paragraph)}
<div class="css-1q2w3e"><div class="css-1q2w3f">{seed[DURATION]}</div>
<a href="/video"><div class="css-1q2w3g">{seed[VIDEO]}</div></a>
<div class="css-1q2w3h">{seed[VIDEO_AGAIN]}</div></div>
{seed.all(AFTER_VIDEO, paragraph)}
{advert}
{seed.all(AFTER_AD, paragraph)}
</div></div>
<div class="css-0a9s8d">{seed[LOADING]}</div>
{advert}
</div><div class="css-6y7u8i">{FOOTER}</div></div></div></body></html>"""


def amp(seed: Seed) -> str:
    """AMP components, with the article's data in JSON-LD."""
    advert = (
        '<amp-ad width="300" height="250" type="house" data-slot="/0000/inline">'
        f"<div placeholder>{seed[AD]}</div></amp-ad>"
    )
    numbers = (*BEFORE_AD, *BEFORE_VIDEO, *AFTER_VIDEO, *AFTER_AD)
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": seed.lines[TITLE - 1],
        "alternativeHeadline": seed.lines[SUBTITLE - 1],
        "author": [{"@type": "Person", "name": seed.expected["authors"][0]}],
        "articleBody": "\n".join(seed.lines[number - 1] for number in numbers),
    }
    return f"""<!doctype html>
<html amp lang="en">
<head><meta charset="utf-8"><title>{seed[TITLE]}</title>
<script type="application/ld+json">{json.dumps(data)}</script></head>
<body>
<amp-sidebar id="menu" layout="nodisplay"><ul>{NAVIGATION}</ul></amp-sidebar>
{advert}
<article>
<h1>{seed[TITLE]}</h1>
<h2 class="sub-headline">{seed[SUBTITLE]}</h2>
<div class="info"><span>{seed[READING_TIME]}</span></div>
<div class="info"><a href="/standards">{seed[TRUST]}</a></div>
<div class="info"><a href="#comments">{seed[COMMENTS]}</a></div>
<figure><amp-img src="/lead.jpg" width="1200" height="800" layout="responsive"></amp-img>
<figcaption>{seed[CAPTION]}</figcaption></figure>
<div class="author">{seed.byline('<span class="name">{}</span>', '<span class="location">{}</span>')}</div>
<div class="article-body">
{seed.all(BEFORE_AD, "<p>{}</p>")}
{advert}
{seed.all(BEFORE_VIDEO, "<p>{}</p>")}
<div class="video-embed"><span>{seed[DURATION]}</span>
<amp-video-iframe src="/player" width="16" height="9" layout="responsive"></amp-video-iframe>
<p>{seed[VIDEO]}</p><p>{seed[VIDEO_AGAIN]}</p></div>
{seed.all(AFTER_VIDEO, "<p>{}</p>")}
{advert}
{seed.all(AFTER_AD, "<p>{}</p>")}
</div>
</article>
<amp-list src="/more.json" width="auto" height="300"><div placeholder>{seed[LOADING]}</div></amp-list>
{advert}
<footer>{FOOTER}</footer>
</body></html>"""


def summary(article: Article) -> dict[str, Any]:
    """The article in the shape of the expectation."""
    places = [part.place for part in (article.dateline, article.byline) if part and part.place]
    return {
        "title": article.title,
        "subtitle": article.subtitle,
        "authors": list(article.byline.authors) if article.byline else [],
        "dateline_place": places[0] if places else None,
        "figures": [
            {"caption": figure.caption, "credit": figure.credit}
            for figure in article.figures
            if figure.caption or figure.credit
        ],
        "paragraphs": [paragraph.text for paragraph in article.paragraphs],
    }


def expected_summary(seed: Seed) -> dict[str, Any]:
    return {key: value for key, value in seed.expected.items() if key != "dropped"}


def test_line_numbers_fit_the_page(seed: Seed) -> None:
    numbers = (*BEFORE_AD, *BEFORE_VIDEO, *AFTER_VIDEO, *AFTER_AD)
    assert [seed.lines[number - 1] for number in numbers] == seed.expected["paragraphs"]
    cruft = (AD, READING_TIME, TRUST, COMMENTS, DURATION, VIDEO, LOADING)
    assert {seed.lines[number - 1] for number in cruft} == set(seed.expected["dropped"])


def test_plain_text(seed: Seed) -> None:
    article = extract_plaintext("\n".join(seed.lines))
    assert summary(article) == expected_summary(seed)


@pytest.mark.parametrize("markup", [semantic, divs, amp])
def test_markup(seed: Seed, markup: Callable[[Seed], str]) -> None:
    assert summary(extract(markup(seed).encode())) == expected_summary(seed)


@pytest.mark.parametrize("markup", [semantic, divs, amp])
def test_tree_of_the_markup(seed: Seed, markup: Callable[[Seed], str]) -> None:
    tree = lxml.html.document_fromstring(markup(seed))
    assert summary(extract(tree)) == expected_summary(seed)


def test_every_dropped_line_has_a_mark(seed: Seed) -> None:
    ledger = inspect("\n".join(seed.lines), plaintext=True).ledger
    for line in seed.expected["dropped"]:
        entries = [entry for entry in ledger if entry.text == line]
        assert entries
        for entry in entries:
            assert not entry.kept
            assert entry.reason
            assert any(mark.rule == entry.rule and mark.kind == "drop" for mark in entry.marks)
