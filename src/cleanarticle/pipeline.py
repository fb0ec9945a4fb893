"""The whole way of the data: bytes to text, Document, Page, Ledger, Selection, Article."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from cleanarticle.article import Article, PageType
from cleanarticle.body.choose import Chooser
from cleanarticle.body.judge import FILTER_LIST, Site
from cleanarticle.body.select import Selection
from cleanarticle.config.model import Config
from cleanarticle.errors import CleanArticleError, ConfigError, InputError, NoArticleFound
from cleanarticle.explain.extraction import Extraction, extraction_of
from cleanarticle.fields.assemble import Assembly, assemble
from cleanarticle.fields.profile_fields import NO_PROFILE_FIELDS, profile_fields
from cleanarticle.overlays.filters.match import Filters
from cleanarticle.overlays.filters.syntax import read_filter_list
from cleanarticle.overlays.profiles.collection import Profiles
from cleanarticle.overlays.profiles.model import Profile
from cleanarticle.overlays.profiles.steering import Steering
from cleanarticle.page.segment import segment
from cleanarticle.parse.decode import clean_text, decode, looks_binary
from cleanarticle.parse.document import Document
from cleanarticle.parse.etree import is_tree, read_tree, write_tree
from cleanarticle.parse.guard import guard
from cleanarticle.parse.lexbor import parse_html
from cleanarticle.parse.limits import check_size
from cleanarticle.parse.plaintext import read_plaintext
from cleanarticle.parse.selected import Selected, select_html
from cleanarticle.rules.api import Rule, RuleIndex
from cleanarticle.rules.library import bundled_rules
from cleanarticle.rules.loading import check_rules
from cleanarticle.rules.profile import RuleProfile
from cleanarticle.rules.switches import faults, is_on, switched
from cleanarticle.score.page_type import PAGE_TYPES, classify
from cleanarticle.score.scorecard import Scorecard, bundled_scorecard

if TYPE_CHECKING:
    from lxml.etree import _Element, _ElementTree

_DEFAULTS: Final = Config()

_Switches = tuple[tuple[str, ...], tuple[str, ...]]
"""Rules that a profile switches off, and on."""

__all__ = ["Extractor", "assembly_of", "body_of", "extract", "extract_counted", "extract_plaintext", "inspect"]


class Extractor:
    """An extractor with its settings: made once, used for many pages, safe in threads.

    It holds nothing but its configuration and the rules made from it; two pages never meet. To use it in another
    process, send the `config` and the `profiles` and make the extractor there.
    """

    __slots__ = ("_indexes", "_indexes_by_rules", "_scorecard", "config", "filters", "profiles", "rules")

    def __init__(
        self,
        config: Config | None = None,
        *,
        rules: Iterable[Rule] = (),
        scorecard: Scorecard | None = None,
        profiles: Profiles | None = None,
        rule_profile: RuleProfile | None = None,
    ) -> None:
        """Prepare the rules, and read the files of rules and the filter lists that the settings name.

        Args:
            config: Settings; the defaults if left out.
            rules: Rules to be asked beside those of the package, such as `installed_rules()`. Their examples are run.
            scorecard: Learned points; those that come with the package if left out.
            profiles: What is known of sites. The profile for a page is found by its address.
            rule_profile: Measures how long each rule takes; nothing is measured if left out.

        Raises:
            ConfigError: A rule that the settings or a profile name does not exist, or a filter list can't be read.
            RuleError: A rule has no such setting, or the value has another type; a rule fails one of its examples,
                or has the name of another.
        """
        self.config = config = config or Config()
        bundled = bundled_rules()
        known = (*bundled, *check_rules((*config.own_rules(), *rules), beside=bundled))
        if rule_profile is not None:
            known = rule_profile.watch(known)
        self.rules = switched(known, config.rules_on, config.rules_off, config.rule_settings)
        self.filters = _filters_of(config)
        self._indexes = _indexes(self.rules)
        self.profiles = _checked_profiles(profiles)
        self._indexes_by_rules = _indexes_by_rules(self.profiles, known, config)
        self._scorecard = scorecard or bundled_scorecard()

    def extract(
        self,
        source: bytes | str | _Element | _ElementTree,
        *,
        url: str | None = None,
        charset: str | None = None,
        site: Site | None = None,
        fetched: dt.date | None = None,
    ) -> Article:
        """Read the article of a page.

        Args:
            source: The page: bytes as fetched, decoded text, or an lxml element or tree (left as it is).
            url: The page's address; makes the addresses in the article absolute.
            charset: The charset of the HTTP header, if there was one.
            site: What other pages of its site have in common: a `SiteModel`.
            fetched: The day or moment at which the page was fetched, by which the profile of an old layout is found;
                the newest is taken if it is left out.

        Returns:
            The article.

        Raises:
            NoArticleFound: The page holds no article.
            InputError: The source is empty, binary, of a wrong type, or beyond the limits.
        """
        _check_words(url=url, charset=charset)
        _check_site(site)
        return _article(self._judged(source, charset, url, site, fetched, thorough=False))

    def extract_plaintext(self, text: str, *, url: str | None = None) -> Article:
        """Read the article in what a person copied out of a browser.

        Args:
            text: The copied text, cruft and all.
            url: The page's address, if it is known.

        Returns:
            The article.

        Raises:
            NoArticleFound: The text holds no article.
            InputError: The text is empty, not a string, or beyond the limits.
        """
        _check_words(url=url)
        return _article(self._assembly(self._read_plaintext(text), url, None, thorough=False))

    def inspect(
        self,
        source: bytes | str | _Element | _ElementTree,
        *,
        url: str | None = None,
        charset: str | None = None,
        plaintext: bool = False,
        site: Site | None = None,
        fetched: dt.date | None = None,
    ) -> Extraction:
        """Read the article of a page, and say of every block why it was kept or dropped.

        Args:
            source: The page, as for `extract`; a string of copied-out text if `plaintext` is set.
            url: The page's address.
            charset: The charset of the HTTP header.
            plaintext: Take the source for copied-out text.
            site: What other pages of its site have in common: a `SiteModel`.
            fetched: The day or moment at which the page was fetched, as for `extract`.

        Returns:
            The outcome. A page never raises: it has a status and a reason.
        """
        try:
            _check_words(url=url, charset=charset)
            _check_site(site)
            if plaintext:
                assembly = self._assembly(self._read_plaintext(source), url, site, thorough=True)
            else:
                assembly = self._judged(source, charset, url, site, fetched, thorough=True)
        except CleanArticleError as error:
            return Extraction(None, "bad-input", str(error))
        return extraction_of(
            assembly.selection,
            assembly.consumed,
            assembly.article,
            reason=assembly.reason,
            families={rule.name: rule.family for rule in self.rules},
            source=assembly.source,
            warnings=assembly.warnings,
        )

    def _read(self, source: object, charset: str | None) -> Document:
        if is_tree(source):
            return read_tree(source)
        return parse_html(guard(self._text(source, charset), self.config.limits))

    def _read_selected(self, source: object, charset: str | None, profile: Profile) -> Selected:
        """Read a page, and ask it what a profile asks. A tree is read as HTML: it must not be changed."""
        limits = self.config.limits
        text = profile.replaced(write_tree(source) if is_tree(source) else self._text(source, charset))
        check_size(text, limits)
        return select_html(guard(text, limits), profile.queries)

    def _text(self, source: object, charset: str | None) -> str:
        limits = self.config.limits
        if isinstance(source, bytes | bytearray | memoryview):
            data = bytes(source)
            check_size(data, limits)
            kind = looks_binary(data)
            if kind:
                raise InputError(f"the source looks like {kind}, not like HTML; pass the bytes of an HTML page")
            return _not_empty(decode(data, charset).text)
        if isinstance(source, str):
            check_size(source, limits)
            return _not_empty(clean_text(source))
        raise InputError(f"a page is bytes, a string or an lxml tree, not {type(source).__name__}")

    def _read_plaintext(self, text: object) -> Document:
        if not isinstance(text, str):
            raise InputError(f"copied-out text is a string, not {type(text).__name__}")
        check_size(text, self.config.limits)
        if not text.strip():
            raise InputError("the text is empty")
        return read_plaintext(clean_text(text))

    def _judged(
        self,
        source: object,
        charset: str | None,
        url: str | None,
        site: Site | None,
        fetched: dt.date | None,
        *,
        thorough: bool,
    ) -> Assembly:
        """Read a page with the profile of its site, if there is one; without it if that leaves no article."""
        _check_day(fetched)
        profile = self.profiles.find(url, fetched)
        if profile is None:
            return self._assembly(self._read(source, charset), url, site, thorough=thorough)
        document = self._read_selected(source, charset, profile)
        steered = self._assembly(document, url, site, thorough=thorough, steering=Steering(profile, document))
        if steered.article is not None:
            return steered
        usual = self._assembly(self._read(source, charset), url, site, thorough=thorough)
        if usual.article is None:
            return steered
        return replace(usual, warnings=(f"{profile.name}: it leaves no article; the page is read without it",))

    def _assembly(
        self,
        document: Document,
        url: str | None,
        site: Site | None,
        *,
        thorough: bool,
        steering: Steering | None = None,
    ) -> Assembly:
        config = self.config
        page = segment(document, most_json=config.limits.max_json_bytes, selected=steering is not None)
        page_type = classify(page, url)
        selection = self._chooser(page_type, site, url, thorough=thorough, steering=steering).choose(document, page)
        page = selection.ledger.page
        given = NO_PROFILE_FIELDS if steering is None else profile_fields(steering, page)
        assembly = assemble(selection, url=url, page_type=page_type, strip_dateline=config.strip_dateline, given=given)
        warnings = () if steering is None else steering.warnings(page)
        return replace(assembly, warnings=(*warnings, *assembly.warnings), source=document.source)

    def _chooser(
        self,
        page_type: PageType,
        site: Site | None,
        url: str | None,
        *,
        thorough: bool,
        steering: Steering | None = None,
    ) -> Chooser:
        config = self.config
        usual, line = _DEFAULTS.threshold_for(page_type), config.threshold_for(page_type)
        indexes = self._indexes
        if steering is not None:
            switched = (steering.profile.rules_off, steering.profile.rules_on)
            indexes = self._indexes_by_rules.get(switched, indexes)
        filters = self.filters.on(url) if self.filters else None
        return Chooser(
            indexes[page_type], self._scorecard, usual, line, config.limits, site, thorough, steering, filters
        )


def body_of(extractor: Extractor, source: bytes | str | _Element | _ElementTree) -> Selection:
    """Read a page and choose its body, without the fields of an article.

    Raises:
        InputError: As for `Extractor.extract`.
    """
    page = segment(extractor._read(source, None), most_json=extractor.config.limits.max_json_bytes)
    return extractor._chooser(classify(page), None, None, thorough=False).shown(page)


def assembly_of(extractor: Extractor, source: bytes | str, url: str | None, charset: str | None = None) -> Assembly:
    """Read a page in the usual way, whatever profile there is for it: the article with what it was made of.

    Raises:
        InputError: As for `Extractor.extract`.
    """
    return extractor._assembly(extractor._read(source, charset), url, None, thorough=False)


def extract_counted(
    extractor: Extractor,
    source: bytes | str,
    *,
    url: str | None = None,
    charset: str | None = None,
    site: Site | None = None,
    fetched: dt.date | None = None,
) -> tuple[Article, dict[str, int]]:
    """Read the article of a page, and count which rules dropped a block of it, at the cost of `Extractor.extract`.

    Returns:
        The article, and the number of blocks that each rule dropped, by its name.

    Raises:
        NoArticleFound: As for `Extractor.extract`.
        InputError: Likewise.
    """
    assembly = extractor._judged(source, charset, url, site, fetched, thorough=False)
    article = _article(assembly)
    ledger = assembly.selection.ledger
    vetoes = (ledger.veto(index) for index in ledger.marks)
    return article, dict(Counter(veto.rule for veto in vetoes if veto is not None))


def extract(
    source: bytes | str | _Element | _ElementTree,
    *,
    url: str | None = None,
    charset: str | None = None,
    site: Site | None = None,
) -> Article:
    """Read the article of a page with the default settings. See `Extractor.extract`."""
    return _default().extract(source, url=url, charset=charset, site=site)


def extract_plaintext(text: str, *, url: str | None = None) -> Article:
    """Read the article in copied-out text with the default settings. See `Extractor.extract_plaintext`."""
    return _default().extract_plaintext(text, url=url)


def inspect(
    source: bytes | str | _Element | _ElementTree,
    *,
    url: str | None = None,
    charset: str | None = None,
    plaintext: bool = False,
    site: Site | None = None,
) -> Extraction:
    """Read a page with the default settings and say why. See `Extractor.inspect`."""
    return _default().inspect(source, url=url, charset=charset, plaintext=plaintext, site=site)


@cache
def _default() -> Extractor:
    return Extractor()


def _check_words(**words: object) -> None:
    """Refuse an address or charset that is no text."""
    for name, value in words.items():
        if value is not None and (not isinstance(value, str) or clean_text(value) != value):
            raise InputError(f"{name} is a string of characters or None, not {value!r}")


def _check_site(site: object) -> None:
    """Refuse what is no model of a site, such as its name."""
    if site is not None and not isinstance(site, Site):
        raise InputError(f"site is a SiteModel or None, not {site!r}")


def _article(assembly: Assembly) -> Article:
    if assembly.article is None:
        raise NoArticleFound(assembly.reason)
    return assembly.article


def _check_day(fetched: object) -> None:
    """Refuse what is no day, such as its name."""
    if fetched is not None and not isinstance(fetched, dt.date):
        raise InputError(f"fetched is a date, a datetime or None, not {fetched!r}")


def _checked_profiles(profiles: object) -> Profiles:
    """Refuse what is no collection of profiles, such as the path of one."""
    if profiles is None:
        return Profiles()
    if not isinstance(profiles, Profiles):
        raise ConfigError(f"profiles is what Profiles.load(path) gives, not {profiles!r}")
    return profiles


def _not_empty(text: str) -> str:
    if not text or text.isspace():
        raise InputError("the source is empty")
    return text


def _indexes(rules: tuple[Rule, ...]) -> dict[PageType, RuleIndex]:
    """The rules for each type of page, filed by trigger."""
    return {page_type: RuleIndex(rule for rule in rules if page_type not in rule.not_on) for page_type in PAGE_TYPES}


def _indexes_by_rules(
    profiles: Profiles, known: tuple[Rule, ...], config: Config
) -> dict[_Switches, dict[PageType, RuleIndex]]:
    """The rules for pages with profiles that switch some, by these switches."""
    made: dict[_Switches, dict[PageType, RuleIndex]] = {}
    for profile in profiles.profiles:
        switches = (profile.rules_off, profile.rules_on)
        if switches not in made and any(switches):
            try:
                made[switches] = _indexes(_switched(known, config, *switches))
            except ConfigError as error:
                raise ConfigError(f"profile {profile.name!r}: {error}") from error
    return made


def _switched(known: tuple[Rule, ...], config: Config, off: tuple[str, ...], on: tuple[str, ...]) -> tuple[Rule, ...]:
    """The rules with a profile's switches, which go before those of the configuration."""
    for _, fault in faults(known, on, off, {}):
        raise fault
    usual = {rule.name for rule in switched(known, config.rules_on, config.rules_off, config.rule_settings)}
    named = {*on, *off}
    return tuple(
        rule
        for rule in switched(known, (), (), config.rule_settings)
        if (is_on(rule.name, rule.family, on, off) if _is_named(rule, named) else rule.name in usual)
    )


def _is_named(rule: Rule, names: set[str]) -> bool:
    return rule.name in names or f"{rule.family}/*" in names


def _filters_of(config: Config) -> Filters | None:
    """The filter lists of the settings; `None` if there are none, or the rule that speaks for them is off."""
    if not config.filter_lists or not config.asks(FILTER_LIST, ""):
        return None
    return Filters(read_filter_list(path) for path in config.filter_lists)
