"""The extractor in a pipeline of datatrove's own steps: python datatrove_extractor.py OUTPUT FOLDER.

The folder holds WARC files; the output is JSON lines, with the text of each article.
"""

import sys

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import WarcReader
from datatrove.pipeline.writers import JsonlWriter

from cleanarticle.integrations.datatrove import CleanArticleExtractor


def main(output: str, folder: str) -> None:
    """Read with datatrove, and extract with cleanarticle in the sandbox of datatrove."""
    pipeline = [
        WarcReader(folder, glob_pattern="*.warc.gz"),
        CleanArticleExtractor(),
        JsonlWriter(f"{output}/articles", compression=None),
    ]
    LocalPipelineExecutor(pipeline, logging_dir=f"{output}/logs").run()


if __name__ == "__main__":
    main(*sys.argv[1:])
