"""Clean a Parquet file with a column of HTML, a batch at a time: python arrow_table.py PAGES ARTICLES."""

import sys

import pyarrow.parquet as pq

from cleanarticle.integrations.arrow import extract_arrow


def main(pages: str, articles: str) -> None:
    """Clean the pages of one file into another."""
    writer = None
    for batch in pq.ParquetFile(pages).iter_batches(batch_size=256):
        rows = extract_arrow(batch)
        writer = writer or pq.ParquetWriter(articles, rows.schema)
        writer.write_batch(rows)
    if writer:
        writer.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
