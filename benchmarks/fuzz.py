#!/usr/bin/env python3
"""Damages files the way transport, old programs and attackers do, reads them, and holds the records to their laws.

    python benchmarks/fuzz.py --minutes 5 --seed 1            # the samples as seeds
    python benchmarks/fuzz.py FILE ... --minutes 600          # own seeds, a night

Of a ZIP (DOCX, ODT) the parts are damaged and packed again, of XML and HTML the elements, attributes and numbers, of
RTF the control words, of all the bytes. The laws: nothing is raised but VnplansError; every quote stands where it says;
every record can be written; no input takes more than 20 seconds of the processor beyond its seed. Whatever breaks one
is kept in --keep, with the seed and the number of its try, and becomes a test. Exit code 1 if anything was found.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from vnplans.errors import VnplansError
from vnplans.models import Directive
from vnplans.pipeline import read_each
from vnplans.readers import ReadOptions

HERE = Path(__file__).resolve().parents[1]
FORMS = {".docx", ".odt", ".rtf", ".html", ".txt", ".pdf", ".eml", ".zip"}
SECONDS = 20.0
OPTIONS = ReadOptions(ocr="never")
NUMBERS = ("0", "-1", "1", "9" * 4301, "1e400", "nan", "²", "65536", "2147483648", "", "12.5pt", ".cm")
WORDS = (
    *(
        "\U0001f600",
        "\ud83d",
        "\u202e",
        "\ufffe",
        "\x00",
        "（",
        "１２",
        "của",
        "ngày 30/6/2024",
        "Số: 12/KH-UBND",
        "PHỤ LỤC",
    ),
    *("KẾ HOẠCH", "Nơi nhận:", "1.", "a)", "I.", "," * 50, "(" * 50, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Sở Y tế"),
)
_ELEMENT = re.compile(r"<(/?)([\w:]+)([^<>]*)>")
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_CONTROL = re.compile(r"\\([a-z]+)(-?\d+)?")


def bytes_changed(data: bytes, chance: random.Random) -> bytes:
    """Bits turned, pieces cut out, doubled, moved, or cut off."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 30))):
        if not out:
            break
        at, size = chance.randrange(len(out)), chance.choice((1, 2, 8, 100, 4000))
        kind = chance.randrange(5)
        if kind == 0:
            out[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del out[at : at + size]
        elif kind == 2:
            out[at:at] = out[at : at + size]
        elif kind == 3:
            out[at : at + 1] = chance.choice(WORDS).encode("utf-8", "replace")
        elif chance.random() < 0.2:
            del out[at:]
    return bytes(out)


def markup_changed(text: str, chance: random.Random) -> str:
    """Elements doubled, nested, dropped or exchanged; attributes and numbers given absurd values; words put in."""
    found = list(_ELEMENT.finditer(text))
    if not found:
        return text
    match = chance.choice(found)
    start, end = match.span()
    other = chance.choice(found)
    kind = chance.randrange(6)
    if kind == 0:
        attributes = list(_ATTRIBUTE.finditer(match[0]))
        if attributes:
            one = chance.choice(attributes)
            value = chance.choice((*NUMBERS, *WORDS)).replace("<", "").replace("&", "").replace('"', "")
            return text[: start + one.start(2)] + value + text[start + one.end(2) :]
    if kind == 1:
        return text[:start] + text[end:]
    if kind == 2:
        return text[:start] + match[0] * chance.choice((2, 50, 600)) + text[end:]
    if kind == 3:
        return text[:end] + chance.choice(WORDS).encode("utf-8", "replace").decode() + text[end:]
    if kind == 4:
        low, high = sorted((start, other.start()))
        piece = text[low:high][:20_000]
        return text[:high] + piece * chance.choice((1, 3, 20)) + text[high:]
    return text[:start] + other[0] + text[end:]


def rtf_changed(text: str, chance: random.Random) -> str:
    found = list(_CONTROL.finditer(text))
    if not found:
        return text
    start, end = chance.choice(found).span()
    other = chance.choice(found)[0]
    new = chance.choice((other, "{" * 50, "}" * 3, rf"\u{chance.randrange(-70000, 70000)}?", other * 100, ""))
    return text[:start] + new + text[end:]


def parts_changed(data: bytes, chance: random.Random) -> bytes:
    """One part of a package damaged, the package sound."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        chosen = chance.choice([name for name in names if name.endswith((".xml", ".rels"))] or names)
        for name in names:
            blob = source.read(name)
            if name == chosen:
                blob = (
                    text_changed(blob, chance, markup_changed) if chance.random() < 0.8 else bytes_changed(blob, chance)
                )
            if chance.random() < 0.01:
                continue
            target.writestr(name, blob)
    return out.getvalue()


def text_changed(data: bytes, chance: random.Random, change: Callable[[str, random.Random], str]) -> bytes:
    text = data.decode("utf-8", "surrogateescape")
    for _ in range(chance.choice((1, 1, 2, 6))):
        text = change(text, chance)
    return text.replace("\ud83d", "\udc80").encode("utf-8", "surrogateescape")


def changed(data: bytes, suffix: str, chance: random.Random) -> bytes:
    """The seed, damaged as its form may be."""
    if chance.random() < 0.25:
        return bytes_changed(data, chance)
    if suffix in (".docx", ".odt"):
        return parts_changed(data, chance)
    if suffix == ".rtf":
        return text_changed(data, chance, rtf_changed)
    if suffix == ".html":
        return text_changed(data, chance, markup_changed)
    return bytes_changed(data, chance)


def broken_law(data: bytes) -> str | None:
    """Which law a file's records break; None for none."""
    try:
        for document in read_each(data, "a", OPTIONS, lambda *_: None):
            for record in document.records:
                if why := _broken_record(record, [block.text for block in document.pages.blocks]):
                    return why
    except VnplansError:
        return None
    except Exception:
        return traceback.format_exc()
    return None


def _broken_record(record: Directive, texts: list[str]) -> str | None:
    faults = [note.message_en for note in record.notes if note.code == "fault"]
    if faults:
        return f"a rule failed: {faults}"
    for pointer, quotes in record.evidence.items():
        for quote in quotes:
            if texts[quote.block][quote.start : quote.end] != quote.text:
                return f"a broken quote at {pointer}: {quote.text!r}"
    if Directive.model_validate_json(record.model_dump_json()) != record:
        return "a record that is another when read back"
    return None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--minutes", type=float, default=2.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tries", type=int, default=10**9, help="so many inputs at most")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-finds"))
    chosen = parser.parse_args()
    files = chosen.files or sorted(
        p for p in (HERE / "samples").iterdir() if p.suffix in FORMS and "scan" not in p.stem
    )
    seeds = [(path.name, path.suffix, path.read_bytes()) for path in files]
    spent: dict[str, float] = {}
    for name, _, data in seeds:
        start = time.process_time()
        broken_law(data)
        spent[name] = time.process_time() - start
    found: Counter[str] = Counter()
    end = time.monotonic() + 60 * chosen.minutes
    number = 0
    while time.monotonic() < end and number < chosen.tries:
        number += 1
        chance = random.Random(f"{chosen.seed}/{number}")
        name, suffix, data = chance.choice(seeds)
        made = changed(data, suffix, chance)
        start = time.process_time()
        why = broken_law(made)
        took = time.process_time() - start
        if why is None and took > SECONDS + spent[name]:
            why = f"{took:.0f} seconds"
        if why is not None:
            kind = why.strip().splitlines()[-1][:100]
            found[kind] += 1
            if found[kind] == 1:
                chosen.keep.mkdir(parents=True, exist_ok=True)
                (chosen.keep / f"{chosen.seed}-{number}{suffix}").write_bytes(made)
                print(f"{chosen.seed}/{number} {name}: {why}", file=sys.stderr)
    print(f"{number} inputs of {len(seeds)} seeds, {sum(found.values())} that broke a law, {len(found)} kinds")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
