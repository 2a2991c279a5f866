"""Deadlines of all kinds with their meaning: how they stand in a sentence, in a cell, in brackets."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace

from generator.act import Deadline
from generator.words import Chance, capital

ROMAN = ("", "I", "II", "III", "IV")
_WEEKDAYS = (("thứ Hai", "MO"), ("thứ Tư", "WE"), ("thứ Sáu", "FR"))


@dataclass(frozen=True)
class When:
    """The year a document plans for, and the day it was issued (`day_known`: the document says it).

    `explicit`: every deadline says its year.
    """

    year: int
    issued: dt.date
    explicit: bool = False
    day_known: bool = True

    def first_month(self) -> int:
        """From which month on a date of the plan's year can lie."""
        return min(self.issued.month + 1, 12) if self.issued.year == self.year else 1


def last_day(year: int, month: int) -> str:
    return dt.date(year, month, calendar.monthrange(year, month)[1]).isoformat()


def _day(chance: Chance, when: When) -> tuple[dt.date, str, bool]:
    """A day in the plan's year after its issue, as printed, and whether the year is printed."""
    first = when.issued if when.issued.year == when.year else dt.date(when.year, 1, 1)
    left = (dt.date(when.year, 12, 28) - first).days
    day = first + dt.timedelta(days=chance.number(min(5, max(left, 1)), max(left, 2)))
    d, m = (f"{day.day:02}", f"{day.month:02}") if chance.often(0.5) else (str(day.day), str(day.month))
    form = chance.weighted(
        (("slash", 6), ("long", 3), ("short", 0 if when.explicit else 2), ("dash", 0.6), ("dots", 0.4))
    )
    printed = {
        "slash": f"{d}/{m}/{day.year}",
        "long": f"{d} tháng {m} năm {day.year}",
        "short": f"{d}/{m}",
        "dash": f"{d}-{m}-{day.year}",
        "dots": f"{d}.{m}.{day.year}",
    }[form]
    return day, printed, form != "short"


def by(chance: Chance, when: When) -> Deadline:
    day, printed, _ = _day(chance, when)
    words = chance.weighted(
        (
            *(("trước ngày", 8), ("chậm nhất ngày", 2), ("chậm nhất là ngày", 2), ("chậm nhất trong ngày", 1)),
            *(("xong trước ngày", 1), ("muộn nhất là ngày", 0.5), ("trước 17 giờ 00 ngày", 0.7)),
        )
    )
    return Deadline(f"{words} {printed}", "by", end=day.isoformat())


def year_end(chance: Chance, when: When) -> Deadline:
    year = when.year + chance.number(0, 3)
    words = chance.one((f"đến năm {year}", f"đến hết năm {year}", f"trước ngày 31/12/{year}"))
    return Deadline(words, "by", end=f"{year}-12-31")


def quarter(chance: Chance, when: When) -> Deadline:
    q, year = chance.number((when.first_month() + 2) // 3, 4), when.year
    bare = () if when.explicit else (f"quý {ROMAN[q]}", f"trong quý {ROMAN[q]}")
    named = (f"trong quý {ROMAN[q]}/{year}", f"quý {ROMAN[q]}/{year}", f"quý {ROMAN[q]} năm {year}", f"quý {q}/{year}")
    text = chance.one((*named, *bare))
    return Deadline(text, "during", f"{year}-{3 * q - 2:02}-01", last_day(year, 3 * q))


def month(chance: Chance, when: When) -> Deadline:
    m, year = chance.number(when.first_month(), 12), when.year
    printed = f"{m:02}" if chance.often(0.5) else str(m)
    bare = () if when.explicit else (f"trong tháng {printed}",)
    text = chance.one(
        (f"trong tháng {printed}/{year}", f"tháng {printed}/{year}", f"tháng {printed} năm {year}", *bare)
    )
    return Deadline(text, "during", f"{year}-{m:02}-01", last_day(year, m))


def months(chance: Chance, when: When) -> Deadline:
    a = chance.number(min(when.first_month(), 11), 11)
    b = chance.number(a + 1, 12)
    text = chance.one((f"từ tháng {a} đến tháng {b}/{when.year}", f"tháng {a} - {b}/{when.year}"))
    return Deadline(text, "during", f"{when.year}-{a:02}-01", last_day(when.year, b))


def half(chance: Chance, when: When) -> Deadline:
    first = when.first_month() < 5 and chance.often(0.5)
    text = chance.one(("6 tháng {} năm {}", "trong 6 tháng {} năm {}", "06 tháng {} năm {}"))
    text = text.format("đầu" if first else "cuối", when.year)
    ends = ("01-01", "06-30") if first else ("07-01", "12-31")
    return Deadline(text, "during", *(f"{when.year}-{e}" for e in ends))


def whole_year(chance: Chance, when: When) -> Deadline:
    text = chance.one((f"trong năm {when.year}", f"năm {when.year}"))
    return Deadline(text, "during", f"{when.year}-01-01", f"{when.year}-12-31")


def years(chance: Chance, when: When) -> Deadline:
    later = when.year + chance.number(1, 5)
    text = chance.one(
        (f"giai đoạn {when.year} - {later}", f"từ năm {when.year} đến năm {later}", f"{when.year}-{later}")
    )
    return Deadline(text, "during", f"{when.year}-01-01", f"{later}-12-31")


def days(chance: Chance, when: When) -> Deadline:
    m, a = chance.number(when.first_month(), 12), chance.number(1, 14)
    b = a + chance.number(2, 14)
    text = chance.one(
        (
            f"từ ngày {a:02}/{m} đến ngày {b}/{m}/{when.year}",
            f"từ ngày {a}/{m}/{when.year} đến hết ngày {b}/{m}/{when.year}",
        )
    )
    return Deadline(text, "during", f"{when.year}-{m:02}-{a:02}", f"{when.year}-{m:02}-{b:02}")


def recurring(chance: Chance, when: When) -> Deadline:
    day, m = chance.number(5, 25), chance.number(5, 12)
    weekday, code = chance.one(_WEEKDAYS)
    text, rule = chance.one(
        (
            *(
                ("hằng năm", "FREQ=YEARLY"),
                ("hàng năm", "FREQ=YEARLY"),
                ("định kỳ hằng quý", "FREQ=MONTHLY;INTERVAL=3"),
            ),
            *(("hằng tháng", "FREQ=MONTHLY"), ("định kỳ hằng tháng", "FREQ=MONTHLY"), ("hằng tuần", "FREQ=WEEKLY")),
            ("định kỳ 6 tháng một lần", "FREQ=MONTHLY;INTERVAL=6"),
            (f"trước ngày {day}/{m} hằng năm", f"FREQ=YEARLY;BYMONTH={m};BYMONTHDAY={day}"),
            (f"trước ngày {day} hằng tháng", f"FREQ=MONTHLY;BYMONTHDAY={day}"),
            (f"{weekday} hằng tuần", f"FREQ=WEEKLY;BYDAY={code}"),
            ("hằng quý", "FREQ=MONTHLY;INTERVAL=3"),
            (f"hằng năm, trước ngày {day}/{m}", f"FREQ=YEARLY;BYMONTH={m};BYMONTHDAY={day}"),
            (f"ngày {day} hằng tháng", f"FREQ=MONTHLY;BYMONTHDAY={day}"),
            (f"chậm nhất ngày {day} của tháng cuối quý", f"FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY={day}"),
        )
    )
    return Deadline(text, "recurring", rrule=rule)


def ongoing(chance: Chance, when: When) -> Deadline:
    if chance.often(0.25):
        text = chance.one((f"thường xuyên trong năm {when.year}", f"thường xuyên, liên tục trong năm {when.year}"))
        return Deadline(text, "ongoing", f"{when.year}-01-01", f"{when.year}-12-31")
    return Deadline(chance.one(("thường xuyên", "thường xuyên, liên tục")), "ongoing")


def relative(chance: Chance, when: When) -> Deadline:
    n = chance.one((3, 5, 7, 10, 15, 30))
    text = chance.one(
        (
            f"trong {n:02} ngày làm việc kể từ ngày nhận được hồ sơ hợp lệ",
            f"trong thời hạn {n} ngày kể từ ngày kết thúc hội nghị",
            f"chậm nhất {n} ngày sau khi kết thúc đợt kiểm tra",
            f"trong thời hạn {n:02} ngày làm việc, kể từ ngày nhận được văn bản đề nghị",
        )
    )
    return Deadline(text, "relative")


def since_issue(chance: Chance, when: When) -> Deadline:
    """A clock that starts with the document: its end is known where its day is."""
    n = chance.one((10, 15, 30, 45, 60, 100))
    words = chance.one(("ngày ban hành Kế hoạch", "ngày ban hành", "ngày ký ban hành văn bản này"))
    end = (when.issued + dt.timedelta(days=n)).isoformat() if when.day_known else None
    return Deadline(f"{chance.one(('trong thời hạn ', 'trong ', ''))}{n} ngày kể từ {words}", "relative", end=end)


def quarters(chance: Chance, when: When) -> Deadline:
    """A span of quarters, within the year or into the next."""
    if chance.often(0.5):
        text = chance.one(("quý II-III/{}", "quý II - III/{}", "quý II, III/{}", "quý II, quý III năm {}"))
        return Deadline(text.format(when.year), "during", f"{when.year}-04-01", f"{when.year}-09-30")
    text = f"quý IV/{when.year} đến hết quý II/{when.year + 1}"
    return Deadline(text, "during", f"{when.year}-10-01", f"{when.year + 1}-06-30")


def before_month(chance: Chance, when: When) -> Deadline:
    """Before a month: by the last day of the month before."""
    m = chance.number(max(when.first_month() + 1, 3), 13)
    year, shown = (when.year, m) if m < 13 else (when.year + 1, 1)
    return Deadline(f"trước tháng {shown}/{year}", "by", end=last_day(when.year, m - 1))


def from_year(chance: Chance, when: When) -> Deadline:
    return Deadline(f"từ năm {when.year}", "ongoing", start=f"{when.year}-01-01")


def pointing(chance: Chance, when: When) -> Deadline:
    """A cell that only points elsewhere."""
    return Deadline(
        chance.one(("Theo hướng dẫn của Trung ương", "Theo tiến độ được phê duyệt", "Khi có yêu cầu của cấp trên")),
        "relative",
    )


IN_SENTENCE = ((by, 10.0), (quarter, 2.0), (month, 2.0), (whole_year, 1.0), (half, 0.5), (relative, 1.0))
IN_CELL = (
    *((by, 5.0), (quarter, 4.0), (month, 3.0), (months, 1.5), (half, 1.0), (whole_year, 2.0), (years, 1.0)),
    *((days, 1.0), (recurring, 2.0), (ongoing, 3.0), (relative, 0.6), (pointing, 0.5), (year_end, 0.6)),
    *((since_issue, 0.4), (quarters, 0.6), (before_month, 0.4), (from_year, 0.3)),
)


def in_sentence(chance: Chance, when: When) -> Deadline:
    """As it stands after or before the words of a task; a bare "quý II" or "năm 2024" gets its "trong"."""
    found = chance.weighted(IN_SENTENCE)(chance, when)
    if found.kind == "during" and not found.text.startswith(("trong ", "từ ")):
        return replace(found, text=f"trong {found.text}")
    return found


def in_cell(chance: Chance, when: When) -> Deadline:
    """As a table's cell prints it: a capital first, a bare day more often than not."""
    found = chance.weighted(IN_CELL)(chance, when)
    text = found.text
    if found.kind == "by" and chance.often(0.3):
        for words in ("trước ngày ", "chậm nhất ngày "):
            if text.startswith(words) and text.count("/") == 2:
                text = text.removeprefix(words)
    if found.kind == "during" and chance.often(0.5):
        text = text.removeprefix("trong ")
    return replace(found, text=capital(text))
