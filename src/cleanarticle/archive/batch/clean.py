"""What a worker does with a record: clean its page into a row, or say why there is no row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias

from cleanarticle.archive.batch.site_models import SiteModels
from cleanarticle.archive.batch.text_signature import Similarity, TextSignature, signature_of
from cleanarticle.archive.pool import Work
from cleanarticle.archive.records import Record
from cleanarticle.archive.rows import row_of
from cleanarticle.config.model import Config
from cleanarticle.errors import CleanArticleError, LimitExceeded, NoArticleFound
from cleanarticle.overlays.profiles import Profiles
from cleanarticle.overlays.site_model import SiteModel
from cleanarticle.page.urls import host_of
from cleanarticle.parse.limits import Limits
from cleanarticle.pipeline import Extractor

__all__ = ["Cleaned", "Failed", "FailureKind", "WorkerSetup", "clean", "cleaning", "max_page_bytes"]

FailureKind: TypeAlias = Literal[
    "no-article", "bad-input", "limit", "timeout", "memory", "crash", "unreadable", "unexpected"
]
"""Why a record has no row.

`no-article`: the page has no article. `bad-input`: the record is not a page. `limit`: the page exceeds a limit of the
settings. `timeout`: it took too long. `memory`: it needed too much memory. `crash`: it ended its process.
`unreadable`: the archive is damaged there. `unexpected`: an exception that this library does not document.
"""


@dataclass(frozen=True, slots=True)
class WorkerSetup:
    """Everything a worker process needs to clean pages. It pickles.

    Attributes:
        config: Settings.
        profiles: Site profiles.
        site_models: The file of site models; `None` to clean without.
        similarity: Which texts count as duplicates; `None` to skip the comparison.
    """

    config: Config = field(default_factory=Config)
    profiles: Profiles | None = None
    site_models: Path | None = None
    similarity: Similarity | None = None

    def extractor(self) -> Extractor:
        """Make an extractor with these settings and profiles."""
        return Extractor(self.config, profiles=self.profiles)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A record with an article.

    Attributes:
        row: Its row of the output.
        rules: Number of blocks that each rule dropped, by the name of the rule.
        signature: For the comparison with other texts; `None` without a comparison, and for a text without words.
    """

    row: dict[str, Any]
    rules: Mapping[str, int]
    signature: TextSignature | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """A record without an article.

    Attributes:
        kind: Why.
        message: The same in words.
    """

    kind: FailureKind
    message: str


def max_page_bytes(config: Config) -> int:
    """Size of the largest page that is loaded from an archive.

    It is never below the default limit, so that the extractor, not the reader, refuses pages over a lower one.
    """
    return max(Limits().max_bytes, config.limits.max_bytes)


@contextmanager
def cleaning(setup: WorkerSetup) -> Iterator[Work]:
    """Make the work function of a pool that cleans records.

    Yields:
        A function from `Record` to `Cleaned` or `Failed`.

    Raises:
        ConfigError: The settings are wrong.
        RuleError: A rule in the settings is wrong.
    """
    extractor = setup.extractor()
    models = None if setup.site_models is None else SiteModels(setup.site_models)

    def work(record: Record) -> Cleaned | Failed:
        outcome = clean(extractor, record, models.find(host_of(record.url)) if models else None)
        if setup.similarity is None or isinstance(outcome, Failed):
            return outcome
        return replace(outcome, signature=signature_of(outcome.row["text"], setup.similarity))

    yield work


def clean(extractor: Extractor, record: Record, site_model: SiteModel | None = None) -> Cleaned | Failed:
    """Clean one record. Any bytes give an outcome; no exception leaves this function.

    Args:
        extractor: The extractor.
        record: The record.
        site_model: The model of its site, if there is one.
    """
    try:
        outcome = extractor.run(
            record.body, url=record.url, charset=record.charset, site=site_model, fetched=record.fetched
        )
        return Cleaned(row_of(replace(record, body=b""), outcome.article), outcome.drops())
    except NoArticleFound as error:
        return Failed("no-article", str(error))
    except LimitExceeded as error:
        return Failed("limit", str(error))
    except CleanArticleError as error:
        return Failed("bad-input", str(error))
    except MemoryError:
        return Failed("memory", "it needs more memory than a page may use")
    except Exception as error:  # one page must not stop the run, whatever is wrong with it
        return Failed("unexpected", f"{type(error).__name__}: {error}")
