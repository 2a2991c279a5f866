"""Which acts are one, which version counts, and what never meets."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest

from vnplans.models import Directive
from vnplans.pages import Quote
from vnplans.tracker.acts import Act, act_of

from .acts import CONTENTS, act, task, tasks_of
from .target import Memory

DAY = dt.date(2025, 3, 5)
REWORDED = ("Rà soát, thống kê, số hóa toàn bộ hồ sơ lưu trữ của các xã miền núi", *CONTENTS[1:])
SCAN = ("Ra soat, só hóa hồ so luu trử của các xa miền nui", *CONTENTS[1:])

FEW = (
    "Đóng mới thuyền cứu hộ cho các đội xung kích",
    "Rà soát, nâng cấp mạng nội bộ của các cơ quan",
    "Trồng cây ven đê chắn sóng",
    "Tổ chức tuyên truyền về cầu treo",
)


def draft(file: str = "du thao.docx", **more: Any) -> Directive:
    return act(file, **more)


def issued(file: str = "kh45.docx", **more: Any) -> Directive:
    values: dict[str, Any] = {"serial": 45, "day": DAY}
    return act(file, **(values | more))


ONE_ACT: dict[str, tuple[Directive, Directive]] = {
    "draft and issued act": (draft(), issued()),
    "draft and issued act, reworded": (draft(), issued(tasks=tasks_of(REWORDED))),
    "draft and corrected draft": (draft("lần 1.docx"), draft("lần 2.docx", tasks=tasks_of(REWORDED))),
    "draft, and half of its tasks new": (
        draft(),
        issued(tasks=tasks_of((*CONTENTS[:3], "Kiểm tra giếng nước", "Mua sắm thuyền cứu hộ"))),
    ),
    "a draft that has its day": (draft(day=DAY), issued()),
    "issued act and its scan": (issued(), issued("scan.pdf", origin="ocr", tasks=tasks_of(SCAN))),
    "issued act and a scan without its number": (
        issued(),
        act("scan.pdf", day=DAY, origin="ocr", tasks=tasks_of(SCAN)),
    ),
    "a scan whose title suffered": (
        issued(),
        act("s.pdf", origin="ocr", title="Ve cong tac luu trủ và phong chóng thiên tai tren dia bàn tinh năm 2025"),
    ),
    "a correction that has another title and the same tasks": (
        draft(title="Về công tác lưu trữ, phòng chống thiên tai tỉnh năm 2025"),
        issued(),
    ),
    "a scan whose issuer lost a letter": (
        issued(issuer="Ủy ban nhân dân huyện Trường Sơn"),
        issued("s.pdf", issuer="Ủy ban nhâm dân huyện Trường Sơn", origin="ocr", tasks=tasks_of(SCAN)),
    ),
    "an issuer that was not read": (draft(issuer=None), issued()),
}


@pytest.mark.parametrize("pair", ONE_ACT.values(), ids=ONE_ACT)
@pytest.mark.parametrize("together", [True, False], ids=["in one export", "one after the other"])
def test_versions_of_one_act_are_one_act(pair: tuple[Directive, Directive], together: bool) -> None:
    for order in (pair, pair[::-1]):
        memory = Memory()
        for batch in [order] if together else [order[:1], order[1:]]:
            memory.take(*batch)
        assert len(memory.acts) == 1
        (held,) = memory.acts.values()
        assert len(held.versions) == 2


TWO_ACTS: dict[str, tuple[Directive, Directive]] = {
    "next year's plan of the same title": (
        issued(),
        issued("kh46.docx", serial=46, day=dt.date(2026, 3, 6), title=str(issued().title).replace("2025", "2026")),
    ),
    "next year's draft": (issued(), draft(title=str(draft().title).replace("2025", "2026"))),
    "drafts of two years, told by the days of their tasks": tuple(
        draft(
            f"{year}.docx",
            title="Về công tác lưu trữ và phòng chống thiên tai",
            tasks=[task(content, "Sở Nội vụ", dt.date(year, 6, 30)) for content in CONTENTS],
        )
        for year in (2025, 2026)
    ),  # type: ignore[dict-item]
    "another province": (issued(), issued("b.docx", issuer="Ủy ban nhân dân tỉnh Hà Nam")),
    "another province, both drafts": (draft(), draft("b.docx", issuer="Ủy ban nhân dân tỉnh Hà Nam")),
    "communes of one name in two provinces": (
        draft(issuer="Ủy ban nhân dân xã Tân Lập", body={"province": "Hà Sơn"}),
        draft("b.docx", issuer="Ủy ban nhân dân xã Tân Lập", body={"province": "Hải Sơn"}),
    ),
    "communes whose names differ by a letter": (
        issued(issuer="Ủy ban nhân dân xã Hà An"),
        issued("s.pdf", issuer="Ủy ban nhân dân xã Hà Am", origin="ocr"),
    ),
    "another number": (issued(), issued("b.docx", serial=46)),
    "the plan and the notice of its meeting": (
        issued(),
        issued("b.docx", serial=None, doc_type={"code": "TB", "name": "Thông báo"}),
    ),
    "drafts of one agency with other titles and tasks": (
        draft(),
        draft(
            "b.docx", title="Chuyển đổi số trong cơ quan nhà nước năm 2025", tasks=tasks_of(("Nâng cấp mạng nội bộ",))
        ),
    ),
}


@pytest.mark.parametrize("pair", TWO_ACTS.values(), ids=TWO_ACTS)
def test_other_acts_stay_apart_and_keep_their_words(pair: tuple[Directive, Directive]) -> None:
    one, other = pair
    memory = Memory()
    memory.take(one)
    memory.write("một ")
    before = dict(memory.remarks)
    memory.take(other)
    assert len(memory.acts) == 2
    assert memory.remarks == before
    rows = [[row.state for row in rows.values()] for rows in memory.rows.values()]
    assert rows == [["live"] * len(one.tasks), ["live"] * len(other.tasks)]


NOT_SURE: dict[str, tuple[Directive, Directive]] = {
    "a scan with another number": (issued(), issued("scan.pdf", serial=46, origin="ocr")),
    "a scan without number, the issuer a letter apart": (
        issued(issuer="Ủy ban nhân dân xã Minh Thanh"),
        act("s.pdf", issuer="Ủy ban nhân dân xã Minh Thang", origin="ocr"),
    ),
    "a draft that bears another day": (draft(day=dt.date(2025, 2, 20)), issued()),
    "the same title and few of its tasks": (draft(), draft("b.docx", tasks=tasks_of(FEW))),
}


@pytest.mark.parametrize("pair", NOT_SURE.values(), ids=NOT_SURE)
def test_what_is_not_sure_is_listed_once_and_not_joined(pair: tuple[Directive, Directive]) -> None:
    memory = Memory()
    memory.take(pair[0])
    memory.take(pair[1])
    assert len(memory.acts) == 2
    (check,) = memory.checks
    assert (check.kind, {check.key, check.other}) == ("act", set(memory.acts))
    memory.take(*pair)
    assert len(memory.checks) == 1


def test_the_issued_act_counts_whatever_comes_after_it() -> None:
    memory = Memory()
    memory.take(issued(tasks=tasks_of(REWORDED)))
    memory.write()
    (change,) = memory.take(draft())
    assert change.directive is None
    assert memory.contents() == sorted(REWORDED)
    (held,) = memory.acts.values()
    assert held.act.facts.serial == 45


def test_peoples_words_go_from_draft_to_corrected_draft_to_issued_act_to_scan() -> None:
    memory = Memory()
    memory.take(draft())
    memory.write()
    memory.take(draft("lần 2.docx", tasks=[task("Kiểm tra giếng nước", "Sở Y tế"), *tasks_of(REWORDED)]))
    memory.take(issued(tasks=tasks_of(REWORDED[:4])))
    memory.take(issued("scan.pdf", origin="ocr", tasks=tasks_of(SCAN[:4])))
    assert memory.contents() == sorted(REWORDED[:4])
    assert memory.said() == {now: f"[{was}]" for now, was in zip((*REWORDED[:4], CONTENTS[4]), CONTENTS, strict=True)}
    assert memory.states()[CONTENTS[4]] == "dropped"


def test_of_two_forms_of_an_issued_act_typed_words_count_in_any_order() -> None:
    typed, scan = issued(), issued("scan.pdf", origin="ocr", tasks=tasks_of(SCAN))
    for batches in ([typed], [scan]), ([scan], [typed]), ([typed, scan],), ([scan, typed],):
        memory = Memory()
        for batch in batches:
            memory.take(*batch)
        assert memory.contents() == sorted(CONTENTS)


def test_what_a_page_of_news_tells_never_replaces_the_act() -> None:
    quote = Quote("45/KH-UBND", 0, 0, 10, None, None, "number.announced")
    news = issued("news.html", tasks=tasks_of(CONTENTS[:2]), evidence={"/number": [quote]})
    memory = Memory()
    memory.take(issued())
    memory.take(news)
    assert memory.contents() == sorted(CONTENTS)


def test_a_file_that_was_replaced_stays_replaced() -> None:
    one, two = draft("lần 1.docx"), draft("lần 2.docx", tasks=tasks_of(REWORDED))
    memory = Memory()
    for batch in ([one], [two], [one], [two, one], [one, two]):
        memory.take(*batch)
    assert memory.contents() == sorted(REWORDED)


def test_the_file_that_counts_is_read_anew() -> None:
    memory = Memory()
    memory.take(draft())
    memory.write()
    memory.take(draft(title="Tên đọc lại, khác hẳn", tasks=tasks_of(REWORDED)))
    assert len(memory.acts) == 1
    assert memory.contents() == sorted(REWORDED)


def test_several_acts_of_one_file_are_each_found_again() -> None:
    submission = draft(title="Về việc ban hành kế hoạch", doc_type={"code": "TTr", "name": "Tờ trình"}, tasks=[])
    memory = Memory()
    memory.take(draft(), submission)
    memory.take(submission, draft(tasks=tasks_of(REWORDED)))
    assert len(memory.acts) == 2
    assert memory.contents() == sorted(REWORDED)


def test_records_of_one_file_that_say_nothing_are_not_doubled_by_each_export() -> None:
    issuers = ("Ủy ban nhân dân tỉnh Hà Sơn", None, None, "Ủy ban nhân dân tỉnh Hà Nam")
    batch = [draft(tasks=[], issuer=issuer) for issuer in issuers]
    memory = Memory()
    memory.take(*batch)
    acts = set(memory.acts)
    for _ in range(2):
        memory.take(*batch)
        assert set(memory.acts) == acts


def test_two_acts_that_are_like_one_draft_do_not_take_it() -> None:
    memory = Memory()
    memory.take(draft())
    memory.write()
    memory.take(issued(), issued("kh46.docx", serial=46))
    assert len(memory.acts) == 3
    assert len(memory.remarks) == len(CONTENTS)
    assert all(check.kind == "act" for check in memory.checks)
    assert len(memory.checks) == 2


def test_the_order_of_a_batch_does_not_matter() -> None:
    batch = [
        draft(),
        issued(),
        issued("scan.pdf", origin="ocr"),
        issued("b.docx", issuer="Ủy ban nhân dân tỉnh Hà Nam"),
    ]
    batch.append(draft("c.docx", title="Chuyển đổi số trong cơ quan nhà nước năm 2025"))
    seen = set()
    for order in itertools.permutations(batch):
        memory = Memory()
        memory.take(*order)
        acts = tuple(sorted((key, held.label, *sorted(held.versions)) for key, held in memory.acts.items()))
        seen.add((acts, tuple(sorted((key, row.work.content) for key, row in memory.all().items()))))
    assert len(seen) == 1


def test_an_act_is_kept_as_text() -> None:
    for record in (draft(), issued(), draft(issuer=None, tasks=[])):
        assert Act.load(act_of(record).dump()) == act_of(record)
