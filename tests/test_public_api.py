"""The public surface: its names, its signatures, and what every caller may rely on."""

from __future__ import annotations

import inspect as introspection
import json
import pickle
import random
import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import pydantic
import pytest
from fixture_pages import FixturePage, load_fixtures, on_every_page

import cleanarticle
from cleanarticle import (
    Article,
    Byline,
    CleanArticleError,
    Config,
    ConfigError,
    Dateline,
    Extraction,
    Extractor,
    Figure,
    InputError,
    LimitExceeded,
    Limits,
    LiveEntry,
    Mark,
    NoArticleFound,
    Paragraph,
    RuleError,
    SiteModel,
    diff,
    errors,
    extract,
    extract_plaintext,
    inspect,
)
from cleanarticle.config.model import Preset

PAGES = load_fixtures()
PROSE = "The ferry left at noon, and those who missed it had to wait until the storm was over. "
STORY = f"<article><h1>Ferry leaves early</h1>{f'<p>{PROSE * 3}</p>' * 4}</article>"
ERRORS = [name for name in errors.__all__ if isinstance(getattr(errors, name), type)]
MENU = "<nav><ul><li><a href='/a'>Home</a></li><li><a href='/b'>Sport</a></li></ul></nav>"

every_page = on_every_page("page", PAGES)


def outcome(page: FixturePage, extractor: Extractor) -> Article:
    return extractor.extract(page.html, url=page.url, charset=page.charset)


# --- Names and signatures


def test_names() -> None:
    assert cleanarticle.__all__ == [
        "Answer",
        "Article",
        "AsideBlock",
        "BatchError",
        "Byline",
        "CleanArticleError",
        "Config",
        "ConfigError",
        "Dateline",
        "DescriptionItem",
        "DescriptionListBlock",
        "Difference",
        "EmbedBlock",
        "Entry",
        "Extraction",
        "Extractor",
        "Figure",
        "FigureBlock",
        "FixtureError",
        "Footnote",
        "FootnotesBlock",
        "Image",
        "InputError",
        "LimitExceeded",
        "Limits",
        "Link",
        "ListBlock",
        "ListItem",
        "LiveEntry",
        "Mark",
        "Media",
        "MissingPackage",
        "NoArticleFound",
        "Paragraph",
        "Profiles",
        "Provenance",
        "QuoteBlock",
        "RuleError",
        "RuleWarning",
        "SiteModel",
        "SourcePosition",
        "TableBlock",
        "TableCell",
        "TableRow",
        "TextMark",
        "ThematicBreak",
        "diff",
        "extract",
        "extract_plaintext",
        "inspect",
        "to_csv",
        "to_html",
        "to_markdown",
        "to_schema_org",
        "to_tei",
        "to_text",
        "to_zyte",
    ]
    assert all(hasattr(cleanarticle, name) for name in cleanarticle.__all__)


def parameters(function: Callable[..., Any]) -> str:
    """Names and kinds of a function's parameters with their defaults, without `self` and types."""
    signature = introspection.signature(function)
    bare = [
        parameter.replace(annotation=introspection.Parameter.empty)
        for name, parameter in signature.parameters.items()
        if name != "self"
    ]
    return str(introspection.Signature(bare))


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (extract, "(source, *, url=None, charset=None, site=None)"),
        (extract_plaintext, "(text, *, url=None)"),
        (inspect, "(source, *, url=None, charset=None, plaintext=False, site=None)"),
        (Extractor, "(config=None, *, rules=(), scorecard=None, profiles=None, rule_timings=None)"),
        (Extractor.extract, "(source, *, url=None, charset=None, site=None, fetched=None)"),
        (Extractor.extract_plaintext, "(text, *, url=None)"),
        (Extractor.inspect, "(source, *, url=None, charset=None, plaintext=False, site=None, fetched=None)"),
        (Extraction.explain, "(words)"),
        (diff, "(first, second)"),
        (Extractor.fit_site, "(pages, *, least_pages=3)"),
        (SiteModel.from_json, "(text)"),
    ],
)
def test_signatures(function: Callable[..., Any], expected: str) -> None:
    assert parameters(function) == expected


def test_fields_of_the_article() -> None:
    assert list(Article.model_fields) == [
        "title",
        "alternative_titles",
        "kicker",
        "subtitle",
        "summary",
        "byline",
        "dateline",
        "body",
        "body_source",
        "figures",
        "media",
        "published",
        "modified",
        "language",
        "site_name",
        "url",
        "canonical_url",
        "next_page",
        "section",
        "tags",
        "entries",
        "access",
        "page_type",
        "quality",
        "quality_reason",
        "sources",
    ]


def test_fields_of_an_entry() -> None:
    assert list(LiveEntry.model_fields) == ["time", "stamp", "title", "authors", "paragraphs"]


def test_errors_have_one_base() -> None:
    for name in ERRORS:
        base = UserWarning if name.endswith("Warning") else CleanArticleError
        assert issubclass(getattr(errors, name), base)
    assert issubclass(LimitExceeded, InputError)


# --- The article is data


@pytest.mark.parametrize(
    ("model", "field"),
    [
        (Article(title="A"), "title"),
        (Paragraph(text="A"), "text"),
        (Byline(text="A"), "authors"),
        (Dateline(text="A"), "place"),
        (Figure(), "caption"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, pydantic.BaseModel) else value,
)
def test_models_are_frozen_and_closed(model: pydantic.BaseModel, field: str) -> None:
    with pytest.raises(pydantic.ValidationError):
        setattr(model, field, "B")
    with pytest.raises(pydantic.ValidationError):
        type(model).model_validate({**model.model_dump(), "unknown": 1})


def test_config_is_frozen_and_closed() -> None:
    with pytest.raises(pydantic.ValidationError):
        Config().threshold = 1.0  # type: ignore[misc]
    for wrong in ({"treshold": 1.0}, {"threshold": "high"}, {"threshold": float("nan")}):
        with pytest.raises(ConfigError, match=next(iter(wrong))):
            Config(**wrong)


@every_page
def test_article_survives_json_and_pickle(page: FixturePage) -> None:
    article = extract(page.html, url=page.url, charset=page.charset)
    assert Article.model_validate_json(article.model_dump_json()) == article
    assert Article.model_validate(article.model_dump()) == article
    assert pickle.loads(pickle.dumps(article)) == article
    assert hash(article) == hash(pickle.loads(pickle.dumps(article)))


def test_extraction_survives_pickle() -> None:
    for source in (PAGES[0].html, MENU, b""):
        result = inspect(source)
        assert isinstance(result, Extraction)
        assert pickle.loads(pickle.dumps(result)) == result


@pytest.mark.parametrize("name", ERRORS)
def test_errors_survive_pickle(name: str) -> None:
    error = getattr(errors, name)("what is wrong, and what to do")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)


def test_config_survives_pickle_and_json() -> None:
    config = Config(
        threshold=0.5,
        rules_off=("promo/*", "byline-line"),
        rule_settings={"reading-time": {"max_words": 5}},
        strip_dateline=True,
        limits=Limits(max_bytes=1000),
    )
    assert pickle.loads(pickle.dumps(config)) == config
    assert Config.model_validate_json(config.model_dump_json()) == config
    again = Extractor(pickle.loads(pickle.dumps(config)))
    assert again.config == config


def test_marks_can_be_compared() -> None:
    assert Mark("drop", "why", rule="a") == Mark("drop", "why", rule="a")
    assert Mark("drop", "why") != Mark("score", "why")


# --- A pure function of its input


def test_a_page_between_changes_nothing() -> None:
    extractor = Extractor()
    first = outcome(PAGES[0], extractor)
    for other in PAGES[1:]:
        outcome(other, extractor)
        assert outcome(PAGES[0], extractor) == first
    assert outcome(PAGES[0], Extractor()) == first


def test_threads_share_an_extractor() -> None:
    extractor = Extractor()
    pages = PAGES[::4]
    expected = [outcome(page, extractor) for page in pages]
    start = threading.Barrier(8)

    def work(number: int) -> list[Article]:
        start.wait()
        order = random.Random(number).sample(range(len(pages)), len(pages))
        found = {place: outcome(pages[place], extractor) for place in order}
        return [found[place] for place in range(len(pages))]

    with ThreadPoolExecutor(8) as pool:
        assert all(found == expected for found in pool.map(work, range(8)))


@every_page
def test_inspect_gives_the_article_of_extract(page: FixturePage) -> None:
    result = inspect(page.html, url=page.url, charset=page.charset)
    assert (result.status, result.reason) == ("ok", "")
    assert result.article == extract(page.html, url=page.url, charset=page.charset)


def test_source_types_give_the_same() -> None:
    data = f"<meta charset=utf-8><title>Ferry leaves early</title>{STORY}".encode()
    expected = extract(data)
    assert extract(data.decode()) == expected
    assert extract(bytearray(data)) == expected  # type: ignore[arg-type]
    assert extract(memoryview(data)) == expected  # type: ignore[arg-type]


# --- What is no article

ODD: dict[str, object] = {
    "none": None,
    "int": 5,
    "list": [b"<p>"],
    "dict": {},
    "path": introspection,
    "empty bytes": b"",
    "empty text": "",
    "white space": " \n\t ",
    "noise": random.Random(1).randbytes(5_000),
    "nul": b"\x00" * 100,
    "unfinished": "<",
    "surrogates": "\ud800" * 10,
    "comment": "<!-- nothing -->",
}


@pytest.mark.parametrize("source", ODD.values(), ids=ODD.keys())
@pytest.mark.parametrize("plaintext", [False, True])
def test_inspect_never_raises(source: Any, plaintext: bool) -> None:
    result = inspect(source, plaintext=plaintext)
    assert result.article is None
    assert result.status in {"no-article", "bad-input"}
    assert result.reason


@pytest.mark.parametrize("source", [None, 5, [b"<p>"], b"", "", " \n"])
def test_unusable_input_says_what_is_wrong(source: Any) -> None:
    with pytest.raises(InputError) as error:
        extract(source)
    assert inspect(source).reason == str(error.value)
    assert inspect(source).status == "bad-input"


@pytest.mark.parametrize("text", [None, b"bytes", "", " \n "])
def test_unusable_text_says_what_is_wrong(text: Any) -> None:
    with pytest.raises(InputError, match=r"text"):
        extract_plaintext(text)


@pytest.mark.parametrize("html", ["<html></html>", MENU, "<title>Ferry</title><img src='/a.jpg'>", "<p>Four words."])
def test_page_without_article(html: str) -> None:
    with pytest.raises(NoArticleFound) as error:
        extract(html)
    result = inspect(html)
    assert (result.status, result.article, result.reason) == ("no-article", None, str(error.value))
    assert all(not entry.kept for entry in result.ledger)


def test_text_without_article() -> None:
    with pytest.raises(NoArticleFound):
        extract_plaintext("Menu")


def test_limits_are_kept() -> None:
    with pytest.raises(LimitExceeded, match="max_bytes=100"):
        Extractor(Config(limits=Limits(max_bytes=100))).extract(STORY)
    with pytest.raises(LimitExceeded, match="max_tags=3"):
        Extractor(Config(limits=Limits(max_tags=3))).extract(STORY)
    with pytest.raises(ConfigError, match="max_depth"):
        Limits(max_depth=0)


# --- Settings


@pytest.mark.parametrize(
    ("config", "hint"),
    [
        (Config(rules_off=("newsleter",)), "did you mean 'newsletter'"),
        (Config(rules_off=("promos/*",)), "did you mean 'promo/*'"),
        (Config(rule_settings={"reading-tyme": {"max_words": 3}}), "did you mean 'reading-time'"),
        (Config(rules_off=("xyzzy",)), "there is no rule 'xyzzy'"),
    ],
)
def test_unknown_rule(config: Config, hint: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(hint)):
        Extractor(config)


@pytest.mark.parametrize("settings", [{"most": 3}, {"max_words": "3"}, {"max_words": 3.5}, {"max_words": True}])
def test_unknown_or_wrong_setting(settings: dict[str, Any]) -> None:
    with pytest.raises(RuleError, match="reading-time"):
        Extractor(Config(rule_settings={"reading-time": settings}))


def rules_of(config: Config) -> set[str]:
    return {rule.name for rule in Extractor(config).rules}


def test_rules_can_be_switched_off() -> None:
    everything = rules_of(Config())
    assert everything - rules_of(Config(rules_off=("newsletter",))) == {"newsletter"}
    promo = {rule.name for rule in Extractor().rules if rule.family == "promo"}
    assert everything - rules_of(Config(rules_off=("promo/*",))) == promo != set()


def marked_by(rule: str, html: str, config: Config) -> list[str]:
    ledger = Extractor(config).inspect(html).ledger
    return [entry.text for entry in ledger if any(mark.rule == rule for mark in entry.marks)]


def test_a_rule_that_is_off_marks_nothing() -> None:
    html = STORY.replace("</h1>", "</h1><p>5 min read</p>")
    assert marked_by("reading-time", html, Config()) == ["5 min read"]
    assert marked_by("reading-time", html, Config(rules_off=("reading-time",))) == []
    assert marked_by("reading-time", html, Config(rules_off=("meta/*",))) == []


def test_settings_of_a_rule_count() -> None:
    html = STORY.replace("</h1>", "</h1><p>5 min read</p>")
    assert marked_by("reading-time", html, Config(rule_settings={"reading-time": {"max_words": 1}})) == []


def test_inline_dateline_can_be_stripped() -> None:
    html = STORY.replace("<p>", "<p>SKERROW, May 4 (Reuters) - ", 1)
    kept, stripped = extract(html), Extractor(Config(strip_dateline=True)).extract(html)
    assert kept.dateline == stripped.dateline
    assert kept.dateline is not None
    assert kept.dateline.inline
    assert kept.paragraphs[0].text == f"SKERROW, May 4 (Reuters) - {PROSE * 3}".strip()
    assert stripped.paragraphs[0].text == (PROSE * 3).strip()


@every_page
def test_higher_threshold_keeps_a_subset(page: FixturePage) -> None:
    """What a lower threshold makes a field of instead is still in the article."""
    bodies = [body_at(threshold, page) for threshold in (-3.0, -1.0, 0.0, 1.0, 2.0, 4.0)]
    assert bodies[0][0]
    for (_, article), (kept, _) in pairwise(bodies):
        assert kept <= article


@every_page
def test_presets_keep_subsets(page: FixturePage) -> None:
    presets: tuple[Preset, ...] = ("recall", "balanced", "precision")
    bodies = [
        blocks_of(Extractor(Config(preset=preset)).inspect(page.html, charset=page.charset)) for preset in presets
    ]
    for (_, article), (kept, _) in pairwise(bodies):
        assert kept <= article


def test_threshold_makes_a_difference() -> None:
    pages = PAGES[::4]
    differences = [len(body_at(-3.0, page)[0]) - len(body_at(4.0, page)[0]) for page in pages]
    assert sum(difference > 0 for difference in differences) > len(pages) / 2


def body_at(threshold: float, page: FixturePage) -> tuple[set[int], set[int]]:
    return blocks_of(Extractor(Config(threshold=threshold)).inspect(page.html, charset=page.charset))


def blocks_of(extraction: Extraction) -> tuple[set[int], set[int]]:
    """The blocks that are paragraphs, and these with those that became fields."""
    kept = {entry.index for entry in extraction.ledger if entry.kept}
    return kept, kept | {entry.index for entry in extraction.ledger if entry.rule in Article.model_fields}


def test_schema_is_json() -> None:
    schema = json.loads(json.dumps(Article.model_json_schema()))
    assert set(schema["properties"]) == set(Article.model_fields)


def test_page_that_was_encoded_twice_gives_the_same_article() -> None:
    body = (
        "<p>À Brécy, la cloche s’est fêlée il y a neuf ans. « On l’entend mieux qu’avant », assure le boulanger.</p>"
        * 4
    )
    html = f"<title>La cloche fêlée</title><meta charset=utf-8><article><h1>La cloche fêlée</h1>{body}</article>"
    twice = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in html.encode())
    assert extract(twice.encode()) == extract(twice) == extract(html)
