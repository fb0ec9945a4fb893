"""Clean archives with Ray Data: python ray_archives.py OUTPUT ARCHIVE…; the output is a folder of Parquet files."""

import sys

import ray

from cleanarticle.integrations.ray import clean_dataset, read_archives


def main(output: str, *archives: str) -> None:
    """Clean archives on this machine; `ray.init()` with an address does the same on a cluster."""
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    pages = read_archives(archives)
    # The pool starts with one actor, to leave a core to the tasks that read.
    clean_dataset(pages, workers=(1, 2)).write_parquet(output)
    ray.shutdown()


if __name__ == "__main__":
    main(*sys.argv[1:])
