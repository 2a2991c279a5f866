"""List labels as Word shows them: levels, restarts, overrides, styles, formats, bullets."""

from __future__ import annotations

import pytest
from wordml import abstract, cell, docx, item, level, num, paragraph, row, table

from vnplans.readers import ReadOptions, read
from vnplans.readers.styled.counting import written


def labels(numbering: str, body: str, styles: str = "") -> list[str | None]:
    parts = {"numbering": numbering, "styles": styles}
    return [block.label for block in read(docx(body, parts), ReadOptions()).blocks]


def items(*levels: int, of: int = 1) -> str:
    return "".join(item("x", of, n) for n in levels)


OUTLINE = abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "lowerLetter", "%3)"))
DECIMAL = abstract(0, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3."))
ROMAN = level(0, "upperRoman", "%1")
START_5 = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
START_1 = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
OWN_LEVEL = f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "%1.")}</w:lvlOverride>'
CASES = {
    "one level": (OUTLINE + num(1, 0), items(0, 0, 0), ["I.", "II.", "III."]),
    "levels restart": (OUTLINE + num(1, 0), items(0, 1, 1, 2, 0, 1, 2), ["I.", "1.", "2.", "a)", "II.", "1.", "a)"]),
    "levels in one label": (DECIMAL + num(1, 0), items(0, 1, 1, 0, 2), ["1", "1.1", "1.2", "2", "2.1.1."]),
    "a level never used counts as begun": (DECIMAL + num(1, 0), items(1, 1), ["1.1", "1.2"]),
    "lists of one family go on": (
        DECIMAL + num(1, 0) + num(2, 0),
        items(0, 0) + items(0, of=2) + items(0),
        ["1", "2", "3", "4"],
    ),
    "families count apart": (
        DECIMAL + abstract(1, level(0, "decimal", "%1)")) + num(1, 0) + num(2, 1),
        items(0, 0) + items(0, of=2) + items(0),
        ["1", "2", "1)", "3"],
    ),
    "start override begins anew once": (
        DECIMAL + num(1, 0) + num(2, 0, START_5),
        items(0, 0) + items(0, 0, of=2) + items(0),
        ["1", "2", "5", "6", "7"],
    ),
    "each override begins anew": (
        DECIMAL + num(1, 0) + num(2, 0, START_1) + num(3, 0, START_1),
        items(0, 0) + items(0, 0, of=2) + items(0, of=3),
        ["1", "2", "1", "2", "1"],
    ),
    "own level": (DECIMAL + num(1, 0, OWN_LEVEL), items(0, 0), ["a.", "b."]),
    "start": (abstract(0, level(0, "decimal", "%1.", start=3)) + num(1, 0), items(0, 0), ["3.", "4."]),
    "no restart": (
        abstract(0, ROMAN, level(1, "decimal", "%2.", more='<w:lvlRestart w:val="0"/>')) + num(1, 0),
        items(0, 1, 0, 1),
        ["I", "1.", "II", "2."],
    ),
    "legal": (
        abstract(0, level(0, "upperRoman", "Chương %1"), level(1, "decimal", "%1.%2", more="<w:isLgl/>")) + num(1, 0),
        items(0, 0, 1),
        ["Chương I", "Chương II", "2.1"],
    ),
    "words around": (abstract(0, level(0, "decimal", "Điều %1.")) + num(1, 0), items(0, 0), ["Điều 1.", "Điều 2."]),
    "bullets": (
        abstract(0, *(level(n, "bullet", t) for n, t in enumerate("-\u2013+\uf0b7o\u00a7"))) + num(1, 0),
        items(*range(6)),
        ["-", "-", "+", "•", "•", "•"],
    ),
    "no label": (abstract(0, level(0, "none", "")) + num(1, 0), items(0), [None]),
    "Vietnamese letters": (
        abstract(0, level(0, "custom", "%1)").replace('"custom"', '"custom" w:format="a, b, c, d, đ, e"')) + num(1, 0),
        items(*[0] * 7),
        ["a)", "b)", "c)", "d)", "đ)", "e)", "7)"],
    ),
    "Word's own words": (abstract(0, level(0, "vietnameseCounting", "Phần %1")) + num(1, 0), items(0), ["Phần một"]),
    "a list that is not there": ("", items(0), [None]),
    "typed labels stay in the text": (OUTLINE + num(1, 0), items(0) + paragraph("1. x"), ["I.", None]),
    "old font": (
        abstract(0, level(0, "decimal", "§iÒu %1.", more='<w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr>'))
        + num(1, 0),
        items(0),
        ["Điều 1."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("numbering", "body", "shown"), CASES.values(), ids=CASES.keys())
def test_labels(numbering: str, body: str, shown: list[str | None]) -> None:
    assert labels(numbering, body) == shown


def style(name: str, properties: str, based: str = "") -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="paragraph" w:styleId="{name}">{base}<w:pPr>{properties}</w:pPr></w:style>'


def in_style(name: str, more: str = "") -> str:
    return paragraph("x", properties=f'<w:pStyle w:val="{name}"/>{more}')


def test_numbering_of_styles() -> None:
    tied = [level(n, "decimal", t, more=f'<w:pStyle w:val="H{n + 1}"/>') for n, t in enumerate(("%1.", "%1.%2."))]
    listed = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = style("H1", listed) + style("H2", listed) + style("H3", "", "H2")
    body = (
        in_style("H1") + in_style("H2") + in_style("H2") + in_style("H3") + in_style("H1")
        + in_style("H1", '<w:numPr><w:numId w:val="0"/></w:numPr>')
    )  # fmt: skip
    assert labels(abstract(0, *tied) + num(1, 0), body, styles) == ["1.", "1.1.", "1.2.", "2.", "3.", None]


def test_linked_list_styles_count_together() -> None:
    real = abstract(0, level(0, "decimal", "%1."), more='<w:styleLink w:val="Plan"/>')
    link = abstract(1, more='<w:numStyleLink w:val="Plan"/>')
    assert labels(real + link + num(1, 0) + num(2, 1), items(0) + items(0, of=2)) == ["1.", "2."]


def test_a_numbered_cell_without_text_shows_its_number() -> None:
    listed = paragraph(properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0)
    body = table(row(cell(listed), "Việc A"), row(cell(listed), "Việc B"))
    got = read(docx(body, {"numbering": numbering}), ReadOptions()).blocks
    assert [b.text for b in got] == ["1.", "Việc A", "2.", "Việc B"]


def test_level_and_indent_of_a_list() -> None:
    indented = level(1, "decimal", "%2.", more='<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr>')
    numbering = abstract(0, level(0, "decimal", "%1."), indented) + num(1, 0)
    (block,) = read(docx(items(1), {"numbering": numbering}), ReadOptions()).blocks
    assert (block.level, block.indent) == (1, 18.0)


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (4, "upperRoman", "IV"),
        (1949, "lowerRoman", "mcmxlix"),
        (5000, "upperRoman", "5000"),
        (26, "lowerLetter", "z"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
        (21, "vietnameseCounting", "hai mươi mốt"),
        (15, "cardinalText", "mười lăm"),
        (3, "chineseCounting", "3"),
        (0, "lowerLetter", "0"),
    ],
)
def test_number_formats(number: int, form: str, shown: str) -> None:
    assert written(number, form) == shown


def test_samples_of_a_custom_format() -> None:
    assert [written(n, "custom", "001, 002, 003, ...") for n in (1, 12)] == ["001", "012"]
