"""datatrove: steps that read archives and clean documents, and an extractor to put in the place of another one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from typing import Any, Final

from datatrove.data import Document
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.extractors.base import BaseExtractor
from datatrove.pipeline.writers.disk_base import DiskWriter
from datatrove.utils.typeshelper import StatHints

from cleanarticle.archive import Columns, Fault, Record, Skipped, Wanted, read
from cleanarticle.archive.columns import record_of
from cleanarticle.archive.rows import Row
from cleanarticle.config.model import Config
from cleanarticle.integrations.arrow import clean_row, extractor_for, most_bytes
from cleanarticle.overlays.profiles import Profiles

__all__ = ["CleanArticle", "CleanArticleExtractor", "ReadArchives"]

_HTML: Final = "html"
_ID: Final = "id"
_FAULT: Final = "fault"


class ReadArchives(PipelineStep):  # type: ignore[misc]
    """Reads archives as `cleanarticle batch` does, with the bytes of each page in the metadata.

    datatrove's own reader of WARC decodes a page without asking it or its HTTP header for the charset, and leaves out
    what it can't decode. Give `html="html"` to the `CleanArticle` behind this.
    """

    type = "📖 - READER"
    name = "Archives"

    def __init__(self, paths: Iterable[str | os.PathLike[str]], *, wanted: Wanted | None = None) -> None:
        """Prepare the step.

        Args:
            paths: Archives of any kind that `cleanarticle batch` reads. They are dealt out to the tasks.
            wanted: Which records are read; HTML with status 200 if left out.
        """
        super().__init__()
        self.paths = [os.fspath(path) for path in paths]
        self.wanted = wanted

    def run(self, data: Iterable[Document] | None = None, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """Read this task's share of the archives.

        Args:
            data: Documents of an earlier step, which come first.
            rank: Number of this task.
            world_size: Number of all tasks.

        Yields:
            A document for each page and for each place that can't be read, with `html` (bytes), `url`, `charset`,
            `date`, `place` and `fault` in its metadata, and no text.
        """
        yield from data or ()
        for found in read(self.paths[rank::world_size], wanted=self.wanted):
            if isinstance(found, Skipped):
                self.stat_update(f"skipped_{found.reason}")
                continue
            self.stat_update(StatHints.total)
            yield _document(found)


def _document(found: Record | Fault) -> Document:
    if isinstance(found, Fault):
        metadata: dict[str, Any] = {_HTML: None, "url": found.url, "place": found.place, _FAULT: found.reason}
        return Document("", id=found.place, metadata=metadata)
    metadata = {
        _HTML: found.body,
        "url": found.url,
        "charset": found.charset,
        "date": found.fetched,
        "place": found.place,
    }
    return Document("", id=found.id, metadata=metadata)


class CleanArticle(PipelineStep):  # type: ignore[misc]
    """Makes each document of HTML one of an article: its text, and everything else in its metadata.

    The metadata gets the columns of `cleanarticle batch` by their names, except `id` and `text`, which a document has
    itself. Address, time of fetching and charset are read from the metadata (`url`, `date`, `charset`); what else is
    there stays. Documents without an article leave the pipeline; their `status` and `error` say why.

    It cleans in the process of its task: no page can hang or grow without bounds, so that none needs a sandbox.
    """

    type = "🛢 - EXTRAC"
    name = "CleanArticle"

    def __init__(
        self,
        config: Config | None = None,
        *,
        profiles: Profiles | None = None,
        html: str | None = None,
        exclusion_writer: DiskWriter | None = None,
    ) -> None:
        """Prepare the step. The extractor is made in the process that runs it.

        Args:
            config: Settings; the defaults if left out.
            profiles: What is known of sites.
            html: Name of the metadata that holds the page, as bytes or text; it is taken out. If left out, the page is
                the document's text. Bytes are the better source: the page's own word on its charset counts.
            exclusion_writer: Is given the documents that leave the pipeline, without their pages.
        """
        super().__init__()
        self.config = config
        self.profiles = profiles
        self.html = html
        self.exclusion_writer = exclusion_writer

    def run(self, data: Iterable[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """Clean documents.

        Args:
            data: The documents.
            rank: Number of this task.
            world_size: Number of all tasks.

        Yields:
            Those with an article.
        """
        extractor_for(self.config, self.profiles)
        with self.exclusion_writer or nullcontext() as writer:
            for document in data:
                self.stat_update(StatHints.total)
                with self.track_time():
                    row = self._row(document)
                document.text = row.pop("text")
                del row["id"]
                document.metadata.update(row)
                if row["status"] == "ok":
                    self.stat_update(StatHints.forwarded)
                    self.update_doc_stats(document)
                    yield document
                    continue
                self.stat_update(StatHints.dropped, f"dropped_{row['status']}")
                if writer is not None:
                    writer.write(document, rank)

    def _row(self, document: Document) -> Row:
        metadata = document.metadata
        page = document.text if self.html is None else metadata.pop(self.html, None)
        extractor = extractor_for(self.config, self.profiles)
        given = {**metadata, _HTML: page, _ID: document.id}
        columns = Columns(html=_HTML, id=_ID).within(given, "the metadata")
        place = str(metadata.get("place") or metadata.get("file_path") or document.id)
        fault = metadata.pop(_FAULT, None)
        if fault:
            return clean_row(extractor, Fault(place, str(fault), metadata.get("url")), document.id)
        return clean_row(extractor, record_of(given, columns, place, document.id, most_bytes(extractor)), document.id)


class CleanArticleExtractor(BaseExtractor):  # type: ignore[misc]
    """The text of the article, for pipelines built with one of datatrove's extractors, in the sandbox of these.

    A page that holds no article, or is none, gives no text, and its document leaves the pipeline. `CleanArticle` is
    faster, knows address and time of the page, and says why a document went.
    """

    name = "CleanArticle"

    def __init__(self, config: Config | None = None, *, profiles: Profiles | None = None, timeout: float = 5.0) -> None:
        """Prepare the extractor.

        Args:
            config: Settings; the defaults if left out.
            profiles: What is known of sites.
            timeout: Seconds for a page, and for the start of the process that cleans: imports and rules included.
        """
        super().__init__(timeout)
        self.config = config
        self.profiles = profiles

    def run(self, data: Iterable[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """Clean documents; see `BaseExtractor.run`."""
        extractor_for(self.config, self.profiles)  # processes that are forked have it from the start
        yield from super().run(data, rank, world_size)

    def extract(self, text: str) -> str:
        """Read the article of a page.

        Args:
            text: The page.

        Returns:
            The texts of its paragraphs, joined by blank lines; nothing if there is no article. It never raises, since
            that would end the sandbox, and the next page would wait for another.
        """
        record = Record(text.encode("utf-8", "replace"), None, "utf-8", None, "", "")
        row = clean_row(extractor_for(self.config, self.profiles), record, "")
        return str(row["text"])
