"""Every reader, twice the file, twice the time: the shapes of each form that once took the square."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

import pytest
from growing import MOST, growth
from pdf_maker import Page, make_pdf
from small_files import LINES, docx, html, odt, rtf

from vnplans.limits import Limits
from vnplans.readers import ReadOptions, read

OPTIONS = ReadOptions(ocr="never", limits=Limits(repeats=10**6, page_notes=10**6))
Make = Callable[[int], bytes]


def joined(part: Callable[[int], str]) -> Callable[[int], str]:
    return lambda n: "".join(part(i) for i in range(n))


def in_html(part: Callable[[int], str], before: str = "", after: str = "") -> Make:
    return lambda n: html(before + joined(part)(n) + after)


def row(*cells: object) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def in_odt(part: Callable[[int], str], before: str = "", after: str = "", styles: Callable[[int], str] = str) -> Make:
    return lambda n: odt(before + joined(part)(n) + after, joined(styles)(n) if styles is not str else "")


def odt_cell(words: object, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{words}</text:p></table:table-cell>"


def odt_row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def in_docx(part: Callable[[int], str], before: str = "", after: str = "") -> Make:
    return lambda n: docx(before + joined(part)(n) + after)


def w_p(words: object) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def w_row(*cells: object, merge: str = "") -> str:
    first, *rest = (f"<w:tc><w:tcPr>{'' if n else merge}</w:tcPr>{w_p(cell)}</w:tc>" for n, cell in enumerate(cells))
    return f"<w:tr>{first}{''.join(rest)}</w:tr>"


def rtf_row(words: object, edges: Sequence[int]) -> str:
    cells = "".join(rf"\intbl o {words}\cell " for _ in edges)
    return r"\trowd" + "".join(rf"\cellx{edge}" for edge in edges) + f" {cells}" + r"\row "


def in_rtf(part: Callable[[int], str]) -> Make:
    return lambda n: rtf(joined(part)(n))


def on_page(draw: Callable[[Page, int], Page]) -> Make:
    return lambda n: make_pdf(reduce(draw, range(n), Page().lines(60, 60, LINES)))


def in_text(line: Callable[[int], str], encoding: str = "utf-8") -> Make:
    return lambda n: "\n".join([*LINES, *(line(i) for i in range(n))]).encode(encoding, "replace")


def pages(n: int) -> bytes:
    def lines(first: int) -> list[str]:
        return [f"{i}. Dòng số {i} của trang" for i in range(first, min(first + 35, n))]

    return make_pdf(*(Page().lines(60, 60, lines(first)) for first in range(0, n, 35)))


def grid(n: int) -> bytes:
    step = 800 / n
    ruled = Page().grid([50, 200, 400, 550], [20 + step * k for k in range(n + 1)])
    return make_pdf(ruled.lines(60, 30, [f"o {i}" for i in range(n)], pitch=step, size=3))


FILES: dict[str, Make] = {
    "html: paragraphs": in_html(lambda i: f"<p>đoạn {i}</p>"),
    "html: forced lines": in_html(lambda i: f"dòng {i}<br>", "<p>", "</p>"),
    "html: items": in_html(lambda i: f"<li>mục {i}</li>", "<ol>", "</ol>"),
    "html: rows": in_html(lambda i: row(i, "việc", "cây"), "<table>", "</table>"),
    "html: a tall cell": in_html(row, "<table><tr><td rowspan=900>a</td><td>b</td></tr>", "</table>"),
    "html: tall cells": in_html(
        lambda i: '<tr><td rowspan="7">a</td><td>b</td><td rowspan="5">c</td></tr>', "<table>", "</table>"
    ),
    "html: a wide row": in_html(lambda i: f"<td>{i}</td>", "<table><tr>", "</tr></table>"),
    "html: small tables": in_html(lambda i: f"<table>{row(i, 'việc')}</table>"),
    "html: links": in_html(lambda i: f"<p><a href='{i}.pdf'>tải {i}</a></p>"),
    "html: a menu": in_html(lambda i: f"<a href='/{i}'>mục {i}</a>", "<nav>", "</nav>"),
    "html: deep": in_html(lambda i: "<div>" * 20 + f"x{i}" + "</div>" * 20),
    "html: pieces": in_html(lambda i: f"<b>a</b><i>b{i}</i>", "<p>", "</p>"),
    "html: unclosed": in_html(lambda i: "<p>a", "<font>" * 100),
    "odt: paragraphs": in_odt(lambda i: f"<text:p>đoạn {i}</text:p>"),
    "odt: items": in_odt(
        lambda i: f"<text:list-item><text:p>{i}</text:p></text:list-item>", "<text:list>", "</text:list>"
    ),
    "odt: rows": in_odt(lambda i: odt_row(odt_cell(i), odt_cell("b")), "<table:table>", "</table:table>"),
    "odt: a tall cell": in_odt(
        lambda i: odt_row(odt_cell(i)),
        "<table:table>" + odt_row(odt_cell("a", 'table:number-rows-spanned="900"'), odt_cell("b")),
        "</table:table>",
    ),
    "odt: small tables": in_odt(lambda i: f"<table:table>{odt_row(odt_cell(i), odt_cell('b'))}</table:table>"),
    "odt: pieces": in_odt(lambda i: f"<text:span>a{i}</text:span>", "<text:p>", "</text:p>"),
    "odt: styles": in_odt(
        lambda i: "", styles=lambda i: f'<style:style style:name="P{i}" style:parent-style-name="P{i - 1}"/>'
    ),
    "docx: paragraphs": in_docx(w_p),
    "docx: rows": in_docx(lambda i: w_row(i, "b"), "<w:tbl>", "</w:tbl>"),
    "docx: a tall cell": in_docx(
        lambda i: w_row("", i, merge="<w:vMerge/>"),
        "<w:tbl>" + w_row("a", "b", merge='<w:vMerge w:val="restart"/>'),
        "</w:tbl>",
    ),
    "docx: small tables": in_docx(lambda i: f"<w:tbl>{w_row(i, 'b')}</w:tbl>"),
    "docx: tables in tables": in_docx(
        lambda i: f"<w:tbl><w:tr><w:tc><w:tbl>{w_row(i, 'b')}</w:tbl><w:p/></w:tc></w:tr></w:tbl>"
    ),
    "docx: pieces": in_docx(
        lambda i: f"<w:r><w:rPr>{'<w:b/>' * (i % 2)}</w:rPr><w:t>a{i}</w:t></w:r>", "<w:p>", "</w:p>"
    ),
    "docx: forced lines": in_docx(lambda i: f"<w:r><w:t>dòng {i}</w:t><w:br/></w:r>", "<w:p>", "</w:p>"),
    "docx: open fields": in_docx(lambda i: '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'),
    "docx: joined paragraphs": in_docx(
        lambda i: f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>a{i}</w:t></w:r></w:p>"
    ),
    "docx: boxes": in_docx(lambda i: f"<w:p><w:r><w:pict><w:txbxContent>{w_p(i)}</w:txbxContent></w:pict></w:r></w:p>"),
    "docx: tabs": in_docx(lambda i: "<w:r><w:t>a</w:t><w:tab/></w:r>", "<w:p>", "</w:p>"),
    "docx: sections": in_docx(lambda i: "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"),
    "rtf: paragraphs": in_rtf(lambda i: rf"\par doan {i}"),
    "rtf: rows": in_rtf(lambda i: rtf_row(i, (1000, 3000, 5000))),
    "rtf: rows of many ways": in_rtf(lambda i: rtf_row(i, (1000 + 37 * (i % 50), 3000 + 53 * (i % 61), 9000))),
    "rtf: groups": in_rtf(lambda i: r"{\b a}"),
    "rtf: fonts": in_rtf(lambda i: rf"{{\fonttbl{{\f{i} Arial;}}}}"),
    "rtf: bytes": in_rtf(lambda i: r"\'e1"),
    "rtf: letters": in_rtf(lambda i: r"\u225?"),
    "text: lines": in_text(lambda i: f"dòng {i}"),
    "text: columns": in_text(lambda i: f"dòng {i}{' ' * 20}cột {i}"),
    "text: a legacy font": in_text(lambda i: f"Céng hoµ x· héi {i}", "cp1252"),
    "pdf: pages": pages,
    "pdf: a grid": grid,
    "pdf: rules": on_page(
        lambda page, i: page.rule(50 + i * 37 % 500, 60 + i * 53 % 700, 60 + i * 37 % 500, 60 + i * 53 % 700)
    ),
    "pdf: words": on_page(lambda page, i: page.text(20 + i * 97 % 550, 20 + i * 61 % 800, f"w{i}", size=5)),
    "pdf: words upwards": on_page(lambda page, i: page.upwards(20 + i * 97 % 550, 20 + i * 61 % 800, f"w{i}", size=5)),
}


@pytest.mark.parametrize("name", FILES)
def test_files_are_read_in_linear_time(name: str) -> None:
    def reading(n: int) -> Callable[[], object]:
        data = FILES[name](n)
        return lambda: read(data, OPTIONS)

    assert growth(reading, most=3000) <= MOST
