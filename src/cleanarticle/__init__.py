"""cleanarticle: HTML of a news or blog page in, one typed Article out, with a reason for every block dropped."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from cleanarticle.answer import Answer
    from cleanarticle.article import Article, Byline, Dateline, Figure, LiveEntry, Media, Paragraph, Provenance
    from cleanarticle.config import Config
    from cleanarticle.difference import Difference, diff
    from cleanarticle.dom.limits import Limits
    from cleanarticle.errors import (
        BatchError,
        CleanArticleError,
        ConfigError,
        FixtureError,
        InputError,
        InstallError,
        LimitExceeded,
        MissingPackage,
        NoArticleFound,
        RuleError,
        RuleWarning,
    )
    from cleanarticle.extraction import Entry, Extraction
    from cleanarticle.pipeline import Extractor, extract, extract_plaintext, inspect
    from cleanarticle.profiles import Profiles
    from cleanarticle.rule import Mark
    from cleanarticle.sitemodel import SiteModel

__all__ = [
    "Answer",
    "Article",
    "BatchError",
    "Byline",
    "CleanArticleError",
    "Config",
    "ConfigError",
    "Dateline",
    "Difference",
    "Entry",
    "Extraction",
    "Extractor",
    "Figure",
    "FixtureError",
    "InputError",
    "InstallError",
    "LimitExceeded",
    "Limits",
    "LiveEntry",
    "Mark",
    "Media",
    "MissingPackage",
    "NoArticleFound",
    "Paragraph",
    "Profiles",
    "Provenance",
    "RuleError",
    "RuleWarning",
    "SiteModel",
    "diff",
    "extract",
    "extract_plaintext",
    "inspect",
]

_MODULES: Final = {
    "answer": "Answer",
    "article": "Article Byline Dateline Figure LiveEntry Media Paragraph Provenance",
    "config": "Config",
    "difference": "Difference diff",
    "dom.limits": "Limits",
    "errors": "BatchError CleanArticleError ConfigError FixtureError InputError InstallError "
    "LimitExceeded MissingPackage NoArticleFound RuleError RuleWarning",
    "extraction": "Entry Extraction",
    "pipeline": "Extractor extract extract_plaintext inspect",
    "profiles": "Profiles",
    "rule": "Mark",
    "sitemodel": "SiteModel",
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
