"""A preset changes the text and nothing else: the fields are read from the body at the default threshold."""

from __future__ import annotations

from typing import Final

import pytest
from fixture_pages import FixturePage, load_fixtures

from cleanarticle import Article, Config, Extractor, NoArticleFound

PRESETS: Final = ("precision", "balanced", "recall")
EXTRACTORS: Final = {preset: Extractor(Config(preset=preset)) for preset in PRESETS}
OF_THE_TEXT: Final = {"body", "paragraphs", "text", "word_count", "entries", "body_source"}
PAGES: Final = load_fixtures()


def articles_of(fixture: FixturePage) -> dict[str, Article]:
    articles = {}
    for preset, extractor in EXTRACTORS.items():
        try:
            articles[preset] = extractor.extract(fixture.html, url=fixture.url, charset=fixture.charset)
        except NoArticleFound:
            assert preset == "precision"
    return articles


@pytest.mark.parametrize("fixture", PAGES, ids=[page.name for page in PAGES])
def test_every_preset_gives_the_same_fields_and_more_or_less_text(fixture: FixturePage) -> None:
    articles = articles_of(fixture)
    fields = {preset: article.model_dump(exclude=OF_THE_TEXT | {"sources"}) for preset, article in articles.items()}
    assert all(other == fields["balanced"] for other in fields.values())
    texts = {preset: [paragraph.text for paragraph in article.paragraphs] for preset, article in articles.items()}
    assert set(texts.get("precision", ())) <= set(texts["balanced"]) <= set(texts["recall"])


def test_presets_differ_somewhere() -> None:
    lengths = [[article.word_count for article in articles_of(page).values()] for page in PAGES[::4]]
    assert any(len(set(words)) == len(PRESETS) for words in lengths)
