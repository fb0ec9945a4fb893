"""What a worker does with a job: a record becomes a row or the reason why there is none, pages become a site model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias

from cleanarticle.archive.batch.signature import Signature, Similarity, sign
from cleanarticle.archive.batch.site_models import SiteModels, host_of
from cleanarticle.archive.record import Record
from cleanarticle.archive.rows import row_of
from cleanarticle.config.model import Config
from cleanarticle.errors import CleanArticleError, LimitExceeded, NoArticleFound
from cleanarticle.overlays.profiles import Profiles
from cleanarticle.overlays.site_model import SiteModel
from cleanarticle.parse.decode import decode
from cleanarticle.pipeline import Extractor

__all__ = [
    "Cleaned",
    "Failed",
    "FailureKind",
    "Job",
    "Learned",
    "Lesson",
    "Outcome",
    "Setup",
    "Worker",
    "clean",
]

FailureKind: TypeAlias = Literal[
    "no-article", "bad-input", "limit", "timeout", "memory", "crash", "unreadable", "unexpected"
]
"""Why a record has no row.

`no-article`: its page holds none. `bad-input`: it is no page. `limit`: it is beyond a limit of the settings.
`timeout`: it took longer than a page may. `memory`: it needed more than a page may. `crash`: it ended its process.
`unreadable`: the archive can't be read there. `unexpected`: an exception that this library does not document.
"""


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker works with.

    Attributes:
        config: Settings.
        profiles: What is known of sites.
        site_models: The file of what was learned of sites; `None` to clean without.
        similarity: How texts are made comparable, if duplicates are looked for.
    """

    config: Config = field(default_factory=Config)
    profiles: Profiles | None = None
    site_models: Path | None = None
    similarity: Similarity | None = None

    def extractor(self) -> Extractor:
        """A new extractor."""
        return Extractor(self.config, profiles=self.profiles)


@dataclass(frozen=True, slots=True)
class Job:
    """A record to be cleaned.

    Attributes:
        number: Its place among all that the readers found, from 0.
        record: The record.
    """

    number: int
    record: Record


@dataclass(frozen=True, slots=True)
class Lesson:
    """Pages of one site, to learn what they have in common.

    Attributes:
        number: The number of the site.
        pages: Pages with the charset of their HTTP header.
    """

    number: int
    pages: tuple[tuple[bytes, str | None], ...]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A record with an article.

    Attributes:
        number: Its place among all that the readers found.
        row: Its row of the output.
        rules: Number of blocks that each rule dropped, by its name.
        signature: By which its text is compared with others, if that was asked for and there is one.
    """

    number: int
    row: dict[str, Any]
    rules: Mapping[str, int]
    signature: Signature | None = None


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned of a site.

    Attributes:
        number: The number of the site.
        model: What its pages have in common, as JSON.
    """

    number: int
    model: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A record without an article.

    Attributes:
        number: Its place among all that the readers found.
        kind: Why.
        message: The same in words.
    """

    number: int
    kind: FailureKind
    message: str


Outcome: TypeAlias = Cleaned | Learned | Failed


class Worker:
    """Does jobs, one after the other."""

    def __init__(self, setup: Setup) -> None:
        """Make what it needs.

        Raises:
            ConfigError: The settings are wrong.
            RuleError: A rule that they name is.
        """
        self._extractor = setup.extractor()
        self._similarity = setup.similarity
        self._sites = None if setup.site_models is None else SiteModels(setup.site_models)

    def do(self, job: Job | Lesson) -> Outcome:
        """Do a job. Whatever its bytes are, this gives an outcome."""
        if isinstance(job, Lesson):
            return learn(self._extractor.config, job)
        site = self._sites.find(host_of(job.record.url)) if self._sites else None
        outcome = clean(self._extractor, job, site)
        if self._similarity is None or not isinstance(outcome, Cleaned):
            return outcome
        return replace(outcome, signature=sign(outcome.row["text"], self._similarity))


def clean(extractor: Extractor, job: Job, site: SiteModel | None = None) -> Cleaned | Failed:
    """Clean one record. Whatever its bytes are, this gives an outcome.

    Args:
        extractor: The extractor.
        job: The record.
        site: What other pages of its site have in common, if that was learned.

    Returns:
        Its outcome.
    """
    record = job.record
    try:
        outcome = extractor.run(record.body, url=record.url, charset=record.charset, site=site, fetched=record.fetched)
        return Cleaned(job.number, row_of(replace(record, body=b""), outcome.article), outcome.drops())
    except Exception as error:  # a page must not take the run with it; whatever it was is told
        return _failed(job.number, error)


def learn(config: Config, lesson: Lesson) -> Learned | Failed:
    """Learn what the pages of a site have in common."""
    pages = (body if charset is None else decode(body, charset).text for body, charset in lesson.pages)
    try:
        return Learned(lesson.number, Extractor(config).fit_site(pages).to_json())
    except Exception as error:  # as above
        return _failed(lesson.number, error)


def _failed(number: int, error: Exception) -> Failed:
    if isinstance(error, NoArticleFound):
        return Failed(number, "no-article", str(error))
    if isinstance(error, LimitExceeded):
        return Failed(number, "limit", str(error))
    if isinstance(error, CleanArticleError):
        return Failed(number, "bad-input", str(error))
    if isinstance(error, MemoryError):
        return Failed(number, "memory", "it needs more memory than a page may")
    return Failed(number, "unexpected", f"{type(error).__name__}: {error}")
