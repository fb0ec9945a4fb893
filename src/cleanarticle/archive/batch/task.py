"""What a run does, and the fingerprint by which another run may resume it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from cleanarticle.archive.batch.clean import WorkerSetup, max_page_bytes
from cleanarticle.archive.batch.text_signature import Similarity
from cleanarticle.archive.open import RecordStream, read
from cleanarticle.archive.outputs import OutputKind
from cleanarticle.archive.pool import PageLimits
from cleanarticle.archive.record_filter import RecordFilter
from cleanarticle.archive.rows import library_version
from cleanarticle.archive.table_columns import TableColumns
from cleanarticle.errors import BatchError

__all__ = ["Task"]

_RUN_SUFFIX: Final = ".run"
# Holds the first records, and the directory of a zip or Parquet file; reading more of each input delays the start.
_END_BYTES: Final = 1 << 16


@dataclass(frozen=True)
class Task:
    """What a run does.

    Attributes:
        inputs: Archives, folders, or `-`, as `cleanarticle.archive.read` takes them.
        output: The file or folder to write.
        kind: The kind of output. Default: by its name.
        setup: Settings and profiles of the workers.
        record_filter: Which records are cleaned.
        columns: Which columns of tables hold the pages.
        workers: Number of processes.
        limits: Time and memory for one page.
        ordered: Write rows in the order of the archives. Default: as they are done.
        dedupe: Leave out pages whose text is (nearly) the same as that of an earlier page. This implies `ordered`, so
            that the speed of the workers does not decide which page is the earlier one.
        site_model: First learn a model of each host, then clean with it.
        reproduce: Options for `cleanarticle extract`, for the commands in `errors.jsonl`.
        commit_seconds: How often rows and journal are brought to the disk. After a kill, the work since the last
            commit is done again. Each commit waits for the disk, and makes a part of a Parquet output or a member of a
            compressed one.
    """

    inputs: tuple[str, ...]
    output: Path
    kind: OutputKind | None = None
    setup: WorkerSetup = field(default_factory=WorkerSetup)
    record_filter: RecordFilter = field(default_factory=RecordFilter)
    columns: TableColumns = field(default_factory=TableColumns)
    workers: int = 1
    limits: PageLimits = field(default_factory=PageLimits)
    ordered: bool = False
    dedupe: Similarity | None = None
    site_model: bool = False
    reproduce: tuple[str, ...] = ()
    commit_seconds: float = 10.0

    @property
    def run_folder(self) -> Path:
        """The folder beside the output, for `errors.jsonl`, the journal and the other files of a run.

        Raises:
            BatchError: The output has no name.
        """
        if not self.output.name:
            raise BatchError(f"{self.output} can't be an output; give the path of a file or of a new folder")
        return self.output.with_name(self.output.name + _RUN_SUFFIX)

    @property
    def in_order(self) -> bool:
        """True if rows come in the order of the archives."""
        return self.ordered or self.dedupe is not None

    def read(self) -> RecordStream:
        """Read the inputs from their beginning.

        Raises:
            InputError: An input does not exist or has no known format.
        """
        max_bytes = max_page_bytes(self.setup.config)
        return read(self.inputs, record_filter=self.record_filter, columns=self.columns, max_bytes=max_bytes)

    def fingerprint(self) -> dict[str, Any]:
        """Everything that must be the same for a run to resume another one, as plain data.

        Raises:
            OSError: An input, or a file that the settings name, can't be read.
        """
        config, profiles = self.setup.config, self.setup.profiles
        return {
            "version": library_version(),
            "inputs": _digest(part for name in self.inputs for part in (name, *_content(Path(name)))),
            "kind": self.kind,
            "settings": config.model_dump(mode="json"),
            "files of the settings": _digest(
                Path(name).read_text(encoding="utf-8", errors="replace")
                for name in (*config.rules, *config.filter_lists)
            ),
            "site profiles": None if profiles is None else _digest(map(repr, profiles.profiles)),
            "filters": [
                sorted(self.record_filter.statuses),
                sorted(self.record_filter.media_types),
                list(self.record_filter.include),
                list(self.record_filter.exclude),
            ],
            "columns": asdict(self.columns),
            "order": self.in_order,
            "dedupe": self.dedupe,
            "site model": self.site_model,
        }


def _digest(parts: Iterable[str]) -> str:
    hashed = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogateescape")
        hashed.update(len(data).to_bytes(8, "big"))
        hashed.update(data)
    return hashed.hexdigest()


def _content(path: Path) -> Iterator[str]:
    """What identifies an input without reading it all: names and sizes in a folder; size and both ends of a file."""
    if path.is_dir():
        for parent, folders, names in os.walk(path):
            folders.sort()
            for name in sorted(names):
                yield from (parent, name, str((Path(parent) / name).lstat().st_size))
        return
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        yield str(size)
        for start in (0, max(0, size - _END_BYTES)):
            file.seek(start)
            yield file.read(_END_BYTES).hex()
