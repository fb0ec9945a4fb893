"""Apache Spark: clean the pages of a DataFrame with `mapInArrow`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from cleanarticle.archive import RecordFilter, TableColumns
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
    "json": "STRING",
}


def clean_dataframe(
    pages: DataFrame,
    *,
    config: Config | None = None,
    profiles: Profiles | None = None,
    columns: TableColumns | None = None,
) -> DataFrame:
    """Clean the pages of a DataFrame. Each page gives one row; see `extract_arrow`.

    cleanarticle must be installed for the Python of the workers (`PYSPARK_PYTHON`). The settings
    `spark.sql.execution.arrow.maxRecordsPerBatch` and `…maxBytesPerBatch` say how many pages a worker gets at once.

    Args:
        pages: One page in each row, with the columns of `extract_arrow`.
        config: Settings. Default: the default settings.
        profiles: Site profiles.
        columns: Which columns hold the pages. Default: found by common names.

    Returns:
        The rows, with the columns of `cleanarticle batch`.

    Raises:
        InputError: There is no column of HTML, or a named column is missing.
        ConfigError: The settings are wrong.
        RuleError: A rule in the settings is wrong.
    """
    # Wrong columns and settings must be errors here, not in a worker.
    (columns or TableColumns()).within(pages.columns, "the DataFrame")
    extractor_for(config, profiles)
    cleaned = partial(_clean, config=config, profiles=profiles, columns=columns)
    return pages.mapInArrow(cleaned, spark_schema())


def read_archives(
    spark: SparkSession, paths: Iterable[str | os.PathLike[str]], *, record_filter: RecordFilter | None = None
) -> DataFrame:
    """Read archives, with one task for each. All machines must be able to open the paths.

    Args:
        spark: The session.
        paths: Archives, as for `cleanarticle batch`.
        record_filter: Which records are read. Default: HTML with status 200.

    Returns:
        The pages, with the columns of `read_pages`.
    """
    names = [(os.fspath(path),) for path in paths]
    listed = spark.createDataFrame(spark.sparkContext.parallelize(names, max(1, len(names))), "path STRING")
    return listed.mapInArrow(partial(_read, record_filter=record_filter), spark_schema(PAGE_COLUMNS))


def spark_schema(columns: Sequence[Column] = COLUMNS) -> str:
    """The schema of the rows in the data definition language of Spark.

    Args:
        columns: The columns of another table.
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
    columns: TableColumns | None,
) -> Iterator[pyarrow.RecordBatch]:
    for batch in batches:
        yield extract_arrow(batch, config=config, profiles=profiles, columns=columns)


def _read(batches: Iterable[pyarrow.RecordBatch], record_filter: RecordFilter | None) -> Iterator[pyarrow.RecordBatch]:
    for batch in batches:
        yield from read_pages(batch.column("path").to_pylist(), record_filter=record_filter)
