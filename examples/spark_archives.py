"""Clean archives with Spark: python spark_archives.py OUTPUT ARCHIVE…; the output is a folder of Parquet files."""

import os
import sys

from pyspark.sql import SparkSession

from cleanarticle.integrations.spark import clean_dataframe, read_archives


def main(output: str, *archives: str) -> None:
    """Clean archives on two cores of this machine; the master of a cluster does the same there."""
    # Without this, the workers run `python3`, which may not have cleanarticle installed.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "256")
        .getOrCreate()
    )
    pages = read_archives(spark, archives)
    clean_dataframe(pages).write.parquet(output)
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
