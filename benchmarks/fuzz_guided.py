#!/usr/bin/env python3
"""Fuzzing that is led by coverage (Atheris): inputs that reach new lines of vnplans are kept and changed further.

    python benchmarks/fuzz_guided.py files --minutes 60
    python benchmarks/fuzz_guided.py grammars --minutes 60 --corpus DIR     goes on from where an earlier run stopped

The seeds, the changes and the laws are those of benchmarks/fuzz.py: a document is changed as its form may be, a phrase
by the grammars' own words. What breaks a law is kept in --keep and ends the run with exit code 1.
Needs the extra "fuzz" (Atheris: Linux and macOS).
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

with atheris.instrument_imports(include=["vnplans"]):
    from fuzzing import laws, phrases
    from fuzzing.damage import CHANGES, changed
    from fuzzing.seeds import seeds

    from vnplans import containers, extract, readers
    from vnplans.errors import VnplansError
    from vnplans.readers.sniff import sniff
    from vnplans.text import clean

    for room in (containers, extract, readers):  # loaded only when a file asks for them, too late to be counted
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            importlib.import_module(found.name)

LONGEST = {"files": 200_000, "grammars": 2_000}
SUFFIXES = {"text": ".txt", "mail": ".eml"}
"""How damage.py calls a form that sniff calls otherwise."""


def file_changed(data: bytes, most: int, seed: int) -> bytes:
    chance = random.Random(seed)
    try:
        form = sniff(data)
    except VnplansError:
        form = ""
    suffix = SUFFIXES.get(form, f".{form}")
    try:
        made = changed(data, suffix if suffix in CHANGES else "", chance)
    except Exception:  # damaged before: its structure cannot be changed any more
        made = changed(data, "", chance)
    return made[:most]


def phrase_changed(data: bytes, most: int, seed: int) -> bytes:
    """Words cut out, and a new phrase put between them."""
    chance = random.Random(seed)
    words = data.decode("utf-8", "replace").split(" ")
    at = chance.randrange(len(words) + 1)
    words[at : at + chance.choice((0, 0, 1, 3))] = [phrases.phrase(chance)]
    return " ".join(words).encode()[:most]


def broken_file(data: bytes) -> str | None:
    with laws.ended_after(3 * laws.SECONDS):
        why, documents = laws.read_by_law(data)
    return why or laws.unwritable([record for document in documents for record in document.records])


def broken_phrase(data: bytes) -> str | None:
    text = clean(data.decode("utf-8", "replace"))
    with laws.ended_after(laws.SECONDS):
        return next((f"{name}: {why}" for name, why in phrases.broken_grammar(text)), None)


def first(what: str) -> list[bytes]:
    """What the run begins with."""
    if what == "files":
        return [seed.data for seed in seeds() if len(seed.data) < LONGEST["files"] and ".doc." not in f"{seed.name}."]
    return [phrases.phrase(random.Random(number)).encode() for number in range(300)]


TARGETS: dict[str, tuple[Callable[[bytes], str | None], Callable[[bytes, int, int], bytes]]] = {
    "files": (broken_file, file_changed),
    "grammars": (broken_phrase, phrase_changed),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=TARGETS)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, help="where inputs that reach new lines are kept for the next run")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-finds"))
    chosen = parser.parse_args()
    law, change = TARGETS[chosen.what]
    corpus = chosen.corpus or Path(tempfile.mkdtemp(prefix="vnplans-fuzz-"))
    for folder in (corpus, chosen.keep):
        folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(first(chosen.what)):
        (corpus / f"seed-{number:04}").write_bytes(data)

    def target(data: bytes) -> None:
        if why := law(data):
            raise AssertionError(why)

    options = {
        "max_total_time": int(60 * chosen.minutes),
        "max_len": LONGEST[chosen.what],
        "seed": chosen.seed,
        "timeout": 600,
        "rss_limit_mb": 4096,
        "artifact_prefix": f"{chosen.keep}/{chosen.what}-",
    }
    atheris.Setup(
        [sys.argv[0], str(corpus), *(f"-{key}={value}" for key, value in options.items())],
        target,
        custom_mutator=change,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
