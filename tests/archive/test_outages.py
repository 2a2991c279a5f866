"""What a disk, a net or a missing package does is no property of a content: it is asked for again."""

from __future__ import annotations

import errno
import hashlib
import json
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, ClassVar

import hostile_reader
import pytest

fsspec = pytest.importorskip("fsspec", reason="the extra [cluster] is not installed")
from fsspec.implementations.memory import MemoryFileSystem  # noqa: E402

from vnplans.archive import Settings, convert_to, worker  # noqa: E402
from vnplans.archive.abilities import Abilities, abilities  # noqa: E402
from vnplans.archive.job import Away, Failed, Job, Read, Step, Work  # noqa: E402
from vnplans.archive.limits import FileLimits  # noqa: E402
from vnplans.archive.walk import Walk  # noqa: E402
from vnplans.archive.worker import Orders  # noqa: E402
from vnplans.errors import MissingExtra, WrongRequest  # noqa: E402
from vnplans.readers import ReadOptions  # noqa: E402

GOOD = b"KH 12 2024-03-15 UBND x\xc3\xa3 A|V\xe1\xbb\x81 vi\xe1\xbb\x87c|Giao"
CAN = Abilities(None, None, {})


class ConnectionLost(Exception):
    """What a store's client raises; no OSError."""


class Flaky(MemoryFileSystem):  # type: ignore[misc]
    """A store whose server goes away after some bytes, or before anything is listed."""

    protocol = "flaky"
    store: ClassVar[dict[str, Any]] = {}
    pseudo_dirs: ClassVar[list[str]] = [""]
    away = False
    after: int | None = None

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return "/" + path.removeprefix("flaky://").strip("/")

    def ls(self, path: str, **more: Any) -> Any:
        if self.away:
            raise ConnectionLost
        return super().ls(path, **more)

    def open(self, path: str, mode: str = "rb", **more: Any) -> Any:
        if self.away:
            raise ConnectionLost
        data = super().open(path, mode, **more).read()
        return Torn(data, self.after) if self.after is not None else BytesIO(data)


class Torn(BytesIO):
    def __init__(self, data: bytes, after: int) -> None:
        super().__init__(data)
        self.after = after

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() >= self.after:
            raise ConnectionLost("the server is away")
        return super().read(min(size if size and size > 0 else 10, 10))  # stores give less than was asked for


@pytest.fixture
def store() -> Iterator[type[Flaky]]:
    fsspec.register_implementation("flaky", Flaky, clobber=True)
    Flaky.store.clear()
    yield Flaky
    Flaky.away, Flaky.after = False, None


def put(name: str, data: bytes) -> str:
    fsspec.filesystem("flaky").pipe_file(f"/kho/{name}", data)
    return f"flaky://kho/{name}"


def orders(folder: Path, work: Work = hostile_reader.act) -> Orders:
    (folder / "spool").mkdir(exist_ok=True)
    return Orders(work, ReadOptions(), FileLimits(), CAN, str(folder / "spool"), str(folder / "pages"))


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("after", [None, 0, 30])
def test_a_server_that_goes_away_while_a_file_is_read(
    store: type[Flaky], tmp_path: Path, known: bool, after: int | None
) -> None:
    """Whether the content was known before or not: a copy's hash is asked for first."""
    job = Job(1, put("a.txt", GOOD), "a.txt", hashlib.sha256(GOOD).hexdigest() if known else None)
    assert isinstance(worker.handle(job, orders(tmp_path)), Read)
    store.after, store.away = after, after is None
    verdict = worker.handle(job, orders(tmp_path))
    assert isinstance(verdict, Away), verdict
    assert verdict.why.code == "not_found"


def test_a_server_that_goes_away_while_a_zip_is_read(store: type[Flaky], tmp_path: Path) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", GOOD)
    data = out.getvalue()
    url = put("a.zip", data)
    step = Step(hashlib.sha256(data).hexdigest(), 0)
    job = Job(1, url, "a.zip/a.txt", hashlib.sha256(GOOD).hexdigest(), (step,))
    for after in (0, 20, len(data) - 30):
        store.after = after
        worker._shelves._held.clear()
        assert isinstance(worker.handle(job, orders(tmp_path)), Away)
    store.after = None
    assert isinstance(worker.handle(job, orders(tmp_path)), Read)


def test_a_server_that_goes_away_while_files_are_listed(store: type[Flaky]) -> None:
    """The folder is one line, and what is known of its files stays."""
    put("a.txt", GOOD)
    [found] = Walk(["flaky://kho"])
    assert found.why is None
    store.away = True
    walk = Walk(["flaky://kho"])
    [found] = walk
    assert found.why is not None and found.why.code == "not_found"
    assert walk.closed == [b"flaky:///kho"]


@pytest.mark.parametrize("number", [errno.ETIMEDOUT, errno.EHOSTDOWN, errno.ECONNRESET, errno.ENODEV, errno.EIO])
def test_a_share_that_fails_under_a_known_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(GOOD)

    def fails(*_: object) -> None:
        raise OSError(number, "away")

    monkeypatch.setattr("vnplans.archive.worker.shelf", fails)
    job = Job(1, str(path), "a.txt", hashlib.sha256(GOOD).hexdigest())
    assert isinstance(worker.handle(job, orders(tmp_path)), Away)


def _broken(data: bytes, name: str | None, options: ReadOptions) -> list[Any]:
    raise OSError(errno.ENODEV, "a fault of the reader")


def test_the_same_from_a_reader_is_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(GOOD)
    verdict = worker.handle(Job(1, str(path), "a.txt", None), orders(tmp_path, _broken))
    assert isinstance(verdict, Failed) and verdict.why.code == "crash"


def test_a_machine_that_cannot_open_a_place_says_nothing_of_what_lies_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacks(_: str) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr(fsspec.core, "url_to_fs", lacks)
    verdict = worker.handle(Job(1, "s3://kho/a.txt", "a.txt", "0" * 64), orders(tmp_path))
    assert isinstance(verdict, Away) and "s3fs" in verdict.why.message_vi
    with pytest.raises(MissingExtra, match="s3fs"):
        convert_to(tmp_path / "ra", ["s3://kho"], Settings(workers=1))
    assert not (tmp_path / "ra").exists()


def test_a_kind_of_url_that_nobody_knows(tmp_path: Path) -> None:
    with pytest.raises(WrongRequest, match="xyz"):
        convert_to(tmp_path / "ra", ["xyz://kho"], Settings(workers=1))
    assert not (tmp_path / "ra").exists()


def test_a_package_that_is_installed_later_reads_what_it_is_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    py7zr = pytest.importorskip("py7zr", reason="the extra [7z] is not installed")
    path = tmp_path / "a.7z"
    with py7zr.SevenZipFile(path, "w") as archive:
        archive.writestr(GOOD, "a.txt")
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "py7zr", None)
        verdict = worker.handle(Job(1, str(path), "a.7z", None), orders(tmp_path))
        assert isinstance(verdict, Failed) and verdict.why.code == "unsupported"
        assert json.loads(verdict.needs) == {"package": "py7zr"}
        without.setattr("vnplans.archive.abilities.find_spec", lambda _: None)
        assert abilities(ReadOptions(), FileLimits()).still(verdict.needs)
    assert not abilities(ReadOptions(), FileLimits()).still(verdict.needs)
