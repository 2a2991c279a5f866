"""Every row of every table in data/ is proved: its form, its dates, no variant in two live rows, its examples."""

from __future__ import annotations

import datetime as dt
import itertools
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import pytest

from vnplans.extract.agencies.lexicon import lexicon
from vnplans.extract.agencies.lists import coordinating, find_agencies, leading_agencies, open_name, split_agencies
from vnplans.extract.duties.headers import field_of
from vnplans.extract.fields.citations import read_citations
from vnplans.extract.fields.targets import measures
from vnplans.extract.numbers import number_line, parse_number, types_of_code
from vnplans.extract.orders.sections import holds
from vnplans.extract.orders.verbs import verb_at
from vnplans.extract.time.deadlines import find_deadline, read_deadline
from vnplans.kinds import kind_names
from vnplans.knowledge import alternatives, table
from vnplans.landmarks import (
    SUBJECT,
    addressee_line,
    annex_label,
    authority_line,
    begins,
    holds_word,
    is_enclosed,
    is_mark,
    is_motto,
    is_signing_line,
    is_type_word,
    leads_to,
    mark_role,
    motto_at,
    number_label,
    recipients_line,
    type_line,
)
from vnplans.landmarks import words as landmark_words
from vnplans.models import Citation, Secrecy, Target, Urgency
from vnplans.pages import Block
from vnplans.readers.styled.legacy import font_encoding
from vnplans.text import clean, fold

Row = Mapping[str, Any]
DATA = Path(__file__).parents[1] / "src" / "vnplans" / "data"
TABLES = sorted(path.stem for path in DATA.glob("*.toml"))
ISSUED = dt.date(2024, 5, 20)


def rows(name: str, **only: str) -> list[Row]:
    return [row for row in table(name) if all(row.get(k) == v for k, v in only.items())]


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)


@pytest.mark.parametrize("name", TABLES)
def test_form(name: str) -> None:
    raw = tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))
    assert raw["row"], "an empty table"
    for row in table(name):
        for text in strings(row):
            assert unicodedata.is_normalized("NFC", text), text
            assert text == text.strip(), f"outer blanks: {text!r}"
        if "since" in row and "until" in row:
            assert row["since"] < row["until"], row


@pytest.mark.parametrize("name", TABLES)
def test_no_row_stands_twice(name: str) -> None:
    seen: set[str] = set()
    for row in table(name):
        key = repr(sorted((k, str(v)) for k, v in row.items() if k != "examples"))
        assert key not in seen, row
        seen.add(key)


def alive_together(a: Row, b: Row) -> bool:
    first, last = dt.date.min, dt.date.max
    return bool(a.get("since", first) < b.get("until", last) and b.get("since", first) < a.get("until", last))


def names(row: Row, key: str) -> set[str]:
    """As folded words; a code ("VHTT") is another name in capitals only, and stays as it is."""
    return {v if v.isupper() else fold(v) for v in (row[key], *row.get("variants", ()))}


SCOPES: dict[str, tuple[str, Callable[[Row], object]]] = {
    "agencies": ("name", lambda row: None),
    "provinces": ("name", lambda row: None),
    "agency_heads": ("word", lambda row: None),
    "agency_words": ("word", lambda row: row["kind"]),
    "agency_abbreviations": ("word", lambda row: None),
    "deadline_words": ("word", lambda row: row["kind"]),
    "verbs": ("word", lambda row: row["kind"]),
    "target_units": ("word", lambda row: None),
    "legacy_fonts": ("name", lambda row: None),
}


@pytest.mark.parametrize("name", SCOPES)
def test_no_variant_belongs_to_two_live_rows(name: str) -> None:
    key, scope = SCOPES[name]
    for a, b in itertools.combinations(table(name), 2):
        if scope(a) == scope(b) and alive_together(a, b):
            assert not names(a, key) & names(b, key), (a, b)


def test_no_field_of_a_department_has_two_live_names() -> None:
    for a, b in itertools.combinations(table("agency_fields"), 2):
        if set(a["heads"]) & set(b["heads"]) and alive_together(a, b):
            assert not names(a, "name") & names(b, "name"), (a, b)


# Examples read as themselves ---------------------------------------------------------------------------------------


def one(example: str) -> Any:
    (mention,) = split_agencies(example)
    assert mention.text == example
    return mention.agency


@pytest.mark.parametrize("row", rows("agencies"), ids=lambda row: row["name"])
def test_agency(row: Row) -> None:
    for printed in (*row["examples"], row["name"], *row.get("variants", ())):
        assert one(printed).name.startswith(row["name"]), printed


@pytest.mark.parametrize("row", rows("agency_fields"), ids=lambda row: row["name"])
def test_field(row: Row) -> None:
    for example in row["examples"]:
        assert row["name"] in one(example).name
    for head in row["heads"]:
        for variant in (row["name"], *row["variants"]):
            read = open_name(f"{head} {variant}").name
            twin = [r["name"] for r in table("agency_fields") if head in r["heads"] and variant in r["variants"]]
            assert read == f"{head} {row['name']}" or read[len(head) + 1 :] in twin, (head, variant, read)


@pytest.mark.parametrize(
    "row", [r for r in rows("agency_fields") if "since" in r or "until" in r], ids=lambda r: r["name"]
)
def test_a_field_reads_as_itself_on_a_day_on_which_it_stood(row: Row) -> None:
    day = row["since"] if "since" in row else row["until"] - dt.timedelta(days=1)
    for head in row["heads"]:
        for variant in (row["name"], *row["variants"]):
            assert open_name(f"{head} {variant}", on=day).name == f"{head} {row['name']}", variant
        of = open_name(f"{head} {row['name']}", on=day).successor
        assert of == (f"{head} {row['successor']}" if "successor" in row else None)


@pytest.mark.parametrize("row", rows("agency_heads"), ids=lambda row: row["word"])
def test_head(row: Row) -> None:
    for example in row["examples"]:
        one(example)
        found = leading_agencies(f"{example} tổ chức thực hiện")
        assert [m.text for m in found] == [example]
    for word in row.get("unless", ()):
        if word[0].isalpha():
            assert all(m.text != row["word"] for m in leading_agencies(f"{row['word']} {word} theo")), word


@pytest.mark.parametrize("row", rows("provinces"), ids=lambda row: row["name"])
def test_province(row: Row) -> None:
    for example in row["examples"]:
        agency = open_name(example)
        assert (agency.province, agency.level) == (row["name"], "province")
        assert open_name(example.upper()).name == agency.name
    for variant in row.get("variants", ()):
        assert open_name(f"Ủy ban nhân dân {row['kind']} {variant}").province == row["name"], variant
    if "successor" in row:
        assert open_name(row["examples"][0]).successor is not None


@pytest.mark.parametrize("name", ["agencies", "agency_fields", "provinces"])
def test_only_a_body_that_ended_has_a_successor(name: str) -> None:
    for row in table(name):
        assert "until" in row or "successor" not in row, row


def test_successors_are_provinces_that_stand() -> None:
    alive = {f"{row['kind']} {row['name']}".capitalize() for row in table("provinces") if "until" not in row}
    alive = {name.casefold() for name in alive}
    assert len(alive) == 34  # Nghị quyết 202/2025/QH15
    assert {row["successor"].casefold() for row in table("provinces") if "successor" in row} <= alive


def test_successors_of_fields_are_fields_that_stand() -> None:
    alive = {row["name"] for row in table("agency_fields") if "until" not in row}
    assert {row["successor"] for row in table("agency_fields") if "successor" in row} <= alive


AGENCY_WORDS: dict[str, Callable[[Row, str], bool]] = {
    "group": lambda row, ex: [m.agency.group for m in split_agencies(ex)] in ([True], [True, True]),
    "office": lambda row, ex: [m.text for m in leading_agencies(f"{ex} chỉ đạo")] == [ex],
    "many": lambda row, ex: [m.agency.group for m in leading_agencies(f"{ex[:1].upper()}{ex[1:]} báo cáo")] == [True],
    "unit": lambda row, ex: one(ex).level == row["level"],
    "member": lambda row, ex: one(ex).text == ex,
    "stop": lambda row, ex: [m.text for m in find_agencies(f"Sở Nội vụ {ex} đó")] == ["Sở Nội vụ"],
    "level": lambda row, ex: (
        [m.text for m in leading_agencies(f"{ex[:1].upper()}{ex[1:]} họp")] == [ex[:1].upper() + ex[1:]]
    ),
    "whole": lambda row, ex: [m.text for m in leading_agencies(f"{ex} báo cáo kết quả")] == [ex],
    "aside": lambda row, ex: [m.text for m in split_agencies(ex)] == [ex.partition(" (")[0]],
    "manner": lambda row, ex: [m.text for m in coordinating(ex)] == [ex.partition(" với ")[2]],
    "sender": lambda row, ex: not leading_agencies(ex) and bool(leading_agencies(ex.removesuffix(" ĐIỆN:"))),
    "label": lambda row, ex: [m.text for m in split_agencies(ex)] == [ex.partition(": ")[2]],
    "inner": lambda row, ex: [m.text for m in leading_agencies(f"{ex} tổ chức")] == [ex],
    "compound": lambda row, ex: [m.text for m in split_agencies(ex)] == [ex],
}


@pytest.mark.parametrize("row", rows("agency_words"), ids=lambda row: f"{row['kind']}: {row['word']}")
def test_word_around_names(row: Row) -> None:
    for example in row["examples"]:
        assert row["word"].casefold() in fold(example)
        assert AGENCY_WORDS[row["kind"]](row, example), example


@pytest.mark.parametrize("row", rows("agency_abbreviations"), ids=lambda row: row["word"])
def test_abbreviation_inside_a_name(row: Row) -> None:
    assert fold(row["name"]) in fold(open_name(f"Ban Quản lý {row['word']}").name)


@pytest.mark.parametrize("row", rows("verbs"), ids=lambda row: f"{row['kind']}: {row['word']}")
def test_verb(row: Row) -> None:
    assert fold(row["word"]) == row["word"]
    for example in row["examples"]:
        assert fold(example).startswith(row["word"])
        if row["kind"] == "order":
            assert leading_agencies(example), example
        else:
            assert leading_agencies(f"Sở Nội vụ {example}")[0].text == "Sở Nội vụ"


def said(text: str) -> Any:
    """The deadline that a sentence says for its own work, as the values of its fields; {} if it says none."""
    found = find_deadline(text, ISSUED)
    return found[0].model_dump(exclude_defaults=True) if found else {}


def phrase(text: str) -> Any:
    """The deadline of a phrase or cell."""
    found = read_deadline(text, ISSUED)
    return found.model_dump(exclude_defaults=True) if found else {}


def is_last_day(example: str) -> bool:
    """The whole example is one phrase that names a last day."""
    deadline = said(example)
    return bool(deadline) and (deadline["kind"], deadline["text"]) == ("by", example)


def rhythm(example: str) -> str:
    return phrase(example).get("rrule") or ""


DEADLINE_WORDS: dict[str, Callable[[Row, str], bool]] = {
    # Numbers and units
    "month": lambda row, ex: getattr(phrase(ex).get("end"), "month", 0) == row["value"],
    "weekday": lambda row, ex: f"BYDAY={row['value']}" in rhythm(ex),
    "number": lambda row, ex: f"P{row['value']}D" in phrase(f"trong vòng {ex}")["duration"],
    "nth": lambda row, ex: rhythm(ex) == f"FREQ=MONTHLY;BYDAY={row['value']}FR",
    "unit": lambda row, ex: phrase(ex)["duration"] == f"P{5 * int(row['value'][1:-1])}{row['value'][-1]}",
    "day_part": lambda row, ex: phrase(f"Họp {ex}").get("text") == ex and rhythm(ex) == "FREQ=WEEKLY;BYDAY=FR",
    "counted": lambda row, ex: not phrase(ex),
    "share": lambda row, ex: not phrase(ex),
    # Before a date
    "latest": lambda row, ex: is_last_day(ex),
    "filler": lambda row, ex: is_last_day(ex),
    "within": lambda row, ex: said(f"Kiểm tra trường học {ex}").get("text") == ex,
    "done": lambda row, ex: bool(said(ex)),
    "held": lambda row, ex: said(ex).get("start") == said(ex).get("end") == dt.date(2024, 9, 15),
    "starts": lambda row, ex: said(ex).get("start") == dt.date(2024, 7, 1),
    # Before a date that is no deadline
    "act": lambda row, ex: not said(f"Thực hiện {ex}"),
    "told": lambda row, ex: not said(ex),
    "as_of": lambda row, ex: not said(ex),
    "of_thing": lambda row, ex: not said(ex),
    "reach": lambda row, ex: not said(ex),
    "term": lambda row, ex: not said(ex),
    "outlook": lambda row, ex: not said(ex),
    # Rhythms
    "every": lambda row, ex: rhythm(ex) == "FREQ=MONTHLY;INTERVAL=3",
    "least": lambda row, ex: phrase(ex).get("duration") == "P2D",
    "next": lambda row, ex: rhythm(ex) == "FREQ=MONTHLY;BYMONTHDAY=5",
    "reported": lambda row, ex: rhythm(ex) == "FREQ=MONTHLY;BYMONTHDAY=5",
    "yearly": lambda row, ex: not said(f"Thực hiện đúng {ex} được duyệt"),
    "makes": lambda row, ex: said(ex).get("rrule") == "FREQ=YEARLY",
    "judged": lambda row, ex: not said(ex),
    "judging": lambda row, ex: not said(ex),
    "always": lambda row, ex: phrase(ex).get("kind") == "ongoing",
    "refuse": lambda row, ex: not said(f"Bảo đảm {ex} thực hiện"),
    # Deadlines that hang on something
    "limit": lambda row, ex: phrase(ex).get("duration") == "P5D" and phrase(ex)["text"] == ex,
    "stretch": lambda row, ex: phrase(ex).get("duration") == "P5D" and phrase(ex)["text"] == ex,
    "event": lambda row, ex: phrase(f"Gửi tài liệu {ex}").get("kind") == "relative",
    "begin": lambda row, ex: said(ex).get("kind") == "relative",
    "round": lambda row, ex: said(f"Báo cáo {ex}").get("kind") == "relative",
    "sitting": lambda row, ex: said(f"Trình {ex}").get("kind") == "relative",
    "coming": lambda row, ex: said(f"Trình {ex}").get("kind") == "relative",
    "paper": lambda row, ex: said(f"Trả lương mới {ex}").get("kind") == "relative",
    "issue": lambda row, ex: phrase(ex).get("end") == ISSUED + dt.timedelta(days=5),
    "refer": lambda row, ex: phrase(ex).get("anchor") == ex,
    "refer_lead": lambda row, ex: phrase(ex).get("anchor") == ex,
}


@pytest.mark.parametrize("row", rows("deadline_words"), ids=lambda row: f"{row['kind']}: {row['word']}")
def test_word_of_deadlines(row: Row) -> None:
    for example in row["examples"]:
        assert DEADLINE_WORDS[row["kind"]](row, example), example
    for negative in row.get("negatives", ()):
        assert not DEADLINE_WORDS[row["kind"]](row, negative), negative


@pytest.mark.parametrize("row", rows("target_units"), ids=lambda row: row["word"])
def test_unit_of_targets(row: Row) -> None:
    for example in row["examples"]:
        assert [(m.target.value, m.target.unit) for m in measures(example)] == [(5.0, row["word"])]


def lone(example: str) -> Target:
    (measure,) = measures(example)
    return measure.target


TARGET_WORDS: dict[str, Callable[[Row, str], bool]] = {
    "compares": lambda row, ex: lone(ex).comparator == row["sign"],
    "verb": lambda row, ex: lone(ex).metric == "Tỷ lệ che phủ rừng",
    "opening": lambda row, ex: lone(ex).metric == "hộ dùng nước sạch",
    "lead": lambda row, ex: lone(ex).metric == "tỷ lệ hộ dùng nước sạch",
    "beside": lambda row, ex: lone(ex).metric == "Tỷ lệ hộ nghèo",
    "past": lambda row, ex: not list(measures(ex)),
    "horizon": lambda row, ex: lone(ex).by == dt.date(2030, 12, 31),
}


@pytest.mark.parametrize("row", rows("target_words"), ids=lambda row: row["kind"] + row.get("sign", ""))
def test_word_around_targets(row: Row) -> None:
    for example in row["examples"]:
        assert TARGET_WORDS[row["kind"]](row, example), example
    for negative in row.get("negatives", ()):
        assert not TARGET_WORDS[row["kind"]](row, negative), negative


@pytest.mark.parametrize("row", rows("target_words", kind="compares"), ids=lambda row: row["sign"])
def test_comparator(row: Row) -> None:
    for word in row["words"]:
        assert lone(f"Tỷ lệ hộ dùng nước sạch {word} 90 %").comparator == row["sign"], word


def first(example: str) -> Citation:
    return next(citation for citation, _, _ in read_citations(example))


CITATION_WORDS: dict[str, Callable[[str], bool]] = {
    "clause": lambda ex: first(ex).issuer == "Chính phủ",
    "subject": lambda ex: first(ex).title is not None,
    "not_in_law": lambda ex: first(ex).title == "Luật Đầu tư",
    "not_after_comma": lambda ex: "," not in (first(ex).title or ","),
    "body": lambda ex: first(ex).title == "về việc giao đất",
    "amends": lambda ex: first(ex).relation == "amends",
    "replaces": lambda ex: first(ex).relation == "replaces",
    "implements": lambda ex: first(ex).relation == "implements",
}
# The same with each word of a row in its place
AROUND = {
    "clause": "Quyết định số 12/QĐ-TTg của Chính phủ {} việc chung",
    "subject": "Quyết định số 12/QĐ-TTg {} việc sắp xếp",
    "not_in_law": "Luật Đầu tư {} 2020",
    "not_after_comma": "Luật Đầu tư, {} điều",
    "body": "Quyết định số 12/QĐ-TTg về việc giao đất, {} cứ",
    "amends": "{} Nghị định số 12/2020/NĐ-CP",
    "replaces": "{} Nghị định số 12/2020/NĐ-CP",
    "implements": "{} Nghị định số 12/2020/NĐ-CP",
}


@pytest.mark.parametrize("row", rows("citation_words"), ids=lambda row: row["kind"])
def test_word_around_citations(row: Row) -> None:
    proof = CITATION_WORDS[row["kind"]]
    for example in (*row["examples"], *(AROUND[row["kind"]].format(word) for word in row["words"])):
        assert proof(example), example
    for negative in row.get("negatives", ()):
        assert not proof(negative), negative


# Kinds of act and landmarks of a page ------------------------------------------------------------------------------


def printed(line: str) -> Block:
    return Block(line, capitals=line.isupper())


@pytest.mark.parametrize("row", rows("kinds"), ids=lambda row: row["name"])
def test_kind(row: Row) -> None:
    name = row["name"]
    assert type_line(printed(name.upper())) == (name, len(name))
    assert type_line(printed(f"{name.upper()} Về việc X")) == (name, len(name))
    assert type_line(printed(name)) is None
    assert is_type_word(name)
    for code in {row.get("code"), *row.get("codes", ())} - {None}:
        assert name in types_of_code(code)
    if "code" in row:
        number = parse_number(f"12/{row['code']}-UBND")
        assert number is not None
        assert (number.type_code, number.issuer_code) == (row["code"], "UBND")


@pytest.mark.parametrize("name", kind_names("adopted"))
def test_what_a_meeting_adopts(name: str) -> None:
    assert verb_at(f"thông qua {fold(name)}") == 0


@pytest.mark.parametrize("name", kind_names("drafted"))
def test_what_a_body_draws_up(name: str) -> None:
    assert verb_at(f"có {fold(name)}") == 0


@pytest.mark.parametrize("name", kind_names("law"))
def test_what_is_cited_by_its_name(name: str) -> None:
    assert first(f"{name} Đầu tư").title == f"{name} Đầu tư"


@pytest.mark.parametrize("name", kind_names("paired"))
def test_what_is_cited_behind_another(name: str) -> None:
    assert first(f"Quyết định số 12/QĐ-TTg về việc giao đất và {name} số 3").title == "về việc giao đất"


def is_of_kind(row: Row, line: str) -> bool:
    return begins(line, row["kind"])


LANDMARKS: dict[str, Callable[[Row, str], bool]] = {
    "motto": lambda row, line: is_motto(printed(line)),
    "number": lambda row, line: number_line(line) is not None,
    "subject": lambda row, line: SUBJECT.match(line) is not None,
    "half": lambda row, line: leads_to(line, "half") is not None,
    "chairman": lambda row, line: leads_to(line, "chairman") == len("CHỦ TỊCH "),
    "head_of": lambda row, line: leads_to(line, "head_of") is not None,
    "serving": lambda row, line: fold(line) in row["words"],
    "addressee": lambda row, line: addressee_line(line) is not None,
    "recipients": lambda row, line: recipients_line(line) is not None,
    "signs_for": lambda row, line: authority_line(line),
    "office": lambda row, line: is_signing_line(line),
    "head": lambda row, line: is_signing_line(line, capitals=False),
    "annex": lambda row, line: annex_label(line) is not None,
    "form": lambda row, line: annex_label(line) is not None,
    "enclosed": lambda row, line: is_enclosed(line),
    **dict.fromkeys(("draft", "urgency", "secrecy", "restricted", "paper"), lambda row, line: is_mark(line)),
    **dict.fromkeys(("republisher", "clerk"), lambda row, line: holds_word(line, row["kind"])),
    **dict.fromkeys(("stamp", "signature"), lambda row, line: mark_role(line) == row["kind"]),
}


@pytest.mark.parametrize("row", rows("landmarks"), ids=lambda row: f"{row['kind']}: {row['words'][0]}")
def test_landmark(row: Row) -> None:
    proof = LANDMARKS.get(row["kind"], is_of_kind)
    for example in row["examples"]:
        assert proof(row, example), example
    for negative in row.get("negatives", ()):
        assert not proof(row, negative), negative
    for word in row["words"]:
        assert begins(f"{word} ...", row["kind"]), word


@pytest.mark.parametrize("row", rows("landmarks", kind="motto"), ids=lambda row: row["words"][0])
def test_motto_beside_the_other_column(row: Row) -> None:
    for example in (row["words"][0].upper(), row["examples"][0]):
        assert motto_at(f"SỞ NỘI VỤ {example}") == len("SỞ NỘI VỤ ")
    assert motto_at("SỞ NỘI VỤ TỈNH HẢI DƯƠNG") is None


def test_options_of_landmarks() -> None:
    assert recipients_line("Nơi nhận hồ sơ", marked=False)
    assert not recipients_line("Nơi nhận hồ sơ")
    assert authority_line("TM. UBND", marked=True)
    assert not authority_line("TL 2", marked=True)
    assert is_signing_line("Phó Chủ tịch", capitals=False)
    assert not is_signing_line("Phó Chủ tịch")
    assert not is_signing_line("giám đốc các sở", capitals=False)
    assert not is_signing_line("Cục trưởng Cục Kiểm lâm", capitals=False)
    assert number_label("số :")
    assert not number_label("Số 12")


def test_marks_are_those_of_the_record() -> None:
    assert set(landmark_words("urgency")) == set(get_args(Urgency))
    assert set(landmark_words("secrecy")) == set(get_args(Secrecy))


@pytest.mark.parametrize("row", rows("sections"), ids=lambda row: row["holds"])
def test_section(row: Row) -> None:
    for example in row["examples"]:
        title = re.sub(r"^(?:[IVX]+|\d+|Điều \d+|[a-zđ])[.)]\s*", "", example)
        assert holds(title) == row["holds"], example


@pytest.mark.parametrize("row", rows("table_headers"), ids=lambda row: row["field"])
def test_table_header(row: Row) -> None:
    for example in row["examples"]:
        assert field_of(example) == row["field"], example


@pytest.mark.parametrize("row", rows("legacy_fonts"), ids=lambda row: row["name"])
def test_legacy_font(row: Row) -> None:
    for example in row["examples"]:
        assert font_encoding(example) == (row["encoding"], False), example
    for negative in row["negatives"]:
        assert font_encoding(negative) == (None, False), negative


def test_alternatives_put_the_longest_first() -> None:
    assert alternatives(["một", "mười một", "mười"]).split("|")[0] == r"mười\s+một"
    assert clean("a  b") == "a b"
    assert lexicon() is lexicon()
