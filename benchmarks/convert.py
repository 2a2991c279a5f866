"""vnplans convert, measured: kills, memory, start-up, large ZIPs, a cluster. docs/archive.md is made of it.

python benchmarks/convert.py kills       2,000 documents, 5 % hostile, equal ZIPs; 60 kills at any phase
python benchmarks/convert.py memory      the main process over 20,000 files, Parquet included; then how it starts again
python benchmarks/convert.py zip         a ZIP of 2 GiB with 40,000 members, cut off in the middle and resumed
python benchmarks/convert.py cluster     20,000 tiny files on Dask with two workers against two workers here
python benchmarks/convert.py hundred     a hundred light workers on Dask: what the run and the scheduler can carry
python benchmarks/convert.py workers     files a second with 1 and 2 workers, real documents of samples/
python benchmarks/convert.py waiting     the same with documents that only wait: what the machinery itself costs
python benchmarks/convert.py corpus DIR  files a second and processor seconds over a folder of one's own
python benchmarks/convert.py all         all but the last
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "archive"))

import hostile_reader  # noqa: E402
from hundred import hundred  # noqa: E402
from small_archive import fill, sheet  # noqa: E402

from vnplans.archive import FileLimits, Moment, Settings, convert_to  # noqa: E402
from vnplans.archive.scratch import path_of  # noqa: E402

OUTPUTS = ("directives.jsonl", "failures.jsonl", "files.jsonl")
SECONDS = 3.0  # time in which others have the processor does not count
PAUSE = 5.0  # between two kills in the mean: most come sooner, some leave it the time to get past what hangs
HOSTILE = Settings(workers=2, limits=FileLimits(seconds=SECONDS, memory_mib=400), work=hostile_reader.act)


# kills


def kills(folder: Path, count: int = 2000, number: int = 60) -> None:
    """Kills of the main process, of workers and of the server they are forked from, one and two Ctrl-C, while it lists,
    reads and publishes; what is published is watched all the time, and compared with an undisturbed run at the end. An
    archive that is read to its end before all kills are done is begun anew in another folder."""
    kho = _hostile_archive(folder / "kho", count)
    began = time.monotonic()
    summary = convert_to(folder / "undisturbed", [kho], HOSTILE)
    seconds = time.monotonic() - began
    print(f"undisturbed: {summary.read} read, {summary.failed} failed {dict(summary.failures)}, {seconds:.0f} s")

    rng, began, turns = random.Random(7), time.monotonic(), 0
    killed = dict.fromkeys(("main", "worker", "server", "one Ctrl-C", "two Ctrl-C", "main as it publishes"), 0)
    while sum(killed.values()) < number:
        turns += 1
        _turn(kho, folder / f"killed {turns}", killed, number, rng)
    print(f"{number} kills in {turns} turns, {time.monotonic() - began:.0f} s: {killed}")


def _turn(kho: Path, out: Path, killed: dict[str, int], number: int, rng: random.Random) -> None:
    """Once through the archive, killed again and again; ends the program where what comes out is not right."""
    undisturbed = out.with_name("undisturbed")
    watch, began, starts, slowest = _Watch(out), time.monotonic(), 1, 0.0
    process = _start(out, kho)
    while (code := process.poll()) != 0:
        if code is not None:
            process, starts = _start(out, kho), starts + 1
        if sum(killed.values()) >= number:
            process.wait()
            continue
        if rng.random() < 0.8:  # else at any time, also while it starts or lists
            _wait_for_workers(out, process)
        time.sleep(rng.expovariate(1 / PAUSE))
        victim, hit = rng.choice(list(killed)), time.monotonic()
        if process.poll() is None and _hit(victim, process, out, rng):
            killed[victim] += 1
            slowest = max(slowest, time.monotonic() - hit)
            print(f"  {hit - began:.0f} s: {victim}, {_read_so_far(out)} read", flush=True)
    watch.end()
    same = all((out / n).read_bytes() == (undisturbed / n).read_bytes() for n in OUTPUTS)
    files = len((out / "files.jsonl").read_bytes().splitlines())
    print(f"{out.name}: {starts} starts, {time.monotonic() - began:.0f} s; files accounted for: {files}")
    print(f"  output equals that of the undisturbed run, byte for byte: {same}")
    print(f"  published {watch.states} times; torn {watch.torn}, shrunk {watch.shrunk}")
    print(f"  the slowest end, by one Ctrl-C or two: {slowest:.1f} s", flush=True)
    for name in OUTPUTS:
        lines = [set((run / name).read_bytes().splitlines()) for run in (undisturbed, out)]
        for line in sorted(lines[0] ^ lines[1])[:10]:
            print(f"  differs in {name}: {line.decode()[:300]}")
    if not same or watch.torn or watch.shrunk:
        sys.exit(1)


def _hostile_archive(kho: Path, count: int) -> Path:
    """Documents that take a moment, some that do harm, and four equal ZIPs with a ZIP inside."""
    fill(kho, count - 100, seed=7, hostile=0.05)
    for path in kho.rglob("*.txt"):
        text = path.read_text(encoding="utf-8")
        if text.startswith("KH"):
            path.write_text(f"SLOW 0.01 {text}", encoding="utf-8")
    inner = kho / "trong.zip"
    for number, path in enumerate([inner, *(kho / f"{name}.zip" for name in "abcd")]):
        with zipfile.ZipFile(path, "w") as archive:
            for i in range(25):
                info = zipfile.ZipInfo(f"{i}.txt")
                archive.writestr(info, f"SLOW 0.01 {sheet(random.Random(i + 1000 * min(number, 1)), 5000 + i)}")
            if number:
                archive.writestr(zipfile.ZipInfo("trong.zip"), inner.read_bytes())
    inner.unlink()
    return kho


def _hit(victim: str, process: subprocess.Popen[bytes], out: Path, rng: random.Random) -> bool:
    """Kill one; False if there is none now."""
    if victim == "main":
        process.kill()
        process.wait()
        return True
    if victim.endswith("publishes"):
        process.send_signal(signal.SIGINT)
        time.sleep(rng.uniform(0.2, 1.2))
        process.kill()
        process.wait()
        return True
    if victim.endswith("Ctrl-C"):
        for _ in range(1 if victim.startswith("one") else 2):
            process.send_signal(signal.SIGINT)
            time.sleep(rng.uniform(0.0, 0.3))
        process.wait()
        return True
    pids = _workers(out) if victim == "worker" else _servers(process.pid)
    if not pids:
        return False
    try:
        os.kill(rng.choice(pids), signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def _start(out: Path, kho: Path, files: int = 40) -> subprocess.Popen[bytes]:
    """A run of its own; `files` until a worker is replaced."""
    drive = ROOT / "tests" / "archive" / "killed_run.py"
    command = [sys.executable, str(drive), str(out), str(kho), "2", str(SECONDS), str(files)]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def _wait_for_workers(out: Path, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None and not _workers(out):
        time.sleep(0.05)


def _workers(out: Path) -> list[int]:
    scratch = path_of(out / ".vnplans")
    try:
        return [int(f.name) for f in scratch.iterdir() if f.name.isdigit()] if scratch else []
    except OSError:
        return []


def _servers(pid: int) -> list[int]:
    """The processes that a process forks its workers from."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text(encoding="utf-8").rpartition(")")[2].split()[1])
            command = status.with_name("cmdline").read_bytes()
        except (OSError, ValueError):
            continue
        if parent == pid and b"forkserver" in command:
            found.append(int(status.parent.name))
    return found


class _Watch:
    """Looks at the published files again and again: each a whole state, and never fewer records or files."""

    def __init__(self, out: Path) -> None:
        self.torn = self.shrunk = self.states = 0
        self._out = out
        self._seen: dict[str, tuple[int, int]] = {}
        self._names: dict[str, set[str]] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while not self._ended.wait(0.02):
            self._look()

    def _look(self) -> None:
        for name, read in _READ.items():
            path = self._out / name
            try:
                told = path.stat()
                mark = (told.st_ino, told.st_mtime_ns)
                if self._seen.get(name) == mark:
                    continue
                data = path.read_bytes()
            except OSError:
                continue
            self._seen[name] = mark
            self.states += 1
            try:
                names = read(data)
            except (ValueError, zipfile.BadZipFile):
                self.torn += 1
                continue
            self.shrunk += not self._names.get(name, set()) <= names
            self._names[name] = names

    def end(self) -> None:
        self._ended.set()
        self._thread.join()
        self._look()


def _lines(data: bytes) -> set[str]:
    """The files that are named in JSON Lines. Raises ValueError for half a file."""
    if data and not data.endswith(b"\n"):
        raise ValueError
    return {_named(json.loads(line)) for line in data.splitlines()}


def _named(line: dict[str, object]) -> str:
    source = line.get("source")
    told = source if isinstance(source, dict) else line
    return f"{told.get('container')}/{told.get('name', told.get('file'))}"


def _rows(data: bytes) -> set[str]:
    """The files of the list for people."""
    if not data.endswith(b"\r\n"):
        raise ValueError
    return {row[0] for row in csv.reader(io.StringIO(data.decode("utf-8-sig")))}


def _page(data: bytes) -> set[str]:
    if not data.rstrip().endswith(b"</html>"):
        raise ValueError
    return set()


def _sheet(data: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        if book.testzip() is not None:
            raise ValueError
    return set()


_READ: dict[str, Callable[[bytes], set[str]]] = {
    "directives.jsonl": _lines,
    "failures.jsonl": _lines,
    "files.jsonl": _lines,
    "failures.csv": _rows,
    "failures.xlsx": _sheet,
    "report.html": _page,
}
"""How a published file is read whole, and the files it names."""


# memory and start


def _rss_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def memory(folder: Path, counts: tuple[int, ...] = (2_000, 20_000)) -> None:
    """Resident memory of the main process with few files and with ten times as many, outputs and Parquet included; then
    the larger run again."""
    settings = replace(HOSTILE, parquet=True)
    for count in counts:
        kho, out = fill(folder / f"kho {count}", count, seed=9), folder / f"out {count}"
        marks: list[tuple[int, float]] = []

        def watch(run: Moment, marks: list[tuple[int, float]] = marks) -> None:
            if run.counts.phase != "listing" and (not marks or run.counts.done >= marks[-1][0] + 500):
                marks.append((run.counts.done, _rss_mib()))

        began = time.monotonic()
        summary = convert_to(out, [kho], settings, on_tick=watch)
        seconds = time.monotonic() - began
        first = next(m for n, m in marks if n >= 500)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{summary.read} files in {seconds:.0f} s ({summary.read / seconds:.0f}/s, all but empty documents)")
        print(
            f"  main process: {first:.0f} MiB after 500 files, {marks[-1][1]:.0f} MiB before the outputs are written,"
        )
        print(f"  {peak:.0f} MiB at most, outputs and Parquet included")
    size = (out / ".vnplans" / "journal.sqlite").stat().st_size
    print(f"journal {size / count / 1024:.1f} KiB a file")
    written = {p: p.stat().st_mtime_ns for p in out.iterdir() if p.is_file()}
    began, used = time.monotonic(), time.process_time()
    again = convert_to(out, [kho], settings)
    seconds, cpu = time.monotonic() - began, time.process_time() - used
    untouched = all(p.stat().st_mtime_ns == at for p, at in written.items())
    print(f"run again, nothing new: {seconds:.1f} s ({cpu:.1f} of the processor) for {again.read} files")
    print(f"  nothing was written: {untouched}")


# a large ZIP


def large_zip(folder: Path, members: int = 40_000, gib: float = 2.0) -> None:
    """Documents with much white space behind them, stored as they are; killed in the middle and resumed."""
    kho, out = folder / "kho", folder / "out"
    kho.mkdir()
    rng, blank = random.Random(3), b" " * int(gib * 2**30 / members - 400)
    with zipfile.ZipFile(kho / "a.zip", "w", zipfile.ZIP_STORED) as archive:
        for number in range(members):
            archive.writestr(f"{number // 1000}/{number:05}.txt", sheet(rng, number).encode() + blank)
    size = (kho / "a.zip").stat().st_size
    print(f"a ZIP of {size / 2**30:.2f} GiB with {members} members")
    began = time.monotonic()
    process = _start(out, kho, FileLimits().files_per_worker)  # each worker reads the list of files once
    while process.poll() is None and _read_so_far(out) < members // 2:
        time.sleep(0.2)
    process.kill()
    process.wait()
    had, half = _read_so_far(out), time.monotonic() - began
    began, counts = time.monotonic(), [0]
    peaks: list[float] = []

    def watch(run: Moment) -> None:
        counts.append(run.counts.records)
        peaks.append(_rss_mib())

    summary = convert_to(out, [kho], HOSTILE, on_tick=watch)
    seconds = time.monotonic() - began
    print(f"killed after {had} members ({half:.0f} s), resumed: {counts[-1]} more in {seconds:.0f} s")
    print(f"  {summary.read} read of {summary.files}; main process at most {max(peaks):.0f} MiB")


def _read_so_far(out: Path) -> int:
    import sqlite3  # noqa: PLC0415
    from contextlib import closing  # noqa: PLC0415

    try:
        with closing(sqlite3.connect(f"file:{out / '.vnplans' / 'journal.sqlite'}?mode=ro", uri=True)) as db:
            return int(db.execute("SELECT count(*) FROM results WHERE status='read'").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


# a cluster


def cluster(folder: Path, count: int = 20_000) -> None:
    """Files a second on Dask and here, two workers each; the start of either is left out."""
    kho = fill(folder / "kho", count, seed=9)
    rates = {}
    for name, settings in (("here", HOSTILE), ("Dask", replace(HOSTILE, cluster="local"))):
        marks: list[tuple[float, int]] = []

        def watch(run: Moment, marks: list[tuple[float, int]] = marks) -> None:
            if run.counts.records:
                marks.append((time.monotonic(), run.counts.records))

        summary = convert_to(folder / f"out {name}", [kho], settings, on_tick=watch)
        (t0, n0), (t1, n1) = marks[0], marks[-1]
        rates[name] = (n1 - n0) / (t1 - t0)
        print(f"{name}: {summary.read} files, {rates[name]:.0f}/s")
    print(f"Dask / here: {rates['Dask'] / rates['here']:.2f}")


# rates


def _copies(folder: Path, count: int) -> Path:
    """Real documents, each copy with other bytes: a DOCX and a PDF may have some behind their end."""
    kho = folder / "kho"
    kho.mkdir()
    originals = sorted(p for p in (ROOT / "samples").rglob("*") if p.suffix in (".docx", ".pdf"))
    for number in range(count):
        original = originals[number % len(originals)]
        data = original.read_bytes()
        if original.suffix == ".docx":  # a ZIP comment
            end = data.rindex(b"PK\x05\x06")
            note = f"{number}".encode()
            data = data[: end + 20] + len(note).to_bytes(2, "little") + note
        else:
            data += f"\n% {number}\n".encode()
        (kho / f"{number:05}{original.suffix}").write_bytes(data)
    return kho


def workers(folder: Path, count: int = 120) -> None:
    """Files a second by number of workers, on real documents. Needs two processors that nobody else uses."""
    _rates(folder, _copies(folder, count), Settings())


def waiting(folder: Path, count: int = 240) -> None:
    """The same with documents that take 0.2 s of nobody's processor."""
    kho = fill(folder / "kho", count, seed=7)
    for path in kho.rglob("*.txt"):
        path.write_text(f"SLOW 0.2 {path.read_text(encoding='utf-8')}", encoding="utf-8")
    _rates(folder, kho, HOSTILE)


def _rates(folder: Path, kho: Path, settings: Settings) -> None:
    """Twice each, in turns."""
    rates: dict[int, list[float]] = {1: [], 2: []}
    for turn in range(2):
        for number, measured in rates.items():
            began = time.monotonic()
            summary = convert_to(folder / f"out{turn}{number}", [kho], replace(settings, workers=number))
            measured.append((summary.read + summary.failed) / (time.monotonic() - began))
    for number, measured in rates.items():
        print(f"{number} worker(s): {', '.join(f'{r:.2f}' for r in measured)} files/s")
    print(f"2 workers / 1 worker: {max(rates[2]) / max(rates[1]):.2f} (start and outputs included)")


def corpus(folder: Path, kho: Path) -> None:
    """What files of one's own cost."""
    began = time.monotonic()
    summary = convert_to(folder / "out", [kho], Settings(workers=2))
    seconds = time.monotonic() - began
    count = summary.read + summary.failed
    print(f"{count} files, {summary.records} records in {seconds:.0f} s with 2 workers: {count / seconds:.2f} files/s;")
    cpu, clock = summary.cpu / summary.read, summary.seconds / summary.read
    print(f"  {cpu:.2f} processor seconds a file, {clock:.2f} s on the clock")
    size = (folder / "out" / ".vnplans" / "journal.sqlite").stat().st_size
    print(f"  journal {size / count / 1024:.1f} KiB a file; failed {dict(summary.failures)}")


MEASURES = {
    "kills": kills,
    "memory": memory,
    "zip": large_zip,
    "cluster": cluster,
    "hundred": hundred,
    "workers": workers,
    "waiting": waiting,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=(*MEASURES, "corpus", "all"))
    parser.add_argument("folder", nargs="?", type=Path)
    arguments = parser.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has its background jobs ignore it, and theirs
    for name in MEASURES if arguments.what == "all" else [arguments.what]:
        with tempfile.TemporaryDirectory(prefix="vnplans-bench-") as folder:
            if name == "corpus":
                corpus(Path(folder), arguments.folder)
            else:
                print(f"# {name}", flush=True)
                began = time.monotonic()
                MEASURES[name](Path(folder))
                print(f"({name}: {time.monotonic() - began:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
