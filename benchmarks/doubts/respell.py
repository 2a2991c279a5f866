"""Words that no table knows, put into a document and its label alike: other doers, verbs, ways to say a day.

Unlike what spoils a document (doubts/mutate.py) this leaves it as readable as it was, for somebody who knows the words.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from vnplans.pages import Pages

__all__ = ["RESPELLINGS", "respelt"]

Label = dict[str, Any]
_DOERS = (
    *("Câu lạc bộ Dưỡng sinh An Hòa", "Hợp tác xã Dịch vụ Phú Lộc", "Bưu cục Đông Hải", "Tổ Tự quản số 4"),
    *("Mạng lưới Cộng tác viên dân số", "Trạm Khuyến nông liên xã", "Quỹ Tín dụng nhân dân Lam Sơn", "Các chủ rừng"),
    *("Vườn quốc gia Bến Chò", "Nhóm hộ nhận khoán", "Cụm dân cư Đông Thành", "Khối nghiệp vụ I", "Ca trực số 2"),
    *(
        "Xí nghiệp Đầu máy",
        "Bến xe khách phía Nam",
        "Đội ngũ báo cáo viên",
        "Tiểu ban Hậu cần",
        "Thầy cô tổng phụ trách",
    ),
)
_VERBS = (
    *("Soi lại", "Gom", "Dồn sức cho", "Khâu nối", "Đứng ra lo", "Sắp lại", "Chạy thử", "Bắt tay làm", "Nhân rộng"),
    *("Tính toán lại", "Ghi hình", "Mở cửa", "Kẻ vẽ", "Lọc", "Thả giống", "Ươm", "Diễn tập thử", "Bốc thăm", "Kê dọn"),
)
_DAY = re.compile(r"\bngày (\d{1,2})/(\d{1,2})/(20\d\d)")
_MONTH = re.compile(r"\btháng (\d{1,2})/(20\d\d)")
_QUARTER = re.compile(r"\b([Qq])uý (IV|III|II|I)\b/?(?: năm )?(20\d\d)?")
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}
_STRAY = (
    *(" theo Kế hoạch số 12/KH-UBND ngày 05/3/2021", " (đã sơ kết tháng 6/2022)", " giai đoạn 2021-2025"),
    *(" được duyệt từ quý II/2020", " nêu tại văn bản ngày 10/01/2022", " của vụ đông năm trước"),
)
_GROUNDS = (
    *("Trên cơ sở đề nghị của Phòng Nội vụ, ", "Theo hướng dẫn của Bộ Y tế, ", "Tiếp thu ý kiến của Ban Dân tộc, "),
    *("Sau khi thống nhất với Hội Cựu chiến binh, ", "Tại cuộc họp của Đảng ủy xã, "),
)


def _replaced(pages: Pages, labels: list[Label], words: dict[str, str]) -> tuple[Pages, list[Label]]:
    """The document and its labels with words for words."""

    def put(text: str) -> str:
        for old, new in words.items():
            text = text.replace(old, new)
        return text

    def inside(value: Any) -> Any:
        if isinstance(value, str):
            return put(value)
        if isinstance(value, list):
            return [inside(v) for v in value]
        return {k: inside(v) for k, v in value.items()} if isinstance(value, dict) else value

    blocks = tuple(
        replace(b, text=put(b.text), bold_lead=0 if put(b.text) != b.text else b.bold_lead) for b in pages.blocks
    )
    return replace(pages, blocks=blocks), [inside(label) for label in json.loads(json.dumps(labels))]


def _tasks(labels: list[Label]) -> list[Label]:
    return [task for label in labels for task in label.get("tasks") or []]


def _doers(pages: Pages, labels: list[Label], chance: random.Random) -> tuple[Pages, list[Label]]:
    """Some doers are bodies that nobody has heard of."""
    known = sorted({name for task in _tasks(labels) for name in task.get("lead") or [] if len(name) > 6})
    issuers = " ".join(str(label.get("issuer")) for label in labels)
    chosen = [name for name in known if name not in issuers and chance.random() < 0.4]
    new = chance.sample(_DOERS, min(len(chosen), len(_DOERS)))
    return _replaced(pages, labels, dict(zip(chosen, new, strict=False)))


def _verbs(pages: Pages, labels: list[Label], chance: random.Random) -> tuple[Pages, list[Label]]:
    """Some tasks begin with words that no list of verbs has."""
    words = {}
    for task in _tasks(labels):
        first = " ".join(task["content"].split()[:5])
        rest = first.split(maxsplit=2)
        if len(rest) > 2 and chance.random() < 0.3:
            words[first] = f"{chance.choice(_VERBS)} {rest[2]}"
    return _replaced(pages, labels, words)


def _days(pages: Pages, labels: list[Label], chance: random.Random) -> tuple[Pages, list[Label]]:
    """Days and quarters written in other ways."""
    day = chance.choice((r"\1.\2.\3", r"ngày \1 th\2/\3", r"\1-\2-\3", r"ngày \1 tháng \2, \3"))
    month = chance.choice((r"T\1/\2", r"tháng \1-\2", r"tháng \1.\2", r"tháng \1, \2"))

    def quarter(found: re.Match[str]) -> str:
        year = f"/{found[3]}" if found[3] else ""
        return chance.choice((f"Q{_QUARTERS[found[2]]}{year}", f"{found[1]}uý thứ {_QUARTERS[found[2]]}{year}"))

    blocks = tuple(
        b
        if i < 12 or chance.random() < 0.3
        else replace(b, text=_QUARTER.sub(quarter, _MONTH.sub(month, _DAY.sub(day, b.text))))
        for i, b in enumerate(pages.blocks)
    )
    return replace(pages, blocks=blocks), labels


def _in_tasks(
    pages: Pages, labels: list[Label], change: Callable[[str], str], chance: random.Random
) -> tuple[Pages, list[Label]]:
    """The tasks' own words changed where they stand, and in the label."""
    words = {
        task["content"]: change(task["content"])
        for task in _tasks(labels)
        if len(task["content"].split()) > 12 and chance.random() < 0.4
    }
    return _replaced(pages, labels, words)


def _stray_times(pages: Pages, labels: list[Label], chance: random.Random) -> tuple[Pages, list[Label]]:
    """Days of something else within a task's words."""

    def change(text: str) -> str:
        words = text.split()
        at = chance.randrange(4, len(words) - 3)
        return f"{' '.join(words[:at])}{chance.choice(_STRAY)} {' '.join(words[at:])}"

    return _in_tasks(pages, labels, change, chance)


def _stray_bodies(pages: Pages, labels: list[Label], chance: random.Random) -> tuple[Pages, list[Label]]:
    """A body that only gives the ground, before a task's words."""
    return _in_tasks(pages, labels, lambda text: f"{chance.choice(_GROUNDS)}{text[:1].lower()}{text[1:]}", chance)


RESPELLINGS: dict[str, Callable[[Pages, list[Label], random.Random], tuple[Pages, list[Label]]]] = {
    "doers": _doers,
    "verbs": _verbs,
    "days": _days,
    "stray times": _stray_times,
    "stray bodies": _stray_bodies,
}


def respelt(pages: Pages, labels: list[Label], seed: int, number: int) -> tuple[Pages, list[Label], tuple[str, ...]]:
    """The document and its labels with other words, and in which ways: none, one or two."""
    chance = random.Random(seed * 200_003 + number)
    ways = tuple(chance.sample(list(RESPELLINGS), chance.choice((0, 1, 1, 2))))
    for way in ways:
        pages, labels = RESPELLINGS[way](pages, labels, chance)
    return pages, labels, ways
