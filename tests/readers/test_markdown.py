"""Markdown: what converters and recognition write of an act; its own marks of lists stay as typed."""

from __future__ import annotations

import pytest

from vnplans import parse
from vnplans.errors import NoText, TooLarge
from vnplans.limits import Limits
from vnplans.readers import ReadOptions, read
from vnplans.readers.sniff import sniff

ACT = """**ỦY BAN NHÂN DÂN**
**XÃ ĐỒI SIM**

Số: 18/KH-UBND

**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
**Độc lập - Tự do - Hạnh phúc**

*Đồi Sim, ngày 4 tháng 5 năm 2026*

# KẾ HOẠCH
**Phòng, chống thiên tai năm 2026**

## I. NHIỆM VỤ
1\\. **Công an xã**
a) Chủ trì trực cứu hộ, xong trước ngày 30/6/2026.
b) Báo cáo Ủy ban nhân dân xã.

| STT | Nội dung | Đơn vị chủ trì | Thời hạn |
|:---:|---|---|--:|
| 1 | Sửa cống **Bến Đá** | Phòng Kinh tế | 15/7/2026 |
| 2 | Phát dọn<br>mương thoát nước | Thôn Nà Pheo | |

**TM. ỦY BAN NHÂN DÂN**
**CHỦ TỊCH**

**Lò Thị Hạnh**
"""


def texts(source: str) -> list[str]:
    return [block.text for block in read(source.encode()).blocks]


def test_an_act() -> None:
    act = parse(ACT.encode(), name="ke-hoach.md")
    assert act.issuer is not None and act.number is not None and act.signer is not None
    assert (act.source.reader, act.source.media_type) == ("markdown", "text/markdown")
    assert (act.number.text, act.issuer.name) == ("18/KH-UBND", "Ủy ban nhân dân xã Đồi Sim")
    assert (act.title, act.signer.name) == ("Phòng, chống thiên tai năm 2026", "Lò Thị Hạnh")
    assert [(task.where, [a.text for a in task.lead_agencies]) for task in act.tasks] == [
        ("I.1.a", ["Công an xã"]),
        ("I.1.b", ["Công an xã"]),
        ("I.1.b, dòng 1", ["Phòng Kinh tế"]),
        ("I.1.b, dòng 2", ["Thôn Nà Pheo"]),
    ]


def test_looks_and_cells() -> None:
    blocks = read(ACT.encode()).blocks
    assert [b.heading for b in blocks if b.text in ("KẾ HOẠCH", "I. NHIỆM VỤ")] == [1, 2]
    assert blocks[0].bold
    cells = [b.text for b in blocks if b.cell and b.cell.column == 1]
    assert cells == ["Nội dung", "Sửa cống Bến Đá", "Phát dọn", "mương thoát nước"]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("1. Sở Y tế", "1. Sở Y tế"),  # no list of Markdown: the act's own mark
        ("1\\. Sở Y tế", "1. Sở Y tế"),
        ("3) Sở Y tế", "3) Sở Y tế"),
        ("- Sở Y tế", "- Sở Y tế"),
        ("+ Sở Y tế", "+ Sở Y tế"),
        ("* Sở Y tế", "* Sở Y tế"),
        ("    a) Sở Y tế", "a) Sở Y tế"),  # no code
        ("> Sở Y tế", "> Sở Y tế"),
        ("**a)** *Sở* Y tế", "a) Sở Y tế"),
        ("***Sở Y tế***", "Sở Y tế"),
        ("[Sở Y tế](https://vi-du.vn/a)", "Sở Y tế"),
        ("`Sở Y tế`", "Sở Y tế"),
        ("5 * 3 * 2 mét", "5 * 3 * 2 mét"),
        ("Kế_hoạch_2026", "Kế_hoạch_2026"),
    ],
)
def test_a_line(line: str, shown: str) -> None:
    assert texts(f"# A\n\n## B\n\n### C\n\n{line}\n")[3:] == [shown]


def test_pictures_and_rules_hold_no_words() -> None:
    assert texts("# A\n\n## B\n\n### C\n\n---\n\n![](trang-1.png)\n\nHết\n") == ["A", "B", "C", "Hết"]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (ACT, "markdown"),
        ("| a | b |\n|---|---|\n| **c** | **d** |\n", "markdown"),
        ("UBND TỈNH ** SỞ Y TẾ\n* một\n* hai\n* ba\n", "text"),
        ("Đơn giá: 5**\nSố # 3\n#tag\n-----o0o-----\n", "text"),
        ("**Một** chữ đậm\n" + "dòng thường\n" * 80 + "**hai** **ba**\n", "text"),  # typed so here and there
        ("Cột | cột\n---|---\nmột | hai\n", "text"),
    ],
)
def test_what_is_markdown(text: str, form: str) -> None:
    assert sniff(text.encode()) == form


def test_without_words() -> None:
    with pytest.raises(NoText):
        read(b"![](a.png)\n" + b"\n|  |\n|---|\n" * 3)


def test_budgets() -> None:
    rows = "|" + " a |" * 50 + "\n|" + "---|" * 50 + "\n" + ("|" + " **b** |" * 50 + "\n") * 20
    with pytest.raises(TooLarge):
        read(rows.encode(), ReadOptions(limits=Limits(cells=1000)))
    with pytest.raises(TooLarge):
        read(ACT.encode(), ReadOptions(limits=Limits(letters=100)))
