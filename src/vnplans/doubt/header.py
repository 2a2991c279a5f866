"""Doubt of header values: the symbol against issuer and type, the date against year and signing time, odd looks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vnplans.doubt.notes import least_sure
from vnplans.doubt.notes import note as _note
from vnplans.doubt.scanned_title import title_on_scan
from vnplans.doubt.witness import fits, type_code_known
from vnplans.extract.agencies.lists import find_agencies
from vnplans.landmarks import annex_label, begins, begins_office, is_mark, is_type_word
from vnplans.models import Directive, Note
from vnplans.pages import Pages
from vnplans.phrases import phrase
from vnplans.text import bare, fold, normal, place_tones

__all__ = ["HEADER"]

_LOW = 0.75
"""Mean confidence of OCR in the words of a value below which it is doubted."""
_LONGEST_TITLE, _SHORTEST_TITLE = 420, 8
_LONGEST_ISSUER = 16
_SIGNED_WITHIN = 40
"""Days by which the signing of a file may lie before or behind its date."""
_OLD_TITLE = 10
"""Years that a title may look back: rules of long ago are amended."""
_HEADER = ("number", "doc_type", "issuer", "issued_on", "title", "signer")


def _issuer_looks(directive: Directive, _: Pages) -> Iterator[Note]:
    """An issuer that no row and no pattern of names knows, or that holds words of something else."""
    issuer = directive.issuer
    if issuer is None:
        return
    name, key = issuer.name, fold(issuer.name)
    found = find_agencies(name)
    strange = not found or found[0].start > 0
    other = (
        is_type_word(name)
        or is_mark(name)
        or annex_label(name) is not None
        or any(c.isdigit() for c in phrase("doubt.numbered_body").sub("", key))
        or any(c in name for c in ":;@_/…")
        or key.startswith(("số ", "về ", "v/v"))
    )
    long = len(name.split()) > _LONGEST_ISSUER
    doubled = any(name.count(f" {unit} ") > 1 for unit in ("tỉnh", "thành phố", "huyện", "xã"))
    if strange or other or long or doubled:
        yield _note("issuer_odd", "/issuer", f"tên cơ quan ban hành khác thường: {name}", "the issuer's name looks odd")


def _symbol_against_issuer(directive: Directive, _: Pages) -> Iterator[Note]:
    """The issuer's code in the symbol should be made of the issuer's initials, or be that of its head."""
    number, issuer = directive.number, directive.issuer
    if number is None or issuer is None or not number.issuer_code:
        return
    if number.type_code is None and not number.issuer_code.upper().startswith(("UBND", "HĐND")):
        return  # a letter: a unit's code stands there ("1300/TC-TCDN")
    if fits(number.issuer_code, issuer):
        return
    yield _note(
        "symbol_issuer",
        "/issuer",
        f"ký hiệu {number.issuer_code} không khớp tên {issuer.name}",
        "the symbol does not fit the issuer's name",
        "warning",
    )


def _place_against_issuer(directive: Directive, _: Pages) -> Iterator[Note]:
    """The issuer's name ends in the place of the date line, with other tones: one of the two was misread."""
    issuer, place = directive.issuer, directive.place
    if issuer is None or not place:
        return
    own, other = (place_tones(fold(text)).split() for text in (issuer.name, place))
    own = own[-len(other) :]
    if own != other and [bare(word) for word in own] == [bare(word) for word in other]:
        said = f"tên cơ quan ghi {' '.join(own)}, địa danh ghi {' '.join(other)}"
        yield _note("place_spelt", "/issuer", said, "the issuer's name and the place differ in tones")


def _symbol_types(directive: Directive, _: Pages) -> Iterator[Note]:
    """A type code that no type has ("TTrn"), in a symbol that should begin with one."""
    number = directive.number
    if number is None or not number.text:
        return
    letter = directive.doc_type is not None and directive.doc_type.name == "Công văn"
    if not letter and not type_code_known(number):
        yield _note("symbol_odd", "/number", f"ký hiệu lạ: {number.text}", "no type has such a code")


def _year(directive: Directive, _: Pages) -> Iterator[Note]:
    """The title plans for a year long after or before that of issue."""
    issued, title = directive.issued_on, directive.title
    if issued is None:
        return
    years = [int(year) for year in re.findall(r"\bnăm (?:học )?((?:19|20)\d\d)\b", fold(title or ""))]
    if years and (min(years) - issued.year > 1 or issued.year - max(years) > _OLD_TITLE):
        yield _note(
            "year_odd",
            "/issued_on",
            f"năm ban hành {issued.year}, trích yếu nói năm {years[0]}",
            "the year of issue is far from that of the title",
            "info",
        )
    if not 1945 <= issued.year <= 2100:
        yield _note("year_odd", "/issued_on", f"năm ban hành {issued.year}", "no year for such an act")


def _signing_time(directive: Directive, _: Pages) -> Iterator[Note]:
    """The date of issue lies far from the day on which the file was signed."""
    issued = directive.issued_on
    days = [s.time.date() for s in directive.signatures if s.time and s.kind in ("issuer", "clerk")]
    if issued and days and all(abs((day - issued).days) > _SIGNED_WITHIN for day in days):
        yield _note(
            "signing_time",
            "/issued_on",
            f"ngày ban hành {issued:%d/%m/%Y}, tệp được ký ngày {days[0]:%d/%m/%Y}",
            "the file was signed on another day",
        )


def _title_looks(directive: Directive, pages: Pages) -> Iterator[Note]:
    """A title that ends in the middle, runs into the text, or is none."""
    title = directive.title
    if title is None:
        return
    key = fold(title)
    odd = (
        len(title) < _SHORTEST_TITLE
        or len(title) > _LONGEST_TITLE
        or phrase("doubt.open_end").search(key)
        or phrase("doubt.text_in_title").search(key)
        or is_mark(title)
        or annex_label(title) is not None
        or (directive.issuer is not None and key == fold(directive.issuer.name))
    )
    unclosed = _unclosed(title)
    if odd or unclosed:
        printed = not odd and directive.source.text_origin == "text" and not _closed_behind(directive, pages)
        said = f"trích yếu có thể thiếu hay thừa chữ: {title[:60]}"
        yield _note("title_odd", "/title", said, "the title may be cut", "warning" if printed else "review")
    elif _goes_on(directive, pages):
        yield _note(
            "title_goes_on", "/title", "dòng sau có thể còn là trích yếu", "the next line may belong to it", "warning"
        )
    else:
        yield from title_on_scan(directive, pages)


def _unclosed(text: str) -> bool:
    """A bracket or an inverted comma stands in it without the other one of its pair."""
    return text.count("(") != text.count(")") or text.count("“") != text.count("”") or text.count('"') % 2 == 1


def _closed_behind(directive: Directive, pages: Pages) -> bool:
    """The words behind the title close what it opened: it was cut. Else the writer of a typed act left it open."""
    quotes = directive.evidence.get("/title", [])
    if not quotes:
        return True
    last = quotes[-1]
    rest = pages.blocks[last.block].text[last.end :]
    behind = [b.text for b in pages.blocks[last.block + 1 : last.block + 3] if b.role == "text"]
    return bool(rest.strip(" ./;")) or any(_unclosed(text) for text in behind)


def _goes_on(directive: Directive, pages: Pages) -> bool:
    """The line behind the title is set as it is, and begins in the middle of a sentence."""
    quotes = directive.evidence.get("/title", [])
    if not quotes:
        return False
    last = quotes[-1].block
    block = pages.blocks[last]
    behind = next((b for b in pages.blocks[last + 1 : last + 3] if b.role == "text" and b.text.strip(" -_*.")), None)
    if behind is None or behind.cell != block.cell or behind.column != block.column:
        return False
    alike = (behind.bold, behind.centred) == (block.bold, block.centred) and (block.bold or block.centred)
    opens = begins(behind.text, "opening", "authority", "office") or behind.label or behind.text.endswith(":")
    return bool(alike and not opens and len(behind.text) < 200 and behind.text[:1].islower())


def _signer_looks(directive: Directive, _: Pages) -> Iterator[Note]:
    signer = directive.signer
    if signer is None:
        return
    position = signer.position or ""
    school = fold(position).startswith("trường ")  # without its marks an office: "trưởng ..."
    if position and (school or not begins_office(position)):
        yield _note("signer_odd", "/signer", f"chức vụ khác thường: {position}", "no office looks so")
    elif signer.name and not 2 <= len(signer.name.split()) <= 6:
        yield _note("signer_odd", "/signer", f"tên người ký khác thường: {signer.name}", "no name looks so")


def _read_badly(directive: Directive, pages: Pages) -> Iterator[Note]:
    """Words that OCR read with little confidence inside a header value."""
    for name in _HEADER:
        sure = least_sure(directive, pages, f"/{name}")
        if getattr(directive, name) is not None and sure is not None and sure < _LOW:
            yield _note(
                "read_badly", f"/{name}", f"chữ quét mờ, đọc kém chắc ({sure:.0%})", "recognised badly", "warning"
            )


def _by_pen(directive: Directive, pages: Pages) -> Iterator[Note]:
    """Pen-written digits in number or date that the reader of digits did not read beyond doubt."""
    seen = {r.candidates[0] for r in pages.remarks if r.code == "handwritten" and r.severity != "info" and r.candidates}
    for name in ("number", "issued_on") if seen else ():
        words = (
            block.text[word.start : word.end]
            for quote in directive.evidence.get(f"/{name}", [])
            for block in (pages.blocks[quote.block],)
            for word in block.words
            if quote.start <= word.start and word.end <= quote.end
        )
        if getattr(directive, name) is not None and (digits := next((text for text in words if text in seen), None)):
            said = f"chữ số viết tay, có thể là {digits}"
            yield _note("pen_unsure", f"/{name}", said, f"written by hand, probably {digits}", "warning")


def _two_readings(directive: Directive, _: Pages) -> Iterator[Note]:
    """Two rules read a value differently."""
    seen = {(n.field, normal(n.quote.text)) for n in directive.notes if n.code == "other_reading" and n.quote}
    for name in _HEADER:
        mine = normal(" ".join(q.text for q in directive.evidence.get(f"/{name}", [])))
        if any(field == f"/{name}" and other not in mine and mine not in other for field, other in seen):
            yield _note("two_readings", f"/{name}", "hai chỗ ghi khác nhau", "read differently elsewhere", "warning")


HEADER = (
    _issuer_looks,
    _symbol_against_issuer,
    _place_against_issuer,
    _symbol_types,
    _year,
    _signing_time,
    _title_looks,
    _signer_looks,
    _read_badly,
    _by_pen,
    _two_readings,
)
