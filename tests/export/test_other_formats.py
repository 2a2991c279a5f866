"""Markdown, Parquet and edXML."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from lxml import etree

import vnplans
from vnplans import export
from vnplans.errors import NoText
from vnplans.export import edxml, parquet
from vnplans.export.markdown import escape
from vnplans.models import DocumentNumber, DocumentType

from .records import ACT, TASKS, agency, draft, empty, plan


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*đậm* _nghiêng_ `mã`", r"\*đậm\* \_nghiêng\_ \`mã\`"),
        ("<script>", r"\<script\>"),
        ("[x](http://a)", r"\[x\](http://a)"),
        ("- Sở Y tế", r"\- Sở Y tế"),
        ("1. Rà soát", r"1\. Rà soát"),
        ("2) Rà soát", r"2\) Rà soát"),
        ("# Tiêu đề", r"\# Tiêu đề"),
        ("a | b", r"a \| b"),
        ("gửi @lan", "gửi &#64;lan"),
        ("hai\ndòng", "hai dòng"),
        ("Năm 2024-2025, đạt 90%.", "Năm 2024-2025, đạt 90%."),
    ],
)
def test_markdown_shows_the_text_as_it_is(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_markdown_has_a_box_for_each_task(tmp_path: Path) -> None:
    export.write([plan(), empty()], "markdown", tmp_path / "x.md")
    lines = (tmp_path / "x.md").read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith("- [ ] **") for line in lines) == len(TASKS)
    assert lines[0].startswith("## Kế hoạch 45/KH-UBND ngày 05/03/2024 của Ủy ban nhân dân tỉnh Hà Sơn: ")
    assert "  - Thời hạn: Quý II/2024 (30/06/2024)" in lines
    assert "  - Thời hạn: trước ngày 30/6/2024" in lines


def test_parquet_keeps_types(tmp_path: Path) -> None:
    export.write([plan(), draft(), empty()], "parquet", tmp_path / "x.parquet")
    table = pq.read_table(tmp_path / "x.parquet")
    assert table.schema.equals(parquet.TASKS)
    rows = table.to_pylist()
    assert len(rows) == 2 * len(TASKS)
    assert rows[0]["deadline"]["end"] == dt.date(2024, 6, 30)
    assert rows[0]["act"] == ACT
    assert [a["name"] for a in rows[2]["lead_agencies"]] == ["Sở Văn hóa và Thể thao", "Báo Hà Sơn"]
    assert rows[4]["deadline"]["business_days"] is True
    assert rows[6]["deadline"] is None


def test_parquet_of_acts_holds_those_without_tasks_too(tmp_path: Path) -> None:
    export.write([plan(), empty()], "parquet", tmp_path / "x.parquet", table="directives")
    table = pq.read_table(tmp_path / "x.parquet")
    assert table.schema.equals(parquet.DIRECTIVES)
    assert table.column("tasks").to_pylist() == [len(TASKS), 0]
    assert table.column("needs_review").to_pylist() == [True, True]


def texts(xml: bytes) -> dict[str, str]:
    """Path of each leaf, without the envelope."""
    message = etree.fromstring(xml)[0][0][0]
    found = {}
    for leaf in message.iter():
        if len(leaf) == 0:
            names = [etree.QName(e).localname for e in (*reversed(list(leaf.iterancestors())), leaf)][4:]
            found["/".join(names)] = leaf.text or ""
    return found


def test_edxml_carries_the_head_of_the_act() -> None:
    act = plan(issuer=agency("Sở Nội vụ", parent="Ủy ban nhân dân tỉnh Hà Sơn"))
    assert texts(edxml.envelope(act, organ_id="000.00.00.H99")) == {
        "From/OrganId": "000.00.00.H99",
        "From/OrganizationInCharge": "Ủy ban nhân dân tỉnh Hà Sơn",
        "From/OrganName": "Sở Nội vụ",
        "To/OrganName": "Các sở, ban, ngành",
        "Code/CodeNumber": "45",
        "Code/CodeNotation": "KH-UBND",
        "PromulgationInfo/Place": "Hà Sơn",
        "PromulgationInfo/PromulgationDate": "2024/03/05",
        "DocumentType/Type": "10",
        "DocumentType/TypeName": "Kế hoạch",
        "Subject": "Về việc lưu trữ & y tế năm 2024",
        "Content": "Về việc lưu trữ & y tế năm 2024",
        "SignerInfo/Competence": "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH",
        "SignerInfo/Position": "PHÓ CHỦ TỊCH",
        "SignerInfo/FullName": "Trần Văn Mẫu",
        "ToPlaces/Place": "Lưu: VT",
        "OtherInfo/Priority": "1",
        "OtherInfo/PageAmount": "4",
        "OtherInfo/Appendixes/Appendix": "Phụ lục I. Danh mục việc",
        "DocumentId": "000.00.00.H99,2024/03/05,45/KH-UBND",
    }


@pytest.mark.parametrize(
    ("number", "code", "notation"),
    [
        ("45/KH-UBND", "45", "KH-UBND"),
        ("07/KH-UBND", "07", "KH-UBND"),
        ("15-KH/TU", "15", "KH/TU"),
        ("23/2023/QĐ-UBND", "23", "2023/QĐ-UBND"),
        ("66.25/2026/NQ-CP", "66.25", "2026/NQ-CP"),
        ("30c/NQ-CP", "30c", "NQ-CP"),
        ("/KH-UBND", None, "KH-UBND"),
    ],
)
def test_edxml_parts_a_number(number: str, code: str | None, notation: str) -> None:
    found = texts(edxml.envelope(plan(number=DocumentNumber(text=number))))
    assert (found.get("Code/CodeNumber"), found.get("Code/CodeNotation")) == (code, notation)


def test_edxml_invents_nothing() -> None:
    assert texts(edxml.envelope(empty())) == {"OtherInfo/Priority": "0"}


def test_edxml_cuts_what_the_standard_limits() -> None:
    found = texts(edxml.envelope(plan(title="dài " * 300, doc_type=DocumentType(name="Đề cương"))))
    assert len(found["Subject"]) <= 500
    assert "DocumentType/Type" not in found


@pytest.mark.parametrize("name", ["x.zip", "x.edxml", "x"])
def test_edxml_of_several_acts_is_a_zip_of_files(name: str, tmp_path: Path) -> None:
    made = export.write([plan(), draft()], "edxml", tmp_path / name, organ_id="000.00.00.H99")
    assert made == tmp_path / "x.zip"
    assert [path.name for path in tmp_path.iterdir()] == ["x.zip"]
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert archive.namelist() == ["00001_45-KH-UBND.edxml", "00002_KH-UBND.edxml"]
        assert texts(archive.read("00002_KH-UBND.edxml"))["Code/CodeNotation"] == "KH-UBND"


SAMPLES = Path(__file__).parents[2] / "samples"
ACTS = [
    "plan-nd30.docx", "directive.pdf", "letter.docx", "programme.docx", "telegram.docx", "notice.docx", "signed.pdf"
]  # fmt: skip


@pytest.mark.parametrize("name", ACTS)
def test_an_envelope_with_its_document_is_read_in_again(name: str, tmp_path: Path) -> None:
    (act,) = vnplans.parse_all(SAMPLES / name)
    out = tmp_path / "x.edxml"
    export.write([act], "edxml", out, files=[SAMPLES])
    (again,) = vnplans.parse_all(out)
    assert again.source.container == "x.edxml"
    assert not [note for note in again.notes if note.code.startswith("envelope")]
    same = again.model_copy(update={"source": act.source, "notes": act.notes})
    assert same == act


@pytest.mark.parametrize("name", ACTS)
def test_a_header_alone_is_read_in_again(name: str, tmp_path: Path) -> None:
    (act,) = vnplans.parse_all(SAMPLES / name)
    out = tmp_path / "x.edxml"
    told: list[str] = []
    export.write([act], "edxml", out, tell=lambda vi, _: told.append(vi))
    assert told and told[0].startswith("1 văn bản không có tệp gốc")
    (again,) = vnplans.parse_all(out)
    for field in ("number", "doc_type", "issued_on", "place", "title", "urgency", "signer", "addressees", "recipients"):
        assert getattr(again, field) == getattr(act, field), field
    assert act.issuer and again.issuer
    assert (again.issuer.name, again.issuer.parent) == (act.issuer.name, act.issuer.parent)
    assert [(a.label, a.title) for a in again.attachments] == [(a.label, a.title) for a in act.attachments]
    assert (again.tasks, again.needs_review) == ([], True)
    assert "header_only" in {note.code for note in again.notes}
    pages = vnplans.read(out)
    for quotes in again.evidence.values():
        assert all(pages.blocks[q.block].text[q.start : q.end] == q.text for q in quotes)


def test_a_zip_of_envelopes_gives_every_act_again(tmp_path: Path) -> None:
    acts = [act for name in ACTS for act in vnplans.parse_all(SAMPLES / name)]
    out = export.write(acts, "edxml", tmp_path / "x.edxml", files=[SAMPLES])
    assert isinstance(out, Path)
    again = vnplans.parse_all(out)
    assert [a.number for a in again] == [a.number for a in acts]
    assert [len(a.tasks) for a in again] == [len(a.tasks) for a in acts]


def test_an_envelope_that_says_nothing_of_an_act_holds_none(tmp_path: Path) -> None:
    out = tmp_path / "x.edxml"
    export.write([empty()], "edxml", out)
    with pytest.raises(NoText):
        vnplans.parse(out)
