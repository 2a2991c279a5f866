"""The table of budgets: what its rows say, how they are chosen, where they are told."""

from __future__ import annotations

from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner

import vnplans
from vnplans.cli import app
from vnplans.errors import TooLarge, WrongRequest
from vnplans.limits import Limits, limits_from
from vnplans.readers import ReadOptions

DOCS = Path(__file__).parents[1] / "docs" / "limits.md"
ACT = "Số: 12/KH-UBND\nKẾ HOẠCH\nTrồng cây năm 2024\n1. Sở Xây dựng chủ trì lập danh mục cây trồng.\n"


def table() -> str:
    """The rows as docs/limits.md shows them."""
    lines = ["| row | default | counts | why |", "|---|---|---|---|"]
    for row in fields(Limits):
        default = getattr(Limits(), row.name)
        shown = f"{default // 2**20} MiB" if row.metadata["size"] else f"{default:,.0f}"
        lines.append(f"| `{row.name}` | {shown} | {row.metadata['en']} | {row.metadata['why']} |")
    return "\n".join(lines)


def test_the_page_shows_the_table() -> None:
    assert table() in DOCS.read_text("utf-8")


@pytest.mark.parametrize("row", [row.name for row in fields(Limits)])
def test_every_row_can_be_chosen_and_says_what_is_over_it(row: str) -> None:
    limits = limits_from([f"{row}=3"])
    assert getattr(limits, row) == 3
    limits.check(row, 3)
    with pytest.raises(TooLarge) as caught:
        limits.check(row, 5)
    for said in (caught.value.message_vi, caught.value.message_en):
        assert "5" in said
        assert "3" in said
        assert f"--limit {row}=" in said


@pytest.mark.parametrize(
    ("pairs", "limits"),
    [
        ([], Limits()),
        (["pages=12"], Limits(pages=12)),
        (["pages=12", "file_size=2G"], Limits(pages=12, file_size=2 * 2**30)),
        (["file-size = 1.5 MiB"], Limits(file_size=3 * 2**19)),
        (["ratio=50.5"], Limits(ratio=50.5)),
    ],
)
def test_choices(pairs: list[str], limits: Limits) -> None:
    assert limits_from(pairs) == limits


@pytest.mark.parametrize("pair", ["seiten=3", "pages", "pages=", "pages=viele", "pages=3M", "pages=-1", "=3"])
def test_what_is_no_choice(pair: str) -> None:
    with pytest.raises(WrongRequest):
        limits_from([pair])


@pytest.mark.parametrize("value", [-1, float("nan"), "12", True, None])
def test_what_is_no_limit(value: object) -> None:
    with pytest.raises(WrongRequest):
        Limits(pages=value)  # type: ignore[arg-type]


@pytest.fixture
def act(tmp_path: Path) -> Path:
    path = tmp_path / "kế hoạch.txt"
    path.write_text(ACT, "utf-8")
    return path


def test_a_file_is_weighed_before_it_is_opened(act: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import_module("vnplans.pipeline")  # which reads the tables of the package
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("it was read"))
    with pytest.raises(TooLarge, match="--limit file_size="):
        vnplans.parse(act, options=ReadOptions(limits=Limits(file_size=20)))


@pytest.mark.parametrize("call", [vnplans.read, vnplans.parse, vnplans.parse_all])
def test_bytes_are_weighed(call: object) -> None:
    assert callable(call)
    with pytest.raises(TooLarge):
        call(ACT.encode(), options=ReadOptions(limits=Limits(file_size=20)))


def test_parse(act: Path) -> None:
    run = CliRunner()
    assert run.invoke(app, ["parse", str(act)]).exit_code == 0
    over = run.invoke(app, ["parse", str(act), "--limit", "blocks=2", "--limit", "pages=1"])
    assert over.exit_code == 1
    assert "--limit blocks=" in over.output
    assert run.invoke(app, ["parse", str(act), "--limit", "viele=2"]).exit_code == 2


def test_review(act: Path, tmp_path: Path) -> None:
    run, out = CliRunner(), tmp_path / "page.html"
    assert run.invoke(app, ["review", str(act), "-o", str(out)]).exit_code == 0
    over = run.invoke(app, ["review", str(act), "-o", str(out), "--limit", "file_size=20"])
    assert over.exit_code == 1
    assert "--limit file_size=" in over.output


def test_convert(act: Path, tmp_path: Path) -> None:
    run, out = CliRunner(), tmp_path / "out"
    over = run.invoke(app, ["convert", str(act), "-o", str(out), "--workers", "1", "--quiet", "--limit", "blocks=2"])
    assert over.exit_code == 1
    assert "too_large" in (out / "failures.jsonl").read_text("utf-8")
    run.invoke(app, ["convert", str(act), "-o", str(out), "--workers", "1", "--quiet", "--limit", "blocks=20"])
    assert "12/KH-UBND" in (out / "directives.jsonl").read_text("utf-8")


def test_export(tmp_path: Path) -> None:
    record = tmp_path / "a.jsonl"
    record.write_text(vnplans.parse(ACT.encode()).model_dump_json() + "\n", "utf-8")
    run, command = CliRunner(), ["export", str(record), "--to", "csv", "-o", str(tmp_path / "a.csv")]
    assert run.invoke(app, command).exit_code == 0
    over = run.invoke(app, [*command, "--limit", "record_size=100"])
    assert over.exit_code == 2
    assert "--limit record_size=" in over.output
