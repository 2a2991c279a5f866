#!/usr/bin/env python3
"""Writes the documents of this folder and their true records.

    python samples/generate.py [NAME ...]

Needs LibreOffice and the Liberation fonts (Debian: libreoffice-writer, fonts-liberation2) and the extra `dev`; users of
the samples need none of them. The words are the same on every run; the bytes of PDF, DOC and signatures are not quite.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from making.act import Act  # noqa: E402
from making.acts import ACTS  # noqa: E402
from making.acts.announcement import HTML, RECORDS, TEXT  # noqa: E402
from making.acts.pages import PAGES  # noqa: E402
from making.office import convert, scanned  # noqa: E402
from making.old_fonts import tcvn3  # noqa: E402
from making.signing import Stamp, gap, signed  # noqa: E402
from making.word import Writer, unicode_font  # noqa: E402

FORMS = {
    "plan-nd30": ("docx", "pdf", "doc", "odt", "rtf"),
    "plan-party": ("docx", "pdf"),
    "directive": ("docx", "pdf"),
    "decision-with-plan": ("docx", "pdf"),
    "signed": ("signed.pdf",),
    "scan": ("scan.pdf",),
    "programme": ("docx", "pdf"),
}
FONT = Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf")
ENCODERS = {"tcvn3": tcvn3}


def _truth(name: str, record: object) -> None:
    text = json.dumps(record, ensure_ascii=False, indent=1)
    (HERE / f"{name}.truth.json").write_text(text + "\n", encoding="utf-8")


def _signed_pdf(pdf: bytes) -> bytes:
    """Number, day, the signer's picture and the seal, in the order in which a registry office sets them."""
    zone = dt.timezone(dt.timedelta(hours=7))
    body = "Ủy ban nhân dân phường An Đông"
    day = dt.datetime(2025, 8, 19, 15, 2, 11, tzinfo=zone)
    seal = [f"Ký bởi: {body}", "Cơ quan: Tỉnh Lam Giang", "Thời gian ký: 19.08.2025 15:06:40 +07:00"]
    stamps = [
        Stamp("Number", ["88"], gap(pdf, "Số:", "/"), day),
        Stamp("Day", ["19"], gap(pdf, "ngày", "tháng"), day + dt.timedelta(minutes=1)),
        Stamp("Seal", seal, (330, 800, 560, 830), dt.datetime(2025, 8, 19, 15, 6, 40, tzinfo=zone), size=8),
    ]
    return signed(pdf, stamps, body, "Tỉnh Lam Giang", FONT)


def _write(act: Act) -> None:
    docx = Writer(act, ENCODERS.get(act.name, unicode_font)).write()
    for form in FORMS.get(act.name, ("docx",)):
        kind = form.rpartition(".")[2]
        data = docx if kind == "docx" else convert(docx, kind)
        if form == "signed.pdf":
            data = _signed_pdf(data)
        if form == "scan.pdf":
            data = scanned(data)
        (HERE / f"{act.name}.{kind}").write_bytes(data)
    _truth(act.name, act.truth())


def main(names: list[str]) -> None:
    if not shutil.which("soffice") or not FONT.exists():
        sys.exit("apt-get install libreoffice-writer fonts-liberation2")
    for act in ACTS:
        if not names or act.name in names:
            _write(act)
    if not names or "announcement" in names:
        (HERE / "announcement.txt").write_text(TEXT, encoding="utf-8")
        (HERE / "announcement.html").write_text(HTML, encoding="utf-8")
        _truth("announcement", RECORDS)
    for page in PAGES:
        if not names or page.name in names:
            if page.as_text:
                (HERE / f"{page.name}.txt").write_text(page.text, encoding="utf-8")
            (HERE / f"{page.name}.html").write_text(page.html, encoding="utf-8")
            _truth(page.name, page.records)


if __name__ == "__main__":
    main(sys.argv[1:])
