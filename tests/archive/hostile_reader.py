"""A hostile reader for the tests of archives: a few words of text say what it does. Workers import it by name."""

from __future__ import annotations

import ctypes
import datetime as dt
import hashlib
import os
import re
import signal
import subprocess
import sys
import time

from vnplans.errors import EncryptedFile, NoText
from vnplans.models import Agency, Directive, DocumentNumber, DocumentType, Note, Source, Task
from vnplans.readers import ReadOptions

_HEAD = re.compile(r"KH (?P<serial>\d*) (?P<date>[\d-]*) (?P<issuer>[^|]+)\|(?P<title>[^|]*)\|(?P<tasks>.*)", re.S)


def act(data: bytes, name: str | None, options: ReadOptions) -> list[Directive]:
    """KH <serial> <date> <issuer>|<title>|<task>;<task> is read; HANG, SPIN, CRASH ... are done."""
    text = data.decode("utf-8")
    word = text.split(maxsplit=1)[0] if text.strip() else ""
    if word in _DEEDS:
        _DEEDS[word]()
    if word == "SLOW":
        time.sleep(float(text.split()[1]))
        text = text.split(maxsplit=2)[2]
    if word == "SCAN":
        return _scan(text, data, name, options)
    match = _HEAD.fullmatch(text)
    if match is None:
        raise NoText("không có chữ", "no text", file=name)
    return [_directive(match, data, name)]


def _directive(match: re.Match[str], data: bytes, name: str | None) -> Directive:
    serial = int(match["serial"]) if match["serial"] else None
    words = filter(None, match["tasks"].split(";"))
    tasks = [Task(id=f"t{i}", content=t, where=f"{i}") for i, t in enumerate(words, 1)]
    return Directive(
        number=DocumentNumber(text=f"{match['serial']}/KH-UBND", serial=serial, type_code="KH", issuer_code="UBND"),
        doc_type=DocumentType(code="KH", name="Kế hoạch"),
        issuer=Agency(text=match["issuer"], name=match["issuer"]),
        issued_on=dt.date.fromisoformat(match["date"]) if match["date"] else None,
        title=match["title"] or None,
        tasks=tasks,
        source=Source(name=name, sha256=hashlib.sha256(data).hexdigest(), media_type="text/plain", reader="plain"),
        notes=[] if serial else [Note(code="number_missing", severity="review", message="Thiếu số", field="/number")],
    )


def _hang() -> None:
    while True:
        time.sleep(1)


def _stubborn() -> None:
    """Native code that never lets go of the interpreter, and ends at no signal but KILL."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    ctypes.PyDLL(None).pause()
    while True:
        ctypes.PyDLL(None).pause()


def _burn() -> None:
    while True:
        pass


def _crash() -> None:
    ctypes.string_at(0)


def _bomb() -> None:
    hoard = []
    while True:
        hoard.append(bytearray(64 * 2**20))


def _locked() -> None:
    raise EncryptedFile("có mật khẩu", "has a password")


def _bug() -> None:
    raise KeyError("a bug of the reader")


def _deep() -> None:
    _deep()


def _child() -> None:
    """Leaves a program behind that would outlive it."""
    subprocess.Popen([sys.executable, "-c", f"import time; time.sleep({os.environ.get('CHILD_SECONDS', '600')})"])
    _hang()


def _scan(text: str, data: bytes, name: str | None, options: ReadOptions) -> list[Directive]:
    """SCAN <pages>[ <page that hangs>]: read with OCR, page by page; without an engine a record that says so.

    The engine is the file that OCR_ENGINE names; a page that is recognised leaves a line in OCR_LOG."""
    _, pages, *bad = text.split()
    engine = os.environ.get("OCR_ENGINE")
    note = Note(
        code="ocr" if engine else "ocr_needed", severity="info" if engine else "review", message="ảnh", field=""
    )
    source = Source(
        name=name, sha256=hashlib.sha256(data).hexdigest(), media_type="application/pdf", reader="pdf", pages=int(pages)
    )
    if engine is None:
        return [Directive(source=source, notes=[note])]
    done = sum(_page(f"{number}", bad, options) for number in range(1, int(pages) + 1))
    source = source.model_copy(update={"text_origin": "ocr"})
    return [Directive(title=f"{done} trang bằng {engine}", source=source, notes=[note])]


def _page(key: str, bad: list[str], options: ReadOptions) -> bool:
    assert options.kept is not None
    if options.kept.get(key) == f"trang {key}".encode():
        return True
    if not options.kept.begin(key):
        return False
    if key in bad:
        _hang()
    time.sleep(float(os.environ.get("OCR_SECONDS", "0")))
    if log := os.environ.get("OCR_LOG"):
        with open(log, "a", encoding="utf-8") as stream:  # noqa: PTH123
            stream.write(f"{key}\n")
    options.kept.put(key, f"trang {key}".encode())
    return True


def _full() -> None:
    raise OSError(28, "No space left on device", "/nơi nào đó")


_DEEDS = {
    "HANG": _hang,
    "STUBBORN": _stubborn,
    "BURN": _burn,
    "CRASH": _crash,
    "ABORT": os.abort,
    "BOMB": _bomb,
    "LOCKED": _locked,
    "BUG": _bug,
    "DEEP": _deep,
    "CHILD": _child,
    "FULL": _full,
}
