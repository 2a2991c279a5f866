"""Blocks -> HTML by hand: a bare page, or the text in the middle of a portal's menus."""

from __future__ import annotations

from html import escape

from generator.act import Block, Cell, Columns, Grid, Text
from generator.words import Chance

_ALIGN = {"centre": "center", "justify": "justify", "left": "left", "right": "right"}
_MENU = ("Trang chủ", "Giới thiệu", "Tin tức", "Văn bản", "Thủ tục hành chính", "Liên hệ")


def html(blocks: list[Block], chance: Chance) -> bytes:
    body = "\n".join(_block(block) for block in blocks)
    if chance.often(0.4):
        links = "".join(f'<li><a href="/{n}">{name}</a></li>' for n, name in enumerate(_MENU))
        body = (
            f'<header><nav><ul>{links}</ul></nav></header>\n<main><div class="noi-dung">\n{body}\n</div></main>\n'
            "<footer><p>Bản quyền thuộc Cổng thông tin điện tử. Điện thoại: 0200 000 000</p></footer>"
        )
    title = "Văn bản" if chance.often(0.5) else "Chi tiết văn bản"
    head = f'<head><meta charset="utf-8"><title>{title}</title></head>'
    page = f'<!DOCTYPE html>\n<html lang="vi">{head}\n<body>\n{body}\n</body></html>\n'
    return page.encode()


def _block(block: Block) -> str:
    if isinstance(block, Text):
        return _text(block)
    if isinstance(block, Columns):
        rows = "".join(
            f"<tr>{_side(left, block.share)}{_side(right, 1 - block.share)}</tr>" for left, right in block.rows
        )
        return f'<table border="0" width="100%">{rows}</table>'
    if isinstance(block, Grid):
        head = f"<tr>{''.join(_cell(c) for c in block.header)}</tr>"
        rows = "".join(f"<tr>{''.join(_cell(c) for c in row)}</tr>\n" for row in block.rows)
        return f'<table border="1" cellspacing="0">\n{head}\n{rows}</table>'
    return "<hr>"


def _side(lines: tuple[Text, ...], share: float) -> str:
    return f'<td width="{share:.0%}" valign="top">{"".join(_text(t) for t in lines)}</td>'


def _text(block: Text) -> str:
    inner = escape(block.text)
    if block.strong:
        inner = f"<b>{escape(block.text[: block.strong])}</b>{escape(block.text[block.strong :])}"
    if block.bold:
        inner = f"<b>{inner}</b>"
    if block.italic:
        inner = f"<i>{inner}</i>"
    return f'<p align="{_ALIGN[block.align]}">{inner or "&nbsp;"}</p>'


def _cell(cell: Cell) -> str:
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    inner = escape(cell.text).replace("\n", "<br>")
    return f"<td{spans}>{f'<b>{inner}</b>' if cell.bold else inner}</td>"
