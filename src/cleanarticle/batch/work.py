"""One record of an archive to one outcome: a row, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

from cleanarticle.archive.record import Record
from cleanarticle.archive.rows import row_of
from cleanarticle.config import Config
from cleanarticle.errors import CleanArticleError, LimitExceeded, NoArticleFound
from cleanarticle.pipeline import Extractor, extract_counted
from cleanarticle.profiles import Profiles
from cleanarticle.sitemodel import SiteModel

__all__ = ["Cleaned", "Failed", "FailureKind", "Job", "Outcome", "Setup", "clean"]

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
    """What a worker makes its extractor from.

    Attributes:
        config: Settings.
        profiles: What is known of sites.
    """

    config: Config = field(default_factory=Config)
    profiles: Profiles | None = None

    def extractor(self) -> Extractor:
        """A new extractor."""
        return Extractor(self.config, profiles=self.profiles)


@dataclass(frozen=True, slots=True)
class Job:
    """A record to be cleaned.

    Attributes:
        number: Its place among all that the readers found, from 0.
        record: The record.
        site: What other pages of its site have in common, if that was learned.
    """

    number: int
    record: Record
    site: SiteModel | None = None


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A record with an article.

    Attributes:
        number: Its place among all that the readers found.
        row: Its row of the output.
        rules: Number of blocks that each rule dropped, by its name.
    """

    number: int
    row: dict[str, Any]
    rules: Mapping[str, int]


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


Outcome: TypeAlias = Cleaned | Failed


def clean(extractor: Extractor, job: Job) -> Outcome:
    """Clean one record. Whatever its bytes are, this gives an outcome.

    Args:
        extractor: The extractor.
        job: The record.

    Returns:
        Its outcome.
    """
    record = job.record
    try:
        article, rules = extract_counted(
            extractor, record.body, url=record.url, charset=record.charset, site=job.site, fetched=record.fetched
        )
    except NoArticleFound as error:
        return Failed(job.number, "no-article", str(error))
    except LimitExceeded as error:
        return Failed(job.number, "limit", str(error))
    except CleanArticleError as error:
        return Failed(job.number, "bad-input", str(error))
    except MemoryError:
        return Failed(job.number, "memory", "it needs more memory than a page may")
    except Exception as error:  # a page must not take the run with it; whatever it was is told
        return Failed(job.number, "unexpected", f"{type(error).__name__}: {error}")
    return Cleaned(job.number, row_of(replace(record, body=b""), article), rules)
