"""What a run does, and by what another run is known to do the same."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from cleanarticle.archive import Columns, Wanted
from cleanarticle.archive.batch.clean import WorkerSetup
from cleanarticle.archive.batch.signature import Similarity
from cleanarticle.archive.pool import PageLimits
from cleanarticle.archive.rows import library_version
from cleanarticle.archive.writing import OutputKind
from cleanarticle.errors import BatchError

__all__ = ["Task"]

STATE_SUFFIX: Final = ".run"
_END_BYTES: Final = 1 << 16


@dataclass(frozen=True)
class Task:
    """What a run does.

    Attributes:
        inputs: Archives, folders, or `-`, as `cleanarticle.archive.read` takes them.
        output: The file or folder to write; its name tells the form.
        kind: What is written, where the name does not tell it.
        setup: What the workers work with.
        wanted: Which records are cleaned.
        columns: Which columns of tables hold the pages.
        workers: Number of processes.
        limits: What one page may take.
        ordered: Whether rows come in the order of the archives; else as they are done.
        dedupe: Leave out pages with the text of an earlier one: the same words, or nearly the same. Rows come in order
            then, so that which page is the earlier one does not depend on how fast it was cleaned.
        site_model: Learn first what the pages of each host have in common, and clean with it.
        reproduce: Arguments for `cleanarticle extract` that tell the settings, for the commands in `errors.jsonl`.
        commit_seconds: How often rows and journal are brought to the disk. A killed run has to do again what it did
            since; each commit waits for the disk, and makes a part of a Parquet output or a member of a compressed one.
    """

    inputs: tuple[str, ...]
    output: Path
    kind: OutputKind | None = None
    setup: WorkerSetup = field(default_factory=WorkerSetup)
    wanted: Wanted = field(default_factory=Wanted)
    columns: Columns = field(default_factory=Columns)
    workers: int = 1
    limits: PageLimits = field(default_factory=PageLimits)
    ordered: bool = False
    dedupe: Similarity | None = None
    site_model: bool = False
    reproduce: tuple[str, ...] = ()
    commit_seconds: float = 10.0

    @property
    def state(self) -> Path:
        """The folder beside the output with `errors.jsonl`, the journal, and what else a run keeps.

        Raises:
            BatchError: The output has no name.
        """
        if not self.output.name:
            raise BatchError(f"{self.output} is no name of an output; give the path of a file or of a new folder")
        return self.output.with_name(self.output.name + STATE_SUFFIX)

    @property
    def in_order(self) -> bool:
        """Whether rows come in the order of the archives."""
        return self.ordered or self.dedupe is not None

    def fingerprint(self) -> dict[str, Any]:
        """What has to be the same for a run to go on where another stopped, as plain data.

        Raises:
            OSError: An input, or a file of the settings, can't be read.
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
                sorted(self.wanted.statuses),
                sorted(self.wanted.media_types),
                list(self.wanted.include),
                list(self.wanted.exclude),
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
    """What shows that an input is another one: names and sizes below a folder, size and both ends of a file."""
    if path.is_dir():
        for parent, folders, names in os.walk(path):
            folders.sort()
            for name in sorted(names):
                yield from (parent, name, str((Path(parent) / name).lstat().st_size))
        return
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        yield str(size)
        for at in (0, max(0, size - _END_BYTES)):
            file.seek(at)
            yield file.read(_END_BYTES).hex()
