"""Clean archives in a datatrove pipeline: python datatrove_archives.py OUTPUT ARCHIVE…; the output is JSON lines."""

import sys

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.writers import JsonlWriter

from cleanarticle.integrations.datatrove import CleanArticle, ReadArchives


def main(output: str, *archives: str) -> None:
    """Clean archives in two processes; documents without an article go to a folder of their own."""
    pipeline = [
        ReadArchives(archives),
        CleanArticle(html="html", exclusion_writer=JsonlWriter(f"{output}/without", compression=None)),
        JsonlWriter(f"{output}/articles", compression=None),
    ]
    LocalPipelineExecutor(pipeline, tasks=len(archives), workers=2, logging_dir=f"{output}/logs").run()


if __name__ == "__main__":
    main(*sys.argv[1:])
