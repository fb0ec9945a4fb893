"""A pipeline of datatrove: WARC files through its trafilatura step to JSON lines.

Usage: ``python benchmarks/batch_datatrove.py WARC_FOLDER OUTPUT LOGS WORKERS``, in the environment of datatrove.
"""

from __future__ import annotations

import sys

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.extractors import Trafilatura
from datatrove.pipeline.readers import WarcReader
from datatrove.pipeline.writers import JsonlWriter


def main(source: str, output: str, logs: str, workers: int) -> None:
    """Run the pipeline."""
    pipeline = [
        WarcReader(source, glob_pattern="*.warc.gz"),
        Trafilatura(timeout=5),  # the step's own warm-up call needs longer than the second that it is given
        JsonlWriter(output),
    ]
    LocalPipelineExecutor(pipeline, logging_dir=logs, tasks=workers, workers=workers).run()


if __name__ == "__main__":
    main(*sys.argv[1:4], int(sys.argv[4]))
