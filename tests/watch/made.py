"""Acts in plain text, mails and mailboxes that hold them, and a flow that reads them in this process."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from vnplans import export
from vnplans.archive import Settings
from vnplans.errors import VnplansError
from vnplans.models import Directive, Failure, Outcome, Source
from vnplans.pipeline import parse_each
from vnplans.watch import Flow, Looks, Memory, Tally, flow
from vnplans.watch.memory import Settled

ACT = """ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH HÀ SƠN                    Độc lập - Tự do - Hạnh phúc
Số: {number}/KH-UBND           Hà Sơn, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
{title} năm 2026

I. NHIỆM VỤ
1. Sở Nội vụ rà soát hồ sơ {title}, báo cáo trước ngày 30/6/2026.
2. Sở Tài chính bố trí kinh phí cho {title} trong năm 2026.

Nơi nhận:
- Các sở;
- Lưu: VT.
"""


def act(number: int, title: str = "lưu trữ") -> bytes:
    """A plan of two tasks."""
    return ACT.format(number=number, title=f"{title} {number}").encode()


def mail(subject: str, *attached: tuple[str, bytes], body: str = "Kính gửi quý cơ quan.") -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, "a@hason.example", "b@hason.example"
    message.set_content(body)
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def mbox(*mails: bytes) -> bytes:
    return b"".join(b"From a@hason.example Thu Mar  5 08:00:00 2026\n" + one + b"\n" for one in mails)


class Told:
    """Keeps what is said."""

    def __init__(self) -> None:
        self.done: list[Settled] = []
        self.said: list[str] = []

    def settled(self, one: Settled) -> None:
        self.done.append(one)

    def told(self, vi: str, en: str) -> None:
        self.said.append(vi)


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Watched:
    """A folder, a target beside it, and a new flow over them each time."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, to: str = "sql") -> None:
        self.inbox = folder / "đến"
        self.inbox.mkdir()
        self.target = folder / f"đích{export.FORMATS[to].suffix}"
        self.list, self.spool = folder / "lỗi.jsonl", folder / "thư"
        self.clock, self.heard, self.read = Clock(), Told(), list[str]()
        self.to = to
        self.stop = threading.Event()
        monkeypatch.setattr(flow, "convert", self._convert)

    def put(self, name: str, data: bytes) -> Path:
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def write(self, acts: Iterable[Directive]) -> None:
        export.write(acts, self.to, self.target)

    def look(self, times: int = 2, *, write: Any = None, folders: tuple[Path, ...] | None = None) -> Tally:
        """A new process, as it were, that looks so many times."""
        memory = Memory(self.target.with_name(".đích.watch"), "1")
        try:
            looks = Looks(folders or (self.inbox,), 2.0, frozenset({self.target.resolve()}), self.clock)
            new = Flow(looks, memory, write or self.write, Settings(), self.heard, self.stop, self.list, self.spool)
            for _ in range(times):
                new.take()
                self.clock.now += 2.0
            self.flow = new
            return new.tally
        finally:
            memory.close()

    def _convert(self, paths: list[Path], **_: object) -> Iterator[Outcome]:
        """What vnplans.convert gives, without processes."""
        for path in paths:
            self.read.append(path.name)
            shown = str(path)
            try:
                parts = list(parse_each(path.read_bytes(), shown))
            except VnplansError as error:
                yield self._failed(shown, error)
                continue
            for part in parts:
                if part.error is not None:
                    yield self._failed("/".join(filter(None, (part.container, part.name))), part.error)
                else:
                    source = part.directives[0].source
                    yield Outcome(source=source, directives=list(part.directives))

    @staticmethod
    def _failed(file: str, error: VnplansError) -> Outcome:
        source = Source(name=file, sha256="0" * 64, media_type="?", reader="?")
        told = Failure(code=error.code, file=file, message_vi=error.message_vi, message_en=error.message_en)
        return Outcome(source=source, failure=told)
