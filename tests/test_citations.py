"""Which documents a line rests on and which a sentence names: rows of tests/cases/citations.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import text_act

from vnplans.extract.fields.citations import read_bases, read_citations
from vnplans.models import Citation, Directive
from vnplans.pipeline import parse_pages, source_of

FILE = Path(__file__).parent / "cases" / "citations.toml"
CASES: list[dict[str, Any]] = tomllib.loads(FILE.read_text("utf-8"))["case"]
BASES = [case for case in CASES if "bases" in case]
NAMED = [case for case in CASES if "named" in case]
ISSUED = [case for case in CASES if "issuer" in case]


def known_by(citation: Citation) -> str | None:
    return citation.number.text if citation.number else citation.title


@pytest.mark.parametrize("case", BASES, ids=[case["text"][:70] for case in BASES])
def test_what_a_line_rests_on(case: dict[str, Any]) -> None:
    assert [known_by(citation) for citation, _, _ in read_bases(case["text"])] == case["bases"]


@pytest.mark.parametrize("case", BASES, ids=[case["text"][:70] for case in BASES])
def test_a_line_with_another_clause_behind_it(case: dict[str, Any]) -> None:
    found = read_bases(f"{case['text'].rstrip(' .;')}; Sở Y tế báo cáo.")
    assert [known_by(citation) for citation, _, _ in found] == case["bases"]


@pytest.mark.parametrize(("before", "after"), [("", ""), ("Sở Y tế báo cáo. ", ""), ("", ". Sở Y tế báo cáo.")])
@pytest.mark.parametrize("case", NAMED, ids=[case["text"][:70] for case in NAMED])
def test_what_a_sentence_names(case: dict[str, Any], before: str, after: str) -> None:
    text = before + (case["text"].rstrip(".;") + after if after else case["text"])
    found = list(read_citations(text))
    assert [[known_by(citation), citation.relation] for citation, _, _ in found] == case["named"]
    for citation, start, end in found:
        assert text[start:end] == citation.text


@pytest.mark.parametrize("case", ISSUED, ids=[case["text"][:70] for case in ISSUED])
def test_who_issued_it_and_about_what(case: dict[str, Any]) -> None:
    citation = next(read_bases(case["text"]))[0]
    assert (citation.issuer, citation.title or "") == (case["issuer"], case["title"])
    assert str(citation.issued_on or "") == case.get("issued_on", str(citation.issued_on or ""))


# Of whole acts: which lines are bases, and what the rest names --------------------------------------------------------

FOREST, RULES = "Căn cứ Luật Lâm nghiệp ngày 15/11/2017;", "Căn cứ Nghị định số 156/2018/NĐ-CP của Chính phủ;"


def act(*lines: str, body: str = "- Trồng nhiều cây.", title: str = "^**Trồng cây**") -> Directive:
    opening = "\n".join(lines)
    text = f"""
    @ỦY BAN NHÂN DÂN TỈNH LAM GIANG|45/KH-UBND|Lam Giang, ngày 05 tháng 3 năm 2024
    ^**KẾ HOẠCH**
    {title}
    {opening}
    **I. MỤC ĐÍCH**
    {body}
    #TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH|Lê Duy Hà|- Như trên;/- Lưu: VT.
    """
    pages = text_act.paper(text)
    return parse_pages(pages, source_of(pages, text.encode(), "a.docx"))[0]


def bases(*lines: str) -> list[str | None]:
    return [known_by(citation) for citation in act(*lines).legal_bases]


@pytest.mark.parametrize(
    ("lines", "rest_on"),
    [
        ((FOREST, RULES), ["Luật Lâm nghiệp", "156/2018/NĐ-CP"]),
        ((FOREST, FOREST, RULES, RULES), ["Luật Lâm nghiệp", "156/2018/NĐ-CP"]),  # each once
        ((FOREST, "Căn cứ Kế hoạch số 45/KH-UBND;", RULES), ["Luật Lâm nghiệp", "156/2018/NĐ-CP"]),  # its own number
        ((FOREST, "- Căn cứ Nghị quyết số 5/NQ-CP;"), ["Luật Lâm nghiệp", "5/NQ-CP"]),
        ((FOREST, "<Căn cứ Nghị quyết số 6/NQ-CP;"), ["Luật Lâm nghiệp", "6/NQ-CP"]),
        ((FOREST, *(f"Đất đai {n}" for n in range(3)), RULES), ["Luật Lâm nghiệp", "156/2018/NĐ-CP"]),
        ((FOREST, *(f"Đất đai {n}" for n in range(4)), RULES), ["Luật Lâm nghiệp"]),  # too far on
        ((FOREST, f"Đất đai {'m' * 51}", RULES), ["Luật Lâm nghiệp", "156/2018/NĐ-CP"]),
        ((FOREST, f"Đất đai {'m' * 52}", RULES), ["Luật Lâm nghiệp"]),  # the text begins
        ((FOREST, f"^Đất đai {'m' * 52}", RULES), ["Luật Lâm nghiệp", "156/2018/NĐ-CP"]),
        ((FOREST, f"Đất đai {'m' * 52}".upper(), RULES), ["Luật Lâm nghiệp", "156/2018/NĐ-CP"]),
        ((FOREST, "KẾ HOẠCH:", RULES), ["Luật Lâm nghiệp"]),
        ((FOREST, "Điều 1. Trồng cây.", RULES), ["Luật Lâm nghiệp"]),
        ((FOREST, "1. Căn cứ Nghị quyết số 5/NQ-CP;"), ["Luật Lâm nghiệp"]),
        ((FOREST, "|Căn cứ Nghị quyết số 5/NQ-CP|x|"), ["Luật Lâm nghiệp"]),
        (("Căn cứ Luật lâm nghiệp;", "Căn cứ luật đất đai;"), ["Luật lâm nghiệp"]),
        (("Căn cứ Hiến pháp nước CHXHCN Việt Nam;", RULES), ["Hiến pháp nước CHXHCN Việt Nam", "156/2018/NĐ-CP"]),
    ],
)
def test_the_bases_of_an_act(lines: tuple[str, ...], rest_on: list[str]) -> None:
    assert bases(*lines) == rest_on


def test_what_a_basis_says_of_another_act() -> None:
    record = act(FOREST, "Căn cứ Quyết định số 9/QĐ-UBND thay thế Quyết định số 8/QĐ-UBND;", RULES)
    assert [citation.relation for citation in record.legal_bases] == ["basis", "basis", "replaces", "basis"]


def test_what_the_rest_of_an_act_names() -> None:
    body = """- Thực hiện Quyết định số 12/QĐ-TTg ngày 5/1/2024 và Quyết định số 12/QĐ-TTg.
    - Bãi bỏ Kế hoạch số 7/KH-UBND ngày 3/3/2023.
    - Theo Kế hoạch số 45/KH-UBND này và Nghị định số 156/2018/NĐ-CP.
    - Theo luật đất đai."""
    record = act(FOREST, RULES, body=body, title="^**Thực hiện Nghị quyết số 6/NQ-HĐND**\n^**năm 2024 về trồng cây**")
    assert [[known_by(citation), citation.relation] for citation in record.citations] == [
        ["6/NQ-HĐND", "implements"],
        ["12/QĐ-TTg", "implements"],
        ["7/KH-UBND", "replaces"],
        ["156/2018/NĐ-CP", "cites"],
    ]
