"""Small sound files of every form that vnplans reads, from which the damaged ones are made."""

from __future__ import annotations

import io
import random
import sys
from dataclasses import dataclass
from pathlib import Path

from fuzzing.damage import wrapped

__all__ = ["ROOT", "Seed", "seeds"]

ROOT = Path(__file__).resolve().parents[2]
_TAKEN = {".docx", ".odt", ".rtf", ".html", ".txt", ".pdf", ".doc"}
_ACT = """ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH HÀ GIANG\tĐộc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND\tHà Giang, ngày 3 tháng 4 năm 2024
KẾ HOẠCH
Chăm sóc cây xanh năm 2024
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;
I. MỤC TIÊU
- 100% tuyến đường có cây xanh.
II. NHIỆM VỤ
1. Sở Xây dựng chủ trì, phối hợp với Sở Tài chính lập danh mục cây trồng trước ngày 30/6/2024.
2. UBND các huyện trồng cây hằng năm; định kỳ 6 tháng báo cáo.
III. TỔ CHỨC THỰC HIỆN
Giao Sở Nội vụ theo dõi, tổng hợp kết quả, báo cáo UBND tỉnh trong 10 ngày làm việc./.
Nơi nhận:
- Như trên;
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Nguyễn Văn An
"""


@dataclass(frozen=True, slots=True)
class Seed:
    name: str
    suffix: str
    data: bytes

    @property
    def weight(self) -> int:
        """How often it is drawn beside others: small files, which are read in a few milliseconds, most often."""
        return 20 if len(self.data) < 8000 else 2 if ".doc." in f"{self.name}." else 1


def _pictures() -> list[Seed]:
    """A page without words: what is read is that there are none."""
    from PIL import Image  # noqa: PLC0415

    picture = Image.new("L", (120, 160), 255)
    made = []
    for form, suffix in (("PNG", ".png"), ("JPEG", ".jpg"), ("TIFF", ".tif"), ("PDF", ".pdf")):
        out = io.BytesIO()
        picture.save(out, form)
        made.append(Seed(f"picture{suffix}", suffix, out.getvalue()))
    return made


def _rich_docx() -> bytes:
    """Automatic numbers, a ruled table with merged cells, a footnote, a tracked change, a document inside."""
    import wordml as w  # noqa: PLC0415

    levels = (w.level(0, "upperRoman", "%1."), w.level(1, "decimal", "%2."), w.level(2, "lowerLetter", "%3)"))
    wide = '<w:gridSpan w:val="2"/>'
    rows = (
        w.row(w.cell("TT"), w.cell("Nội dung"), w.cell("Cơ quan chủ trì"), w.cell("Thời gian")),
        w.row(w.cell("I"), w.cell("Trồng cây", properties=wide), w.cell("Quý I", properties="<w:vMerge/>")),
        w.row(w.cell("1"), w.cell("Rà soát cây"), w.cell("Sở Y tế"), w.cell(properties="<w:vMerge/>")),
    )
    lines = [w.paragraph(line) for line in _ACT.split("\n")]
    changed = f'<w:ins w:id="1">{w.run("thêm")}</w:ins><w:del w:id="2"><w:r><w:delText>bớt</w:delText></w:r></w:del>'
    note = w.paragraph('<w:r><w:footnoteReference w:id="2"/></w:r>', changed)
    body = "".join((*lines[:7], w.item("NHIỆM VỤ"), w.item("Sở Y tế rà soát", level=1), note, *lines[7:]))
    parts = {
        "numbering": w.abstract(1, *levels) + w.num(1, 1),
        "footnotes": f'<w:footnote w:id="2">{w.paragraph("Chú thích")}</w:footnote>',
        "header1": w.paragraph("Trang 1"),
    }
    inside = "<html><body><p>PHỤ LỤC I</p><p>1. Sở Y tế trồng cây.</p></body></html>"
    return w.docx(body + w.table(*rows, bordered=True) + '<w:altChunk r:id="rIdX1"/>', parts, {"a.html": inside})


def _small_pdf() -> bytes:
    """Two pages of words, a ruled table, a stamp and a note."""
    from pdf_maker import Page, make_pdf  # noqa: PLC0415

    first = Page().lines(80, 60, [line.replace("\t", "   ") for line in _ACT.split("\n")])
    second = Page().grid((80, 130, 330, 500), (80, 110, 140, 170)).text(85, 100, "TT").text(135, 100, "Nội dung")
    for row, words in enumerate(("Rà soát cây", "Trồng cây"), 1):
        second.text(85, 100 + 30 * row, str(row)).text(135, 100 + 30 * row, words).text(335, 100 + 30 * row, "Sở Y tế")
    return make_pdf(first.stamp(90, 100, "Số: 12\nNgày: 3/4/2024"), second.note(90, 400, "Ghi chú"))


def _sevens(text: bytes) -> list[Seed]:
    """An archive of 7-Zip, where the extra that reads it is installed."""
    try:
        import py7zr  # noqa: PLC0415
    except ImportError:
        return []
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        archive.writestr(text, "hồ sơ/kế hoạch.txt")
    return [Seed("small.7z", ".7z", out.getvalue())]


def _small() -> list[Seed]:
    """The act above in the smallest files of each form, those of tests/readers/small_files.py among them."""
    sys.path.insert(0, str(ROOT / "tests" / "readers"))
    import small_files as small  # noqa: PLC0415

    text = _ACT.encode()
    page = "".join(f"<p>{line}</p>" for line in _ACT.split("\n"))
    return [
        Seed("act.txt", ".txt", text),
        Seed("act-16.txt", ".txt16", _ACT.encode("utf-16")),
        Seed("act-nfd.html", ".html", f"<html><body>{page}</body></html>".encode()),
        Seed("small.html", ".html", small.html("<table><tr><td rowspan=2>a<td>b<tr><td>c</table>")),
        Seed("small.docx", ".docx", small.docx("")),
        Seed("rich.docx", ".docx", _rich_docx()),
        Seed("small.pdf", ".pdf", _small_pdf()),
        *_sevens(text),
        Seed("small.odt", ".odt", small.odt("")),
        Seed("small.rtf", ".rtf", small.rtf(r"\trowd\cellx100 a\cell b\cell\row")),
        Seed("small.eml", ".eml", small.mail("text/plain; charset=utf-8", body=text)),
        *_pictures(),
    ]


def seeds(folder: Path = ROOT / "samples") -> list[Seed]:
    """The samples of a folder, the small files, and each in a wrap: no scan of more than a page, no picture to read."""
    paths = sorted(p for p in folder.iterdir() if p.suffix in _TAKEN)
    plain = [Seed(p.name, p.suffix, p.read_bytes()) for p in paths if "scan" not in p.stem] + _small()
    chance = random.Random("wraps")
    wraps = []
    for seed in plain:
        if len(seed.data) < 45_000:
            data, suffix = wrapped(seed.data, seed.suffix.removesuffix("16"), chance)
            wraps.append(Seed(f"{seed.name}{suffix}", suffix, data))
    return plain + wraps
