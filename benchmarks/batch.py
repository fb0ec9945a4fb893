"""How fast archives are cleaned: pages a second from a WARC, beside trafilatura's command line and datatrove.

The archive is made of the pages of corpora, each several times under other addresses, in as many files as there are
processors, because datatrove hands out whole files. Trafilatura's command reads files, so it gets the same pages
unpacked; the time to unpack them does not count. Every system writes JSON lines with text and metadata, on all
processors. The runs follow each other on an idle machine; the load before each is shown.

- `systems`: pages a second, processor seconds, and the peak of memory of all processes together;
- `scaling`: the same with one worker and with all, in turn, and how many times as fast the second one is each time;
- `memory`: the peak for archives of growing size;
- `overhead`: what reading the archive and writing the rows take alone, as a part of all processor time.

Usage: ``python benchmarks/batch.py CORPUS_DIR... [--pages 20000] [--parts systems,scaling,memory,overhead]
[--work DIR] [--json OUT]``. Datatrove runs in `.bench-datatrove` (``bash benchmarks/setup.sh`` makes it).
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any

import psutil
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tables import text_table

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PARTS = ("systems", "scaling", "memory", "overhead")
WORKERS = os.cpu_count() or 1
SAMPLE_SECONDS = 0.2
SMALL = 3_000
ROUNDS = 5
GROWTH = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class Run:
    """One command, measured from its start to its end.

    Attributes:
        name: What was run.
        pages: Pages of the archive.
        rows: Rows that came out.
        seconds: Wall-clock time.
        cpu: Processor seconds of all processes, each as it was last seen.
        peak: Largest sum of the memory that the processes hold by themselves, in MB, sampled five times a second.
        load: Load of the machine (one minute) before it.
    """

    name: str
    pages: int
    rows: int
    seconds: float
    cpu: float
    peak: float
    load: float

    @property
    def rate(self) -> float:
        """Pages a second."""
        return self.pages / self.seconds


def make_archive(folder: Path, corpora: list[Path], pages: int) -> list[Path]:
    """Write the archive; nothing is done if it is there already."""
    files = [folder / f"crawl-{number:02}.warc.gz" for number in range(WORKERS)]
    if all(file.exists() for file in files):
        return files
    folder.mkdir(parents=True, exist_ok=True)
    bodies = [gzip.decompress(path.read_bytes()) for corpus in corpora for path in sorted((corpus / "pages").iterdir())]
    drafts = [file.with_suffix(".new") for file in files]
    streams = [draft.open("wb") for draft in drafts]
    writers = [WARCWriter(stream, gzip=True) for stream in streams]
    for number, body in enumerate(islice(cycle(bodies), pages)):
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        writer = writers[number % len(writers)]
        address = f"https://site-{number % 500}.example/{number}.html"
        writer.write_record(writer.create_warc_record(address, "response", io.BytesIO(body), http_headers=headers))
    for stream, draft, file in zip(streams, drafts, files, strict=True):
        stream.close()
        draft.replace(file)
    return files


def unpack(files: list[Path], folder: Path) -> Path:
    """The same pages as files, for a command that reads no archives."""
    from cleanarticle.archive import Record, read

    if not folder.exists():
        folder.mkdir(parents=True)
        for number, found in enumerate(read(files)):
            assert isinstance(found, Record), found
            (folder / f"{number:06}.html").write_bytes(found.body)
    return folder


def measure(name: str, command: list[str], pages: int, count: Callable[[], int]) -> Run:
    """Run a command."""
    load = os.getloadavg()[0]
    start = time.monotonic()
    peak = 0.0
    cpu: dict[tuple[int, float], float] = {}
    process = psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        family = list(_family(process))
        peak = max(peak, sum(map(_own_bytes, family)))
        cpu.update(filter(None, map(_cpu_seconds, family)))
        time.sleep(SAMPLE_SECONDS)
    seconds = time.monotonic() - start
    if process.returncode:
        raise SystemExit(f"{name}: exit code {process.returncode}: {' '.join(command)}")
    return Run(name, pages, count(), seconds, sum(cpu.values()), peak / 1e6, load)


def _family(process: psutil.Process) -> Iterator[psutil.Process]:
    try:
        yield process
        yield from process.children(recursive=True)
    except psutil.Error:
        return


def _own_bytes(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().uss)
    except psutil.Error:
        return 0


def _cpu_seconds(process: psutil.Process) -> tuple[tuple[int, float], float] | None:
    """Who a process is (numbers of processes are used again), and its processor seconds."""
    try:
        spent = process.cpu_times()
        return (process.pid, process.create_time()), spent.user + spent.system
    except psutil.Error:
        return None


def lines_in(path: Path) -> int:
    """Lines of all files of JSON below a folder, or of one file, packed or not."""
    files = [path] if path.is_file() else [*path.rglob("*.jsonl*"), *path.rglob("*.json")]
    total = 0
    for file in files:
        with gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb") as stream:
            total += sum(1 for _ in stream) if ".jsonl" in file.name else 1
    return total


def ours(files: list[Path], work: Path, pages: int, workers: int = WORKERS) -> Run:
    """This library's command."""
    output = work / "ours.jsonl"
    command = [
        *(sys.executable, "-m", "cleanarticle", "batch", *map(str, files), "-o", str(output)),
        *("--workers", str(workers), "--overwrite", "--no-config"),
    ]
    return measure(f"cleanarticle, {workers} workers", command, pages, lambda: lines_in(output))


def trafilatura(pages_folder: Path, work: Path, pages: int) -> Run:
    """Trafilatura's command, with metadata, as JSON."""
    output = work / "trafilatura"
    shutil.rmtree(output, ignore_errors=True)
    command = [
        *(str(Path(sys.executable).with_name("trafilatura")), "--input-dir", str(pages_folder)),
        *("--output-dir", str(output), "--json", "--with-metadata", "--parallel", str(WORKERS)),
    ]
    return measure("trafilatura, command line", command, pages, lambda: lines_in(output))


def datatrove(folder: Path, work: Path, pages: int) -> Run:
    """A pipeline of datatrove with its own trafilatura step."""
    output = work / "datatrove"
    shutil.rmtree(output, ignore_errors=True)
    shutil.rmtree(work / "datatrove-logs", ignore_errors=True)
    script = HERE / "batch_datatrove.py"
    command = [
        *(str(ROOT / ".bench-datatrove/bin/python"), str(script)),
        *(str(folder), str(output), str(work / "datatrove-logs"), str(WORKERS)),
    ]
    return measure("datatrove, its trafilatura", command, pages, lambda: lines_in(output))


def overhead(files: list[Path], work: Path, run: Run) -> dict[str, float]:
    """Processor seconds of reading all records, and of writing all rows, each alone, and their part of a run's."""
    from cleanarticle.archive import open_writer, read

    start = time.process_time()
    records = sum(1 for _ in read(files))
    reading = time.process_time() - start
    with (work / "ours.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, 2_000)]
    output = work / "written.jsonl"
    output.unlink(missing_ok=True)
    start = time.process_time()
    writer = open_writer(output)
    writer.write(rows)
    writer.close()
    writing = (time.process_time() - start) / max(1, len(rows)) * run.rows
    return {
        "records": records,
        "reading seconds": reading,
        "writing seconds": writing,
        "part of all": (reading + writing) / run.cpu,
    }


def table(runs: list[Run]) -> str:
    """Runs as a table."""
    rows = [
        [
            run.name,
            f"{run.pages:,}",
            f"{run.rows:,}",
            f"{run.seconds:.1f}",
            f"{run.rate:.1f}",
            f"{run.cpu:.1f}",
            f"{run.peak:.0f}",
            f"{run.load:.2f}",
        ]
        for run in runs
    ]
    return text_table(["system", "pages", "rows", "seconds", "pages/s", "cpu s", "peak MB", "load before"], rows)


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--parts", default=",".join(PARTS))
    parser.add_argument("--work", type=Path, default=ROOT / "build/batch")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    parts = set(given.parts.split(","))
    work: Path = given.work
    whole = make_archive(work / f"warc-{given.pages}", given.corpora, given.pages)
    results: dict[str, Any] = {"processors": WORKERS, "bytes": sum(file.stat().st_size for file in whole)}
    runs: list[Run] = []
    if parts & {"systems", "overhead"}:
        runs.append(ours(whole, work, given.pages))
    if "overhead" in parts:
        results["overhead"] = overhead(whole, work, runs[0])
        print(results["overhead"])
    if "systems" in parts:
        runs.append(trafilatura(unpack(whole, work / f"pages-{given.pages}"), work, given.pages))
        runs.append(datatrove(whole[0].parent, work, given.pages))
    if "scaling" in parts:
        small = min(SMALL, given.pages)
        few = make_archive(work / f"warc-{small}", given.corpora, small)
        in_turn = [ours(few, work, small, workers) for _ in range(ROUNDS) for workers in (1, WORKERS)]
        gains = [many.rate / one.rate for one, many in zip(in_turn[::2], in_turn[1::2], strict=True)]
        results["scaling"] = {"median": median(gains), "rounds": gains}
        print(results["scaling"])
        runs += in_turn
    if "memory" in parts:
        for factor in GROWTH:
            pages = given.pages * factor // (2 * max(GROWTH))
            runs.append(ours(make_archive(work / f"warc-{pages}", given.corpora, pages), work, pages))
    print(table(runs))
    results["runs"] = [asdict(run) for run in runs]
    if given.json:
        given.json.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
