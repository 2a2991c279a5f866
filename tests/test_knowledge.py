"""Every row of every table in data/ is proved by its examples; test_tables.py proves their form."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from typing import Any, get_args

import pytest
import text_act
from lxml import html

from vnplans.export.edxml import envelope
from vnplans.extract.agencies.lexicon import lexicon
from vnplans.extract.agencies.lists import coordinating, find_agencies, leading_agencies
from vnplans.extract.agencies.names import open_name, split_agencies
from vnplans.extract.duties.headers import field_of
from vnplans.extract.fields.citations import read_bases, read_citations
from vnplans.extract.fields.targets import measures
from vnplans.extract.findings import Head
from vnplans.extract.nature import Nature, Seen, nature_of
from vnplans.extract.nature.kinds import Looks
from vnplans.extract.nature.witnesses import DEAR, WITNESSES
from vnplans.extract.numbers import number_line, parse_number
from vnplans.extract.orders.modes import ORDERS_ALL, mode_of
from vnplans.extract.orders.sections import holds
from vnplans.extract.orders.verbs import verb_at
from vnplans.extract.time.deadlines import find_deadline, read_deadline
from vnplans.kinds import kind_names, types_of_code
from vnplans.knowledge import rows
from vnplans.knowledge.bodies import AgencyAbbreviation, AgencyField, AgencyHead, AgencyName, AgencyWord, Province
from vnplans.knowledge.tables import (
    CitationWords,
    DeadlineWord,
    DocumentNature,
    EdxmlField,
    EdxmlType,
    Kind,
    Landmark,
    LegacyFont,
    NatureWitness,
    OrderMode,
    PageFurniture,
    SectionTitles,
    Syllables,
    TableHeader,
    TargetUnit,
    TargetWords,
    Verb,
)
from vnplans.landmarks import (
    SUBJECT,
    addressee_line,
    annex_label,
    authority_line,
    begins,
    begins_exactly,
    begins_office,
    breaks_off,
    holds_word,
    is_enacting,
    is_enclosed,
    is_mark,
    is_motto,
    is_signing_line,
    is_type_word,
    is_whole,
    leads_to,
    mark_role,
    motto_at,
    number_label,
    recipients_line,
    tie_at,
    type_line,
)
from vnplans.landmarks import words as landmark_words
from vnplans.models import Citation, Directive, DocumentType, Secrecy, Source, Target, Urgency
from vnplans.pages import Block
from vnplans.readers import ReadOptions
from vnplans.readers.article import is_furniture, words_of
from vnplans.readers.edxml import read
from vnplans.readers.styled.legacy import font_encoding
from vnplans.syllables import is_syllable
from vnplans.text import bare, fold
from vnplans.wording import LABELS

ISSUED = dt.date(2024, 5, 20)


def one_leading(example: str) -> str:
    (mention,) = leading_agencies(example)
    return mention.text


def one(example: str) -> Any:
    (mention,) = split_agencies(example)
    assert mention.text == example
    return mention.agency


@pytest.mark.parametrize("row", rows(AgencyName), ids=lambda row: row.name)
def test_agency(row: AgencyName) -> None:
    for printed in (*row.examples, row.name, *row.variants):
        assert one(printed).name.startswith(row.name), printed


@pytest.mark.parametrize("row", rows(AgencyField), ids=lambda row: row.name)
def test_field(row: AgencyField) -> None:
    for example in row.examples:
        assert row.name in one(example).name
    for head in row.heads:
        for variant in (row.name, *row.variants):
            read = open_name(f"{head} {variant}").name
            twin = [r.name for r in rows(AgencyField) if head in r.heads and variant in r.variants]
            assert read == f"{head} {row.name}" or read[len(head) + 1 :] in twin, (head, variant, read)


@pytest.mark.parametrize("row", [r for r in rows(AgencyField) if r.since or r.until], ids=lambda row: row.name)
def test_a_field_reads_as_itself_on_a_day_on_which_it_stood(row: AgencyField) -> None:
    day = row.since or (row.until or dt.date.max) - dt.timedelta(days=1)
    for head in row.heads:
        for variant in (row.name, *row.variants):
            assert open_name(f"{head} {variant}", on=day).name == f"{head} {row.name}", variant
        of = open_name(f"{head} {row.name}", on=day).successor
        assert of == (f"{head} {row.successor}" if row.successor else None)


@pytest.mark.parametrize("row", rows(AgencyHead), ids=lambda row: row.word)
def test_head(row: AgencyHead) -> None:
    for example in row.examples:
        one(example)
        found = leading_agencies(f"{example} tổ chức thực hiện")
        assert [m.text for m in found] == [example]
    for word in row.unless:
        if word[0].isalpha():
            assert all(m.text != row.word for m in leading_agencies(f"{row.word} {word} theo")), word


@pytest.mark.parametrize("row", rows(Province), ids=lambda row: row.name)
def test_province(row: Province) -> None:
    for example in row.examples:
        agency = open_name(example)
        assert (agency.province, agency.level) == (row.name, "province")
        assert open_name(example.upper()).name == agency.name
    for variant in row.variants:
        assert open_name(f"Ủy ban nhân dân {row.kind} {variant}").province == row.name, variant
    if row.successor:
        assert open_name(row.examples[0]).successor is not None


def test_successors_are_provinces_that_stand() -> None:
    alive = {f"{row.kind} {row.name}".casefold() for row in rows(Province) if row.until is None}
    assert len(alive) == 34  # Nghị quyết 202/2025/QH15
    assert {row.successor.casefold() for row in rows(Province) if row.successor} <= alive


def test_successors_of_fields_are_fields_that_stand() -> None:
    alive = {row.name for row in rows(AgencyField) if row.until is None}
    assert {row.successor for row in rows(AgencyField) if row.successor} <= alive


AGENCY_WORDS: dict[str, Callable[[AgencyWord, str], bool]] = {
    "group": lambda row, ex: [m.agency.group for m in split_agencies(ex)] in ([True], [True, True]),
    "office": lambda row, ex: [m.text for m in leading_agencies(f"{ex} chỉ đạo")] == [ex],
    "many": lambda row, ex: [m.agency.group for m in leading_agencies(f"{ex[:1].upper()}{ex[1:]} báo cáo")] == [True],
    "unit": lambda row, ex: one(ex).level == row.level,
    "member": lambda row, ex: one(ex).text == ex,
    "stop": lambda row, ex: [m.text for m in find_agencies(f"Sở Nội vụ {ex} đó")] == ["Sở Nội vụ"],
    "inner": lambda row, ex: [m.text for m in leading_agencies(f"{ex} tổ chức")] == [ex],
    "trade": lambda row, ex: row.word in one_leading(ex),
    "draft": lambda row, ex: one_leading(ex) == "Ban Quản lý",
    "duty": lambda row, ex: one_leading(ex) == ex[: ex.index(row.word)].rstrip(),
    "compound": lambda row, ex: [m.text for m in split_agencies(ex)] == [ex],
    "level": lambda row, ex: (
        [m.text for m in leading_agencies(f"{ex[:1].upper()}{ex[1:]} họp")] == [ex[:1].upper() + ex[1:]]
    ),
    "whole": lambda row, ex: [m.text for m in leading_agencies(f"{ex} báo cáo kết quả")] == [ex],
    "post": lambda row, ex: [fold(m.text).startswith(row.word) for m in split_agencies(ex)] == [False, True],
    "headman": lambda row, ex: [fold(m.text) for m in leading_agencies(ex)] == [row.word],
    "people": lambda row, ex: leading_agencies(f"{ex} chấp hành")[0].text == ex.partition(" và ")[0],
    "aside": lambda row, ex: [m.text for m in split_agencies(ex)] == [ex.partition(" (")[0]],
    "manner": lambda row, ex: [m.text for m in coordinating(ex)] == [ex.partition(" với ")[2]],
    "sender": lambda row, ex: not leading_agencies(ex) and bool(leading_agencies(ex.removesuffix(" ĐIỆN:"))),
    "label": lambda row, ex: [m.text for m in split_agencies(ex)] == [ex.partition(": ")[2]],
    "relative": lambda row, ex: [m.text for m in leading_agencies(f"{ex}: Thực hiện các quy định")] == [ex],
    "elsewhere": lambda row, ex: open_name(ex, "Sơn La").province is None,
    "proper": lambda row, ex: row.word in open_name(ex).name,
}


@pytest.mark.parametrize("row", rows(AgencyWord), ids=lambda row: f"{row.kind}: {row.word}")
def test_word_around_names(row: AgencyWord) -> None:
    for example in row.examples:
        assert row.word.casefold() in fold(example)
        assert AGENCY_WORDS[row.kind](row, example), example


@pytest.mark.parametrize("row", rows(AgencyAbbreviation), ids=lambda row: row.word)
def test_abbreviation_inside_a_name(row: AgencyAbbreviation) -> None:
    for before in row.behind or ("Ban Quản lý",):
        assert fold(row.name) in fold(open_name(f"{before} {row.word}").name)


@pytest.mark.parametrize("row", rows(Verb), ids=lambda row: f"{row.kind}: {row.word}")
def test_verb(row: Verb) -> None:
    assert fold(row.word) == row.word
    for example in row.examples:
        assert fold(example).startswith(row.word)
        if row.kind == "order":
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


DEADLINE_WORDS: dict[str, Callable[[DeadlineWord, str], bool]] = {
    # Numbers and units
    "month": lambda row, ex: getattr(phrase(ex).get("end"), "month", 0) == row.value,
    "weekday": lambda row, ex: f"BYDAY={row.value}" in rhythm(ex),
    "number": lambda row, ex: f"P{row.value}D" in phrase(f"trong vòng {ex}")["duration"],
    "nth": lambda row, ex: rhythm(ex) == f"FREQ=MONTHLY;BYDAY={row.value}FR",
    "unit": lambda row, ex: phrase(ex)["duration"] == f"P{5 * int(str(row.value)[1:-1])}{str(row.value)[-1]}",
    "day_part": lambda row, ex: phrase(f"Họp {ex}").get("text") == ex and rhythm(ex) == "FREQ=WEEKLY;BYDAY=FR",
    "counted": lambda row, ex: not phrase(ex),
    "share": lambda row, ex: not phrase(ex),
    # Before a date
    "latest": lambda row, ex: is_last_day(ex),
    "filler": lambda row, ex: is_last_day(ex),
    "within": lambda row, ex: said(f"Kiểm tra trường học {ex}").get("text") == ex,
    "done": lambda row, ex: bool(said(ex)),
    "held": lambda row, ex: said(f"{ex} tại nhà văn hóa").get("end") == dt.date(2024, 9, 15),
    "moment": lambda row, ex: said(ex).get("start") == said(ex).get("end") == dt.date(2024, 9, 15),
    "handed": lambda row, ex: (said(ex).get("kind"), said(ex).get("end")) == ("by", dt.date(2024, 9, 15)),
    "starts": lambda row, ex: said(ex).get("start") == dt.date(2024, 7, 1),
    # Before a date that is no deadline
    "act": lambda row, ex: not said(f"Thực hiện {ex}"),
    "of_week": lambda row, ex: not said(ex),
    "of_span": lambda row, ex: not said(ex),
    "honour": lambda row, ex: not said(ex),
    "told": lambda row, ex: not said(ex),
    "as_of": lambda row, ex: not said(ex),
    "valid": lambda row, ex: not said(ex),
    "state": lambda row, ex: not said(ex),
    "manner": lambda row, ex: not said(ex),
    "named_day": lambda row, ex: not said(ex),
    "cited_at": lambda row, ex: not said(ex),
    "reach": lambda row, ex: not said(ex),
    "term": lambda row, ex: not said(ex),
    "outlook": lambda row, ex: not said(ex),
    # Rhythms
    "every": lambda row, ex: rhythm(ex) == "FREQ=MONTHLY;INTERVAL=3",
    "onward": lambda row, ex: (phrase(ex).get("kind"), phrase(ex).get("start")) == ("ongoing", dt.date(2024, 1, 1)),
    "least": lambda row, ex: phrase(ex).get("duration") == "P2D",
    "next": lambda row, ex: rhythm(ex) == "FREQ=MONTHLY;BYMONTHDAY=5",
    "reported": lambda row, ex: rhythm(ex) == "FREQ=MONTHLY;BYMONTHDAY=5",
    "yearly": lambda row, ex: not said(f"Thực hiện đúng {ex} được duyệt"),
    "regular": lambda row, ex: not said(ex),
    "in_regular": lambda row, ex: not said(ex),
    "makes": lambda row, ex: said(ex).get("rrule") == "FREQ=YEARLY",
    "judged": lambda row, ex: not said(ex),
    "judging": lambda row, ex: not said(ex),
    "always": lambda row, ex: phrase(ex).get("kind") == "ongoing",
    "served": lambda row, ex: find_deadline(f"nâng cao thái độ phục vụ của {ex}") is None,
    "refuse": lambda row, ex: not said(f"Bảo đảm {ex} thực hiện"),
    # Deadlines that hang on something
    "limit": lambda row, ex: phrase(ex).get("duration") == "P5D" and phrase(ex)["text"] == ex,
    "stretch": lambda row, ex: phrase(ex).get("duration") == "P5D" and phrase(ex)["text"] == ex,
    "event": lambda row, ex: phrase(f"Gửi tài liệu {ex}").get("kind") == "relative",
    "feast": lambda row, ex: is_last_day(ex) and f"{said(ex)['end']:%m-%d}" == row.value,
    "season": lambda row, ex: (
        (said(f"Trực chốt {ex}").get("kind"), said(f"Trực chốt {ex}").get("text")) == ("during", ex)
    ),
    "begin": lambda row, ex: said(ex).get("kind") == "relative",
    "lasting": lambda row, ex: not said(ex),
    "mishap": lambda row, ex: not said(ex),
    "found": lambda row, ex: said(ex).get("kind") == "relative",
    "round": lambda row, ex: said(f"Báo cáo {ex}").get("kind") == "relative",
    "sitting": lambda row, ex: said(f"Trình {ex}").get("kind") == "relative",
    "coming": lambda row, ex: said(f"Trình {ex}").get("kind") == "relative",
    "paper": lambda row, ex: said(f"Trả lương mới {ex}").get("kind") == "relative",
    "issue": lambda row, ex: phrase(ex).get("end") == ISSUED + dt.timedelta(days=5),
    "refer": lambda row, ex: phrase(ex).get("anchor") == ex,
    "refer_lead": lambda row, ex: phrase(ex).get("anchor") == ex,
}


@pytest.mark.parametrize("row", rows(DeadlineWord), ids=lambda row: f"{row.kind}: {row.word}")
def test_word_of_deadlines(row: DeadlineWord) -> None:
    for example in row.examples:
        assert DEADLINE_WORDS[row.kind](row, example), example
    for negative in row.negatives:
        assert not DEADLINE_WORDS[row.kind](row, negative), negative


@pytest.mark.parametrize("row", rows(TargetUnit), ids=lambda row: row.word)
def test_unit_of_targets(row: TargetUnit) -> None:
    for example in row.examples:
        assert [(m.target.value, m.target.unit) for m in measures(example)] == [(5.0, row.word)]


def lone(example: str) -> Target:
    (measure,) = measures(example)
    return measure.target


TARGET_WORDS: dict[str, Callable[[TargetWords, str], bool]] = {
    "compares": lambda row, ex: lone(ex).comparator == row.sign,
    "verb": lambda row, ex: lone(ex).metric == "Tỷ lệ che phủ rừng",
    "opening": lambda row, ex: lone(ex).metric == "hộ dùng nước sạch",
    "lead": lambda row, ex: lone(ex).metric == "tỷ lệ hộ dùng nước sạch",
    "beside": lambda row, ex: lone(ex).metric == "Tỷ lệ hộ nghèo",
    "past": lambda row, ex: not list(measures(ex)),
    "horizon": lambda row, ex: lone(ex).by == dt.date(2030, 12, 31),
}


@pytest.mark.parametrize("row", rows(TargetWords), ids=lambda row: row.kind + (row.sign or ""))
def test_word_around_targets(row: TargetWords) -> None:
    for example in row.examples:
        assert TARGET_WORDS[row.kind](row, example), example
    for negative in row.negatives:
        assert not TARGET_WORDS[row.kind](row, negative), negative
    for word in row.words if row.sign else ():
        assert lone(f"Tỷ lệ hộ dùng nước sạch {word} 90 %").comparator == row.sign, word


def first(example: str) -> Citation:
    return next(citation for citation, _, _ in read_citations(example))


CITATION_WORDS: dict[str, Callable[[str], bool]] = {
    "clause": lambda ex: first(ex).issuer == "Chính phủ",
    "subject": lambda ex: first(ex).title is not None,
    "not_in_law": lambda ex: first(ex).title == "Luật Đầu tư",
    "not_after_comma": lambda ex: "," not in (first(ex).title or ","),
    "in_law": lambda ex: len(first(ex).title or "") > len("Luật Tổ chức Hội đồng nhân dân"),
    "no_law": lambda ex: not list(read_citations(f"Căn cứ {ex}")),
    "asked": lambda ex: len(list(read_bases(ex))) == 1,
    "body": lambda ex: first(ex).title == "về việc giao đất",
    "sender": lambda ex: first(ex).title == "về việc diễn tập",
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
    "in_law": "Luật Công khai trong hoạt động {} năm 2003",
    "no_law": "luật {} năm 2020",
    "asked": "Thực hiện Chỉ thị số 10/CT-TTg; {} của Sở Y tế tại Tờ trình số 50/TTr-SYT",
    "body": "Quyết định số 12/QĐ-TTg về việc giao đất, {} cứ",
    "sender": "Kế hoạch số 12/KH-UBND về việc diễn tập, {} X xây dựng phương án như sau:",
    "amends": "{} Nghị định số 12/2020/NĐ-CP",
    "replaces": "{} Nghị định số 12/2020/NĐ-CP",
    "implements": "{} Nghị định số 12/2020/NĐ-CP",
}


@pytest.mark.parametrize("row", rows(CitationWords), ids=lambda row: row.kind)
def test_word_around_citations(row: CitationWords) -> None:
    proof = CITATION_WORDS[row.kind]
    for example in (*row.examples, *(AROUND[row.kind].format(word) for word in row.words)):
        assert proof(example), example
    for negative in row.negatives:
        assert not proof(negative), negative


# Kinds of act and landmarks of a page ------------------------------------------------------------------------------


def printed(line: str) -> Block:
    return Block(line, capitals=line.isupper())


@pytest.mark.parametrize("row", rows(Kind), ids=lambda row: row.name)
def test_kind(row: Kind) -> None:
    name = row.name
    assert type_line(printed(name.upper())) == (name, len(name))
    assert type_line(printed(f"{name.upper()} Về việc X")) == (name, len(name))
    assert type_line(printed(name)) is None
    assert is_type_word(name)
    for code in row.all_codes:
        assert name in types_of_code(code)
    if row.code:
        number = parse_number(f"12/{row.code}-UBND")
        assert number is not None
        assert (number.type_code, number.issuer_code) == (row.code, "UBND")


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


def is_of_kind(row: Landmark, line: str) -> bool:
    return begins(line, row.kind)


LANDMARKS: dict[str, Callable[[Landmark, str], bool]] = {
    "no_type": lambda row, ex: begins_exactly(ex, "no_type"),
    "motto": lambda row, line: is_motto(printed(line)),
    "number": lambda row, line: number_line(line) is not None,
    "subject": lambda row, line: SUBJECT.match(line) is not None,
    "open_head": lambda row, line: is_whole(line, "open_head"),
    "motto_piece": lambda row, line: is_whole(line, "motto_piece"),
    "half": lambda row, line: leads_to(line, "half") is not None,
    "chairman": lambda row, line: leads_to(line, "chairman") == len("CHỦ TỊCH "),
    "head_of": lambda row, line: leads_to(line, "head_of") is not None,
    "serving": lambda row, line: fold(line) in row.words,
    "addressee": lambda row, line: addressee_line(line) is not None,
    "recipients": lambda row, line: recipients_line(line) is not None,
    "signs_for": lambda row, line: authority_line(line),
    "office": lambda row, line: is_signing_line(line),
    "head": lambda row, line: is_signing_line(line, capitals=False),
    "no_office": lambda row, line: not begins_office(line),
    "before_type": lambda row, line: type_line(printed(line)) is not None,
    "unfinished": lambda row, line: breaks_off(line),
    "finished": lambda row, line: not breaks_off(line),
    "enacting": lambda row, line: is_enacting(line.rstrip(":")),
    "annex": lambda row, line: annex_label(line) is not None,
    "form": lambda row, line: annex_label(line) is not None,
    "enclosed": lambda row, line: is_enclosed(line),
    "tie": lambda row, line: tie_at(line) == 0,
    **dict.fromkeys(("draft", "urgency", "secrecy", "restricted", "paper"), lambda row, line: is_mark(line)),
    **dict.fromkeys(("republisher", "clerk"), lambda row, line: holds_word(line, row.kind)),
    **dict.fromkeys(("stamp", "signature"), lambda row, line: mark_role(line) == row.kind),
}


@pytest.mark.parametrize("row", rows(Landmark), ids=lambda row: f"{row.kind}: {row.words[0]}")
def test_landmark(row: Landmark) -> None:
    proof = LANDMARKS.get(row.kind, is_of_kind)
    for example in row.examples:
        assert proof(row, example), example
    for negative in row.negatives:
        assert not proof(row, negative), negative
    for word in row.words:
        assert begins(f"{word} ...", row.kind), word


@pytest.mark.parametrize("row", [r for r in rows(Landmark) if r.kind == "motto"], ids=lambda row: row.words[0])
def test_motto_beside_the_other_column(row: Landmark) -> None:
    for example in (row.words[0].upper(), row.examples[0]):
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


@pytest.mark.parametrize("row", rows(SectionTitles), ids=lambda row: row.holds)
def test_section(row: SectionTitles) -> None:
    for example in row.examples:
        title = re.sub(r"^(?:[IVX]+|\d+|Điều \d+|[a-zđ])[.)]\s*", "", example)
        assert holds(title) == row.holds, example


@pytest.mark.parametrize("row", rows(TableHeader), ids=lambda row: row.field)
def test_table_header(row: TableHeader) -> None:
    for example in row.examples:
        assert field_of(example) == row.field, example


@pytest.mark.parametrize("row", rows(OrderMode), ids=lambda row: row.mode)
def test_order_mode(row: OrderMode) -> None:
    plain = text_act.act("Nội dung.").outline
    assert set(map(fold, row.examples)) <= set(row.types)
    for kind in row.types:
        mode = mode_of(kind.capitalize(), plain)
        assert (mode.name, mode.opens) == (row.mode, row.opens)
        assert all(map(mode.opened_by, row.opens))
        assert not mode.opened_by("quy định chung")
    for title in row.planned:
        assert mode_of(row.examples[0], text_act.act(f"**I. {title.upper()}**\nThăm hộ nghèo.").outline) is ORDERS_ALL


@pytest.mark.parametrize("row", rows(DocumentNature), ids=lambda row: row.code)
def test_nature(row: DocumentNature) -> None:
    def like(line: str) -> set[str]:
        opening = f"|{line}|" if "|" in line else f"**{line}**"
        return {found.nature.code for found in Looks(text_act.act(opening), Head()).likenesses}

    assert all(row.code in like(example) for example in row.examples)
    assert not any(row.code in like(negative) for negative in (*row.negatives, *map(str.capitalize, row.unless)))
    assert all(title == bare(title) for title in (*row.titles, *row.unless))
    assert set(row.sure) <= {"title", "words", "table"}
    for kind in row.types:
        found = nature_of(Seen(text_act.act("Nội dung."), Head(doc_type=DocumentType(name=kind))))
        assert isinstance(found, Nature)
        assert found.code == row.code


@pytest.mark.parametrize("row", rows(NatureWitness), ids=lambda row: row.name)
def test_nature_witness(row: NatureWitness) -> None:
    assert row.name in {"start", *WITNESSES, *DEAR}
    assert row.reads
    if row.name in DEAR:
        assert row.weight <= 0  # asked only where it can turn the sum


def test_every_witness_of_nature_has_its_weight() -> None:
    assert {row.name for row in rows(NatureWitness)} == {"start", *WITNESSES, *DEAR}


@pytest.mark.parametrize("row", rows(EdxmlType), ids=lambda row: row.name)
def test_number_of_a_type_in_edxml(row: EdxmlType) -> None:
    source = Source(sha256="0" * 64, media_type="text/plain", reader="text")
    written = envelope(Directive(doc_type=DocumentType(name=row.name), source=source)).decode()
    assert re.findall(r"Type>(\d+)<", written) == [str(row.number)]
    assert re.findall(r"TypeName>(.+)<", written) == [row.name]
    assert [other.name for other in rows(EdxmlType) if other.number == row.number] == [row.name]


@pytest.mark.parametrize("row", rows(EdxmlField), ids=lambda row: row.field)
def test_a_field_of_an_envelope_is_read(row: EdxmlField) -> None:
    assert LABELS[row.field] == row.label
    for example in row.examples:
        values = example.split("/", 1) if len(row.path) > 1 else [example]
        shown = dict(zip(row.path, values, strict=True))
        named = {"Subject": "Trích yếu"} | shown
        header = "".join(nested(path.split("/"), value) for path, value in named.items())
        pages = read(f"<edXML><MessageHeader>{header}</MessageHeader></edXML>".encode(), ReadOptions())
        assert f"{row.label}: {example}" in [block.text for block in pages.blocks]


def nested(path: list[str], value: str) -> str:
    return f"<{path[0]}>{nested(path[1:], value) if path[1:] else value}</{path[0]}>"


STOPS = tuple(rhyme for row in rows(Syllables) if row.stop for rhyme in row.spelled)


@pytest.mark.parametrize("row", rows(Syllables), ids=lambda row: f"{row.part} {row.stop}")
def test_syllables(row: Syllables) -> None:
    for example in row.examples:
        plain = "".join(c for c in unicodedata.normalize("NFD", example) if c not in "\u0300\u0301\u0303\u0309\u0323")
        plain = unicodedata.normalize("NFC", plain)
        assert plain.startswith(row.spelled) if row.part == "onset" else plain.endswith(row.spelled)
        assert is_syllable(example)
        assert is_syllable(f"{plain}\u0301")
        assert is_syllable(f"{plain}\u0300") is not plain.endswith(STOPS)
        assert not is_syllable(f"{plain}w")


@pytest.mark.parametrize("row", rows(PageFurniture), ids=lambda row: row.kind)
def test_furniture_of_a_page(row: PageFurniture) -> None:
    names = {name: words_of(html.fragment_fromstring(f'<div class="{name}"></div>')) for name in row.examples}
    for example, said in names.items():
        assert is_furniture(said) is (row.kind == "furniture"), example
    for negative in row.negatives:
        assert is_furniture({negative}) is (row.kind == "content"), negative


@pytest.mark.parametrize("row", rows(LegacyFont), ids=lambda row: row.name)
def test_legacy_font(row: LegacyFont) -> None:
    for example in row.examples:
        assert font_encoding(example) == (row.encoding, False), example
    for negative in row.negatives:
        assert font_encoding(negative) == (None, False), negative


def test_words_are_indexed_once() -> None:
    assert lexicon() is lexicon()
