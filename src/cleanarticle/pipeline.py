"""The pipeline: a page in, an `Article` out, in seven steps."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from cleanarticle.article import Article
from cleanarticle.body.choose import choose_body
from cleanarticle.body.judge import Judge
from cleanarticle.body.select import Selection
from cleanarticle.body.sources import MarkSource
from cleanarticle.config.model import Config, default_threshold
from cleanarticle.errors import CleanArticleError, ConfigError, InputError, NoArticleFound
from cleanarticle.fields.collect import CollectedFields, collect_fields
from cleanarticle.fields.profile_fields import NO_PROFILE_FIELDS, profile_fields
from cleanarticle.overlays.site_model import FEWEST_PAGES, SiteModel
from cleanarticle.page.model import Page
from cleanarticle.page.segment import segment
from cleanarticle.parse.decode import clean_text
from cleanarticle.parse.document import Document
from cleanarticle.parse.etree import is_tree
from cleanarticle.parse.offsets import text_and_offsets
from cleanarticle.parse.read import Source, read_document, read_markup, read_pasted_text
from cleanarticle.rules.api import Rule
from cleanarticle.rules.library import bundled_rules
from cleanarticle.rules.loading import check_rules
from cleanarticle.rules.sets import RuleSets
from cleanarticle.rules.switches import FILTER_LIST
from cleanarticle.rules.timing import RuleTimings
from cleanarticle.score.page_type import classify
from cleanarticle.score.scorecard import Scorecard, bundled_scorecard
from cleanarticle.score.scores import score_page
from cleanarticle.structure.positions import SourcePositions

if TYPE_CHECKING:
    from cleanarticle.explain.extraction import Extraction
    from cleanarticle.overlays.filters.match import Filters
    from cleanarticle.overlays.profiles.collection import Profiles
    from cleanarticle.overlays.profiles.matcher import ProfileMatcher
    from cleanarticle.overlays.profiles.model import Profile

__all__ = ["Extractor", "Outcome", "extract", "extract_plaintext", "inspect"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that a run over one page gave. `extract` and `inspect` are views of it.

    Attributes:
        body: The body at the default threshold, from which all fields but the text are read.
        text: The body at the threshold of the configuration.
        fields: The article, or why there is none, and what its fields used.
        document: The page as it was parsed.
        warnings: What did not work as it was asked for.
    """

    body: Selection
    text: Selection
    fields: CollectedFields
    document: Document
    warnings: tuple[str, ...]

    @property
    def article(self) -> Article:
        """The article.

        Raises:
            NoArticleFound: The page has none.
        """
        if self.fields.article is None:
            raise NoArticleFound(self.fields.reason)
        return self.fields.article

    def drops(self) -> dict[str, int]:
        """How many blocks each rule, or other source of marks, dropped."""
        ledger = self.text.ledger
        vetoes = (ledger.veto(index) for index in ledger.marks)
        return dict(Counter(veto.rule for veto in vetoes if veto is not None))


class Extractor:
    """An extractor with its settings: made once, used for many pages, safe in threads.

    It holds nothing but its configuration and the rules made from it; two pages never meet. To use it in another
    process, send the `config` and the `profiles` and make the extractor there.
    """

    __slots__ = ("_rule_sets", "_scorecard", "config", "filters", "profiles")

    def __init__(
        self,
        config: Config | None = None,
        *,
        rules: Iterable[Rule] = (),
        scorecard: Scorecard | None = None,
        profiles: Profiles | None = None,
        rule_timings: RuleTimings | None = None,
    ) -> None:
        """Prepare the rules, and read the files of rules and the filter lists that the settings name.

        Args:
            config: Settings; the defaults if left out.
            rules: Rules to be asked beside those of the package, such as `installed_rules()`. Their examples are run.
            scorecard: Learned points; those that come with the package if left out.
            profiles: What is known of sites. The profile for a page is found by its address.
            rule_timings: Measures how long each rule takes; nothing is measured if left out.

        Raises:
            ConfigError: A rule that the settings or a profile name does not exist, or a filter list can't be read.
            RuleError: A rule has no such setting, or the value has another type; a rule fails one of its examples,
                or has the name of another.
        """
        self.config = config = config or Config()
        bundled = bundled_rules()
        known = (*bundled, *check_rules((*config.own_rules(), *rules), beside=bundled))
        if rule_timings is not None:
            known = rule_timings.measured(known)
        self._rule_sets = RuleSets(known, config.rules_on, config.rules_off, config.rule_settings)
        self.filters = _filters_of(config)
        self.profiles = _checked_profiles(profiles, self._rule_sets)
        self._scorecard = scorecard or bundled_scorecard()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that are on, with their settings."""
        return self._rule_sets.rules

    def extract(
        self,
        source: Source,
        *,
        url: str | None = None,
        charset: str | None = None,
        site: MarkSource | None = None,
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
        return self.run(source, url=url, charset=charset, site=site, fetched=fetched).article

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
        return self.run(text, url=url, plaintext=True).article

    def inspect(
        self,
        source: Source,
        *,
        url: str | None = None,
        charset: str | None = None,
        plaintext: bool = False,
        site: MarkSource | None = None,
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
        from cleanarticle.explain.extraction import Extraction, extraction_of  # not needed to import the library

        try:
            outcome = self.run(
                source,
                url=url,
                charset=charset,
                plaintext=plaintext,
                site=site,
                fetched=fetched,
                with_reasons=True,
            )
        except CleanArticleError as error:
            return Extraction(None, "bad-input", str(error))
        return extraction_of(
            outcome.text,
            outcome.fields,
            outcome.document,
            families={rule.name: rule.family for rule in self.rules},
            warnings=outcome.warnings,
        )

    def fit_site(self, pages: Iterable[Source], *, least_pages: int = FEWEST_PAGES) -> SiteModel:
        """Learn what repeats on pages of one site, for extracting other pages of it with these settings.

        A few dozen pages are plenty; time and memory grow with their number. A page that can't be read is skipped and
        counted. Pages with the same body (an article fetched twice, its print version) count as one. Of fewer
        different pages than `least_pages` nothing is learned: such a model changes no extraction.

        Args:
            pages: The pages, each bytes as fetched, decoded text, or an lxml element or tree.
            least_pages: Pages a text or template must stand on, 2 at least. Of more than 60 pages it is a twentieth.

        Returns:
            The model, to be given to `extract` or `inspect` as `site`.

        Raises:
            ConfigError: `pages` is a single page, or `least_pages` is less than 2.
        """
        if isinstance(pages, str | bytes | bytearray | memoryview) or is_tree(pages):
            raise ConfigError("a site model is learned from a list of pages, not from one page")
        bodies = []
        skipped = 0
        for source in pages:
            try:
                bodies.append(self.run(source).text)
            except CleanArticleError:
                skipped += 1
        return SiteModel.learn(bodies, least_pages=least_pages, skipped=skipped)

    def run(
        self,
        source: object,
        *,
        url: str | None = None,
        charset: str | None = None,
        plaintext: bool = False,
        site: MarkSource | None = None,
        fetched: dt.date | None = None,
        with_reasons: bool = False,
    ) -> Outcome:
        """Run the pipeline over a page: with the profile of its site, if there is one and it leaves an article.

        Args:
            source: The page, as for `inspect`.
            url: The page's address.
            charset: The charset of the HTTP header.
            plaintext: Take the source for copied-out text.
            site: What other pages of its site have in common.
            fetched: When the page was fetched.
            with_reasons: Ask the rules about every block, for the reasons alone.

        Raises:
            InputError: As for `extract`. A page without an article does not raise.
        """
        _check_arguments(url, charset, site, fetched)
        limits = self.config.limits
        given = partial(text_and_offsets, source, charset)
        if plaintext:
            return self._run(read_pasted_text(source, limits), None, url, site, given, with_reasons=with_reasons)
        profile = self.profiles.find(url, fetched) if self.profiles else None
        if profile is None:
            return self._run(read_document(source, charset, limits), None, url, site, given, with_reasons=with_reasons)
        from cleanarticle.overlays.profiles.matcher import ProfileMatcher  # not needed to import the library

        matcher = ProfileMatcher.read(profile, read_markup(source, charset, limits), limits)
        outcome = self._run(matcher.document, matcher, url, site, given, with_reasons=with_reasons)
        if outcome.fields.article is not None:
            return outcome
        without = self._run(read_document(source, charset, limits), None, url, site, given, with_reasons=with_reasons)
        if without.fields.article is None:
            return outcome
        return replace(without, warnings=(f"{profile.name}: it leaves no article; the page is read without it",))

    def _run(
        self,
        document: Document,
        matcher: ProfileMatcher | None,
        url: str | None,
        site: MarkSource | None,
        given: Callable[[], tuple[str, Callable[[int], int] | None]],
        *,
        with_reasons: bool,
    ) -> Outcome:
        """The steps after decode and parse: segment, classify, score, choose, fields.

        `given` is the text as the caller gave it, and what makes offsets of it; it is asked for only with `positions`.
        """
        config = self.config
        segmented = partial(segment, most_json=config.limits.max_json_bytes, queried=matcher is not None)
        page = segmented(document)
        page_type = classify(page, url)

        profile = matcher.profile if matcher else None
        switches = (profile.rules_on, profile.rules_off) if profile else ((), ())
        rules = self._rule_sets.index(page_type, *switches)
        filters = self.filters.on(url) if self.filters else None
        sources = [source for source in (site, filters, matcher) if source is not None]

        def judged(page: Page) -> Judge:
            scores = score_page(page, self._scorecard)
            threshold = default_threshold(page_type)
            return Judge(scores, rules, sources, threshold, page_type=page_type, with_reasons=with_reasons)

        chosen = choose_body(document, page, segmented, judged, config.limits)
        body, text = chosen.default, chosen.at(config.threshold_for(page_type))

        page = body.ledger.page
        fields = collect_fields(
            body,
            text,
            url=url,
            page_type=page_type,
            strip_dateline=config.strip_dateline,
            include_subtitle=config.include_subtitle,
            profile_fields=profile_fields(matcher, page) if matcher else NO_PROFILE_FIELDS,
            positions=SourcePositions(document, *given()) if config.positions else None,
        )
        warnings = matcher.warnings(page) if matcher else ()
        return Outcome(body, text, fields, document, (*warnings, *fields.warnings))


def extract(
    source: Source,
    *,
    url: str | None = None,
    charset: str | None = None,
    site: MarkSource | None = None,
) -> Article:
    """Read the article of a page with the default settings. See `Extractor.extract`."""
    return _default_extractor().extract(source, url=url, charset=charset, site=site)


def extract_plaintext(text: str, *, url: str | None = None) -> Article:
    """Read the article in copied-out text with the default settings. See `Extractor.extract_plaintext`."""
    return _default_extractor().extract_plaintext(text, url=url)


def inspect(
    source: Source,
    *,
    url: str | None = None,
    charset: str | None = None,
    plaintext: bool = False,
    site: MarkSource | None = None,
) -> Extraction:
    """Read a page with the default settings and say why. See `Extractor.inspect`."""
    return _default_extractor().inspect(source, url=url, charset=charset, plaintext=plaintext, site=site)


@cache
def _default_extractor() -> Extractor:
    return Extractor()


def _check_arguments(url: object, charset: object, site: object, fetched: object) -> None:
    """Refuse arguments of a wrong type, such as the name of a site for its model."""
    for name, value in (("url", url), ("charset", charset)):
        if value is not None and (not isinstance(value, str) or clean_text(value) != value):
            raise InputError(f"{name} is a string of characters or None, not {value!r}")
    if site is not None and not isinstance(site, MarkSource):
        raise InputError(f"site is a SiteModel or None, not {site!r}")
    if fetched is not None and not isinstance(fetched, dt.date):
        raise InputError(f"fetched is a date, a datetime or None, not {fetched!r}")


def _checked_profiles(profiles: object, rule_sets: RuleSets) -> Profiles | None:
    """Refuse anything but a collection of profiles, such as the path of one, and profiles that name unknown rules."""
    if profiles is None:
        return None
    from cleanarticle.overlays.profiles.collection import Profiles  # not needed to import the library

    if not isinstance(profiles, Profiles):
        raise ConfigError(f"profiles is what Profiles.load(path) gives, not {profiles!r}")
    for profile in profiles.profiles:
        _check_switches(profile, rule_sets)
    return profiles


def _check_switches(profile: Profile, rule_sets: RuleSets) -> None:
    try:
        rule_sets.check(profile.rules_on, profile.rules_off)
    except ConfigError as error:
        raise ConfigError(f"profile {profile.name!r}: {error}") from error


def _filters_of(config: Config) -> Filters | None:
    """The filter lists of the settings; `None` if there are none, or if they are switched off."""
    if not config.filter_lists or not config.asks(FILTER_LIST, ""):
        return None
    from cleanarticle.overlays.filters.match import Filters  # few have filter lists, and all pay for an import
    from cleanarticle.overlays.filters.syntax import read_filter_list

    return Filters(read_filter_list(path) for path in config.filter_lists)
