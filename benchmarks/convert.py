"""vnplans convert, measured: kills, throughput, memory.

python benchmarks/convert.py kills       2,000 documents, 5 % hostile, 20 kills, against an undisturbed run
python benchmarks/convert.py memory      the main process over 20,000 files
python benchmarks/convert.py workers     files a second with 1 and 2 workers, real documents of samples/
python benchmarks/convert.py waiting     the same with documents that only wait: what the machinery itself costs
python benchmarks/convert.py corpus DIR  files a second and processor seconds over a folder of one's own
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "archive"))

import hostile_reader  # noqa: E402
from small_archive import fill  # noqa: E402

from vnplans.archive import FileLimits, Settings, convert_to  # noqa: E402
from vnplans.archive.run import Run  # noqa: E402

OUTPUTS = ("directives.jsonl", "failures.jsonl", "files.jsonl")
SECONDS = 6.0  # enough that no good document waits so long on a busy machine
HOSTILE = Settings(workers=2, limits=FileLimits(seconds=SECONDS, memory_mib=400), work=hostile_reader.act)


def kills(folder: Path, count: int = 2000, number: int = 20) -> None:
    """Random SIGKILLs of workers and of the main process, then the same bytes as an undisturbed run."""
    kho = fill(folder / "kho", count, seed=7, hostile=0.05)
    for path in kho.rglob("*.txt"):
        text = path.read_text(encoding="utf-8")
        if text.startswith("KH"):
            path.write_text(f"SLOW 0.01 {text}", encoding="utf-8")
    began = time.monotonic()
    summary = convert_to(folder / "undisturbed", [kho], HOSTILE)
    alone = time.monotonic() - began
    print(f"undisturbed: {summary.read} read, {summary.failed} failed {dict(summary.failures)}, {alone:.0f} s")

    rng, out, began = random.Random(7), folder / "killed", time.monotonic()
    killed = {"main": 0, "worker": 0}
    process = _start(out, kho)
    while sum(killed.values()) < number:
        time.sleep(rng.uniform(0.5, alone / number * 1.5))
        if process.poll() is not None:
            break
        victim = rng.choice(("main", "worker"))
        pids = _workers(out)
        if victim == "worker" and pids:
            os.kill(rng.choice(pids), signal.SIGKILL)
        elif victim == "main":
            process.kill()
            process.wait()
            process = _start(out, kho)
        else:
            continue
        killed[victim] += 1
    code = process.wait()
    same = all((out / n).read_bytes() == (folder / "undisturbed" / n).read_bytes() for n in OUTPUTS)
    files = len((out / "files.jsonl").read_bytes().splitlines())
    print(f"killed {killed}, exit {code}, {time.monotonic() - began:.0f} s; files accounted for: {files} of {count}")
    print(f"output equals that of the undisturbed run, byte for byte: {same}")
    for name in OUTPUTS:
        lines = [set((folder / run / name).read_bytes().splitlines()) for run in ("undisturbed", "killed")]
        for line in sorted(lines[0] ^ lines[1])[:10]:
            print(f"  differs in {name}: {line.decode()[:300]}")
    if not same or files != count:
        sys.exit(1)


def _start(out: Path, kho: Path) -> subprocess.Popen[bytes]:
    drive = ROOT / "tests" / "archive" / "killed_run.py"
    return subprocess.Popen([sys.executable, str(drive), str(out), str(kho), "2", str(SECONDS)])


def _workers(out: Path) -> list[int]:
    try:
        scratch = Path((out / ".vnplans" / "scratch").read_text(encoding="utf-8"))
        return [int(f.name) for f in scratch.iterdir() if f.name.isdigit() and Path("/proc", f.name).exists()]
    except OSError:
        return []


def _rss_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def memory(folder: Path, count: int = 20_000) -> None:
    """Resident memory of the main process, from the 500th file on."""
    kho = fill(folder / "kho", count, seed=9)
    marks: list[tuple[int, float]] = []

    def watch(run: Run) -> None:
        if not marks or run.counts.done >= marks[-1][0] + 500:
            marks.append((run.counts.done, _rss_mib()))

    began = time.monotonic()
    summary = convert_to(folder / "out", [kho], HOSTILE, on_tick=watch)
    seconds = time.monotonic() - began
    first = next(m for n, m in marks if n >= 500)
    print(f"{summary.read} files in {seconds:.0f} s ({summary.read / seconds:.0f}/s, all but empty documents)")
    print(f"main process: {first:.0f} MiB after 500 files, {marks[-1][1]:.0f} MiB before the outputs are written,")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    growth = marks[-1][1] - first
    print(f"  peak over all {peak:.0f} MiB; growth {growth:.1f} MiB (outputs included {peak - first:.1f})")


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("kills", "memory", "workers", "waiting", "corpus"))
    parser.add_argument("folder", nargs="?", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vnplans-bench-") as name:
        if arguments.what == "corpus":
            corpus(Path(name), arguments.folder)
        else:
            {"kills": kills, "memory": memory, "workers": workers, "waiting": waiting}[arguments.what](Path(name))


if __name__ == "__main__":
    main()
