"""Ray Data: clean the pages of a dataset with a pool of actors."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from cleanarticle.archive import RecordFilter, TableColumns
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
    columns: TableColumns | None = None,
    workers: int | tuple[int, int] = 1,
    batch_size: int = 256,
    memory: float | None = None,
) -> Dataset:
    """Clean the pages of a dataset. Each page gives one row; see `extract_arrow`.

    Args:
        pages: One page in each row, with the columns of `extract_arrow`.
        config: Settings. Default: the default settings.
        profiles: Site profiles.
        columns: Which columns hold the pages. Default: found by common names.
        workers: Number of actors, each on one core; or the smallest and the largest size of the pool.
        batch_size: Pages that an actor gets at once.
        memory: Bytes that Ray reserves for each actor. Default: none.

    Returns:
        The rows, with the columns of `cleanarticle batch`. Ray keeps the order of the pages only if
        `DataContext.execution_options.preserve_order` is set.

    Raises:
        ConfigError: The settings are wrong.
        RuleError: A rule in the settings is wrong.
        MissingPackage: Ray is not installed.
    """
    data = load("ray.data", "ray")
    extractor_for(config, profiles)  # wrong settings must be an error here, not in an actor
    fewest, most = (workers, workers) if isinstance(workers, int) else workers
    return pages.map_batches(
        _Cleaner,
        fn_constructor_args=(config, profiles, columns),
        # Ray deprecates the argument `concurrency`.
        compute=data.ActorPoolStrategy(min_size=fewest, max_size=most),
        batch_format="pyarrow",
        batch_size=batch_size,
        memory=memory,
    )


def read_archives(paths: Iterable[str | os.PathLike[str]], *, record_filter: RecordFilter | None = None) -> Dataset:
    """Read archives, with one task for each. All machines must be able to open the paths.

    Args:
        paths: Archives, as for `cleanarticle batch`.
        record_filter: Which records are read. Default: HTML with status 200.

    Returns:
        The pages, with the columns of `read_pages`.

    Raises:
        MissingPackage: Ray is not installed.
    """
    data = load("ray.data", "ray")
    names = [{"path": os.fspath(path)} for path in paths]
    listed = data.from_items(names, override_num_blocks=max(1, len(names)))
    return listed.map_batches(partial(_read, record_filter=record_filter), batch_size=1, batch_format="pyarrow")


class _Cleaner:
    """An actor. Its process caches the extractor."""

    def __init__(self, config: Config | None, profiles: Profiles | None, columns: TableColumns | None) -> None:
        self._clean = partial(extract_arrow, config=config, profiles=profiles, columns=columns)

    def __call__(self, pages: pyarrow.Table) -> pyarrow.Table:
        arrow = load("pyarrow", "archive")
        return arrow.Table.from_batches(map(self._clean, pages.to_batches()), arrow_schema())


def _read(names: pyarrow.Table, record_filter: RecordFilter | None) -> Iterator[pyarrow.Table]:
    arrow = load("pyarrow", "archive")
    for batch in read_pages(names["path"].to_pylist(), record_filter=record_filter):
        yield arrow.Table.from_batches([batch])
