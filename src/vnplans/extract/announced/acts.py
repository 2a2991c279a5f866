"""Which of the acts that a page names it announces, in their order; a doubtful one says so in page.py."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vnplans.extract.announced.again import number_again
from vnplans.extract.announced.article import Article, is_act
from vnplans.extract.announced.days import day_told_before
from vnplans.extract.announced.issuers import issuer_of, may_issue, named_by
from vnplans.extract.announced.named import Named, Told, named, same_number
from vnplans.extract.announced.placed import (
    FIRST_PARAGRAPHS,
    TOLD_LATE,
    Act,
    is_matter,
    is_new,
    is_old,
    sentence_of,
    today,
)
from vnplans.extract.announced.told import Telling, reports_event, tellings
from vnplans.extract.announced.unclaimed import unclaimed
from vnplans.extract.orders.sentences import sentences
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["chosen"]

_LAST_PARAGRAPH = 8
_DEEP = 500
"""Characters of its paragraph before an announcing sentence that is not told as news, at most."""
_BELOW = 4
"""Lines below the article that may point to the act's text."""
_LISTED = 6
"""Paragraphs behind a sentence that tells several acts together, in which they are named."""
_TOGETHER = dt.timedelta(days=45)
"""Acts of one digest are no further apart."""


_LEAD = 200
"""Characters of a page's lead, at most."""
_DAY = regex(r"\d{1,2}\s?[/.-]\s?\d{1,2}")
"""A day that a headline tells."""


def _told(page: Article) -> list[Act]:
    """All that the paragraphs announce; a pointer to the act's text may stand below them."""
    out: list[Act] = []
    below = range(page.end, min(page.end + _BELOW, len(page.pages.blocks)))
    for position, block in enumerate((*page.prose, *below)):
        out += _of_block(page, block, position)
    several = [a for a in out if a.told.how == "many"]
    out = [a for a in out if a.told.how != "many"]
    for many in several[:1]:
        if many.position < FIRST_PARAGRAPHS:
            listed = [] if any(a.told.act.number for a in out) else [*_named_below(page, many)]
            out = [*listed, *(replace(a, lead=many) if _is_one_of(many, a) else a for a in out)]
    if not any(a.told.act.number for a in out):
        rest = [block for block in page.lines if block not in page.prose]
        out += [act for block in rest for act in _of_block(page, block, 0) if act.told.act.number]
    if not any(_may_tell(page, act) for act in out):
        headed = [act for block in page.headlines for act in _of_headline(page, block)]
        out += headed or ([] if out else _listed(page))
    return out


def _of_block(page: Article, block: int, position: int) -> list[Act]:
    found = tellings(page.text(block))
    if block >= page.end:
        found = [t for t in found if t.how in ("points", "attached")]
    following = [*(told.act.start for told in found[1:]), None]
    return [Act(told, block, position, after) for told, after in zip(found, following, strict=False)]


def _is_one_of(many: Act, act: Act) -> bool:
    """ "Tại Quyết định số 5/QĐ-TTg, Thủ tướng bổ nhiệm ...", behind "Thủ tướng vừa ký các quyết định bổ nhiệm ..."."""
    near = many.position <= act.position <= many.position + _LISTED
    kind = many.told.act.doc_type
    return act.told.how == "orders" and near and act.told.act.number is not None and act.told.act.doc_type == kind


def _named_below(page: Article, many: Act) -> Iterator[Act]:
    """The acts that paragraphs behind "... vừa ban hành 2 quyết định về trồng rừng" begin with, or list."""
    kind = many.told.act.doc_type
    for position, block in enumerate(page.prose):
        if not many.position <= position <= many.position + _LISTED:
            continue
        text = page.text(block)
        start = many.told.sentence[1] if block == many.block else 0
        acts = [a for a in named(text, start) if kind is None or a.doc_type == kind]
        opens = acts and phrase("announced.lists").fullmatch(fold(text)[start : acts[0].start]) is not None
        for act, after in zip(acts, [*(a.start for a in acts[1:]), None], strict=False) if opens else ():
            if act.of is None or act.start == acts[0].start:
                told = Telling(act, (start, after or len(text)), None, act.day, "listed")
                yield Act(told, block, position, after, lead=many)


def _of_headline(page: Article, block: int) -> list[Act]:
    """The act that a headline begins with, and dates: "Kế hoạch số 31/KH-UBND ngày 05/8/2021 về trồng rừng"."""
    text = page.text(block)
    act = next(named(text), None)
    if act is None or act.start or act.number is None or (act.number.issuer_code is None and act.of is None):
        return []
    told = _is_headline_of(page, act, text) if page.day is None or act.day is None else _is_recent(page, act.day)
    return [Act(Telling(act, (0, len(text)), None, act.day, "headline"), block, 0)] if told else []


def _is_headline_of(page: Article, act: Named, text: str) -> bool:
    """Behind its number, which no date confirms, stands the act's title, and nothing below says that others carry it
    out."""
    code = fold(act.number.issuer_code or "") if act.number else ""
    rest = fold(text)[act.end :].lstrip(" ,(-–")
    titled = any(phrase(f"announced.title_{how}").match(rest) for how in ("about", "verb"))
    if not titled or ":" in rest or (act.day is None and phrase("announced.central").match(code)) or is_act(page.pages):
        return False
    return not any(_carried_out(page.text(block), act) for block in page.prose[:FIRST_PARAGRAPHS])


def _carried_out(text: str, act: Named) -> bool:
    key = fold(text)
    again = (other for other in named(text) if same_number(act, other))
    return any(phrase("announced.carries_out").search(key, 0, other.start) for other in again)


def _listed(page: Article) -> list[Act]:
    """The entries of a list of new acts: "1. Kế hoạch số 31/KH-UBND ngày 05/8/2021 của UBND tỉnh về ..."."""
    if not any(phrase("announced.new_acts").search(fold(page.text(i))) for i in page.headlines):
        return []
    out: list[Act] = []
    for block in page.lines:
        text = page.text(block)
        act = next(named(text), None)
        opens = act is not None and not text[: act.start].strip(" -*•+.)0123456789")
        if act is not None and opens and act.day is not None and act.of is not None:
            out.append(Act(Telling(act, (0, len(text)), None, act.day, "listed"), block, 0))
    return out


def _is_recent(page: Article, told: Told) -> bool:
    day = told.date(today(page))
    return day is not None and page.day is not None and abs(page.day.date - day) <= TOLD_LATE


def chosen(page: Article) -> list[Act]:
    """The announced acts, one for each number; an act told by its type alone only where none has a number."""
    acts = _told(page)
    events = [i for i in (*page.headlines, *page.prose[:1]) if not _tells(acts, i) and reports_event(page.text(i))]
    if events:
        to_come = not any(i in page.prose or _DAY.search(page.text(i)) for i in events)
        acts = [a for a in acts if _despite_event(page, a) or (to_come and _plans_event(page, a))]
    acts = [
        a for a in acts if not (a.told.act.doc_type and phrase("announced.no_order").match(a.told.act.doc_type.name))
    ]
    acts = _dated(page, [a for a in acts if not is_old(page, a) and _may_tell(page, a)])
    acts = [a for a, then in zip(acts, [*acts[1:], None], strict=False) if then is None or not _taken_up(page, a, then)]
    if not acts and not events:
        acts = [Act(*found) for found in unclaimed(page)]
    numbered = [a for a in acts if a.told.act.number is not None]
    first = next((a for a in numbered if _is_first(page, a)), None)
    bare = [a for a in acts if a.position < FIRST_PARAGRAPHS and a.told.act.number is None][:1]
    if first is not None:
        first = _told_by_whom(first, numbered)
    if first is None or (bare and _is_background(page, bare[0], first)):
        return [replace(a, numbered_by=_number_below(page, a)) for a in bare]
    kept, by_serial = [first], {_serial(first): [first]}
    for act in numbered:
        alike = by_serial.setdefault(_serial(act), [])
        if (
            act is not first
            and not any(same_number(act.told.act, other.told.act) for other in alike)
            and _belongs(page, first, act)
        ):
            kept.append(act)
            alike.append(act)
    return [_with_lead(kept[0], acts), *kept[1:]]


def _told_by_whom(act: Act, numbered: Sequence[Act]) -> Act:
    """The sentence that tells who issued it, where a pointer stands above: "Toàn văn Công điện 12/CĐ-TTg về bão" over
    "Ngày 5/8/2021, Thủ tướng ban hành Công điện 12/CĐ-TTg"."""
    if act.told.how != "points" or act.told.speaker is not None or act.told.day is not None:
        return act
    fuller = (a for a in numbered if a.told.how == "issued" and a.told.speaker is not None)
    return next((a for a in fuller if same_number(a.told.act, act.told.act)), act)


def _taken_up(page: Article, act: Act, then: Act) -> bool:
    """The next act carries it out: "Thực hiện chỉ đạo này, UBND tỉnh vừa ban hành ..."."""
    near = (act.block, act.told.act.start) < (then.block, then.told.act.start) and then.position <= act.position + 1
    if not near or act.told.fresh or then.told.how != "issued":
        return False
    return phrase("announced.takes_up").match(fold(page.text(then.block)), then.told.sentence[0]) is not None


def _serial(act: Act) -> int | None:
    """Acts of one number have one serial."""
    return act.told.act.number.serial if act.told.act.number is not None else None


def _number_below(page: Article, act: Act) -> tuple[Named, int] | None:
    """The number of an act told by its type alone, if the body that issued it may have given it."""
    found, speaker = number_again(page, act.told.act, act.block), act.told.speaker
    if found is None or speaker is None or not speaker.text or phrase("announced.place").fullmatch(speaker.text):
        return found
    return found if may_issue(speaker, found[0].number, of=False) else None


def _is_background(page: Article, bare: Act, act: Act) -> bool:
    """A numbered act of another body, told behind the one that the page announces without its number."""
    told, speaker = act.told, bare.told.speaker
    news = told.fresh and (
        told.how != "passive" or phrase("announced.fresh").search(sentence_of(page, act)) is not None
    )
    if (act.block, told.act.start) < (bare.block, bare.told.act.start) or news or told.how == "points":
        return False
    if speaker is None or not speaker.text or phrase("announced.place").fullmatch(speaker.text):
        return False
    of = page.text(act.block)[slice(*told.act.of)] if told.act.of else None
    issuer = issuer_of(told.speaker, of, told.act.number, page.province)
    own = named_by(speaker.text, page.province)
    if issuer is None or own is None or may_issue(speaker, told.act.number, of=False):
        return False
    return not fold(own.name).startswith(fold(issuer.name)) and not fold(issuer.name).startswith(fold(own.name))


def _despite_event(page: Article, act: Act) -> bool:
    """Told by the page of a meeting or a visit, and not as its background."""
    first = act.position == 0 and act.told.how != "attached"
    return first or act.told.how == "points" or act.told.fresh or _adopted(page, act)


def _plans_event(page: Article, act: Act) -> bool:
    """Issued for an event that the headline names without its day: "Lào Cai tổ chức Ngày hội văn hóa"."""
    told = act.told
    opens = told.sentence[0] == 0 and act.position < FIRST_PARAGRAPHS
    return is_new(page, act) or (opens and told.how in ("issued", "passive") and told.day is None)


def _may_tell(page: Article, act: Act) -> bool:
    """What is told by the way counts where it is new."""
    if act.told.earlier and not act.told.fresh and not is_new(page, act):
        return False
    if act.told.how == "by":
        return is_new(page, act)
    if act.told.how != "done" or is_new(page, act) or (act.told.fresh and act.position < FIRST_PARAGRAPHS):
        return True
    speaker, key = act.told.speaker, fold(page.text(act.block))
    if speaker is None or act.position or act.told.sentence[0] or act.told.day is not None:
        return False
    passive = key[: speaker.start].rstrip().endswith("được")
    return not passive and "đã" not in key[speaker.end : act.told.act.start].split()[:1]


def _adopted(page: Article, act: Act) -> bool:
    """A resolution that the page of a council's session tells to have been adopted."""
    told = act.told
    if told.how != "issued" or told.act.doc_type is None or told.act.doc_type.name != "Nghị quyết":
        return False
    if told.speaker is None or not phrase("announced.council").search(fold(told.speaker.text)):
        return False
    return any(phrase("announced.session_page").search(fold(page.text(i))) for i in (*page.headlines, *page.prose[:1]))


def _tells(acts: Sequence[Act], block: int) -> bool:
    return any(a.block == block for a in acts)


def _is_first(page: Article, act: Act) -> bool:
    """Early on the page; below its first paragraph if told as news, or if what stands above speaks of an act."""
    if act.told.how in ("points", "attached") or (act.told.fresh and act.position < _LAST_PARAGRAPH):
        return True
    if _adopted(page, act) and act.position < FIRST_PARAGRAPHS:
        return True
    start = act.told.sentence[0]
    if act.position == 0 and start < _DEEP:
        return True
    near = act.position < (FIRST_PARAGRAPHS if start else _LAST_PARAGRAPH)
    if near and is_new(page, act):
        return True
    if act.position >= FIRST_PARAGRAPHS or (start and act.position > 1):
        return False
    headed = any(phrase("announced.headline").search(fold(page.text(i))) for i in page.headlines)
    headed = headed or _behind_lead(page, act) or act.lead is not None or is_matter(page, act) or _is_subject(page, act)
    return headed or any(phrase("announced.lead").search(fold(page.text(i))) for i in page.prose[: act.position])


def _behind_lead(page: Article, act: Act) -> bool:
    """It opens the paragraph behind a short lead, on a page that tells no day of its own."""
    if page.day is not None or act.position != 1 or act.told.sentence[0] or not page.prose:
        return False
    day = act.told.day
    short = len(page.text(page.prose[0])) < _LEAD
    return short and act.told.how == "issued" and day is not None and day.year is not None


def _is_subject(page: Article, act: Act) -> bool:
    """Another sentence of the page begins with the act: "Quyết định 5/QĐ-UBND nêu rõ ..."."""
    for block in page.prose:
        text = page.text(block)
        for start, end in sentences(text):
            one = next(named(text, start, end), None)
            if one is None or (block, one.start) == (act.block, act.told.act.start) or one.of is not None:
                continue
            if same_number(one, act.told.act) and phrase("announced.by_act").fullmatch(fold(text[start : one.start])):
                return True
    return False


def _dated(page: Article, acts: Sequence[Act]) -> list[Act]:
    """ "Cùng ngày": the day of the act before."""
    out: list[Act] = []
    for act in acts:
        dated = act
        if act.told.same_day and out and out[-1].told.day is not None:
            dated = replace(act, day_from=out[-1].day_from or out[-1])
        elif act.told.same_day and (day := day_told_before(page, (act.block, act.told.sentence[0]))) is not None:
            dated = replace(act, day_from=Act(replace(act.told, day=day[0]), day[1], act.position))
        out.append(dated)
    return out


def _belongs(page: Article, first: Act, act: Act) -> bool:
    """A further act of a digest: in the first one's paragraph, or at the head of its own, of about the same time."""
    if act.block == first.block:
        return True
    one = first.told.day.date(today(page)) if first.told.day else None
    other = act.told.day.date(today(page)) if act.told.day else None
    if one is not None and other is not None and abs(one - other) > _TOGETHER:
        return False
    label = page.text(act.block)[: act.told.sentence[0]].strip(" -*•+.)0123456789")
    opens = act.told.how not in ("points", "attached", "orders", "rules") and not label
    return opens or act.lead is not None


def _with_lead(first: Act, acts: Sequence[Act]) -> Act:
    """A lead told the act without its number: where the sentence with the number names no body, the lead's holds."""
    before = next((a for a in acts if a.position < first.position and _alike(a.told, first.told)), None)
    speaker = first.told.speaker
    vague = (
        speaker is None or not speaker.text or phrase("announced.bare_unit").fullmatch(fold(speaker.text)) is not None
    )
    return replace(first, lead=before) if before is not None and vague else first


def _alike(one: Telling, other: Telling) -> bool:
    a, b = one.act.doc_type, other.act.doc_type
    return one.act.number is None and (a is None or b is None or a.name == b.name)
