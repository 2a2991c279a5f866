"""What may be wrong says so, and what is right stays without a mark. All names are invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from vnplans.doubt import RULES, doubted
from vnplans.models import (
    Agency,
    Deadline,
    DigitalSignature,
    Directive,
    DocumentNumber,
    DocumentType,
    Section,
    Signer,
    Source,
    Task,
)
from vnplans.pages import Block, Box, Pages, Quote, ReadWord, Remark, Severity

SOURCE = Source(name="a.docx", sha256="0" * 64, media_type="text/plain", reader="text")


def marks(values: dict[str, Any], *lines: Block) -> set[tuple[str, str | None]]:
    """Code and field of every mark on the values of a record; of those that it lacks none."""
    pages = Pages(tuple(lines) or (Block("KẾ HOẠCH"),), "text", "text/plain")
    made = doubted(Directive(source=SOURCE, **values), pages)
    assert not [n.message for n in made.notes if n.code == "fault"]
    return {(n.code, n.field) for n in made.notes if n.code != "missing"}


def agency(name: str) -> Agency:
    return Agency(text=name, name=name)


def number(text: str, kind: str | None, issuer: str) -> DocumentNumber:
    return DocumentNumber(text=text, serial=5, type_code=kind, issuer_code=issuer)


@pytest.mark.parametrize(
    "name",
    [
        "Ủy ban nhân dân tỉnh Lam Giang",
        "Sở Nông nghiệp và Môi trường tỉnh Lam Giang",
        "Ban Chỉ đạo 138 tỉnh Lam Giang",
        "Trường Trung học phổ thông Nguyễn Du",
        "Bệnh viện Đa khoa khu vực 2",
        "Ủy ban nhân dân phường 7",
        "Tỉnh ủy Lam Giang",
        "Bộ Y tế",
    ],
)
def test_names_of_bodies_are_not_doubted(name: str) -> None:
    assert marks({"issuer": agency(name)}) == set()


@pytest.mark.parametrize(
    "name",
    [
        "Phụ lục II:",
        "Luật số: 27/2001/QH10",
        "-----o0o-----",
        "Về việc tăng cường phòng cháy",
        "Ủy ban nhân dân tỉnh Lam Giang tỉnh Lam Giang tỉnh Lam Giang",
        "Danh sách học sinh",
        "Kế hoạch",
    ],
)
def test_what_is_no_body_is_doubted(name: str) -> None:
    assert ("issuer_odd", "/issuer") in marks({"issuer": agency(name)})


@pytest.mark.parametrize(
    ("text", "kind", "code", "issuer", "doubt"),
    [
        ("5/KH-UBND", "KH", "UBND", "Ủy ban nhân dân xã Đồng Tâm", False),
        ("5/QĐ-SNNMT", "QĐ", "SNNMT", "Sở Nông nghiệp và Môi trường tỉnh Lam Giang", False),
        ("5/QĐ-TTg", "QĐ", "TTg", "Thủ tướng Chính phủ", False),
        ("5-HD/BTCTW", "HD", "BTCTW", "Ban Tổ chức Trung ương Đảng", False),
        ("5-KH/TU", "KH", "TU", "Tỉnh ủy Lam Giang", False),
        ("5/KH-SYT", "KH", "SYT", "Sở Tài chính tỉnh Lam Giang", True),
        ("5/KH-UBND", "KH", "UBND", "Sở Y tế tỉnh Lam Giang", True),
    ],
)
def test_the_symbol_against_the_issuer(text: str, kind: str, code: str, issuer: str, doubt: bool) -> None:
    found = marks({"number": number(text, kind, code), "issuer": agency(issuer)})
    assert (("symbol_issuer", "/issuer") in found) is doubt


@pytest.mark.parametrize(
    ("issuer", "place", "doubt"),
    [
        ("Huyện ủy Chi Lăng", "Chỉ Lăng", True),
        ("Huyện ủy Chi Lặng", "Chi Lăng", True),
        ("Ủy ban nhân dân tỉnh Hòa Bình", "Hoà Bình", False),  # the tone on another letter of the vowel
        ("Huyện ủy Chi Lăng", "Chi Lăng", False),
        ("Bộ Y tế", "Hà Nội", False),
        ("Sở Y tế tỉnh Lam Giang", "Sông Lam", False),
    ],
)
def test_the_place_against_the_issuer(issuer: str, place: str, doubt: bool) -> None:
    assert (("place_spelt", "/issuer") in marks({"issuer": agency(issuer), "place": place})) is doubt


@pytest.mark.parametrize(
    ("text", "doubt"), [("5/TTrn-UBND", True), ("5/KH-UBND", False), ("23/2023/QĐ-UBND", False), ("/KH-UBND", False)]
)
def test_a_code_that_no_type_has(text: str, doubt: bool) -> None:
    values = {"number": DocumentNumber(text=text), "doc_type": DocumentType(name="Kế hoạch", code="KH")}
    assert (("symbol_odd", "/number") in marks(values)) is doubt


@pytest.mark.parametrize(
    ("title", "doubt"),
    [
        ("Phòng chống cháy rừng mùa khô năm 2024", False),
        ("Về việc tăng cường quản lý đất bãi bồi (giai đoạn 2)", False),
        ("Tổ chức Ngày hội đọc sách của", True),
        ("Triển khai đề án (giai đoạn", True),
        ("Phòng chống cháy rừng. Căn cứ Luật Lâm nghiệp", True),
        ("PL", True),
    ],
)
def test_titles_that_are_cut_or_run_on(title: str, doubt: bool) -> None:
    assert (("title_odd", "/title") in marks({"title": title})) is doubt


@pytest.mark.parametrize(
    ("title", "behind", "severity"),
    [
        ("Triển khai Đề án “Nâng cao chất lượng giống cây", "Căn cứ Luật Trồng trọt;", "warning"),
        ("Kế hoạch phòng cháy (giai đoạn 2", "Thực hiện Chỉ thị số 5;", "warning"),
        ("Triển khai Đề án “Nâng cao chất lượng", "dân số” năm 2024", "review"),
        ("Kế hoạch phòng cháy (giai đoạn", "2021 - 2025)", "review"),
    ],
)
def test_a_title_that_its_writer_left_open_is_no_reason_to_ask(title: str, behind: str, severity: Severity) -> None:
    quote = Quote(title, 0, 0, len(title), 1, None, "title.below_type")
    pages = Pages((Block(title, bold=True), Block(behind)), "text", "text/plain")
    made = doubted(Directive(source=SOURCE, title=title, evidence={"/title": [quote]}), pages)
    assert [note.severity for note in made.notes if note.code == "title_odd"] == [severity]


def scanned_title(text: str, sure: dict[str, float], stamp: Box | None = None) -> set[str]:
    """Codes of the marks on a title of a scan; `sure`: the engine's confidence of some words."""
    words, at = [], 0
    for part in text.split():
        start = text.index(part, at)
        at = start + len(part)
        box = (100.0 + 7 * start, 200.0, 100.0 + 7 * at, 212.0)
        words.append(ReadWord(start, at, sure.get(part, 0.96), box, 1))
    block = Block(text, centred=True, page=1, confidence=0.9, words=tuple(words))
    quote = Quote(text, 0, 0, len(text), 1, None, "title.below_type")
    seal = Block("ĐẾN Số: 12", role="stamp", page=1, box=stamp, confidence=0.9)
    values = {"title": text, "evidence": {"/title": [quote]}}
    return {code for code, field in marks(values, block, *([seal] if stamp else [])) if field == "/title"}


@pytest.mark.parametrize(
    ("title", "sure", "code"),
    [
        ("Về việc phòng chống cháy rừng", {}, None),
        ("Về việc phòng chống cháy rừng", {"chống": 0.5}, None),
        ("Về việc phòng chống cháy rừng", {"chống": 0.05}, "title_word"),
        ("Về việc phòng chốgn cháy rừng", {"chốgn": 0.7}, "title_word"),
        ("Ứng dụng logistics tại cảng", {"logistics": 0.95}, None),
        ("Đánh giá chỉ số PAPI năm 2020", {"PAPI": 0.6}, None),
        ("Vềviệc phòng chống cháy rừng", {"Vềviệc": 0.9}, None),
        ("về việc phòng chống cháy rừng", {}, None),
        ("Về lah 4 vực @hã ÄÃước", {"lah": 0.6}, "title_odd"),
        ("dụng công nghệ thông tin", {}, "title_odd"),
        ("Chiến lược bình đẳng giới giai đoạn 2021 - 20", {}, "title_odd"),
        ("Kết quả rà soát hộ nghèo năm", {}, "title_odd"),
        ("Kết quả rà soát hộ nghèo năm 2018", {}, None),
        ("Về qx việc bz phòng cháy", {"qx": 0.4, "bz": 0.5}, "title_odd"),
    ],
)
def test_a_title_of_a_scan_says_what_is_wrong_with_it(title: str, sure: dict[str, float], code: str | None) -> None:
    assert scanned_title(title, sure) == ({code} if code else set())


@pytest.mark.parametrize(
    ("stamp", "touches"),
    [
        ((300.0, 190.0, 400.0, 240.0), True),
        ((10.0, 190.0, 95.0, 240.0), True),
        ((10.0, 190.0, 60.0, 240.0), False),
        ((100.0, 20.0, 300.0, 60.0), False),
    ],
)
def test_a_stamp_that_touches_a_title(stamp: Box, touches: bool) -> None:
    assert scanned_title("Về việc phòng chống cháy rừng", {}, stamp) == ({"title_stamped"} if touches else set())


@pytest.mark.parametrize(
    ("severity", "candidates", "doubt"),
    [
        ("warning", ("299", "899"), True),
        ("info", ("299",), False),
        ("review", ("12", "17"), False),
        ("warning", (), False),
    ],
)
def test_a_serial_by_pen_that_is_not_beyond_doubt(severity: Severity, candidates: tuple[str, ...], doubt: bool) -> None:
    text = "Số: 299 /UBND-KT"
    spans = ((0, 3), (4, 7), (8, 16))
    words = tuple(ReadWord(start, end, 0.9, (0.0, 0.0, 9.0, 9.0), 1) for start, end in spans)
    block = Block(text, column="left", page=1, confidence=0.9, words=words)
    remark = Remark("handwritten", severity, "số văn bản viết tay", "by hand", 1, candidates)
    pages = Pages((block,), "test", "image/png", 1, remarks=(remark,))
    number = DocumentNumber(text="299/UBND-KT", serial=299, issuer_code="UBND")
    quote = Quote(text[4:], 0, 4, len(text), 1, None, "number.ocr")
    made = doubted(Directive(source=SOURCE, number=number, evidence={"/number": [quote]}), pages)
    assert any(n.code == "pen_unsure" and n.field == "/number" for n in made.notes) is doubt


def test_a_title_whose_next_line_goes_on() -> None:
    first = Block("kết luận của Giám đốc Sở Y tế", bold=True, centred=True)
    quote = Quote(first.text, 0, 0, len(first.text), None, None, "title.below_type")
    values = {"title": first.text, "evidence": {"/title": [quote]}}
    further = Block("tại cuộc họp giao ban tháng 3", bold=True, centred=True)
    assert ("title_goes_on", "/title") in marks(values, first, further)
    assert marks(values, first, Block("Căn cứ kết quả giao ban,", bold=True, centred=True)) == set()


def test_dates_against_title_and_signing() -> None:
    far = {"issued_on": dt.date(2014, 3, 5), "title": "Kế hoạch công tác năm 2024"}
    assert ("year_odd", "/issued_on") in marks(far)
    assert marks({**far, "issued_on": dt.date(2023, 12, 5)}) == set()
    stamp = DigitalSignature(who="A", kind="issuer", time=dt.datetime(2024, 9, 1, tzinfo=dt.UTC))
    assert ("signing_time", "/issued_on") in marks({"issued_on": dt.date(2024, 3, 5), "signatures": [stamp]})
    assert marks({"issued_on": dt.date(2024, 8, 28), "signatures": [stamp]}) == set()


def test_a_position_that_is_none() -> None:
    assert ("signer_odd", "/signer") in marks({"signer": Signer(name="Lê Thị Mận", position="TRƯỜNG TIỂU HỌC A")})
    assert marks({"signer": Signer(name="Lê Thị Mận", position="PHÓ CHỦ TỊCH")}) == set()


def task(content: str, *leads: str, where: str = "II.1", deadline: Deadline | None = None) -> Task:
    return Task(id="x", content=content, where=where, lead_agencies=[agency(a) for a in leads], deadline=deadline)


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (task("Tổ chức tuần tra ven sông.", "Công an xã Đồng Tâm"), None),
        (task("Tổ chức tuần tra ven sông.", "Cơ quan"), "lead_odd"),
        (task("tra, giám sát các bến bãi", "Cơ quan Thanh"), None),
        (task("- Thương binh và Xã hội rà soát đối tượng.", "Cơ quan Lao động"), "lead_cut"),
        (task("Hoàn thành trước ngày 30/6 việc kiểm kê.", "Sở Y tế"), "deadline_passed_over"),
        (task("Rà soát:", "Sở Y tế"), "task_odd"),
    ],
)
def test_tasks(made: Task, code: str | None) -> None:
    codes = {found for found, _ in marks({"tasks": [made]})}
    assert codes == ({code} if code else set())


def test_one_task_without_a_lead_among_many() -> None:
    tasks = [task("Tổ chức tuần tra.", "Công an xã") for _ in range(4)]
    assert ("lead_none", "/tasks/4/lead_agencies") in marks({"tasks": [*tasks, task("Dọn kênh mương.")]})
    assert marks({"tasks": [task("Dọn kênh mương.") for _ in range(4)]}) == set()


def test_the_issuer_that_leads_everything() -> None:
    tasks = [task("Tổ chức tuần tra.", "Ủy ban nhân dân xã Đồng Tâm") for _ in range(4)]
    found = marks({"issuer": agency("Ủy ban nhân dân xã Đồng Tâm"), "tasks": tasks})
    assert ("issuer_leads", "/tasks/0/lead_agencies") in found


def test_a_section_on_work_without_a_task() -> None:
    lines = (
        Block("TỔ CHỨC THỰC HIỆN"),
        Block("- Rà soát toàn bộ hệ thống kênh mương trên địa bàn các thôn."),
        Block("- Kiểm tra các trạm bơm và hoàn thành việc sửa chữa máy bơm."),
    )
    section = Section(label="III", title="TỔ CHỨC THỰC HIỆN", level=1, block=0)
    values = {"doc_type": DocumentType(name="Kế hoạch", code="KH"), "outline": [section]}
    assert ("section_empty", "/tasks") in marks(values, *lines)
    assert ("section_empty", "/tasks") not in marks({**values, "doc_type": DocumentType(name="Nghị định")}, *lines)


def test_a_rule_that_fails_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr("vnplans.doubt.RULES", (fails, *RULES))
    made = doubted(Directive(source=SOURCE, issuer=agency("Kế hoạch")), Pages((), "text", "text/plain"))
    assert {n.code for n in made.notes} == {"fault", "issuer_odd", "missing"}


@pytest.mark.parametrize(
    ("words", "end", "doubt"),
    [
        ("trước 20/12", dt.date(2025, 12, 20), True),
        ("trước 30/6", dt.date(2025, 6, 30), False),
        ("trước 20/12/2025", dt.date(2025, 12, 20), False),
    ],
)
def test_a_day_without_a_year_that_another_year_fits_too(words: str, end: dt.date, doubt: bool) -> None:
    task = Task(id="", where="II.1", content="Gửi đăng ký mô hình", deadline=Deadline(text=words, kind="by", end=end))
    values = {"issued_on": dt.date(2024, 12, 16), "title": "Công tác dân vận năm 2025", "tasks": [task]}
    assert (("deadline_year", "/tasks/0/deadline") in marks(values)) is doubt


@pytest.mark.parametrize(
    ("content", "title", "end", "doubt"),
    [
        ("Gửi danh sách đoàn viên trước ngày 20/3.", "Công tác Đoàn năm 2026", dt.date(2026, 3, 20), False),
        ("Hoàn thành sửa chữa mái nhà trước ngày 15/8.", "Sửa chữa trường lớp năm 2026", dt.date(2026, 8, 15), False),
        ("Nộp báo cáo trước ngày 10/11.", "Kế hoạch năm học 2025-2026", dt.date(2025, 11, 10), False),
        ("Nộp báo cáo trước ngày 10/3.", "Kế hoạch năm học 2025-2026", dt.date(2026, 3, 10), False),
        ("Gửi hồ sơ trước ngày 25/12/2025.", "Công tác thi đua năm 2026", dt.date(2025, 12, 25), False),
        ("Gửi danh sách trước ngày 20/3.", "Công tác Đoàn năm 2026", dt.date(2026, 5, 30), True),
        ("Gửi hồ sơ trước ngày 25/12/2025.", "Công tác thi đua năm 2026", dt.date(2026, 12, 25), True),
        ("Nộp báo cáo trước ngày 10/3.", "Kế hoạch năm học 2025-2026", dt.date(2025, 3, 10), True),
    ],
)
def test_the_words_name_another_day_in_the_year_of_the_plan(
    content: str, title: str, end: dt.date, doubt: bool
) -> None:
    due = Deadline(text="", kind="by", end=end)
    task = Task(id="", where="II.1", content=content, deadline=due)
    issued = dt.date(2025, 8, 20) if "năm học" in title else dt.date(2025, 11, 28)
    values = {"issued_on": issued, "title": title, "tasks": [task]}
    assert (("deadline_two", "/tasks/0/deadline") in marks(values)) is doubt
