"""Pages that announce acts, in all their wordings: announcements.toml and announced_*.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from vnplans.models import Directive
from vnplans.pipeline import parse_bytes

CASES = tomllib.loads((Path(__file__).parent / "cases" / "announcements.toml").read_text(encoding="utf-8"))["case"]


GROUPS = [
    group
    for name in ("announced_days.toml", "announced_told.toml", "announced_places.toml", "announced_shapes.toml")
    for group in tomllib.loads((Path(__file__).parent / "cases" / name).read_text(encoding="utf-8"))["case"]
]


def _records(case: Mapping[str, Any]) -> list[Directive]:
    text = "\n\n".join(part.strip() for part in case["page"].split("¶"))
    return parse_bytes(text.encode(), "tin.txt")


def _told(record: Directive) -> list[str]:
    return [
        record.number.text if record.number else "",
        record.doc_type.name if record.doc_type else "",
        record.issuer.name if record.issuer else "",
        record.issued_on.isoformat() if record.issued_on else "",
        record.title or "",
    ]


@pytest.mark.parametrize("case", [c for c in CASES if "acts" in c], ids=lambda case: case["name"])
def test_announced(case: Mapping[str, Any]) -> None:
    records = _records(case)
    if case["acts"]:
        assert [_told(r) for r in records] == case["acts"]
        return
    assert [_told(r) for r in records] == [[""] * 5]
    assert "not_a_directive" in {note.code for note in records[0].notes}
    assert records[0].tasks == []


@pytest.mark.parametrize("case", [c for c in CASES if "tasks" in c], ids=lambda case: case["name"])
def test_ordered(case: Mapping[str, Any]) -> None:
    tasks = [task for record in _records(case) for task in record.tasks]
    assert [[t.content, *(a.text for a in t.lead_agencies)] for t in tasks] == case["tasks"]


@pytest.mark.parametrize(
    "row", [row for group in GROUPS for row in group.get("days", ())], ids=lambda row: row[0][-60:]
)
def test_issued_on(row: list[str]) -> None:
    page, number, day = row
    told = _told(_records({"page": page})[0])
    assert [told[0], told[3]] == [number, day]


@pytest.mark.parametrize("row", [row for group in GROUPS for row in group.get("acts", ())], ids=lambda row: row[0][:60])
def test_issuer(row: list[str]) -> None:
    page, *want = row
    assert _told(_records({"page": page})[0])[:3] == want


@pytest.mark.parametrize(
    "row", [row for group in GROUPS for row in group.get("titles", ())], ids=lambda row: row[0][-60:]
)
def test_title(row: list[str]) -> None:
    page, number, title = row
    told = _told(_records({"page": page})[0])
    assert [told[0], told[4]] == [number, title]


@pytest.mark.parametrize(
    "page", [page for group in GROUPS for page in group.get("none", ())], ids=lambda page: page[:60]
)
def test_cited(page: str) -> None:
    assert [_told(record)[0] for record in _records({"page": page})] == [""]


@pytest.mark.parametrize(
    "row", [row for group in GROUPS for row in group.get("orders", ())], ids=lambda row: row[0][-60:]
)
def test_orders(row: list[Any]) -> None:
    page, *want = row
    tasks = [task for record in _records({"page": page}) for task in record.tasks]
    assert [[t.content, *(a.text for a in t.lead_agencies)] for t in tasks] == want
