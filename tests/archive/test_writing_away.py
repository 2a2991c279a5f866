"""A store that fails while results are written: one clear error that names the address, never a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

fsspec = pytest.importorskip("fsspec", reason="the extra [cluster] is not installed")
from fsspec.implementations.memory import MemoryFile, MemoryFileSystem  # noqa: E402
from typer.testing import CliRunner  # noqa: E402

from vnplans.archive import places  # noqa: E402
from vnplans.cli import app  # noqa: E402
from vnplans.cli.exits import ExitCode  # noqa: E402


class ClientError(Exception):
    """What a store's client raises; no OSError."""


class Refusing(MemoryFileSystem):  # type: ignore[misc]
    """A store that refuses one kind of thing."""

    protocol = "refusing"
    store: ClassVar[dict[str, Any]] = {}
    pseudo_dirs: ClassVar[list[str]] = [""]
    refuses: ClassVar[str] = ""
    name: ClassVar[str] = ""
    """Refused only where the path holds this."""

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return "/" + path.removeprefix("refusing://").strip("/")

    @classmethod
    def ask(cls, what: str, path: str) -> None:
        if what == cls.refuses and cls.name in path:
            raise ClientError("Access Denied")

    def makedirs(self, path: str, exist_ok: bool = False) -> None:
        self.ask("makedirs", path)
        super().makedirs(path, exist_ok=exist_ok)

    def mv(self, path1: str, path2: str, **more: Any) -> None:
        self.ask("mv", path2)
        super().mv(path1, path2, **more)

    def rm(self, path: str, **more: Any) -> None:
        self.ask("rm", path)
        super().rm(path, **more)

    def _open(self, path: str, mode: str = "rb", **more: Any) -> Any:
        self.ask("open" if "w" in mode else "read", path)
        made = super()._open(path, mode, **more)
        if "w" in mode:
            made.__class__ = RefusingFile
        return made


class RefusingFile(MemoryFile):  # type: ignore[misc]
    def write(self, data: Any) -> int:
        Refusing.ask("write", self.path)
        return int(super().write(data))

    def close(self) -> None:
        Refusing.ask("close", self.path)


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    fsspec.register_implementation("refusing", Refusing, clobber=True)
    Refusing.store.clear()
    yield "refusing://kho/ra"
    Refusing.refuses = Refusing.name = ""


def published(out: str) -> None:
    with places.publish(f"{out}/a.jsonl") as stream:
        stream.write(b"{}\n")


@pytest.mark.parametrize("what", ["makedirs", "open", "write", "close", "mv"])
def test_what_the_client_raises_names_the_address(out: str, what: str) -> None:
    published(out)
    assert places.fetch(f"{out}/a.jsonl") == b"{}\n"
    Refusing.refuses = what
    with pytest.raises(OSError, match="ClientError: Access Denied") as caught:
        published(out)
    assert caught.value.filename == f"{out}/a.jsonl"


def test_an_error_of_the_writer_stays_its_own(out: str) -> None:
    with pytest.raises(KeyError), places.publish(f"{out}/a.jsonl"):
        raise KeyError("a")


@pytest.mark.parametrize(("what", "name"), [("makedirs", ""), ("open", ".jsonl"), ("write", ".jsonl"), ("mv", ".html")])
def test_convert_says_it_in_one_line(out: str, tmp_path: Path, what: str, name: str) -> None:
    kho = tmp_path / "kho"
    kho.mkdir()
    (kho / "a.txt").write_text("UBND TỈNH HÀ GIANG\nSố: 1/KH-UBND\nKẾ HOẠCH\nTrồng cây\n", "utf-8")
    Refusing.refuses, Refusing.name = what, name
    result = CliRunner().invoke(app, ["convert", str(kho), "-o", out, "--workers", "1"])
    assert result.exit_code == ExitCode.STOPPED, result.output
    assert "refusing://kho/ra" in result.stderr
    assert "Traceback" not in result.output + result.stderr
    Refusing.refuses = ""
    assert CliRunner().invoke(app, ["convert", str(kho), "-o", out, "--workers", "1"]).exit_code == ExitCode.OK
