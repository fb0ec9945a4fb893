"""Apache Spark: pages of a DataFrame, or of archives, cleaned by `mapInArrow`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from cleanarticle.archive import Columns, Wanted
from cleanarticle.archive.rows import COLUMNS, Column
from cleanarticle.config.model import Config
from cleanarticle.integrations.arrow import PAGE_COLUMNS, extract_arrow, extractor_for, read_pages
from cleanarticle.overlays.profiles import Profiles

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["clean_dataframe", "read_archives", "spark_schema"]

_TYPES: Final = {
    "text": "STRING",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "time": "TIMESTAMP",
    "bytes": "BINARY",
}


def clean_dataframe(
    pages: DataFrame,
    *,
    config: Config | None = None,
    profiles: Profiles | None = None,
    columns: Columns | None = None,
) -> DataFrame:
    """Clean the pages of a DataFrame. Every page ends as one row, as `extract_arrow` makes them.

    The library has to be installed for the Python of the workers (`PYSPARK_PYTHON`). How many pages a worker gets at
    once is the session's `spark.sql.execution.arrow.maxRecordsPerBatch` and `…maxBytesPerBatch`.

    Args:
        pages: One page a row; see `extract_arrow` for its columns.
        config: Settings; the defaults if left out.
        profiles: What is known of sites.
        columns: Which columns hold what; found by their common names if left out.

    Returns:
        The rows, in the columns of `cleanarticle batch`.

    Raises:
        InputError: There is no column of HTML, or none of a name that is given.
        ConfigError: The settings are wrong.
        RuleError: A rule that they name is.
    """
    (columns or Columns()).within(pages.columns, "the DataFrame")  # what is wrong is an error of this call,
    extractor_for(config, profiles)  # not of a worker
    cleaned = partial(_clean, config=config, profiles=profiles, columns=columns)
    return pages.mapInArrow(cleaned, spark_schema())


def read_archives(
    spark: SparkSession, paths: Iterable[str | os.PathLike[str]], *, wanted: Wanted | None = None
) -> DataFrame:
    """Read archives that all machines can reach by the same paths, one task for each.

    Args:
        spark: The session.
        paths: Archives of any kind that `cleanarticle batch` reads.
        wanted: Which records are read; HTML with status 200 if left out.

    Returns:
        The pages, in the columns of `read_pages`.
    """
    names = [(os.fspath(path),) for path in paths]
    listed = spark.createDataFrame(spark.sparkContext.parallelize(names, max(1, len(names))), "path STRING")
    return listed.mapInArrow(partial(_read, wanted=wanted), spark_schema(PAGE_COLUMNS))


def spark_schema(columns: Sequence[Column] = COLUMNS) -> str:
    """The columns of the output as Spark's data definition language has them.

    Args:
        columns: Other columns.
    """
    return ", ".join(f"`{column.name}` {_type(column)}" for column in columns)


def _type(column: Column) -> str:
    if isinstance(column.kind, str):
        kind = _TYPES[column.kind]
    else:
        kind = f"STRUCT<{', '.join(f'`{part.name}`: {_type(part)}' for part in column.kind)}>"
    return f"ARRAY<{kind}>" if column.many else kind


def _clean(
    batches: Iterable[pyarrow.RecordBatch],
    config: Config | None,
    profiles: Profiles | None,
    columns: Columns | None,
) -> Iterator[pyarrow.RecordBatch]:
    for batch in batches:
        yield extract_arrow(batch, config=config, profiles=profiles, columns=columns)


def _read(batches: Iterable[pyarrow.RecordBatch], wanted: Wanted | None) -> Iterator[pyarrow.RecordBatch]:
    for batch in batches:
        yield from read_pages(batch.column("path").to_pylist(), wanted=wanted)
