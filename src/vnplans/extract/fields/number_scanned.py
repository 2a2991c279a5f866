"""The number on a scan: the symbol is print, the serial often ink. What is not surely read stays blank.

The symbol's letters may be mended by what the page itself says (its type word, its issuer's initials); digits never.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from vnplans.extract.fields.issued import year_of_issue
from vnplans.extract.fields.pen_witnesses import named_serial
from vnplans.extract.findings import Finding, Found, Near
from vnplans.extract.mend import distance, mend_name
from vnplans.extract.numbers import number_line, parse_number
from vnplans.extract.zones.zones import Layout
from vnplans.kinds import type_codes
from vnplans.knowledge import rows
from vnplans.knowledge.bodies import AgencyField, AgencyName
from vnplans.knowledge.tables import Kind
from vnplans.landmarks import is_motto, number_word, type_line
from vnplans.models import DocumentNumber
from vnplans.pages import Quote
from vnplans.regex import regex
from vnplans.text import bare

__all__ = ["code_of", "smudged_number"]


_YEAR = r"(?:(?:19|20)\d\d\s?[/|]\s?)?"
_FIRST = r"[^\W\d_]{1,10}(?:&[^\W\d_]{1,6})?\d{0,4}"
_FURTHER = r"(?:\s?[-–]\s?(?=[A-ZĐ])[\w&]{1,10}|\s?\([A-ZĐ\d]{1,8}\))*"
"""Units behind the issuer's code that a blank parts from it: "/KH-CAT -PV01", "/KH-CAT (PC04)"."""


@cache
def _label() -> str:
    """ "Số:", its capital often read as a small letter and its vowel as any other."""
    return rf"(?:(?<![^\W_])[Ss]{number_word()[1:]}|(?<![^\W_])[Ss][^\s:]?(?=\s?:))+\s*[:.;,]*"


@cache
def _smudged() -> tuple[re.Pattern[str], ...]:
    """Whatever the ink became, then the printed symbol: "Số: 2652 /QĐ-BGDDT", "Số:⁄6 /CT-UBND", "3641 /CI-UBND"; then a
    symbol that lost its stroke, and one that is its issuer's code alone, "/BCĐ". A printed year is of the symbol: "Số:
    2# /2016/TT-BGDĐT"."""
    label = _label()
    return (
        re.compile(
            rf"(?:[\W_]{{0,3}}(?P<label>{label}))?\s*(?P<ink>[^/]{{0,14}}?)\s*"
            rf"(?P<symbol>/\s*{_YEAR}{_FIRST}\s?[-–~]\s?[^\W_][^\s]{{1,24}}{_FURTHER})"
        ),
        re.compile(rf"(?P<label>{label})(?P<ink>.{{0,14}}?)(?P<symbol>[A-ZĐ]{{2,}}(?:[-&][A-ZĐ]{{2,}}\d{{0,4}})+)"),
        re.compile(rf"(?P<label>{label})\s*(?P<ink>[\d\s]{{0,6}}?)\s*(?P<symbol>/\s*[A-ZĐ]{{3,9}})\W{{0,2}}$"),
    )


@cache
def _party() -> re.Pattern[str]:
    """A Party symbol, its hyphen often under the pen: "số ÔếHD/TW", "Số -TI/UBKTTW"."""
    kind = r"(?:[A-ZĐ][A-Za-zĐ]{0,3}|[a-zđ][A-ZĐ])?\s?/\s?[A-ZĐ]*|[A-ZĐ][A-Za-zĐ]{1,2}[Il|!]"
    symbol = rf"(?P<symbol>-?\s?(?:{kind})(?:TW|TU|HU|ĐU))"
    return re.compile(rf"(?P<label>{_label()})(?P<ink>.{{0,8}}?){symbol}\b")


_STROKELESS = regex(r"(?<=^[^/]{2})[Il|!](?=(?:TW|TU|HU|ĐU)$)|(?<=^[^/]{3})[Il|!](?=(?:TW|TU|HU|ĐU)$)")
"""A stroke read as a letter: "CVIHU", "TBlTU"."""
_COPY = regex(r"/\s?(?:SY|SL|TrS|TS)\s?-")
"""The number of a certified copy (Nghị định 30/2020/NĐ-CP, Điều 26), whose stamp stands above what was copied."""
_DIGITS = regex(r"\d{1,5}")
_YEAR_DIGITS = 5
"""Letters that the ink has more than, where its last four are the year of issue and part of the symbol."""


def smudged_number(layout: Layout) -> Iterator[Finding[DocumentNumber]]:
    """The number in a letterhead that was recognised from a picture; a Near where its symbol or serial is in doubt."""
    for index in (*layout.left, *layout.right):
        block = layout.block(index)
        if block.confidence is None or is_motto(block):
            continue
        whole, strokeless, single = _smudged()
        party = _party().search(block.text)
        match = whole.search(block.text) or party or _under_the_pen(block.text, layout)
        if not match and not _is_plain(block.text):
            match = _overwritten(block.text, layout) or strokeless.search(block.text) or single.search(block.text)
        if not match or not (match["label"] or len(block.text) < 30) or _COPY.search(match["symbol"]):
            continue
        ink = match["ink"].strip()
        serial = ink if match["label"] and _DIGITS.fullmatch(ink) else ""
        read = re.sub(r"\s", "", match["symbol"]).strip("/.,;:'").replace("|", "/").replace("~", "-")
        year = year_of_issue(layout)
        if year and not serial and len(ink) > _YEAR_DIGITS and ink.endswith(str(year)):
            read = f"{year}/{read}"
        read = read.lstrip("-")
        if match is party:
            read = _STROKELESS.sub("/", read)
        if match is party and "/" not in read and _code_of_type(layout) is None:
            continue
        whole_read = f"{_code_of_type(layout)}{read[1:]}" if match.re is _half_sign() else read
        symbol = _of_the_party(read, layout) if match is party else _mended(whole_read, layout)
        if match.re is strokeless and not _is_witnessed(symbol, layout):  # its first letter may be under the pen
            quote = layout.pages.quote(index, match.start("ink"), match.end("symbol"), rule="number.ocr")
            said = f"ký hiệu không đọc chắc: {block.text}"
            yield Near("symbol_unread", said, "the symbol is not surely read", quote, "review", (symbol,))
            return
        if serial and "/" not in match["symbol"][:1] and match is not party and bare(read) != bare(symbol):
            serial = ""  # no stroke parts it from a symbol that was not read: it may be a letter of that
        number = parse_number(f"{serial}{'-' if match is party else '/'}{symbol}")
        if number is None:
            continue
        start = match.start("ink") if serial else match.start("symbol")
        quote = layout.pages.quote(index, start, match.end("symbol"), rule="number.ocr")
        named = list(_named(layout, quote, symbol)) if number.serial is None and match is not party else []
        yield from named or (Found(number, (quote,)),)
        if bare(read) != bare(symbol):
            said, said_en = f"ký hiệu đọc là {read}, sửa thành {symbol}", f"the symbol was read as {read}"
            only_kind = bare(read).partition("-")[2] == bare(symbol).partition("-")[2] != ""  # the type word proves it
            yield Near("symbol_mended", said, said_en, quote, "info" if only_kind else "review", (read,))
        if ink and not serial and not named:
            yield Near(
                "serial_unread", f"số không đọc chắc: {block.text}", "the serial is not surely read", quote, "review"
            )
        return


def _is_plain(text: str) -> bool:
    """A number line of the Party's form without a fault, "Số: 09-KH/BCĐ"."""
    line = number_line(text)
    number = parse_number(line["number"]) if line and not text[line.end() :].strip() else None
    return number is not None and number.type_code is not None and number.text.partition("-")[0].isdigit()


def _named(layout: Layout, quote: Quote, symbol: str) -> Iterator[Finding[DocumentNumber]]:
    """The number with the serial that an annex of the act prints, the pen's not being read."""
    if found := named_serial(layout, symbol):
        number, witness = found
        yield Found(number, (quote, *witness))
        said = f"số viết tay, theo phụ lục là {number.text}: {quote.text}"
        yield Near("serial_named", said, "the serial was written by hand; an annex names it", quote, "warning")


def _overwritten(text: str, layout: Layout) -> re.Match[str] | None:
    """A number line whose stroke or hyphen was lost: it ends in the code of the issuer, as its letterhead says it."""
    codes = "|".join(sorted(map(re.escape, (*_initials(layout), *_fixed(layout))), key=len, reverse=True))
    if not codes:
        return None
    kinds = "|".join(sorted(map(re.escape, type_codes()), key=len, reverse=True))
    kind = rf"/?\s?{_YEAR}(?:(?:{kinds})[-–]?|[^\W\d_]{{1,5}}[-–])"
    symbol = rf"(?P<symbol>(?:{kind})?(?i:{codes})(?:-[A-ZĐ][\w&]{{0,9}})?)"
    return re.search(rf"(?P<label>{_label()})(?P<ink>.{{1,12}}?)(?<![A-ZĐ]){symbol}\W{{0,2}}$", text)


def _under_the_pen(text: str, layout: Layout) -> re.Match[str] | None:
    """A number line whose serial was written over the stroke and into its type's code, "Số: 142«H-THPT": the type word
    says what that is, where a letter of it is left."""
    code = _code_of_type(layout)
    match = _half_sign().search(text) if code else None
    if code is None or match is None or code.upper() in match["before"].upper():
        return None
    return match if set(match["before"][-2:].upper()) & set(code.upper()) else None


@cache
def _half_sign() -> re.Pattern[str]:
    rest = r"\s?[-–]\s?[A-ZĐ][A-ZĐ\d&.-]+"
    return re.compile(
        rf"(?P<label>{_label()})(?=(?P<before>[^-–/]{{2,14}}))(?P<ink>[^-–/]{{1,13}})(?P<symbol>[^\W_]{rest})\W?$"
    )


_SIGN_PARTS = regex(r"(?P<year>(?:(?:19|20)\d\d/)?)(?P<first>[^-–]+)(?P<dash>[-–]?)(?P<rest>.*)")


def _mended(symbol: str, layout: Layout) -> str:
    """The symbol with its codes as its witnesses spell them: the type word, the issuer's initials, other acts of the
    same issuer that the document names. Only marks, or one letter of a longer code, may differ from what was read."""
    parts = _SIGN_PARTS.fullmatch(symbol)
    if not parts:
        return symbol
    year, first, dash, rest = parts.groups()
    code = _code_of_type(layout)
    if code and not dash and first.startswith(code) and first[len(code) :] in (*_initials(layout), *_fixed(layout)):
        return f"{year}{code}-{first[len(code) :]}"  # "TTBNV"
    whole = _unstuttered(first) & type_codes().keys() if code is None and dash else set()
    if len(whole) == 1 and first.upper() not in type_codes():
        first = whole.pop()  # "QĐĐ-UBND"
    if code is None and first.upper() not in type_codes():  # a letter: the issuer's code stands first
        return year + _known(first, layout) + dash + rest
    if code and first.upper() not in type_codes():
        stuttered = first.startswith(code) and set(first[len(code) :]) == {code[-1]}  # "QĐĐĐ"
        begun = first[:1] == code[:1] and len(first) <= len(code)  # "TI" of "TTr"
        if stuttered or begun or distance(bare(first), bare(code), 1) <= 1 or not _CODE.fullmatch(first):
            first = code
    issuer, further, unit = rest.partition("-")
    return year + first + dash + _known(issuer, layout) + further + unit


_CODE = regex(r"[A-ZĐ]{1,4}[a-z]?[A-ZĐ]{0,4}\d*(?:&[A-ZĐ]+)?")
"""What may be the code of a kind: capitals, a small letter in them at most ("TTr", "QyĐ")."""


def _of_the_party(symbol: str, layout: Layout) -> str:
    """A Party symbol, an unknown code of its type replaced by that of the type word which begins or ends like it."""
    kind, _, body = symbol.partition("/")
    code = _code_of_type(layout)
    if not body:
        return f"{code}/{kind}"  # the pen lies over the type's code
    unknown = kind.upper() not in type_codes()
    if code and (kind.upper() == code.upper() or (unknown and (kind[0].upper() == code[0] or code[-1] == kind[-1]))):
        kind = code
    return f"{kind}/{body}"


def _known(code: str, layout: Layout) -> str:
    """The issuer's code as one of its witnesses spells it; as read where none is near."""
    own = _initials(layout)
    witnesses = [*own, *_cited(layout)]
    if code in witnesses or code in _codes_of_bodies():
        return code
    if not code.isalpha():
        return next((known for known in _numbered(layout) if _same_but_digits(code, known)), code)
    same = next((known for known in witnesses if bare(code) == bare(known)), None)
    fixed = next((known for known in _fixed(layout) if distance(bare(code), bare(known), 1) <= 1), None)
    if same or fixed:
        return same or fixed or code
    long = [known for known in own if len(known) >= _LONG_CODE]
    begun = {known[: len(code)] for known in own if _looks(code) == _looks(known[: len(code)])}
    if len(begun) == 1 and len(code) > 2:
        return begun.pop()  # "BDH" of the "Ban Điều hành ...", "SITIT" of STTTT
    near = {known for known in long if _one_letter_off(bare(code), bare(known)) or known in _unstuttered(code)}
    lost = {known for known in own if known[:1] in _HEADS and known[1:] == code}  # the pen ran into its first letter
    headless = {known[1:] for known in long if bare(known[1:]) == bare(code)}  # "LDTBXH" of the "Phòng Lao động - ..."
    found = near or lost or headless or {known for known in _without_stroke(code) if known in _codes_of_bodies()}
    return found.pop() if len(found) == 1 else code


_HEADS_OF_STATE = {"thu tuong chinh phu": "TTg", "chu tich nuoc": "CTN"}
"""Heads whose code is not made of their initials."""


def _fixed(layout: Layout) -> list[str]:
    """The codes of heads who issue in their own name: nothing else stands in their symbols."""
    return [code for i in layout.left if (code := _HEADS_OF_STATE.get(bare(layout.block(i).text)))]


_NUMBER_OF_BODY = regex(r"(?P<name>.*[^\W\d_])\s(?P<number>\d{2,4})")


def _numbered(layout: Layout) -> list[str]:
    """The codes of letterhead lines that end in a number: 'BAN CHỈ ĐẠO 138' -> BCĐ138."""
    lines = (_NUMBER_OF_BODY.fullmatch(layout.block(i).text.strip()) for i in layout.left)
    return [code_of(mend_name(match["name"])) + match["number"] for match in lines if match]


def _same_but_digits(code: str, known: str) -> bool:
    """The same letters, and as many digits, of which one may be misread."""
    return (
        len(code) == len(known)
        and all(a == b or (a.isdigit() and b.isdigit()) for a, b in zip(code, known, strict=True))
        and sum(a != b for a, b in zip(code, known, strict=True)) <= 1
    )


def _unstuttered(code: str) -> set[str]:
    """The code without a letter that was read twice: "LĐĐLĐ"."""
    return {code[:at] + code[at + 1 :] for at, (one, two) in enumerate(pairwise(code)) if one == two}


def _looks(code: str) -> str:
    """A code with letters that look alike made one."""
    return bare(code).upper().translate(str.maketrans("ILJ|1", "TTTTT"))


def _without_stroke(code: str) -> set[str]:
    """A long code without a letter that a stroke of its neighbour may be read as: "BGIDĐT"."""
    if len(code) <= _LONG_CODE:
        return set()
    return {code[:at] + code[at + 1 :] for at, letter in enumerate(code) if letter in "IJl"}


def _one_letter_off(code: str, known: str) -> bool:
    """A letter misread; one lost or gained may make another body's code ("ATTP" of the "Cục An toàn thực phẩm")."""
    return len(code) == len(known) and sum(a != b for a, b in zip(code, known, strict=True)) == 1


_LONG_CODE = 4
"""Letters of a code of which one may be misread."""
_HEADS = ("S", "B")
"""Of "Sở" and "Bộ", which codes do not leave out."""


def _is_witnessed(symbol: str, layout: Layout) -> bool:
    """Is the first code of the symbol that of a kind, or one that the letterhead or the tables have?"""
    first = re.split(r"[-–/&]", symbol)[0]
    if len(first) >= _LONG_CODE and any(code.startswith(first) for code in _initials(layout)):
        return True  # "UBND" of the "Ủy ban nhân dân tỉnh ..."
    return first.upper() in type_codes() or first in (*_initials(layout), *_cited(layout), *_codes_of_bodies())


def _code_of_type(layout: Layout) -> str | None:
    named = type_line(layout.block(layout.type_block)) if layout.type_block is not None else None
    return next((kind.code for kind in rows(Kind) if named and kind.name == named[0]), None)


def _initials(layout: Layout) -> list[str]:
    """The codes that the letterhead's own lines may have, alone and with the line below: 'BỘ GIÁO DỤC VÀ ĐÀO TẠO' ->
    BGDĐT, 'BỘ NÔNG NGHIỆP' over 'VÀ MÔI TRƯỜNG' -> BNNMT."""
    lines = [layout.block(i).text for i in layout.left if layout.block(i).text.isupper()]
    names = [mend_name(name) for name in (*lines, *(f"{above} {below}" for above, below in pairwise(lines)))]
    names += [name[: -len(_COUNTRY)] for name in names if name.endswith(_COUNTRY)]
    codes = [code_of(name) for name in names]
    return [code for code in codes if len(code) >= 3]


_COUNTRY = " VIỆT NAM"
"""Codes of bodies of the whole country leave it out: BHXH, NHNN."""


@cache
def _codes_of_bodies() -> frozenset[str]:
    """The initials of ministries and departments that the tables know."""
    names = {agency.name for agency in rows(AgencyName)}
    names |= {f"{head} {field.name}" for field in rows(AgencyField) for head in field.heads}
    return frozenset(code for code in map(code_of, names) if len(code) >= 3)


def code_of(name: str) -> str:
    """The initials of a body's name, as symbols have them: "Bộ Giáo dục và Đào tạo" -> BGDĐT."""
    initials = (word[0] for word in re.findall(r"[^\W\d_]+", name) if bare(word) != "va")
    return "".join("Đ" if letter in "Đđ" else bare(letter).upper() for letter in initials)


_CITED = regex(r"\d/(?:(?:19|20)\d\d/)?(?:[^\W\d_]{1,6}-)?(?P<code>[A-ZĐ]{2,}[a-zđ]?)(?=[-\s,;.)]|$)")


def _cited(layout: Layout) -> list[str]:
    """The issuers' codes in the numbers that the document names more than once, likeliest first."""
    text = (layout.block(i).text for i in range(layout.heading[0], layout.extent[1]))
    counted = Counter(match["code"] for line in text for match in _CITED.finditer(line))
    return [code for code, count in counted.most_common() if count > 1]
