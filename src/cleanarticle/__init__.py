"""cleanarticle: HTML of a news or blog page in, one typed Article out, with a reason for every block dropped."""

from cleanarticle.answer import Answer
from cleanarticle.article import Article, Byline, Dateline, Figure, LiveEntry, Media, Paragraph, Provenance
from cleanarticle.config import Config
from cleanarticle.difference import Difference, diff
from cleanarticle.dom.limits import Limits
from cleanarticle.errors import (
    CleanArticleError,
    ConfigError,
    FixtureError,
    InputError,
    LimitExceeded,
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
    "LimitExceeded",
    "Limits",
    "LiveEntry",
    "Mark",
    "Media",
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
