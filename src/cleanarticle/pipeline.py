"""The whole way of the data: bytes to text, Document, Page, Ledger, Selection, Article."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Final

from cleanarticle.article import Article, Kind
from cleanarticle.choose import Chooser
from cleanarticle.config import Config
from cleanarticle.decode import clean_text, decode, looks_binary
from cleanarticle.dom.document import Document
from cleanarticle.dom.etree import is_tree, read_tree
from cleanarticle.dom.guard import check_size, guard
from cleanarticle.dom.lexbor import parse_html
from cleanarticle.dom.plaintext import read_plaintext
from cleanarticle.errors import CleanArticleError, ConfigError, InputError, NoArticleFound
from cleanarticle.extraction import Extraction, extraction_of
from cleanarticle.fields.assemble import Assembly, assemble
from cleanarticle.judge import Site
from cleanarticle.kind import KINDS, classify
from cleanarticle.rule import Index, Rule
from cleanarticle.rules import bundled_rules
from cleanarticle.scorecard import Scorecard, bundled_scorecard
from cleanarticle.segment import segment
from cleanarticle.select import Selection

if TYPE_CHECKING:
    from lxml.etree import _Element, _ElementTree

_DEFAULTS: Final = Config()

__all__ = ["Extractor", "body_of", "extract", "extract_plaintext", "inspect"]


class Extractor:
    """An extractor with its settings: made once, used for many pages, safe in threads.

    It holds nothing but its configuration and the rules made from it; two pages never meet. To use it in another
    process, send the `config` and make the extractor there.
    """

    __slots__ = ("_indexes", "_scorecard", "config", "rules")

    def __init__(self, config: Config | None = None, *, scorecard: Scorecard | None = None) -> None:
        """Prepare the rules.

        Args:
            config: Settings; the defaults if left out.
            scorecard: Learned points; those that come with the package if left out.

        Raises:
            ConfigError: A rule that is named does not exist.
            RuleError: A rule has no such setting, or the value has another type.
        """
        self.config = config or Config()
        self.rules = _configured(bundled_rules(), self.config)
        self._indexes = {kind: Index(rule for rule in self.rules if kind not in rule.not_on) for kind in KINDS}
        self._scorecard = scorecard or bundled_scorecard()

    def extract(
        self,
        source: bytes | str | _Element | _ElementTree,
        *,
        url: str | None = None,
        charset: str | None = None,
        site: Site | None = None,
    ) -> Article:
        """Read the article of a page.

        Args:
            source: The page: bytes as fetched, decoded text, or an lxml element or tree (left as it is).
            url: The page's address; makes the addresses in the article absolute.
            charset: The charset of the HTTP header, if there was one.
            site: What other pages of its site have in common: a `SiteModel`.

        Returns:
            The article.

        Raises:
            NoArticleFound: The page holds no article.
            InputError: The source is empty, binary, of a wrong type, or beyond the limits.
        """
        _check_words(url=url, charset=charset)
        _check_site(site)
        return self._article(self._read(source, charset), url, site)

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
        return self._article(self._read_plaintext(text), url)

    def inspect(
        self,
        source: bytes | str | _Element | _ElementTree,
        *,
        url: str | None = None,
        charset: str | None = None,
        plaintext: bool = False,
        site: Site | None = None,
    ) -> Extraction:
        """Read the article of a page, and say of every block why it was kept or dropped.

        Args:
            source: The page, as for `extract`; a string of copied-out text if `plaintext` is set.
            url: The page's address.
            charset: The charset of the HTTP header.
            plaintext: Take the source for copied-out text.
            site: What other pages of its site have in common: a `SiteModel`.

        Returns:
            The outcome. A page never raises: it has a status and a reason.
        """
        try:
            _check_words(url=url, charset=charset)
            _check_site(site)
            document = self._read_plaintext(source) if plaintext else self._read(source, charset)
        except CleanArticleError as error:
            return Extraction(None, "bad-input", str(error))
        assembly = self._assembly(document, url, site, thorough=True)
        return extraction_of(
            assembly.selection,
            assembly.lifted,
            assembly.article,
            reason=assembly.reason,
            families={rule.name: rule.family for rule in self.rules},
            source=document.source,
        )

    def _read(self, source: object, charset: str | None) -> Document:
        limits = self.config.limits
        if isinstance(source, bytes | bytearray | memoryview):
            data = bytes(source)
            check_size(data, limits)
            kind = looks_binary(data)
            if kind:
                raise InputError(f"the source looks like {kind}, not like HTML; pass the bytes of an HTML page")
            return _parsed(decode(data, charset).text, self.config)
        if isinstance(source, str):
            check_size(source, limits)
            return _parsed(clean_text(source), self.config)
        if is_tree(source):
            return read_tree(source)
        raise InputError(f"a page is bytes, a string or an lxml tree, not {type(source).__name__}")

    def _read_plaintext(self, text: object) -> Document:
        if not isinstance(text, str):
            raise InputError(f"copied-out text is a string, not {type(text).__name__}")
        check_size(text, self.config.limits)
        if not text.strip():
            raise InputError("the text is empty")
        return read_plaintext(clean_text(text))

    def _article(self, document: Document, url: str | None, site: Site | None = None) -> Article:
        assembly = self._assembly(document, url, site, thorough=False)
        if assembly.article is None:
            raise NoArticleFound(assembly.reason)
        return assembly.article

    def _assembly(self, document: Document, url: str | None, site: Site | None, *, thorough: bool) -> Assembly:
        page = segment(document, most_json=self.config.limits.max_json_bytes)
        kind = classify(page, url)
        selection = self._chooser(kind, site, thorough=thorough).choose(document, page)
        return assemble(selection, url=url, kind=kind, strip_dateline=self.config.strip_dateline)

    def _chooser(self, kind: Kind, site: Site | None, *, thorough: bool) -> Chooser:
        config = self.config
        usual, line = _DEFAULTS.line(kind), config.line(kind)
        return Chooser(self._indexes[kind], self._scorecard, usual, line, config.limits, site, thorough)


def body_of(extractor: Extractor, source: bytes | str | _Element | _ElementTree) -> Selection:
    """Read a page and choose its body, without the fields of an article.

    Raises:
        InputError: As for `Extractor.extract`.
    """
    page = segment(extractor._read(source, None), most_json=extractor.config.limits.max_json_bytes)
    return extractor._chooser(classify(page), None, thorough=False).shown(page)


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


def _parsed(text: str, config: Config) -> Document:
    if not text or text.isspace():
        raise InputError("the source is empty")
    return parse_html(guard(text, config.limits))


def _configured(rules: tuple[Rule, ...], config: Config) -> tuple[Rule, ...]:
    names = {rule.name for rule in rules}
    families = {f"{rule.family}/*" for rule in rules}
    asked = [
        *((name, names | families) for name in config.rules_off),
        *((name, names) for name in config.rule_settings),
    ]
    for name, known in asked:
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise ConfigError(f"there is no rule {name!r}{hint}")
    off = set(config.rules_off)
    return tuple(
        rule.configured(config.rule_settings.get(rule.name, {}))
        for rule in rules
        if rule.name not in off and f"{rule.family}/*" not in off
    )
