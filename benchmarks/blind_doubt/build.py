#!/usr/bin/env python3
"""Make the documents and their labels from texts/*.txt.

    python benchmarks/blind_doubt/build.py            everything (PDF, scan, RTF and ODT need LibreOffice)
    python benchmarks/blind_doubt/build.py --labels   the labels alone
    python benchmarks/blind_doubt/build.py FOLDER     another set, with a texts/ of its own

One source gives both: a text is a document written out once, with the truth marked where it stands.

    [[words]]        the content of a task
    <words|L>        a doer; C a body to work with; P a product; D EXPR a deadline. Inside [[ ]] it is the task's own;
                     before it in the paragraph it holds for the tasks that follow there (C and P: for the next one)
    <words|HL>       the doer of all that follows, until the next HL (HD, HC likewise; <|HL=-> ends it)
    <words|+L>       added to the task before (label lines under a task)
    <words|L=name>   the label says another text than the words

A line is a paragraph; its prefix gives the form (.b bold, .c centred, .i italic, .num and .bul automatic marks, ...).
%head, %sign, %table ... %end are blocks; in a table every cell may close with {{truth}}.
Deadline expressions: `d 2024-05-03` a last day, `e DAY` one day, `m 3/2024`, `q 2/2024`, `y 2024`, `ms 3-6/2024`,
`s A..B`, `on`, `on 2024`, `on A..`, `rel`, `rel DAY`, `r RRULE`, `by-` (a last day that no calendar has), `du-`.
"""

from __future__ import annotations

import html
import json
import random
import re
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter
from source import Source, read
from truth import clean
from word import Word

HERE = Path(__file__).parent


def office(path: Path, ending: str) -> Path:
    """The Word file in another format, by LibreOffice."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", ending]
        subprocess.run([*command, "--outdir", str(path.parent), str(path)], check=True, capture_output=True)
    return path.with_suffix(f".{ending}")


def scan(pdf: Path, out: Path, style: str, seed: str) -> None:
    """Pages as a scanner leaves them: a little turned, uneven light, specks; `bw` is a fax's black and white."""
    rng = random.Random(seed)
    noise = np.random.default_rng(rng.randrange(2**32))
    pages = []
    for page in pypdfium2.PdfDocument(pdf):
        image = page.render(scale=190 / 72, grayscale=True).to_pil().convert("L")
        turn = rng.uniform(0.3, 1.3) * rng.choice((-1, 1))
        image = image.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor=255)
        image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.4, 0.8)))
        pixels = np.asarray(image, dtype=float)
        height, width = pixels.shape
        light = np.linspace(rng.uniform(-14, 0), rng.uniform(-14, 0), width)[None, :]
        pixels = pixels * rng.uniform(0.9, 0.97) + light + noise.normal(0, 7, pixels.shape)
        for _ in range(rng.randint(20, 60)):
            x, y, r = rng.randrange(width - 4), rng.randrange(height - 4), rng.randint(1, 3)
            pixels[y : y + r, x : x + r] = rng.randint(40, 130)
        image = Image.fromarray(pixels.clip(0, 255).astype("uint8"))
        if style == "bw":
            image = image.filter(ImageFilter.MedianFilter(3)).point(lambda v: 255 if v > 165 else 0).convert("1")
        pages.append(image)
    how: dict[str, Any] = {} if style == "bw" else {"quality": 34}
    pages[0].save(out, save_all=True, append_images=pages[1:], resolution=190, **how)


def fragment(source: Source) -> str:
    """The act as a portal prints it."""

    def words(text: str) -> str:
        out = html.escape(text, quote=False).replace("⏎", "<br>").replace("⇥", "&nbsp;&nbsp;&nbsp;")
        return re.sub(r"__(.*?)__", r"<em>\1</em>", re.sub(r"\*\*(.*?)\*\*", r"<strong>\1</strong>", out))

    out: list[str] = []
    for block in source.blocks:
        if block.kind in ("head", "sign", "table"):
            border = ' border="1"' if block.kind == "table" else ""
            out.append(f'<table{border} width="100%">')
            for row in block.rows:
                wide = f' colspan="{max(len(r) for r in block.rows)}"' if len(row) == 1 else ""
                out.append("<tr>" + "".join(f"<td{wide}>{words(c)}</td>" for c in row) + "</tr>")
            out.append("</table>")
        elif block.kind not in ("page", "numstart", "landscape", "portrait"):
            tag = "h2" if block.kind == "h" else "p"
            align = ' style="text-align:center"' if block.kind.startswith("c") else ""
            text = words(block.text)
            text = f"<b>{text}</b>" if block.kind in ("b", "cb", "bi", "lb") else text
            out.append(f"<{tag}{align}>{text}</{tag}>")
    return "\n".join(out)


def page(source: Source, texts: Path) -> str:
    skin = (texts / f"{source.meta['skin']}.html").read_text(encoding="utf-8")
    return skin.replace("{{title}}", html.escape(source.meta["page_title"])).replace("{{body}}", fragment(source))


def make(source: Source, folder: Path) -> None:
    out = folder / "docs" / source.file
    if source.form == "html":
        out.write_text(page(source, folder / "texts"), encoding="utf-8")
        return
    with tempfile.TemporaryDirectory() as room:
        word = Path(room) / f"{source.name}.docx"
        Word(source).save(word)
        if source.form == "docx":
            out.write_bytes(word.read_bytes())
        elif source.form == "scan":
            scan(office(word, "pdf"), out, source.meta["form"].split("-")[1], source.name)
        else:
            out.write_bytes(office(word, source.form).read_bytes())


# ---------------------------------------------------------------- checks


def fold(text: str) -> str:
    return re.sub(r"\W+", " ", unicodedata.normalize("NFC", clean(text)).casefold()).strip()


def strange(source: Source) -> list[str]:
    """Words of a label that its document does not hold: to be looked at, a few are meant (opened names)."""
    text = fold(" ".join([b.text + " " + " ".join(" ".join(r) for r in b.rows) for b in source.blocks]))
    out = []
    for one in source.labels:
        for task in one.get("tasks", []):
            values = [task["content"], *task["lead"], *task["coordinating"], task["product"] or ""]
            values.append((task["deadline"] or {}).get("text", ""))
            out += [v for v in values if fold(v) not in text]
        for key in ("number", "title", "place"):
            if one.get(key) and fold(one[key]) not in text:
                out.append(f"{key}: {one[key]}")
        out += [f"recipient: {x}" for x in one.get("recipients", []) if fold(x) not in text]
        if (one.get("signer") or {}).get("name") and fold(one["signer"]["name"]) not in text:
            out.append(f"signer: {one['signer']['name']}")
    return out


def main(arguments: list[str]) -> None:
    folder = next((Path(a) for a in arguments if Path(a, "texts").is_dir()), HERE)
    only = [a for a in arguments if not a.startswith("-") and Path(a) != folder]
    paths = [p for p in sorted((folder / "texts").glob("*.txt")) if not only or any(a in p.stem for a in only)]
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "labels").mkdir(exist_ok=True)
    rows = []
    for path in paths:
        source = read(path)
        if "--labels" not in arguments:
            make(source, folder)
        value = source.labels if len(source.labels) > 1 else source.labels[0]
        (folder / "labels" / f"{source.file}.json").write_text(
            json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        kind = source.meta["form"] if source.form == "scan" else source.form
        tasks = sum(len(x.get("tasks", [])) for x in source.labels)
        rows.append(
            (source.file, kind.split("-")[0], source.labels[0].get("doc_type") or "-", str(tasks), source.meta["odd"])
        )
        for words in strange(source):
            print(f"{path.stem}: not in the text: {words}")
    if not only:
        head = "file\tkind\tdoc_type\ttasks\todd\n"
        (folder / "index.tsv").write_text(head + "".join("\t".join(r) + "\n" for r in rows), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
