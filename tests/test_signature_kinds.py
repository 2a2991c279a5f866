"""Whose digital signature is it: the issuer's, the clerk's, or that of a body that re-publishes?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from text_act import head, pages

from vnplans.extract.fields.signatures import signatures
from vnplans.extract.findings import Found
from vnplans.extract.zones.zones import Layout
from vnplans.models import DigitalSignature
from vnplans.pages import Stamp


def read(stamp: Stamp, start: int = 0) -> list[DigitalSignature]:
    made = replace(pages("KẾ HOẠCH\nNội dung kế hoạch"), stamps=(stamp,))
    layout = Layout(made, (start, 2), (), (), (0, 0), (start, 2), (), ())
    return [finding.value for finding in signatures(layout, head()) if isinstance(finding, Found)]


@pytest.mark.parametrize(
    ("who", "body", "text", "kind"),
    [
        ("Trần Văn Mẫu", "Ủy ban nhân dân tỉnh Lam Giang", "", "issuer"),
        ("Sở Nội vụ", None, "", "issuer"),
        ("Văn thư Sở Nội vụ", "Sở Nội vụ", "", "clerk"),
        ("Lê Thị Mẫu", None, "SAO Y bản chính", "clerk"),
        ("Cổng Thông tin điện tử tỉnh Lam Giang", None, "", "gazette"),
        ("Công báo tỉnh Lam Giang", None, "", "gazette"),
        (None, None, "", "other"),
    ],
)
def test_kind(who: str | None, body: str | None, text: str, kind: str) -> None:
    assert [value.kind for value in read(Stamp(who, body, None, None, text))] == [kind]


def test_a_signature_belongs_to_the_first_act_of_its_file() -> None:
    assert read(Stamp("Sở Nội vụ", None, None, True), start=1) == []
