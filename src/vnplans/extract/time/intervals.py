"""Intervals in folded text, as rules of RFC 5545: "hằng quý", "6 tháng một lần", "các tối thứ Bảy"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from vnplans.extract.time.words import Shape, duration_of, months_of, number_of, values

__all__ = ["INTERVALS", "PLACE", "Rhythm", "nth_of", "rule_of"]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Where it stands and its rule; None where no interval is said. `months`: its length, 0 for weeks and days."""

    at: int
    to: int
    rrule: str | None
    months: float
    alone: bool = False
    """Only "định kỳ"."""


_FREQ = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}


def rule_of(count: int, unit: str) -> str:
    """The rule of an interval: 2 "tuần" FREQ=WEEKLY;INTERVAL=2, 1 "quý" FREQ=MONTHLY;INTERVAL=3."""
    length = duration_of(count, unit)
    if length.startswith("PT"):
        return _every("HOURLY" if length[-1] == "H" else "MINUTELY", count)
    every, letter = int(length[1:-1]), length[-1]
    if letter == "M" and every % 12 == 0:
        every, letter = every // 12, "Y"
    return _every(_FREQ[letter], every)


def _every(frequency: str, count: int) -> str:
    return f"FREQ={frequency}" + (f";INTERVAL={count}" if count > 1 else "")


def _often(months: float) -> str | None:
    """The rule of what is done several times in a unit, every so many months."""
    if months < 1:
        return "FREQ=DAILY" if months < 0.1 else "FREQ=WEEKLY"
    return rule_of(int(months), "tháng")


def nth_of(text: str) -> str:
    """ "nhất" -> "1", "cuối" -> "-1": which one of a month, as RFC 5545 counts."""
    return {"đầu": "1", "cuối": "-1"}.get(text) or values("nth").get(text, text)


# Intervals: a shape and what it makes --------------------------------------------------------------------------------

_UNITS = Shape(r"(?:({n})\s+)?({unit})\b")


def _of_units(m: re.Match[str]) -> Rhythm:
    """The shortest of "tháng, quý, năm", "06 tháng, 01 năm"."""
    found = _UNITS.pattern.findall(m["units"])
    count, unit = min(((number_of(n) or 1, unit) for n, unit in found), key=lambda one: one[0] * months_of(one[1]))
    return Rhythm(*m.span(), rule_of(count, unit), count * months_of(unit))


def _once(m: re.Match[str]) -> Rhythm:
    if m["to"]:  # "2 - 3 tháng một lần"
        return Rhythm(*m.span(), None, 12)
    count = number_of(m["n"]) or 1
    return Rhythm(*m.span(), rule_of(count, m["u"]), count * months_of(m["u"]))


def _times(m: re.Match[str]) -> Rhythm:
    """ "02 lần/năm" is every six months, "5 lần/năm" no interval of whole months; "3 lần/tháng" is of every month."""
    count, months = number_of(m["n"]) or 1, months_of(m["u"])
    if m["u"] in ("tuần", "tháng") and not m["k"]:
        return Rhythm(*m.span(), rule_of(1, m["u"]), months / count)
    if m["k"]:  # "01 lần/06 tháng"
        rule = rule_of(int(m["k"]), m["u"]) if count == 1 else None
        return Rhythm(*m.span(), rule, months * int(m["k"]) / count)
    months /= count
    odd = months % 1 if months > 1 else m["u"] not in ("ngày", "tuần")
    return Rhythm(*m.span(), None if odd and months != 1 else _often(months), months)


def _without_interval(m: re.Match[str]) -> Rhythm:
    """ "mỗi học kỳ", "mỗi ca một lần": again and again, and no calendar says when."""
    return Rhythm(*m.span(), None, 12)


def _weekends(m: re.Match[str]) -> Rhythm:
    return Rhythm(*m.span(), "FREQ=WEEKLY;BYDAY=SA,SU", 0.25)


def _daily(m: re.Match[str]) -> Rhythm:
    """ "tất cả các ngày trong tuần", "các ngày làm việc trong tuần"."""
    return Rhythm(*m.span(), f"FREQ=WEEKLY;BYDAY={_WORKDAYS}" if m["work"] else "FREQ=DAILY", 0.03)


def _every_day(m: re.Match[str]) -> Rhythm:
    return Rhythm(*m.span(), "FREQ=DAILY", 0.03)


def _working_day(m: re.Match[str]) -> Rhythm:
    """ "ngày làm việc cuối cùng của tháng", "... đầu tiên của quý"."""
    place = "1" if m["place"].startswith("đầu") else "-1"
    months = "" if m["u"] == "tháng" else ";BYMONTH=" + ("1,4,7,10" if place == "1" else "3,6,9,12")
    return Rhythm(*m.span(), f"FREQ=MONTHLY{months};BYDAY={_WORKDAYS};BYSETPOS={place}", 3 if months else 1)


def _edge_day(m: re.Match[str]) -> Rhythm:
    """ "ngày cuối tháng", "ngày đầu quý"."""
    day = "1" if m["place"] == "đầu" else "-1"
    if m["u"] == "tháng":
        listed = f"{int(m['day'])},{day}" if m["day"] else day
        return Rhythm(*m.span(), f"FREQ=MONTHLY;BYMONTHDAY={listed}", 1)
    return Rhythm(*m.span(), f"FREQ=YEARLY;BYMONTH={'1,4,7,10' if day == '1' else '3,6,9,12'};BYMONTHDAY={day}", 3)


def _weekdays(m: re.Match[str]) -> Rhythm:
    """ "mỗi sáng thứ Hai", "các tối thứ Bảy, Chủ nhật"."""
    days = [values("weekday")[day] for day in _DAY_OF_WEEK.pattern.findall(m["days"])]
    return Rhythm(*m.span(), f"FREQ=WEEKLY;BYDAY={','.join(dict.fromkeys(days))}", 0.25)


def _weekdays_of_month(m: re.Match[str]) -> Rhythm:
    """ "tối thứ Bảy tuần thứ nhất và thứ ba trong tháng", "thứ Hai đầu tháng"."""
    day = values("weekday")[m["day"]]
    places = [nth_of(place) for place in PLACE.pattern.findall(m["nths"])]
    return Rhythm(*m.span(), f"FREQ=MONTHLY;BYDAY={','.join(place + day for place in places)}", 1)


def _alone(m: re.Match[str]) -> Rhythm:
    return Rhythm(*m.span(), None, 12, alone=True)


_WORKDAYS = "MO,TU,WE,TH,FR"
_DAY_OF_WEEK = Shape(r"{weekday}", "thứ|chủ")
PLACE = Shape(r"[1-5]|\b(?:{nth}|đầu|cuối)\b")
_MORE = (
    r"(?:\s*(?:,|và|/|hoặc)\s*(?:(?:{every}|cả|cuối)\s+)?(?:(?:0?[369]|ba|sáu|chín|01|1|một)\s+)?{unit}\b(?!\s*\d"
    r"|\s+(?:sau|trước|học)))*"
)
INTERVALS: tuple[tuple[Shape, Callable[[re.Match[str]], Rhythm]], ...] = (
    # "hằng tháng, quý, năm", "mỗi 2 tuần"
    (
        Shape(
            r"\b(?:theo\s+)?(?:định kỳ\s+)?{every}\s+(?P<units>(?:(?:\d{1,2}|hai|ba|sáu)\s+)?{unit}\b" + _MORE + ")",
            "{every}",
        ),
        _of_units,
    ),
    # "06 tháng một lần", "30 phút một lần"
    (
        Shape(
            r"\b(?:định kỳ\s+)?(?P<n>{n})(?P<to>\s*-\s*\d+)?\s*(?P<u>{unit}|giờ|phút)\s*(?:/|\s)\s*"
            r"(?:01|1|một)?\s*lần\b",
            "lần",
        ),
        _once,
    ),
    # "03 tháng họp một lần", "cứ 6 tháng báo cáo một lần"
    (
        Shape(
            r"\b(?:cứ\s+)?(?P<n>{n})(?P<to>\s*-\s*\d+)?\s*(?P<u>{unit})\s+(?:(?!{every}\b)[^\W\d_]+\s+){1,3}"
            r"(?:01|1|một)\s+lần\b",
            "lần",
        ),
        _once,
    ),
    # "Đôn đốc việc thực hiện, 6 tháng báo cáo Chủ tịch Ủy ban nhân dân tỉnh một lần"
    (
        Shape(
            r"(?:(?<![^.;,:\s])(?<![^\W_] )|\bcứ\s+)(?P<n>{n})(?P<to>\s*-\s*\d+)?\s*(?P<u>{unit})\s+"
            r"(?:báo cáo|họp|kiểm tra|giao ban|tổng hợp|sơ kết|đánh giá|thông báo|rà soát|gửi|đối chiếu|sinh hoạt)\b"
            r"(?:\s[^\W\d_]+){0,9}\s+(?:01|1|một)\s+lần\b",
            "lần",
        ),
        _once,
    ),
    # "mỗi tháng hai đợt", "mỗi năm 02 lần"
    (
        Shape(
            r"\b(?:định kỳ\s+)?{every}\s+(?P<k>)(?P<u>{unit})\s+(?:{least}\s+)?(?P<n>{n})\s+"
            r"(?:lần|đợt|buổi|số|bài|tin|kỳ|cuộc|phiên|chuyên mục|chuyên đề|lượt)\b",
            "{every}",
        ),
        _times,
    ),
    # "ngày hai lần", "tuần ba buổi", "quý một đợt"
    (
        Shape(
            r"(?<!\d )(?<!một )(?<!nửa )(?<!mỗi )(?<!hằng )(?<!hàng )(?<!trong )(?<!học )\b(?P<k>)"
            r"(?P<u>ngày|tuần|tháng|quý|năm)\s+"
            r"(?:{least}\s+)?(?P<n>0?[1-9]|{number})\s+(?:lần|buổi|đợt|kỳ(?!\s+họp))\b(?!\s*(?:thứ|đầu|cuối|sau|này|\d|/))",
            "ngày|tuần|tháng|quý|năm",
            "lần|buổi|đợt|kỳ",
        ),
        _times,
    ),
    # "1 năm 2 lần", "một tháng hai buổi"
    (
        Shape(
            r"(?<![\d/])(?<!đợt )(?<!lần )(?<!kỳ )(?<!đoạn )(?<!bước )(?<!lớp )(?<!trong )(?:0?1|một)\s+(?P<k>)"
            r"(?P<u>tuần|tháng|quý|năm)\s+(?:{least}\s+)?(?P<n>0?[2-9]|{number})\s+"
            r"(?:lần|buổi|đợt|cuộc|phiên)\b(?!\s*\d)",
            "tuần|tháng|quý|năm",
            "lần|buổi|đợt|cuộc|phiên",
        ),
        _times,
    ),
    # "01 kỳ/tháng", "2 buổi/tuần"
    (
        Shape(
            r"(?<!quá )(?<!đa )(?<!đấu )\b(?:{least}\s+)?"
            r"(?P<k>)(?P<n>{n})\s*(?:kỳ|buổi|số|đợt|cuộc|chuyên mục|chuyên đề|bản tin"
            r"|tin(?:\s*[,/]?\s*bài)?|bài(?:\s+viết)?|hội nghị|hội thảo|phiên)\s*/\s*(?:01|1|một)?\s*"
            r"(?P<u>tuần|tháng|quý|năm)\b(?!\s*\d)",
            "tuần|tháng|quý|năm",
        ),
        _times,
    ),
    # "Công bố chỉ số giá theo tháng.": when a verb of telling opens the clause
    (
        Shape(
            r"(?:(?<=báo cáo )|(?<=kết quả )|(?<=tình hình )|(?<=tiến độ )|(?<=số liệu )|(?<=chỉ số giá )"
            r"|(?<=thực đơn )|(?<=giao ban )|(?<=kiểm tra )|(?<=đánh giá )|(?<=công khai ))"
            r"theo\s+(?P<units>(?:tuần|tháng|quý)\b)(?=\s*(?:$|[.;,)]))",
            "theo",
        ),
        _of_units,
    ),
    # "quyết toán theo từng quý"
    (Shape(r"\btheo\s+từng\s+(?P<units>(?:tuần|tháng|quý)\b" + _MORE + r")(?!\s*\d)", "từng"), _of_units),
    # "tất cả các ngày trong tuần", "các ngày làm việc trong tuần"
    (
        Shape(
            r"\b(?:tất cả\s+)?(?:các|mọi)\s+ngày\s+(?P<work>làm việc\s+)?(?:trong|của)\s+tuần\b"
            r"(?!\s+(?:này|sau|tới|đầu|cuối|qua))",
            "ngày",
            "tuần",
        ),
        _daily,
    ),
    # "ngày làm việc cuối cùng của tháng"
    (
        Shape(
            r"(?<!\d )\bngày\s+làm việc\s+(?P<place>đầu(?:\s+tiên)?|cuối(?:\s+cùng)?)\s+"
            r"(?:của\s+|trong\s+)?(?:{every}\s+)?(?P<u>tháng|quý)\b(?!\s*(?:\d|i|này|sau|tới))",
            "ngày",
            "tháng|quý",
        ),
        _working_day,
    ),
    # "tối thứ Bảy tuần thứ nhất và thứ ba trong tháng", "thứ Sáu cuối cùng của tháng"
    (
        Shape(
            r"\b(?:{day_part}\s+|ngày\s+)?(?P<day>{weekday})\s+"
            r"(?P<nths>tuần\s+(?:thứ\s+)?(?:[1-5]|{nth}|đầu|cuối)(?:\s+(?:tiên|cùng))?(?:\s*(?:,|và)\s*(?:tuần\s+)?(?:thứ\s+)?(?:[1-5]|{nth}|cuối))*|đầu(?:\s+tiên)?|cuối(?:\s+cùng)?)\s*,?\s*"
            r"(?:(?:trong|của)\s+)?(?:mỗi\s+)?tháng\b(?!\s*(?:\d|này|sau|tới|t?háng|{nth}\b))",
            "thứ|chủ",
            "tháng",
        ),
        _weekdays_of_month,
    ),
    # "mỗi sáng thứ Hai", "các tối thứ Bảy, Chủ nhật", "sáng thứ Hai đầu tuần"
    (
        Shape(
            r"\b(?:(?:mỗi|hằng|các|những)\s+(?:ngày\s+|(?:buổi\s+)?{day_part}\s+)*"
            r"(?P<days>{weekday}(?:\s*(?:,|và|;)\s*(?:{day_part}\s+)?{weekday})*)"
            r"(?:\s+(?:trong|hằng|hàng)\s+tuần)?)(?!\s*,?\s*(?:ngày\s+)?\d)(?!\s+(?:tuần|của|đầu|cuối|hằng|hàng))",
            "thứ|chủ",
        ),
        _weekdays,
    ),
    (
        Shape(r"\b(?:{day_part}\s+)?(?P<days>{weekday})\s+đầu\s+tuần\b(?!\s+(?:này|sau|tới|thứ|\d))", "thứ", "tuần"),
        _weekdays,
    ),
    # Days of the lunar calendar, feasts: again and again, and no rule says when
    (
        Shape(
            r"\b(?:vào\s+)?(?:các\s+)?ngày\s+(?:rằm|m[ùồ]ng\s+(?:một|1))"
            r"(?:\s*(?:,|và)\s*(?:ngày\s+)?(?:rằm|m[ùồ]ng\s+(?:một|1)))*(?!\s+(?:tháng|tết))\b",
            "ngày",
        ),
        _without_interval,
    ),
    (
        Shape(
            r"\b(?:trong|vào|nhân)\s+(?:(?:các|những|mỗi)\s+)(?:dịp|ngày)\s+(?:nghỉ\s+)?lễ\b(?:\s+lớn)?"
            r"(?:\s*(?:,|và)\s*tết\b)?(?=\s*(?:$|[.;,)]|hằng năm|hàng năm))",
            "lễ",
        ),
        _without_interval,
    ),
    # "cuối mỗi học kỳ", "mỗi buổi chợ một lần"
    (
        Shape(
            r"\b(?:(?:đầu|giữa|cuối)\s+)?{every}\s+(?:học kỳ\b"
            r"|{round}\b(?:\s[^\W\d_]+){0,2}?\s+{n}\s+(?:lần|buổi|đợt|lượt)\b)",
            "{every}",
        ),
        _without_interval,
    ),
    # "mỗi sáng", "mỗi cuối tuần"
    (Shape(r"\bmỗi\s+(?:buổi\s+)?{day_part}\b(?!\s+(?:{weekday}|ngày|\d))", "mỗi"), _every_day),
    (Shape(r"\bmỗi\s+(?:dịp\s+)?cuối\s+tuần\b", "mỗi"), _weekends),
    # "vào các ngày cuối tuần"
    (
        Shape(
            r"(?<!trừ )(?<!cả )\b(?:tất cả\s+)?(?:các|mọi|những)\s+ngày\s+cuối\s+tuần\b(?!\s+(?:qua|vừa|của))",
            "cuối",
            "tuần",
        ),
        _weekends,
    ),
    # "02 lần/học kỳ", "nửa tháng một lần", "mỗi nhiệm kỳ"
    (
        Shape(
            r"\b(?:(?:{least}\s+)?{n}\s*(?:lần|buổi|cuộc)\s*/\s*(?:{n}\s+)?(?:học kỳ|năm học|nhiệm kỳ|vụ|{round})\b"
            r"|nửa\s+(?:tháng|năm)\s+(?:một|1|01)\s+lần\b|{every}\s+(?:nhiệm kỳ|vụ)\b(?:\s+{n}\s+lần\b)?)",
            "lần|buổi|cuộc|{every}",
        ),
        _without_interval,
    ),
    # "ngày cuối tháng", "ngày đầu tiên của mỗi quý"
    (
        Shape(
            r"(?<!những )(?<!các )(?:\bngày\s+(?P<day>{day_number})\s+và\s+)?"
            r"\bngày\s+(?P<place>đầu|cuối)(?:\s+(?:tiên|cùng))?\s+(?:(?:của|mỗi)\s+)*"
            r"(?P<u>tháng|quý)\b(?!\s*(?:\d|i|này|sau|tới|báo|t?háng))",
            "ngày",
        ),
        _edge_day,
    ),
    # "tối thiểu 02 lần/năm"
    (
        Shape(
            r"\b(?:định kỳ\s+)?(?:{least}\s+)?(?P<n>{n})\s*lần\s*(?:/|trong)?\s*(?:01|1|một|mỗi|(?P<k>\d{1,2}))?\s*"
            r"(?P<u>{unit})\b(?!\s+(?:lương|phụ cấp|trợ cấp|tiền|sinh hoạt phí|học phí))",
            "lần",
        ),
        _times,
    ),
    # "báo cáo định kỳ quý, 6 tháng, năm"
    (
        Shape(
            r"\b(?:theo\s+)?(?:báo cáo\s+)?định kỳ\s+(?:vào\s+)?(?P<units>(?:{n}\s+)?{unit}\b(?!\s*\d)" + _MORE + ")",
            "kỳ",
        ),
        _of_units,
    ),
    # "6 tháng, năm"
    (
        Shape(
            r"\b(?P<units>(?:(?:tháng|quý)\s*,\s*)*(?:0?6|sáu)\s+tháng\s*(?:,|và)\s*(?:(?:cuối|{every}|cả|01|1"
            r"|một)\s+)?năm)\b(?!\s*\d)",
            "0|sáu",
            "tháng",
        ),
        _of_units,
    ),
    # "báo cáo tuần trước 15 giờ thứ Năm"
    (Shape(r"\bbáo cáo\s+(?P<units>tuần)\b(?=[^.;,\d]{0,30}(?:\d{1,2}\s*(?:giờ|h)\s*)?{weekday})", "tuần"), _of_units),
    # A cell that says only "Tháng, quý, năm"
    (Shape(r"^\W*từng\s+(?P<units>{unit}\b" + _MORE + r")\W*$", "từng"), _of_units),
    (Shape(r"^\W*(?:báo cáo\s+)?(?P<units>{unit}(?=\s*[,/]|\s+và\s)" + _MORE + r")\W*$", "{unit}"), _of_units),
    # A cell that says only "Cuối mỗi quý"
    (Shape(r"^\W*(?:vào\s+)?cuối\s+(?:các|mỗi|từng)\s+(?P<units>{unit})\W*$", "cuối"), _of_units),
    (Shape(r"\b(?:theo\s+)?định kỳ\b", "kỳ"), _alone),
)
