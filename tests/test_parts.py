"""Every block of a document is one part, and what gave nothing says so. All names are invented."""

from __future__ import annotations

import pytest
import text_act
from typer.testing import CliRunner

from vnplans.cli import app
from vnplans.models import Directive
from vnplans.pages import Pages
from vnplans.parts import PARTS, parts
from vnplans.pipeline import parse_pages, source_of
from vnplans.wording import PARTS as NAMES

LETTERHEAD = "@ỦY BAN NHÂN DÂN TỈNH LAM GIANG|45/KH-UBND|Lam Giang, ngày 05 tháng 3 năm 2024\n"
CLOSING = "\n#TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH|Lê Duy Hà|- Như trên;/- Lưu: VT.\n"
PLAN = (
    LETTERHEAD
    + """
^**KẾ HOẠCH**
^**Phòng, chống cháy rừng năm 2024**
Căn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm 2017;
Thời gian qua, tình hình cháy rừng diễn biến phức tạp.
**I. MỤC ĐÍCH, YÊU CẦU**
- Nâng cao nhận thức của người dân.
- Bảo đảm sẵn sàng lực lượng.
**II. NHIỆM VỤ**
- Rà soát các khu vực trọng điểm dễ cháy, cắm biển cấm lửa.
**III. TỔ CHỨC THỰC HIỆN**
1. Sở Nông nghiệp và Môi trường chủ trì, theo dõi, báo cáo UBND tỉnh trước ngày 15/12/2024.
Trên đây là Kế hoạch phòng, chống cháy rừng năm 2024.
"""
    + CLOSING
)


def read(text: str) -> tuple[list[Directive], Pages]:
    pages = text_act.paper(text)
    return parse_pages(pages, source_of(pages, text.encode(), "a.docx")), pages


def codes(text: str) -> set[str]:
    records, _ = read(text)
    return {note.code for record in records for note in record.notes if note.severity == "review"}


def test_every_block_has_one_part() -> None:
    records, pages = read(PLAN)
    found = parts(records, pages)
    assert [part.block for part in found] == list(range(len(pages.blocks)))
    said = {pages.blocks[part.block].text: part for part in found}
    by_words = {text.split(" ")[0] + " " + text.split(" ")[-1]: part.name for text, part in said.items() if " " in text}
    assert by_words["Số: 45/KH-UBND"] == "header"
    assert by_words["Căn 2017;"] == "basis"
    assert by_words["Thời tạp."] in ("situation", "refused")
    assert by_words["I. CẦU"] == "heading"
    assert by_words["- dân."] == "aim"
    assert by_words["- lượng."] == "aim"
    assert by_words["- lửa."] == "task"
    assert by_words["1. 15/12/2024."] == "task"
    assert by_words["Trên 2024."] == "closing"
    assert by_words["- VT."] == "recipients"
    assert by_words["CHỦ TỊCH"] == "signature"


def test_what_is_left_out_says_why() -> None:
    records, pages = read(PLAN)
    found = parts(records, pages)
    aim = next(part for part in found if pages.blocks[part.block].text.endswith("lượng."))
    assert aim.reason is not None
    assert "mục đích" in aim.reason
    closing = next(part for part in found if pages.blocks[part.block].text.startswith("Trên đây"))
    assert closing.name == "closing"


def test_a_document_that_orders_nothing_is_refused_for_that_reason() -> None:
    lines = "Kính thưa các đồng chí!\nKính thưa quý vị đại biểu!\nHôm nay trời đẹp.\nXin trân trọng cảm ơn!"
    records, pages = read(f"^**BÀI PHÁT BIỂU**\n{lines}")
    found = parts(records, pages)
    assert {part.name for part in found} <= {"refused", "heading", "header", "closing"}
    assert any("bài phát biểu" in (part.reason or "") for part in found)


def test_no_blocks_no_parts() -> None:
    assert parts((), Pages((), "text", "text/plain")) == ()


def test_every_part_has_its_words() -> None:
    assert tuple(NAMES) == PARTS


def test_a_good_plan_has_no_such_note() -> None:
    assert not codes(PLAN) & {
        "unexplained", "section_empty", "table_empty", "heading_empty", "outline_gap", "rows_missing",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("labels", "doubt"),
    [(("I", "II", "IV"), True), (("I", "II", "III", "IV"), False), (("I", "II", "I", "II"), False)],
)
def test_a_level_that_skips(labels: tuple[str, ...], doubt: bool) -> None:
    sections = "".join(f"**{label}. NHIỆM VỤ PHẦN {label}**\n- Rà soát các khu vực dễ cháy.\n" for label in labels)
    text = f"{LETTERHEAD}^**KẾ HOẠCH**\n^**Phòng cháy năm 2024**\n{sections}{CLOSING}"
    assert ("outline_gap" in codes(text)) is doubt


@pytest.mark.parametrize(
    ("words", "doubt"), [("Theo phân công của Chủ tịch UBND tỉnh.", True), ("Kiểm tra rừng.", False)]
)
def test_an_agency_without_a_duty(words: str, doubt: bool) -> None:
    text = (
        f"{LETTERHEAD}^**KẾ HOẠCH**\n^**Phòng cháy năm 2024**\n**III. TỔ CHỨC THỰC HIỆN**\n"
        f"**1. Sở Y tế**\n- Tổ chức trực cấp cứu.\n**2. Sở Tư pháp**\n{words}\n**3. Sở Tài chính**\n"
        f"- Bố trí kinh phí.\n{CLOSING}"
    )
    assert ("heading_empty" in codes(text)) is doubt


def test_a_numbered_row_that_became_no_task() -> None:
    records, pages = read(
        f"{LETTERHEAD}^**KẾ HOẠCH**\n^**Công tác năm 2024**\n"
        "|STT|Nội dung công việc|Chủ trì|Thời gian|\n|1|Kiểm tra hồ chứa|Sở Xây dựng|Quý I|\n"
        "|2|Tổ chức diễn tập|Sở Y tế|Quý II|\n" + CLOSING
    )
    from vnplans.doubt.places import PLACES  # noqa: PLC0415

    (whole,) = records
    fewer = whole.model_copy(
        update={
            "tasks": whole.tasks[:1],
            "evidence": {p: q for p, q in whole.evidence.items() if not p.startswith("/tasks/1")},
        }
    )
    assert "rows_missing" not in {note.code for rule in PLACES for note in rule(whole, pages)}
    (note,) = [note for rule in PLACES for note in rule(fewer, pages) if note.code == "rows_missing"]
    assert note.severity == "review"
    assert note.quote is not None
    none = fewer.model_copy(update={"tasks": [], "evidence": {}})
    assert "table_empty" in {note.code for rule in PLACES for note in rule(none, pages)}


@pytest.mark.parametrize(("option", "words"), [((), "Căn cứ: Căn cứ Luật"), (("--lang", "en"), "basis: Căn cứ Luật")])
def test_explain_prints_a_line_a_block(
    tmp_path_factory: pytest.TempPathFactory, option: tuple[str, ...], words: str
) -> None:
    path = tmp_path_factory.mktemp("explain") / "a.txt"
    path.write_text(text_act.plain(PLAN), encoding="utf-8")
    done = CliRunner().invoke(app, ["parse", "--explain", *option, str(path)])
    assert done.exit_code == 0
    assert words in done.output
    assert "a.txt" in done.output
