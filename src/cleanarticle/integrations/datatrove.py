"""datatrove: pipeline steps that read archives and clean documents, and an extractor."""

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

from cleanarticle.archive import Fault, Record, RecordFilter, Skipped, TableColumns, read
from cleanarticle.archive.batch.clean import max_page_bytes
from cleanarticle.archive.rows import Row
from cleanarticle.archive.table_columns import record_of_row
from cleanarticle.config.model import Config
from cleanarticle.integrations.arrow import clean_row, extractor_for
from cleanarticle.overlays.profiles import Profiles

__all__ = ["CleanArticle", "CleanArticleExtractor", "ReadArchives"]

_HTML: Final = "html"
_ID: Final = "id"
_FAULT: Final = "fault"


class ReadArchives(PipelineStep):  # type: ignore[misc]
    """Reads archives as `cleanarticle batch` does, with the bytes of each page in the metadata.

    The WARC reader of datatrove ignores the charset that the page or the HTTP header declares, and drops pages that it
    can't decode. Use this step with `CleanArticle(html="html")` after it.
    """

    type = "📖 - READER"
    name = "Archives"

    def __init__(self, paths: Iterable[str | os.PathLike[str]], *, record_filter: RecordFilter | None = None) -> None:
        """Prepare the step.

        Args:
            paths: Archives, as for `cleanarticle batch`. They are distributed over the tasks.
            record_filter: Which records are read. Default: HTML with status 200.
        """
        super().__init__()
        self.paths = [os.fspath(path) for path in paths]
        self.record_filter = record_filter

    def run(self, data: Iterable[Document] | None = None, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """Read the archives of this task.

        Args:
            data: Documents of an earlier step. They come first.
            rank: Number of this task.
            world_size: Number of all tasks.

        Yields:
            A document without text for each page and for each place that can't be read. Its metadata has `html`
            (bytes), `url`, `charset`, `date` and `place`, or `fault`.
        """
        yield from data or ()
        for result in read(self.paths[rank::world_size], record_filter=self.record_filter):
            if isinstance(result, Skipped):
                self.stat_update(f"skipped_{result.reason}")
                continue
            self.stat_update(StatHints.total)
            yield _document(result)


def _document(result: Record | Fault) -> Document:
    if isinstance(result, Fault):
        metadata: dict[str, Any] = {_HTML: None, "url": result.url, "place": result.place, _FAULT: result.reason}
        return Document("", id=result.place, metadata=metadata)
    metadata = {
        _HTML: result.body,
        "url": result.url,
        "charset": result.charset,
        "date": result.fetched,
        "place": result.place,
    }
    return Document("", id=result.id, metadata=metadata)


class CleanArticle(PipelineStep):  # type: ignore[misc]
    """Replaces the HTML of each document by its article: the text, and all other fields in the metadata.

    The metadata gets the columns of `cleanarticle batch`, except `id` and `text`, which a document has itself. URL,
    time of fetching and charset are read from `url`, `date` and `charset` in the metadata. Other metadata is kept.
    Documents without an article leave the pipeline; their `status` and `error` say why.

    The step needs no sandbox, because `Limits` bound the time and memory for a page.
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
        """Prepare the step. The process that runs it makes the extractor.

        Args:
            config: Settings. Default: the default settings.
            profiles: Site profiles.
            html: The key of the page (bytes or text) in the metadata, which is removed. Default: the page is the text
                of the document. Bytes are better, because then the charset that the page declares counts.
            exclusion_writer: Gets the documents that leave the pipeline, without their pages.
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
            The documents with an article.
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
        values = {**metadata, _HTML: page, _ID: document.id}
        columns = TableColumns(html=_HTML, id=_ID).within(values, "the metadata")
        place = str(metadata.get("place") or metadata.get("file_path") or document.id)
        fault = metadata.pop(_FAULT, None)
        if fault:
            return clean_row(extractor, Fault(place, str(fault), metadata.get("url")), document.id)
        record = record_of_row(values, columns, place, document.id, max_page_bytes(extractor.config))
        return clean_row(extractor, record, document.id)


class CleanArticleExtractor(BaseExtractor):  # type: ignore[misc]
    """Extracts the text of the article, with the interface and in the sandbox of the extractors of datatrove.

    A document without an article gets no text and leaves the pipeline. `CleanArticle` is faster, uses the URL and the
    time of the page, and says why a document left.
    """

    name = "CleanArticle"

    def __init__(self, config: Config | None = None, *, profiles: Profiles | None = None, timeout: float = 5.0) -> None:
        """Prepare the extractor.

        Args:
            config: Settings. Default: the default settings.
            profiles: Site profiles.
            timeout: Seconds for a page, and also for the start of the sandbox, with its imports and rules.
        """
        super().__init__(timeout)
        self.config = config
        self.profiles = profiles

    def run(self, data: Iterable[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """Clean documents; see `BaseExtractor.run`."""
        extractor_for(self.config, self.profiles)  # forked processes inherit it
        yield from super().run(data, rank, world_size)

    def extract(self, text: str) -> str:
        """Read the article of a page.

        Args:
            text: The page.

        Returns:
            The texts of its paragraphs, separated by blank lines; empty without an article. It never raises, because an
            exception ends the sandbox and the next page has to wait for a new one.
        """
        record = Record(text.encode("utf-8", "replace"), None, "utf-8", None, "", "")
        row = clean_row(extractor_for(self.config, self.profiles), record, "")
        return str(row["text"])
