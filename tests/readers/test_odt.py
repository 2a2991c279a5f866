"""ODT: paragraphs with their styles, tables with spans, list labels."""

from __future__ import annotations

import io
import zipfile

import pytest

from vnplans.errors import DamagedFile, NoText
from vnplans.pages import Block, Cell
from vnplans.readers import read

_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [
        *(("office", "office"), ("text", "text"), ("table", "table"), ("style", "style")),
        *(("fo", "xsl-fo-compatible"), ("draw", "drawing")),
    ]
)
_STYLES = """
<style:style style:name="Base"><style:text-properties fo:font-size="14pt"/></style:style>
<style:style style:name="Title" style:parent-style-name="Base">
 <style:paragraph-properties fo:text-align="center" fo:text-indent="1cm"/><style:text-properties fo:font-weight="bold"/>
</style:style>
<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Old"><style:text-properties style:font-name=".VnTimeH"/></style:style>
<text:list-style style:name="L">
 <text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="."/>
 <text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>
</text:list-style>
"""


def odt(body: str) -> bytes:
    out = io.BytesIO()
    content = f"""<?xml version="1.0"?><office:document-content {_NAMES}><office:automatic-styles>{_STYLES}
    </office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"""
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return out.getvalue()


def blocks(body: str) -> tuple[Block, ...]:
    return read(odt(body)).blocks


def test_paragraph_styles() -> None:
    title, agency = blocks(
        '<text:p text:style-name="Title">KẾ HOẠCH</text:p>'
        '<text:p><text:span text:style-name="B">1. Sở Y tế:</text:span><text:s/>chủ<text:tab/>trì</text:p>'
    )
    assert (title.bold, title.centred, title.capitals, title.size, title.indent) == (True, True, True, 14.0, 28.35)
    assert (agency.text, agency.text[: agency.bold_lead]) == ("1. Sở Y tế: chủ trì", "1. Sở Y tế:")


def test_line_break_heading_and_note() -> None:
    found = blocks(
        '<text:h text:outline-level="2">Một<text:line-break/>hai'
        "<text:note><text:p>chú thích</text:p></text:note></text:h>"
    )
    assert [(b.text, b.continues, b.heading) for b in found] == [("Một", False, 2), ("hai", True, 2)]


def test_list_labels_count_by_level() -> None:
    item = "<text:list-item><text:p>{}</text:p>{}</text:list-item>"
    inner = f"<text:list>{item.format('x', '')}{item.format('y', '')}</text:list>"
    found = blocks(f'<text:list text:style-name="L">{item.format("A", inner)}{item.format("B", inner)}</text:list>')
    assert [b.label for b in found] == ["I.", "a)", "b)", "II.", "a)", "b)"]
    assert [b.level for b in found] == [0, 1, 1, 0, 1, 1]


def test_table_spans() -> None:
    cell = "<table:table-cell {}><text:p>{}</text:p></table:table-cell>"
    covered = "<table:covered-table-cell/>"
    found = blocks(
        "<table:table><table:table-header-rows><table:table-row>"
        + cell.format('table:number-rows-spanned="2"', "TT")
        + cell.format('table:number-columns-spanned="2"', "Thời gian")
        + covered
        + "</table:table-row></table:table-header-rows><table:table-row>"
        + covered
        + cell.format("", "đầu")
        + cell.format("", "cuối")
        + "</table:table-row></table:table>"
    )
    assert [(b.text, b.cell) for b in found] == [
        ("TT", Cell(0, 0, 0, 2, 1)),
        ("Thời gian", Cell(0, 0, 1, 1, 2)),
        ("TT", Cell(0, 1, 0, 1, 1, repeated=True)),
        ("đầu", Cell(0, 1, 1)),
        ("cuối", Cell(0, 1, 2)),
    ]


def test_old_font() -> None:
    (block,) = blocks('<text:p text:style-name="Old">KÕ ho¹ch</text:p>')
    assert block.text == "KẾ HOẠCH"


def test_tracked_deletions_are_not_read() -> None:
    found = blocks("<text:tracked-changes><text:p>xóa</text:p></text:tracked-changes><text:p>còn</text:p>")
    assert [b.text for b in found] == ["còn"]


def test_no_words() -> None:
    with pytest.raises(NoText):
        read(odt("<text:p/>"))


def test_damaged() -> None:
    with pytest.raises(DamagedFile):
        read(odt("<text:p>"))
