"""Ray Data: pages of a dataset, or of archives, cleaned by a pool of actors."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from cleanarticle.archive import Columns, Wanted
from cleanarticle.archive.optional import load
from cleanarticle.archive.rows import arrow_schema
from cleanarticle.config.model import Config
from cleanarticle.integrations.arrow import extract_arrow, extractor_for, read_pages
from cleanarticle.overlays.profiles import Profiles

if TYPE_CHECKING:
    import pyarrow
    from ray.data import Dataset

__all__ = ["clean_dataset", "read_archives"]


def clean_dataset(
    pages: Dataset,
    *,
    config: Config | None = None,
    profiles: Profiles | None = None,
    columns: Columns | None = None,
    workers: int | tuple[int, int] = 1,
    batch_size: int = 256,
    memory: float | None = None,
) -> Dataset:
    """Clean the pages of a dataset. Every page ends as one row, as `extract_arrow` makes them.

    Args:
        pages: One page a row; see `extract_arrow` for its columns.
        config: Settings; the defaults if left out.
        profiles: What is known of sites.
        columns: Which columns hold what; found by their common names if left out.
        workers: Number of actors, each on one core; or the fewest and the most of a pool that grows and shrinks.
        batch_size: Pages that an actor gets at once.
        memory: Bytes that Ray sets aside for each actor when it places them; nothing if left out.

    Returns:
        The rows, in the columns of `cleanarticle batch`. Ray keeps the order of the pages only if
        `DataContext.execution_options.preserve_order` is set.

    Raises:
        ConfigError: The settings are wrong.
        RuleError: A rule that they name is.
        MissingPackage: Ray is not installed.
    """
    data = load("ray.data", "ray")
    extractor_for(config, profiles)  # wrong settings are an error of this call, not of an actor
    fewest, most = (workers, workers) if isinstance(workers, int) else workers
    return pages.map_batches(
        _Cleaner,
        fn_constructor_args=(config, profiles, columns),
        # The argument `concurrency` is on its way out of Ray; the pool is said in full.
        compute=data.ActorPoolStrategy(min_size=fewest, max_size=most),
        batch_format="pyarrow",
        batch_size=batch_size,
        memory=memory,
    )


def read_archives(paths: Iterable[str | os.PathLike[str]], *, wanted: Wanted | None = None) -> Dataset:
    """Read archives that all machines can reach by the same paths, one task for each.

    Args:
        paths: Archives of any kind that `cleanarticle batch` reads.
        wanted: Which records are read; HTML with status 200 if left out.

    Returns:
        The pages, in the columns of `read_pages`.

    Raises:
        MissingPackage: Ray is not installed.
    """
    data = load("ray.data", "ray")
    names = [{"path": os.fspath(path)} for path in paths]
    listed = data.from_items(names, override_num_blocks=max(1, len(names)))
    return listed.map_batches(partial(_read, wanted=wanted), batch_size=1, batch_format="pyarrow")


class _Cleaner:
    """An actor: it makes its extractor once."""

    def __init__(self, config: Config | None, profiles: Profiles | None, columns: Columns | None) -> None:
        self._clean = partial(extract_arrow, config=config, profiles=profiles, columns=columns)

    def __call__(self, pages: pyarrow.Table) -> pyarrow.Table:
        arrow = load("pyarrow", "archive")
        return arrow.Table.from_batches(map(self._clean, pages.to_batches()), arrow_schema())


def _read(names: pyarrow.Table, wanted: Wanted | None) -> Iterator[pyarrow.Table]:
    arrow = load("pyarrow", "archive")
    for batch in read_pages(names["path"].to_pylist(), wanted=wanted):
        yield arrow.Table.from_batches([batch])
