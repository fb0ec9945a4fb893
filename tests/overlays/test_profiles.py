"""Site profiles: how they are read, which one is for a page, and what it does there."""

from __future__ import annotations

import datetime as dt
import pickle
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fixture_pages import load_fixtures
from lxml import etree, html

from cleanarticle import Config, ConfigError, Extraction, Extractor, InputError, Profiles
from cleanarticle.cli.app import app
from cleanarticle.overlays.profiles import Profile
from cleanarticle.parse.document import Visitor
from cleanarticle.parse.queries import Query, parse_with_queries, query_numbers
from cleanarticle.upgrade.profile_draft import DraftPage, draft_profile

URL = "https://www.harbour.example/news/ferry"
PROSE = "The ferry left at noon on Tuesday, and those who missed it had to wait until the storm was over. "
OTHER = "The council of Port Ellery meets on Friday to talk about the price of the new quay, its clerk said. "

PAGE = f"""<html lang="en"><head><title>Ferry leaves early | Harbour Post</title>
<meta name="filed" content="2024-03-05"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<div class="top"><h2 class="big">Ferry leaves early</h2><p class="stand">Passengers stood on the quay for hours.</p>
<div class="meta">By <b class="who">Ada Fenwick</b> · <i class="when">5 March 2024</i></div></div>
<div class="story">
<p>{PROSE * 3}</p>
<div class="box"><p>{OTHER * 2}</p><img src="/tram.png" alt="A tram"></div>
<p>It was over at two. {PROSE * 3}<span class="tip">Tap here to hear it.</span> And so it ends.</p>
<p class="note">Short note of the editors.</p>
</div>
<div class="more"><p>{OTHER * 4}</p><p class="must">{OTHER.replace("quay", "pier")}</p></div>
</body></html>"""


def profiles(tmp_path: Path, text: str, name: str = "harbour.example.toml") -> Profiles:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return Profiles.load(tmp_path)


def inspected(tmp_path: Path, text: str, page: Any = PAGE, name: str = "harbour.example.toml") -> Extraction:
    if name.endswith(".toml"):
        text = f'hosts = ["harbour.example"]\n{text}'
    return Extractor(profiles=profiles(tmp_path, text, name)).inspect(page, url=URL)


def body(extraction: Extraction) -> str:
    assert extraction.article is not None
    return extraction.article.text


def entry(extraction: Extraction, words: str) -> Any:
    return next(each for each in extraction.ledger if words in each.text)


# --- what a profile does


def test_the_body_is_what_its_selector_matches(tmp_path: Path) -> None:
    assert "council of Port Ellery" in body(Extractor().inspect(PAGE, url=URL))
    extraction = inspected(tmp_path, 'body = "div.story"\ndrop = ".box"')
    assert "council" not in body(extraction)
    assert "And so it ends." in body(extraction)
    assert extraction.warnings == ()
    outside = entry(extraction, OTHER * 3)
    assert (outside.kept, outside.rule) == (False, "profile")
    assert outside.reason == "outside body 'div.story' of profile 'harbour.example':2"


def test_the_first_selector_that_finds_text_counts(tmp_path: Path) -> None:
    extraction = inspected(tmp_path, 'body = [".nowhere", "nav img", "div.more", "div.story"]')
    assert "council" in body(extraction)
    assert "ferry" not in body(extraction)


def test_several_elements_make_the_body(tmp_path: Path) -> None:
    text = body(inspected(tmp_path, 'body = ".story > p:not(.note), .must"'))
    assert "ferry" in text
    assert "pier" in text
    assert "price of the new quay" not in text


def test_without_pruning_only_rules_and_drop_take_out_of_the_body(tmp_path: Path) -> None:
    page = PAGE.replace('<p class="note">', '<aside><form><button>Quays</button></form></aside><p class="note">')
    pruned = inspected(tmp_path, 'body = ".story"', page)
    whole = inspected(tmp_path, 'body = ".story"\nprune = false', page)
    assert "Quays" not in body(pruned)
    assert "Quays" in body(whole)


def test_what_is_dropped_says_by_which_selector(tmp_path: Path) -> None:
    extraction = inspected(tmp_path, 'drop = ["aside", "div.story > .box"]')
    dropped = entry(extraction, (OTHER * 2).strip())
    assert (dropped.kept, dropped.rule) == (False, "profile")
    assert "drop 'div.story > .box' of profile 'harbour.example':2" in dropped.reason


def test_inline_text_is_dropped_out_of_its_line(tmp_path: Path) -> None:
    extraction = inspected(tmp_path, 'drop = ".tip"')
    assert "was over. And so it ends." in body(extraction)
    assert entry(extraction, "Tap here").kept is False
    assert all("Tap here" not in each.text for each in extraction.ledger if each.kept)


@pytest.mark.parametrize("tag", ["b", "i", "em", "strong", "small", "a", "span", "x-tip"])
def test_any_inline_element_can_be_dropped(tmp_path: Path, tag: str) -> None:
    page = PAGE.replace('<span class="tip">', f'<{tag} class="tip">').replace("hear it.</span>", f"hear it.</{tag}>")
    assert "Tap here" not in body(inspected(tmp_path, 'drop = ".tip"', page))


def test_pictures_in_what_is_dropped_are_no_figures(tmp_path: Path) -> None:
    def pictures(text: str) -> list[str]:
        article = inspected(tmp_path, text).article
        assert article is not None
        return [figure.src or "" for figure in article.figures]

    page_pictures = pictures("")
    assert any("tram.png" in url for url in page_pictures)
    for text in ('drop = ".box"', 'drop = "img[src*=tram]"', 'drop = "//img"'):
        assert not any("tram.png" in url for url in pictures(text)), text
    assert any("tram.png" in url for url in pictures('drop = ".box"\nkeep = ".box img"'))


def test_keep_beats_drop_and_every_rule(tmp_path: Path) -> None:
    page = PAGE.replace('<p class="note">', '<p class="note newsletter">Sign up for our newsletter. ')
    usual = Extractor().inspect(page, url=URL)
    assert entry(usual, "Sign up").kept is False
    kept = inspected(tmp_path, 'drop = ".story .newsletter"\nkeep = ".note"', page)
    assert entry(kept, "Sign up").kept is True
    assert entry(kept, "Sign up").reason == "keep '.note' of profile 'harbour.example':3"
    assert "Sign up" in body(kept)


def test_keep_reaches_outside_the_body(tmp_path: Path) -> None:
    text = body(inspected(tmp_path, 'body = ".story"\nkeep = ".must"'))
    assert "pier" in text
    assert "price of the new quay" not in text.split("And so it ends.")[1]


def test_fields(tmp_path: Path) -> None:
    extraction = inspected(
        tmp_path,
        'title = ["h1", "h2.big"]\nsubtitle = "p.stand"\nbyline = ".who"\ndate = ["time", ".when"]',
    )
    article = extraction.article
    assert article is not None
    assert article.title == "Ferry leaves early"
    assert article.subtitle == "Passengers stood on the quay for hours."
    assert article.byline is not None
    assert article.byline.authors == ("Ada Fenwick",)
    assert article.published == dt.date(2024, 3, 5)
    assert {article.sources[name].source for name in ("title", "subtitle", "byline", "published")} == {"profile"}
    assert entry(extraction, "By Ada Fenwick").rule != "score"
    assert "Ada" not in article.text
    assert extraction.warnings == ()


def test_fields_in_attributes(tmp_path: Path) -> None:
    page = PAGE.replace('<i class="when">5 March 2024</i>', '<time class="when" datetime="2024-03-06">today</time>')
    for selector, day in (
        ("time.when", 6),
        ("//time/@datetime", 6),
        ("meta[name=filed]", 5),
        ("//meta[@name='filed']", 5),
        ("//meta[@name='filed']/@content", 5),
    ):
        article = inspected(tmp_path, f'date = "{selector}"', page).article
        assert article is not None
        assert article.published == dt.date(2024, 3, day), selector
        assert article.sources["published"].source == "profile"


def test_several_authors(tmp_path: Path) -> None:
    page = PAGE.replace("Ada Fenwick</b>", 'Ada Fenwick</b> and <b class="who">Tom Arkwright</b>')
    article = inspected(tmp_path, 'byline = ".who"', page).article
    assert article is not None
    assert article.byline is not None
    assert article.byline.authors == ("Ada Fenwick", "Tom Arkwright")


def test_a_computed_text_stands_in_the_page(tmp_path: Path) -> None:
    good = inspected(tmp_path, "title = \"xpath:substring-before(//title, ' |')\"").article
    assert good is not None
    assert (good.title, good.sources["title"].source) == ("Ferry leaves early", "profile")
    made_up = inspected(tmp_path, "title = \"xpath:concat(//h2, ' and sinks')\"")
    assert made_up.article is not None
    assert made_up.article.sources["title"].source != "profile"
    assert "no selector of 'title' matches text" in made_up.warnings[0]


def test_what_matches_nothing_is_read_without_the_profile(tmp_path: Path) -> None:
    usual = Extractor().extract(PAGE, url=URL)
    extraction = inspected(tmp_path, 'body = ".gone"\ntitle = "h5"\nbyline = "//address"\ndate = ".when2"')
    assert extraction.article == usual
    assert extraction.warnings == tuple(
        f"harbour.example: no selector of {role!r} matches text; it is read without the profile"
        for role in ("body", "title", "byline", "date")
    )


def test_a_date_that_is_none_is_read_without_the_profile(tmp_path: Path) -> None:
    extraction = inspected(tmp_path, 'date = "h2"')
    assert extraction.article is not None
    assert extraction.article.published == Extractor().extract(PAGE, url=URL).published
    assert extraction.warnings == (
        "harbour.example: what is selected as published can't be read: 'Ferry leaves early'",
    )


@pytest.mark.parametrize("text", ['drop = "body"', 'body = "nav"', 'body = ".note"', 'drop = "//p"'])
def test_the_article_is_never_lost(tmp_path: Path, text: str) -> None:
    extraction = inspected(tmp_path, text)
    assert extraction.article == Extractor().extract(PAGE, url=URL)
    assert extraction.warnings == ("harbour.example: it leaves no article; the page is read without it",)


def test_xpath_and_css_say_the_same(tmp_path: Path) -> None:
    css = inspected(tmp_path, 'body = "div.story"\ndrop = [".box", ".tip"]\ntitle = "h2"')
    xpath = inspected(
        tmp_path,
        "body = \"//div[@class='story']\"\n"
        "drop = [\"//*[contains(@class, 'box')]\", \"//p/span[.='Tap here to hear it.']\"]\n"
        'title = "(//h2)[1]"',
    )
    assert xpath.article == css.article
    assert xpath.warnings == css.warnings == ()


def test_a_tree_is_read_and_left_as_it_is(tmp_path: Path) -> None:
    text = 'body = "//div[@class=\'story\']"\ndrop = [".box", ".tip"]'
    tree = html.fromstring(PAGE)
    before = etree.tostring(tree)
    assert inspected(tmp_path, text, tree).article == inspected(tmp_path, text).article
    assert etree.tostring(tree) == before


def test_a_cell_of_a_table_can_be_dropped(tmp_path: Path) -> None:
    rows = "".join(f"<tr><th>Pier {n}</th><td>{n} boats</td><td class='ad'>Buy now</td></tr>" for n in range(4))
    page = PAGE.replace('<p class="note">', f'<table class="piers">{rows}</table><p class="note">')
    text = body(inspected(tmp_path, 'keep = ".piers th, .piers td:not(.ad)"\ndrop = ".ad"', page))
    assert "3 boats" in text
    assert "Buy now" not in text


def test_rules_are_switched_for_the_host(tmp_path: Path) -> None:
    page = PAGE.replace(
        '<p class="note">', '<aside class="newsletter"><p>Sign up for our newsletter.</p></aside><p class="note">'
    )
    words = "Sign up for our newsletter"
    off = profiles(tmp_path, 'hosts = ["harbour.example"]\n[rules]\noff = ["promo/*", "promo-box"]')
    on = profiles(tmp_path, 'hosts = ["harbour.example"]\n[rules]\non = "newsletter"')
    without = Config(rules_off=("newsletter",))

    def asked(extraction: Extraction) -> bool:
        return any(mark.rule == "newsletter" for mark in entry(extraction, words).marks)

    assert asked(Extractor().inspect(page, url=URL))
    assert not asked(Extractor(profiles=off).inspect(page, url=URL))
    assert asked(Extractor(profiles=off).inspect(page, url="https://elsewhere.example/"))
    assert not asked(Extractor(without).inspect(page, url=URL))
    assert asked(Extractor(without, profiles=on).inspect(page, url=URL))


def test_a_rule_that_is_none_is_refused(tmp_path: Path) -> None:
    loaded = profiles(tmp_path, 'hosts = ["harbour.example"]\n[rules]\noff = ["newsleter"]')
    with pytest.raises(ConfigError, match=r"profile 'harbour.example': .* did you mean 'newsletter'\?"):
        Extractor(profiles=loaded)


def test_without_a_profile_nothing_changes(tmp_path: Path) -> None:
    loaded = profiles(tmp_path, 'hosts = ["unknown.example"]\nbody = "p"')
    steered, usual = Extractor(profiles=loaded), Extractor()
    for page in load_fixtures()[:40]:
        assert steered.inspect(page.html, url=page.url) == usual.inspect(page.html, url=page.url)


def test_a_profile_that_keeps_every_word_loses_none_and_makes_up_none(tmp_path: Path) -> None:
    """The law of words holds: what comes out stands in the page."""
    extraction = inspected(tmp_path, 'body = "body"\nprune = false\nkeep = "span, b, i, p"\ndrop = ".box"')
    assert extraction.article is not None
    shown = " ".join(html.fromstring(PAGE).text_content().split())
    for paragraph in extraction.article.paragraphs:
        assert paragraph.text in shown
    texts = [paragraph.text for paragraph in extraction.article.paragraphs]
    assert len(set(texts)) == len(texts)


# --- which profile


def test_hosts(tmp_path: Path) -> None:
    for name, hosts in {
        "own": '["harbour.example", "WWW.Quay.Example"]',
        "below": '["*.harbour.example"]',
        "deep": '["*.news.harbour.example"]',
    }.items():
        (tmp_path / f"{name}.toml").write_text(f"hosts = {hosts}")
    loaded = Profiles.load(tmp_path)

    def name_of(url: str | None) -> str | None:
        found = loaded.find(url)
        return found.name if found else None

    assert name_of("https://harbour.example/a") == "own"
    assert name_of("http://www.HARBOUR.example:8080") == "own"
    assert name_of("https://quay.example./x") == "own"
    assert name_of("https://sport.harbour.example/") == "below"
    assert name_of("https://a.b.harbour.example/") == "below"
    assert name_of("https://a.news.harbour.example/") == "deep"
    assert name_of("https://news.harbour.example/") == "below"
    for url in (
        None,
        "",
        "harbour.example",
        "https://myharbour.example/",
        "https://[::bad/",
        "file:///harbour.example",
    ):
        assert name_of(url) is None


def test_paths(tmp_path: Path) -> None:
    for name, paths in {"all": "[]", "blog": '["/blog/*"]', "live": '["/blog/*/live*"]'}.items():
        (tmp_path / f"{name}.toml").write_text(f'hosts = "harbour.example"\npaths = {paths}')
    loaded = Profiles.load(tmp_path)
    for path, name in {"": "all", "/news": "all", "/blog/a?x=/live": "blog", "/blog/a/live-1": "live"}.items():
        found = loaded.find(f"https://harbour.example{path}")
        assert found is not None
        assert found.name == name


def test_dates(tmp_path: Path) -> None:
    for name, days in {
        "old": "valid_until = 2019-12-31",
        "middle": "valid_from = 2020-01-01\nvalid_until = 2022-06-30",
        "new": "valid_from = 2023-01-01",
    }.items():
        (tmp_path / f"{name}.toml").write_text(f'hosts = "harbour.example"\n{days}')
    loaded = Profiles.load(tmp_path)

    def name_on(day: dt.date | None) -> str | None:
        found = loaded.find(URL, day)
        return found.name if found else None

    assert name_on(None) == "new"
    assert name_on(dt.date(2019, 12, 31)) == "old"
    assert name_on(dt.datetime(2020, 1, 1, 0, 0, tzinfo=dt.UTC)) == "middle"
    assert name_on(dt.date(2022, 6, 30)) == "middle"
    assert name_on(dt.date(2022, 7, 1)) is None
    assert name_on(dt.date(2031, 1, 1)) == "new"


def test_the_present_layout_needs_no_date(tmp_path: Path) -> None:
    for name, days in {"now": "", "old": "valid_until = 2019-12-31", "oldest": "valid_until = 2009-12-31"}.items():
        (tmp_path / f"{name}.toml").write_text(f'hosts = "harbour.example"\n{days}')
    loaded = Profiles.load(tmp_path)
    for day, name in {None: "now", dt.date(2020, 1, 1): "now", dt.date(2010, 1, 1): "old"}.items():
        found = loaded.find(URL, day)
        assert found is not None
        assert found.name == name
    assert loaded.find(URL, dt.date(2009, 12, 31)) == loaded.find(URL, dt.date(1999, 1, 1)) == loaded.profiles[2]


def test_an_old_layout_is_read_with_its_profile(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('hosts = "harbour.example"\nvalid_until = 2019-12-31\nbody = ".story"')
    (tmp_path / "b.toml").write_text('hosts = "harbour.example"\nvalid_from = 2020-01-01\nbody = ".more"')
    extractor = Extractor(profiles=Profiles.load(tmp_path))
    assert "ferry" in extractor.extract(PAGE, url=URL, fetched=dt.date(2018, 5, 1)).text
    assert "ferry" not in extractor.extract(PAGE, url=URL).text
    with pytest.raises(InputError, match="fetched is a date"):
        extractor.extract(PAGE, url=URL, fetched="2018-05-01")  # type: ignore[arg-type]


def test_profiles_pickle_and_compare(tmp_path: Path) -> None:
    loaded = profiles(tmp_path, 'hosts = "harbour.example"\nbody = "//p"\ndrop = ".box"\nvalid_from = 2020-01-01')
    again = pickle.loads(pickle.dumps(loaded))
    assert again == loaded == Profiles.load(tmp_path / "harbour.example.toml")
    assert again.find(URL) == loaded.find(URL) is not None
    with pytest.raises(AttributeError):
        loaded.profiles = ()  # type: ignore[misc]


def test_profiles_of_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "ferry_profiles" / "sites" / "north"
    folder.mkdir(parents=True)
    (tmp_path / "ferry_profiles" / "__init__.py").write_text("")
    (folder / "harbour.example.toml").write_text('hosts = "harbour.example"\nbody = ".story"')
    (folder / ".quay.example.txt").write_text("body: //article\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    for loaded in (Profiles.from_package("ferry_profiles"), Profiles.from_package("ferry_profiles", "sites/north")):
        assert sorted(profile.name for profile in loaded.profiles) == [".quay.example.txt", "harbour.example"]
    with pytest.raises(ConfigError, match="no such folder"):
        Profiles.from_package("ferry_profiles", "south")
    with pytest.raises(ConfigError, match="no package 'tram_profiles'"):
        Profiles.from_package("tram_profiles")
    sys.modules.pop("ferry_profiles", None)


def test_profiles_are_loaded_not_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"Profiles\.load"):
        Extractor(profiles=str(tmp_path))  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match="no such file or folder"):
        Profiles.load(tmp_path / "nowhere")
    with pytest.raises(ConfigError, match="no site profile"):
        Profiles.load(tmp_path)


# --- TOML


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('hosts = "a.example"\n\nboddy = "p"', r"\.toml:3: .* no key 'boddy'; did you mean 'body'\?"),
        ('hosts = "a.example"\n[rules]\nof = "x"', r"\.toml:3: .* no key 'of'; did you mean 'off'\?"),
        ('hosts = "a.example"\n[zzz]\nq = 1', r"\.toml:2: .* no key 'zzz'; it has: body"),
        ('hosts = "a.example"\nbody = "p["', r"\.toml:2: 'body': 'p\[' is not a valid CSS selector"),
        ('hosts = "a.example"\ndrop = [\n  ".a",\n  "//p[",\n]', r"\.toml:4: 'drop': '//p\[' is not a valid XPath"),
        ('hosts = "a.example"\ntitle = "xpath:foo(//p)"', r"\.toml:2: 'title': 'foo\(//p\)' is not a valid XPath"),
        ('body = "p"', r"\.toml:1: a site profile names its hosts"),
        ('hosts = ["https://a.example/"]', r"\.toml:1: 'hosts': 'https://a\.example/' is not a host"),
        ('hosts = "a.example"\npaths = "blog"', r"\.toml:2: 'paths': begin with"),
        ('hosts = "a.example"\nvalid_from = "2020-01-01"', r"\.toml:2: 'valid_from': is a day without quotes"),
        (
            'hosts = "a.example"\nvalid_from = 2020-01-02\nvalid_until = 2020-01-01',
            r"\.toml:3: 'valid_until': is before",
        ),
        ('hosts = "a.example"\nprune = "no"', r"\.toml:2: 'prune': is true or false"),
        ('hosts = "a.example"\nkeep = [1]', r"\.toml:2: 'keep': is a string or a list"),
        ('hosts = "a.example"\nrules = "x"', r"\.toml:2: 'rules': is a table"),
        ('hosts = "a.example"\nbody = ', r"\.toml:2: this is not TOML"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        profiles(tmp_path, text)


def test_a_profile_is_text(tmp_path: Path) -> None:
    (tmp_path / "a.example.toml").write_bytes(b"hosts = '\xff'")
    with pytest.raises(ConfigError, match="UTF-8"):
        Profiles.load(tmp_path)


# --- site configurations of Full-Text RSS

SITE_CONFIG = """\
# Harbour Post
title: //h2[@class='big']
author: //b[@class='who']
date: //i[@class='when']
body: //div[@id='nowhere']
body: //div[@class='story']

strip: //div[contains(@class, 'box')]
strip_id_or_class: tip
strip_image_src: /tram
prune: no
tidy: no
autodetect_on_failure: yes
find_string: <p class="note">
replace_string: <p class="remark">
replace_string(Short note of the editors.): Short note.
test_url: https://harbour.example/news/ferry
test_contains: And so it ends.
"""

NOT_HONOURED = """\
single_page_link: //a[@rel='print']
if_page_contains: //a[@rel='print']
next_page_link: //a[@rel='next']
http_header(user-agent): Browser/1.0
tidy: yes
autodetect_on_failure: no
find_string: ferry
replace_string: tram
find_string: never replaced
body: //div[
strip: lower-case(//p)
replace_string: without a find
strip_attr: //@style
wrap_in(blockquote): //p
a line without sense
title:
made_up: yes
body: //article
"""


def test_a_site_configuration_works_as_it_is(tmp_path: Path) -> None:
    extraction = inspected(tmp_path, SITE_CONFIG, name="harbour.example.txt")
    article = extraction.article
    assert article is not None
    assert extraction.warnings == ()
    assert article.title == "Ferry leaves early"
    assert article.byline is not None
    assert article.byline.authors == ("Ada Fenwick",)
    assert article.published == dt.date(2024, 3, 5)
    assert article.sources["title"].source == "profile"
    assert "council" not in article.text
    assert "Tap here" not in article.text
    assert article.paragraphs[-1].text == "Short note."


def test_what_a_site_configuration_becomes(tmp_path: Path) -> None:
    loaded = profiles(tmp_path, SITE_CONFIG, "harbour.example.txt").profiles[0]
    assert [(each.role, each.query.text, each.line) for each in loaded.selectors] == [
        ("title", "//h2[@class='big']", 2),
        ("byline", "//b[@class='who']", 3),
        ("date", "//i[@class='when']", 4),
        ("body", "//div[@id='nowhere']", 5),
        ("body", "//div[@class='story']", 6),
        ("drop", "//div[contains(@class, 'box')]", 8),
        ("drop", '[class*="tip"], [id*="tip"]', 9),
        ("drop", 'img[src*="/tram"]', 10),
    ]
    assert loaded.prune is False
    assert loaded.test_urls == (URL.replace("www.", ""),)
    assert loaded.replacements == (
        ('<p class="note">', '<p class="remark">'),
        ("Short note of the editors.", "Short note."),
    )
    assert loaded.unsupported == ()


def test_what_is_not_honoured_is_listed(tmp_path: Path) -> None:
    loaded = profiles(tmp_path, NOT_HONOURED, "harbour.example.txt").profiles[0]
    assert [(each.line, each.directive) for each in loaded.unsupported] == [
        (1, "single_page_link"),
        (2, "if_page_contains"),
        (3, "next_page_link"),
        (4, "http_header"),
        (5, "tidy"),
        (6, "autodetect_on_failure"),
        (8, "replace_string"),
        (9, "find_string"),
        (10, "body"),
        (11, "strip"),
        (12, "replace_string"),
        (13, "strip_attr"),
        (14, "wrap_in"),
        (15, "a line without sense"),
        (16, "title"),
        (17, "made_up"),
    ]
    assert all(each.reason for each in loaded.unsupported)
    assert [each.query.text for each in loaded.selectors] == ["//article"]
    assert loaded.prune is True


@pytest.mark.parametrize(
    ("find", "replacement", "is_honoured"),
    [
        ("<br><br>", "</p><p>", True),
        ("data-late=", "src=", True),
        ('<div class="a">', '<section title="b">', True),
        ("Read more", "", True),
        ("one two", "two one", True),
        ("one", "one two", False),
        ("<p>", "<p>Advertisement", False),
    ],
)
def test_a_replacement_adds_no_words(tmp_path: Path, find: str, replacement: str, is_honoured: bool) -> None:
    text = f"find_string: {find}\nreplace_string: {replacement}\n"
    loaded = profiles(tmp_path, text, "harbour.example.txt").profiles[0]
    assert loaded.replacements == (((find, replacement),) if is_honoured else ())


def test_hosts_of_site_configurations(tmp_path: Path) -> None:
    for name in (".harbour.example.txt", "quay.example.txt", "README.txt", "LICENSE.txt", "notes.md"):
        (tmp_path / name).write_text("body: //article\n")
    loaded = Profiles.load(tmp_path)
    assert sorted(each.name for each in loaded.profiles) == [".harbour.example.txt", "quay.example.txt"]
    assert loaded.find("https://sport.harbour.example/") is not None
    assert loaded.find("https://harbour.example/") is None
    assert loaded.find("https://www.quay.example/") is not None


# --- selecting


def test_selecting_carries_matches_to_the_elements() -> None:
    class Seen(Visitor):
        def __init__(self) -> None:
            self.matches: list[tuple[str, tuple[int, ...]]] = []

        def open(self, tag: str, depth: int, element: Any) -> None:
            found = query_numbers(element.attributes)
            if found:
                self.matches.append((tag, found))

        def text(self, text: str, depth: int) -> None: ...
        def space(self, depth: int) -> None: ...

    queries = [
        Query("p", "css", "body"),
        Query("//p[2]/b", "xpath", "field"),
        Query("//o_p | //*[@data-x='1']", "xpath", "keep"),
        Query("string(//p[2])", "xpath", "field"),
        Query("//b/text()", "xpath", "field"),
        Query("count(//p)", "xpath", "field"),
    ]
    page = parse_with_queries("<body><p>a<!-- c -->b</p>x<o:p @y=1>z</o:p><p data-x=1>one<b>two</b>three\x0b", queries)
    seen = Seen()
    page.accept(seen)
    assert seen.matches == [("p", (0,)), ("p", (0, 2)), ("b", (1,))]
    assert page.values == {3: ("onetwothree",), 4: ("two",)}


@pytest.mark.slow
def test_a_page_of_many_pieces_is_selected_in_linear_time() -> None:
    page = "<body>" + "<b>x</b>y<!-- -->z" * 20_000
    found = parse_with_queries(page, [Query("//b[1]", "xpath", "drop"), Query("b", "css", "drop")])
    assert found.values == {}


# --- drafting


def story(number: int, *, extra: str = "") -> str:
    body_text = f"{PROSE} This is report {number} of the quay at Port Ellery, written by those who saw it. "
    return f"""<html lang="en"><head><title>Report {number} from the quay | Harbour Post</title>
<link rel="canonical" href="https://www.harbour.example/news/{number}"></head><body>
<nav class="bar"><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<header class="head-{number}"><h1 class="headline">Report {number} from the quay</h1>
<p class="byline">By <span class="author-name">Ada Fenwick</span></p>
<time class="filed" datetime="2024-03-{number + 10}T10:00:00Z">{number + 10} March 2024</time></header>
<div class="wrap"><div class="story-text" id="s{number}"><p>{body_text * 2}</p>
<div class="note-box"><p>Sign up for our newsletter: the quay in your inbox every morning.</p></div>
<p>{body_text.replace("saw", "heard") * 3}</p>{extra}<p>{body_text.replace("report", "story") * 2}</p></div>
<div class="more-news"><h3>Read more</h3><ul><li><a href="/x">Pier closed for the winter</a></li></ul></div></div>
<footer class="foot">© Harbour Post</footer></body></html>"""


def test_a_draft_finds_what_is_the_same_on_the_pages(tmp_path: Path) -> None:
    draft = draft_profile([DraftPage(story(number)) for number in range(1, 5)])
    table = tomllib.loads(draft)
    assert table == {
        "hosts": ["harbour.example"],
        "body": ["div.story-text"],
        "title": "h1.headline",
        "byline": "span.author-name",
        "date": "time.filed",
        "drop": ["div.note-box"],
    }
    assert "on 4 of 4 pages: Sign up for our newsletter" in draft
    extractor = Extractor(profiles=profiles(tmp_path, draft))
    for number in range(1, 6):
        url = f"https://harbour.example/{number}"
        steered, usual = extractor.inspect(story(number), url=url), Extractor().extract(story(number), url=url)
        assert steered.warnings == ()
        assert steered.article is not None
        assert steered.article.text == usual.text
        assert (steered.article.title, steered.article.published) == (usual.title, usual.published)


def test_a_draft_names_several_layouts_of_the_body() -> None:
    pages = [DraftPage(story(number)) for number in range(1, 5)]
    pages += [DraftPage(story(number).replace("story-text", "essay-text")) for number in range(5, 7)]
    assert tomllib.loads(draft_profile(pages))["body"] == ["div.story-text", "div.essay-text"]


def test_a_body_that_is_the_same_on_no_two_pages_is_not_proposed() -> None:
    pages = [DraftPage(story(number).replace("story-text", f"text-{'abc'[number]}")) for number in range(3)]
    pages = [DraftPage(str(page.source).replace("wrap", f"w{'abc'[at]}")) for at, page in enumerate(pages)]
    draft = draft_profile(pages)
    assert "body" not in tomllib.loads(draft)
    assert "# No element with a name has the body of two pages." in draft


def test_a_draft_drops_nothing_that_another_page_keeps() -> None:
    pages = [DraftPage(story(number)) for number in range(1, 4)]
    kept = f'<div class="note-box"><p>{PROSE * 4}</p></div>'
    assert "drop" not in tomllib.loads(draft_profile([*pages, DraftPage(story(4, extra=kept))]))


def test_a_draft_needs_pages_of_one_host() -> None:
    with pytest.raises(ConfigError, match="1 of the pages"):
        draft_profile([DraftPage(story(1)), DraftPage("<p>Not found</p>")])
    with pytest.raises(ConfigError, match=r"from a\.example, b\.example: name the host"):
        draft_profile([DraftPage(story(1), "https://a.example/"), DraftPage(story(2), "https://b.example/")])
    anonymous = [DraftPage(story(number).replace("canonical", "next")) for number in (1, 2)]
    with pytest.raises(ConfigError, match="don't say their host"):
        draft_profile(anonymous)
    assert tomllib.loads(draft_profile(anonymous, host="www.quay.example"))["hosts"] == ["quay.example"]
    with pytest.raises(ConfigError, match="is not a host"):
        draft_profile(anonymous, host="a b")


# --- the command line


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["profile", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_draft_on_the_command_line(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.html" for number in range(1, 4)]
    for number, path in enumerate(paths, 1):
        path.write_text(story(number), encoding="utf-8")
    code, out, _ = run("draft", *map(str, paths), "--host", "quay.example")
    assert code == 0
    assert tomllib.loads(out)["hosts"] == ["quay.example"]
    code, _, err = run("draft", str(paths[0]))
    assert (code, "from 2 at least" in err) == (2, True)


def test_check_on_the_command_line(tmp_path: Path) -> None:
    good, bad, rss = tmp_path / "a.toml", tmp_path / "b.toml", tmp_path / ".c.example.txt"
    good.write_text('hosts = "a.example"\nvalid_until = 2020-01-01\nbody = "p"')
    rss.write_text("body: //p\ntidy: yes\n")
    (tmp_path / "README.txt").write_text("What these are.")
    code, out, err = run("check", str(tmp_path))
    assert (code, err) == (0, "")
    assert f"{good}: good, for a.example, … to 2020-01-01, 1 selector\n" in out
    assert f"{rss}: good, for *.c.example, 1 selector\n{rss}:2: not supported: tidy: " in out
    bad.write_text('hosts = "b.example"\n[rules]\noff = "newsleter"')
    (tmp_path / "d.toml").write_text('hosts = "b.example"\nboddy = "p"')
    code, out, err = run("check", str(tmp_path))
    assert code == 2
    assert "did you mean 'newsletter'?" in err
    assert f"{tmp_path / 'd.toml'}:2: " in err
    assert str(good) in out


def test_a_profile_is_plain_data() -> None:
    assert Profile("a", ("a.example",)).queries == ()
