"""Odd letterheads, headings and closings: one row of tests/cases/head.toml each, read as a text file.

A row with `styled` instead of `text` gives the lines with their place and look, as readers of styled files make them.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from text_act import styled

from vnplans.models import Directive
from vnplans.pipeline import parse_bytes, parse_pages, source_of

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "head.toml").read_text("utf-8"))["case"]


def _value(record: Directive, field: str) -> object:
    """A field as the cases write it: names and texts instead of models, "" for None."""
    view: dict[str, object] = {
        "number": record.number and record.number.text,
        "doc_type": record.doc_type and record.doc_type.name,
        "issuer": record.issuer and record.issuer.name,
        "parent": record.issuer and record.issuer.parent,
        "co_issuers": [a.name for a in record.co_issuers],
        "issued_on": record.issued_on and record.issued_on.isoformat(),
        "signer": record.signer and record.signer.name,
        "position": record.signer and record.signer.position,
        "authority": record.signer and record.signer.authority,
        "legal_bases": [c.number.text if c.number else c.title for c in record.legal_bases],
        "citations": [c.number.text if c.number else c.title for c in record.citations],
        "attachments": [a.label or a.title for a in record.attachments],
    }
    value = view[field] if field in view else getattr(record, field)
    return "" if value is None else value


def record_of(case: dict[str, Any]) -> Directive:
    """The first record of a case."""
    if "text" in case:
        return parse_bytes(case["text"].encode(), "case.txt")[0]
    made = styled(case["styled"])
    return parse_pages(made, source_of(made, case["styled"].encode(), "case.docx"))[0]


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_head_case(case: dict[str, Any]) -> None:
    record = record_of(case)
    expected = case["expect"]
    assert {field: _value(record, field) for field in expected} == expected


PORTAL = """<html><body><ul><li>Trang chủ</li><li>Chỉ đạo điều hành</li><li>Dịch vụ công</li><li>Liên hệ</li></ul>
<p>Kế hoạch 318/KH-SXD</p>
<table><tr><td>UBND TỈNH PHÚ YÊN</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr>
<tr><td>SỞ XÂY DỰNG</td><td>Độc lập - Tự do - Hạnh phúc</td></tr>
<tr><td>Số: 318/KH-SXD</td><td>Phú Yên, ngày 12 tháng 3 năm 2021</td></tr></table>
<p>KẾ HOẠCH</p><p>Rà soát nhà tránh lũ ven sông</p>
<p>I. NỘI DUNG</p><p>1. Phòng Quản lý nhà: lập danh sách 240 hộ trước ngày 30/4/2021.</p>
<table><tr><td>Nơi nhận:</td><td>KT. GIÁM ĐỐC</td></tr><tr><td>- UBND tỉnh;</td><td>PHÓ GIÁM ĐỐC</td></tr>
<tr><td>- Lưu: VT, QLN.</td><td>Bùi Thị Sen</td></tr></table></body></html>"""


def test_a_portal_page_with_a_menu_above_the_letterhead() -> None:
    (record,) = parse_bytes(PORTAL.encode(), "trang.html")
    assert record.number and record.number.text == "318/KH-SXD"
    assert record.issuer and (record.issuer.name, record.issuer.parent) == (
        "Sở Xây dựng tỉnh Phú Yên",
        "Ủy ban nhân dân tỉnh Phú Yên",
    )
    assert record.title == "Rà soát nhà tránh lũ ven sông"
    assert record.recipients == ["UBND tỉnh", "Lưu: VT, QLN"]
    assert [task.content for task in record.tasks] == ["lập danh sách 240 hộ trước ngày 30/4/2021."]
