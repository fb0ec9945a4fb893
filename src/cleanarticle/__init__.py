"""cleanarticle: HTML of a news or blog page in, one typed Article out, with a reason for every block dropped."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from cleanarticle.article import Article, Byline, Dateline, Figure, Image, Link, LiveEntry, Media, Provenance
    from cleanarticle.config.model import Config
    from cleanarticle.content import (
        AsideBlock,
        DescriptionItem,
        DescriptionListBlock,
        EmbedBlock,
        FigureBlock,
        Footnote,
        FootnotesBlock,
        ListBlock,
        ListItem,
        Paragraph,
        QuoteBlock,
        SourcePosition,
        TableBlock,
        TableCell,
        TableRow,
        TextMark,
        ThematicBreak,
    )
    from cleanarticle.errors import (
        BatchError,
        CleanArticleError,
        ConfigError,
        FixtureError,
        InputError,
        LimitExceeded,
        MissingPackage,
        NoArticleFound,
        RuleError,
        RuleWarning,
    )
    from cleanarticle.explain.answer import Answer
    from cleanarticle.explain.difference import Difference, diff
    from cleanarticle.explain.extraction import Entry, Extraction
    from cleanarticle.overlays.profiles import Profiles
    from cleanarticle.overlays.site_model import SiteModel
    from cleanarticle.parse.limits import Limits
    from cleanarticle.pipeline import Extractor, extract, extract_plaintext, inspect
    from cleanarticle.render import to_csv, to_html, to_markdown, to_schema_org, to_tei, to_text, to_zyte
    from cleanarticle.rules.api import Mark

if os.environ.get("CLEANARTICLE_PURE") == "1":
    from cleanarticle.pure import run_pure

    run_pure()

__all__ = [
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

_MODULES: Final = {
    "article": "Article Byline Dateline Figure Image Link LiveEntry Media Provenance",
    "content": "AsideBlock DescriptionItem DescriptionListBlock EmbedBlock FigureBlock Footnote FootnotesBlock "
    "ListBlock ListItem Paragraph QuoteBlock SourcePosition TableBlock TableCell TableRow TextMark "
    "ThematicBreak",
    "config.model": "Config",
    "errors": "BatchError CleanArticleError ConfigError FixtureError InputError "
    "LimitExceeded MissingPackage NoArticleFound RuleError RuleWarning",
    "explain.answer": "Answer",
    "explain.difference": "Difference diff",
    "explain.extraction": "Entry Extraction",
    "overlays.profiles": "Profiles",
    "overlays.site_model": "SiteModel",
    "parse.limits": "Limits",
    "pipeline": "Extractor extract extract_plaintext inspect",
    "render": "to_csv to_html to_markdown to_schema_org to_tei to_text to_zyte",
    "rules.api": "Mark",
}
_MODULE_OF: Final = {name: module for module, names in _MODULES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: pytest loads its plugin in every project."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, imported or not."""
    return sorted({*globals(), *__all__})
