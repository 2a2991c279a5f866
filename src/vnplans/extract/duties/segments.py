"""A paragraph cut where another agency takes over (GUIDE: rules 4 and 5)."""

from __future__ import annotations

from collections.abc import Sequence

from vnplans.extract.agencies.lists import is_headman
from vnplans.extract.duties.doers import Body, partners
from vnplans.extract.duties.headers import only_bodies
from vnplans.extract.duties.strangers import Subject, moved, stranger
from vnplans.extract.duties.subject import subject
from vnplans.extract.findings import Head
from vnplans.extract.line import Line
from vnplans.extract.orders.refusals import orders_nothing
from vnplans.extract.orders.sentences import acts_behind, acts_in_time, clauses, sentences, split_clauses
from vnplans.extract.orders.verbs import opens_with_order, verb_at
from vnplans.phrases import phrase
from vnplans.text import fold

__all__ = ["decides", "names_doer_first", "segments_of", "split_duties", "topical"]

_NAME_WITHIN, _ORDER_WITHIN = 40, 200
"""Characters before the doer's name where a sentence begins with it; where a ground stands before the order."""


def segments_of(
    words: Line, spans: Sequence[tuple[int, int]], found: Subject | None, head: Head, above: Sequence[Body] = ()
) -> list[tuple[Line, Subject | None]]:
    """The paragraph, cut where a further sentence names another agency as the one to act. `above`: those whose duties
    the paragraph stands under."""
    cuts: list[tuple[int, Subject | None]] = [(0, found)]
    for start, end in spans[1:]:
        sentence = words.part(start, end)
        other = names_doer_first(sentence, head) or _only_assigns(sentence, head)
        if other is None and (grounded := _behind_opening(sentence, head)) is not None:
            other = None if cuts[-1][1] is None and _inherited(grounded, above) else grounded
        if other and not other.ordered and any(is_headman(m.text) for m in other.mentions):
            continue  # "Tổ chức họp thôn. Trưởng thôn ghi biên bản.": people, no other agency
        if other and phrase("segments.answers").match(words.key, start + other.start):
            continue
        if other and phrase("segments.assigns").fullmatch(words.key[start + other.start : end]):
            if (
                cuts[-1][1] is None
            ):  # "... Giao Sở A chủ trì, hoàn thành trước ngày 30/9." says who does the work before it
                mentions = tuple(moved(m, start - cuts[-1][0]) for m in other.mentions)
                cuts[-1] = (cuts[-1][0], Subject(mentions, 0, other.ordered))
            continue
        if other and not _same(other, cuts[-1][1]):
            cuts.append((start, other))
    ends = [start for start, _ in cuts[1:]] + [len(words.text)]
    return [(words.part(start, end), who) for (start, who), end in zip(cuts, ends, strict=True)]


def split_duties(
    content: Line, head: Head, *, single: bool, who: Subject | None = None, led: bool = False
) -> list[tuple[Line, Subject | None]]:
    """The clauses of a sentence that are tasks, each with the agency that it names itself, if any.

    `single`: the paragraph is this one sentence; of several, only clauses with agencies of their own part. `who`: the
    doer that stands within the first clause, "Trong quý II, Sở Nội vụ rà soát ...; trình ..."; `led`: it stood right
    before the content.
    """
    if not single and len(sentences(content.text)) > 1:
        return [(content, None)]
    if order := _behind_ground(content):
        (first, own_doer), *further = split_duties(content.part(order), head, single=single, led=led)
        return [(content.part(0, order + len(first.text)), None if own_doer is None else who), *further]
    spans = _with_helpers(content, head)
    parts = [content.part(a, b) for a, b in spans]
    own = [names_doer_first(part, head) for part in parts]
    acting = [bool(who) or acts_in_time(part.key) for part, who in zip(parts, own, strict=True)]
    if any(own[1:]) and all(acting[1:]) and (acting[0] or decides(parts[0])):
        return [(part, who if place else None) for place, (part, who) in enumerate(zip(parts, own, strict=True))]
    if not single:
        return [(content, None)]
    if 1 < len(parts) < len(clauses(content.text)) and all(acts_in_time(part.key) for part in parts):
        return [(part, None) for part in parts]
    start = who.mentions[-1].end if who and not who.last and not who.ordered else 0
    acts = start > 0 and verb_at(content.key, start) is not None
    cut = split_clauses(content.text, spans, first=start if acts else 0, led=led)
    return [(content.part(a, b), None) for a, b in cut]


def decides(clause: Line) -> bool:
    """ "Chấp thuận đề xuất của Sở A;" before what it hands out."""
    no = orders_nothing(clause.key, led=False, opening=False)
    return no is not None and no.code == "task.decision"


def _behind_ground(content: Line) -> int:
    """Where the order begins behind a ground that a semicolon ends: "Căn cứ Điều 7 Nghị định ...; giao Sở Y tế rà soát
    ..."; 0 if there is none."""
    spans = clauses(content.text)
    if len(spans) < 2 or not phrase("segments.ground").match(content.key):
        return 0
    order = spans[1][0]
    return order if opens_with_order(content.key, order) is not None else 0


def _with_helpers(content: Line, head: Head) -> list[tuple[int, int]]:
    """The clauses, those that only say who leads or helps joined to their neighbour: "Sở Du lịch xây dựng sản phẩm mới;
    các huyện phối hợp thực hiện", "Chủ trì, phối hợp với Sở A, Sở B; các huyện khảo sát ..."."""
    spans: list[tuple[int, int]] = []
    waits, behind = False, 0
    for start, end in clauses(content.text):
        words = content.part(start, end)
        found = subject(words, head.voice)
        rest = words.key[found.start :] if found and found.start else None
        helps = rest is not None and phrase("segments.helps").fullmatch(rest) is not None
        if spans and (waits or helps):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
            behind = found.start if found and found.start else 0
        alone = (words.key if rest is None else rest).strip(" .;") == "chủ trì"
        last = content.part(*spans[-1])
        waits = alone or _only_with(last, behind) or _names_partners(last, head)
    return spans


def _only_with(words: Line, at: int) -> bool:
    """Words that say, from `at` on, whom the work is done with, and no work yet."""
    return phrase("segments.together").match(words.key, at) is not None and only_bodies(words.text)


def _names_partners(clause: Line, head: Head) -> bool:
    """The clause ends within the list of those who help: "chủ trì, phối hợp với Sở A; Sở B rà soát ..."."""
    found = partners(clause, head) if phrase("segments.with").match(clause.key) else ()
    return bool(found) and not clause.key[found[-1].end :].strip(" .;")


def names_doer_first(sentence: Line, head: Head) -> Subject | None:
    """The doers that a sentence begins with, if words of action follow them."""
    found = subject(sentence, head.voice) or _person(sentence)
    if found is None or not found.start:
        return None
    grounded = found.ordered and acts_behind(sentence.key[found.start :])  # "Giao Sở Y tế căn cứ nhu cầu, lập dự toán"
    if verb_at(sentence.key, found.start) is None and not grounded:
        return None
    if not found.ordered and phrase("segments.undergoes").match(sentence.key, found.mentions[-1].end):
        return None
    return found if found.mentions[0].start < (_ORDER_WITHIN if found.ordered else _NAME_WITHIN) else None


def _person(sentence: Line) -> Subject | None:
    """ "Đ/c Hải chụp ảnh, viết bài"."""
    return stranger(sentence) if phrase("strangers.person").match(sentence.text) else None


def _only_assigns(sentence: Line, head: Head) -> Subject | None:
    """ "Đoàn Thanh niên phụ trách, xong trước 26/3.": its verb is none of action."""
    found = subject(sentence, head.voice)
    if found is None or not found.start or found.mentions[0].start >= _NAME_WITHIN:
        return None
    return found if phrase("segments.assigns").fullmatch(sentence.key[found.start :]) else None


def _behind_opening(sentence: Line, head: Head) -> Subject | None:
    """ "Trước ngày 15/6, các xã gửi danh sách": the doers behind a time or ground that a mark ends."""
    if not phrase("subject.ground").match(sentence.key):
        return None
    found = subject(sentence, head.voice)
    if found is None or found.start or found.last or verb_at(sentence.key, found.mentions[-1].end) is None:
        return None
    behind = sentence.key[found.mentions[-1].end :]
    if sentence.key[: found.mentions[-1].end].endswith(" được") or phrase("segments.tells").match(behind):
        return None  # "Ban Quản lý được giải thể", "Ban Tổ chức sẽ công bố kết quả"
    if not found.ordered and all(head.is_issuer(m.agency) for m in found.mentions):
        return None
    before = sentence.key[: found.mentions[0].start].rstrip()
    order = phrase("subject.order").search(before + " ") if found.ordered else None
    opening = before[: order.start()].rstrip() if order else before
    return found if opening.endswith(",") and ";" not in opening else None


def topical(segment: Line, who: Subject, above: Sequence[Body]) -> bool:
    """ "Về cuộc thi: Sở Nội vụ chủ trì ..." under the heading "Sở Nội vụ": the topic stays with the words."""
    at = who.mentions[0].start
    return at > 0 and ":" in segment.text[:at] and _inherited(who, above)


def _inherited(who: Subject, above: Sequence[Body]) -> bool:
    """All of them stand above already."""
    names = {fold(body.agency.text) for body in above}
    return {fold(m.text) for m in who.mentions} <= names


def _same(one: Subject, other: Subject | None) -> bool:
    names = {fold(m.text) for m in other.mentions} if other else set()
    return bool(names) and {fold(m.text) for m in one.mentions} <= names
