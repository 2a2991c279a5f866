"""`--parquet`: a dataset in folders by type and year that engines read as one table."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import hostile_reader
import pytest
from small_archive import fill, sheet

from vnplans.archive import FileLimits, Settings, convert_to

pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")

import pyarrow.dataset
import pyarrow.parquet

SETTINGS = Settings(workers=2, limits=FileLimits(seconds=5.0, memory_mib=256), work=hostile_reader.act, parquet=True)
UNKNOWN = "__HIVE_DEFAULT_PARTITION__"


@pytest.fixture
def kho(tmp_path: Path) -> Path:
    """Documents of eleven years, and one without a date."""
    folder = fill(tmp_path / "kho", 40, seed=4)
    (folder / "không ngày.txt").write_text("KH 9  UBND tỉnh A|Không ngày|việc", encoding="utf-8")
    return folder


def parts(out: Path) -> list[str]:
    return sorted(p.relative_to(out / "parquet").as_posix() for p in (out / "parquet").rglob("*.parquet"))


def lines(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "directives.jsonl").read_text(encoding="utf-8").splitlines()]


def held(out: Path) -> list[dict[str, Any]]:
    """The records that the parts hold, in the order of the archive."""
    rows = [
        row for part in parts(out) for row in pyarrow.parquet.ParquetFile(out / "parquet" / part).read().to_pylist()
    ]
    names = [line["source"]["name"] for line in lines(out)]
    return sorted((json.loads(row["record"]) for row in rows), key=lambda r: names.index(r["source"]["name"]))


def test_the_parts_hold_the_records_by_type_and_year(
    kho: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vnplans.archive.parquet._ROWS", 2)
    out = tmp_path / "ra"
    convert_to(out, [kho], SETTINGS)
    assert held(out) == lines(out)
    assert f"type=KH/year={UNKNOWN}/part-00000.parquet" in parts(out)
    assert any(part.endswith("part-00001.parquet") for part in parts(out))
    for part in parts(out):
        table = pyarrow.parquet.ParquetFile(out / "parquet" / part).read()
        years = {str(d.year) if d else UNKNOWN for d in table["issued_on"].to_pylist()}
        assert part.startswith(f"type=KH/year={years.pop()}/") and not years
        assert len(table) <= 2


def test_pyarrow_and_duckdb_read_one_table(kho: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra"
    convert_to(out, [kho], SETTINGS)
    records = lines(out)
    years = sorted(int(r["issued_on"][:4]) for r in records if r["issued_on"])
    table = pyarrow.dataset.dataset(out / "parquet", partitioning="hive").to_table()
    assert sorted(y for y in table["year"].to_pylist() if y is not None) == years
    assert table["type"].to_pylist() == ["KH"] * len(records)
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    read = f"read_parquet('{out}/parquet/**/*.parquet', hive_partitioning=true)"
    year = "TRY_CAST(year AS INTEGER)"  # DuckDB 1.2 reads a partition with a null as text
    told = duckdb.sql(f"SELECT type, {year}, count(*), count(DISTINCT sha256) FROM {read} GROUP BY ALL").fetchall()
    assert {(kind, year): count for kind, year, count, _ in told} == {
        ("KH", year): sum((int(r["issued_on"][:4]) if r["issued_on"] else None) == year for r in records)
        for year in {*years, None}
    }


def test_every_part_says_its_form(kho: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra"
    convert_to(out, [kho], SETTINGS)
    schemas = [pyarrow.parquet.read_schema(out / "parquet" / part) for part in parts(out)]
    assert all(schema.equals(schemas[0], check_metadata=True) for schema in schemas)
    assert schemas[0].metadata[b"vnplans.schema_version"] == lines(out)[0]["schema_version"].encode()


def test_old_parts_go_and_others_stay(kho: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra"
    convert_to(out, [kho], SETTINGS)
    (out / "parquet" / "của tôi.txt").write_text("của tôi", encoding="utf-8")
    (kho / "không ngày.txt").unlink()
    (kho / "xưa.txt").write_text(sheet(random.Random(1), 1).replace(" 20", " 19", 1), encoding="utf-8")
    convert_to(out, [kho], replace(SETTINGS, prune=True))
    assert held(out) == lines(out)
    assert not any(UNKNOWN in part for part in parts(out))
    assert not (out / "parquet" / "type=KH" / f"year={UNKNOWN}").exists()
    assert (out / "parquet" / "của tôi.txt").exists()
    assert not (out / ".vnplans" / "parquet").exists()


def test_an_archive_without_records_has_one_empty_part(tmp_path: Path) -> None:
    (tmp_path / "kho").mkdir()
    (tmp_path / "kho" / "a.txt").write_text("không có gì", encoding="utf-8")
    convert_to(tmp_path / "ra", [tmp_path / "kho"], SETTINGS)
    assert pyarrow.dataset.dataset(tmp_path / "ra" / "parquet", partitioning="hive").count_rows() == 0


def test_parts_of_a_journal_of_another_form_go(kho: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra"
    convert_to(out, [kho], SETTINGS)
    with closing(sqlite3.connect(out / ".vnplans" / "journal.sqlite")) as db:
        db.execute("UPDATE meta SET value='2' WHERE name='parts'")
        db.execute("PRAGMA user_version=2")
        db.commit()
    for name in ("part-00000.parquet", "part-00001.parquet", "part-00002.parquet"):
        (out / "parquet" / name).write_bytes(b"")
    convert_to(out, [kho], SETTINGS)
    assert [part for part in parts(out) if part.startswith("part")] == ["part-00002.parquet"]
