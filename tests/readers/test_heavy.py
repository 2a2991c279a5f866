"""A page in one bold face reads as one without; a few bold paragraphs stay bold."""

from __future__ import annotations

import vnplans

HEAD = "<p>ỦY BAN NHÂN DÂN</p><p>XÃ ĐỒNG GIÁ</p><p>Số: 12/KH-UBND</p>"
WORK = "Thay cọc gãy, sơn lại vạch mép nước và treo đèn cho các ca chở khách đêm"


def page(bold: int, plain: int) -> bytes:
    lines = [f"<p><b>{n}. {WORK}.</b></p>" for n in range(bold)] + [f"<p>{n}. {WORK}.</p>" for n in range(plain)]
    return f"<html><body>{HEAD}{''.join(lines)}</body></html>".encode()


def test_bold_from_end_to_end_says_nothing() -> None:
    assert not any(block.bold or block.bold_lead for block in vnplans.read(page(6, 0), name="a.html").blocks)


def test_some_bold_paragraphs_stay_so() -> None:
    assert sum(block.bold for block in vnplans.read(page(3, 3), name="a.html").blocks) == 3


def test_few_paragraphs_tell_nothing() -> None:
    assert sum(block.bold for block in vnplans.read(page(3, 0), name="a.html").blocks) == 3
