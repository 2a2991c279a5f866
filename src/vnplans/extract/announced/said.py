"""What a sentence of a page orders: under a reporting verb, or with a body for its subject that is not the issuer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from vnplans.extract.agencies.names import Mention, open_name, split_agencies
from vnplans.extract.announced.issuers import named_by, without_person
from vnplans.extract.duties.leading import mentions_at
from vnplans.extract.findings import Head
from vnplans.extract.orders.verbs import is_aim, verb_at
from vnplans.phrases import phrase
from vnplans.text import fold

__all__ = ["Said", "Speech", "goes_on", "listed", "tells"]

_LONGEST_OBJECT = 200
_LONGEST_GROUND = 200


@dataclass(frozen=True, slots=True)
class Said:
    """An order within a sentence: who is to act, and where the words about the work begin; offsets into the text."""

    mentions: tuple[Mention, ...]
    start: int
    reported: bool
    """Under a reporting verb."""


@dataclass(frozen=True)
class Speech:
    """How the page speaks of one act: who issued it, and the names that stand for him."""

    head: Head
    signer: str = ""
    """The words of the announcing sentence for who signed, the person's name among them."""

    def order(self, text: str, *, addressed: bool = False) -> Said | None:
        """The order that a sentence (or clause) gives; None if it gives none. `addressed`: it is the rest of the
        announcing sentence, and needs no speaker."""
        key = fold(text)
        at = self._behind_openers(key, _behind_marks(key, 0) if addressed else 0)
        frame = phrase("announced.frame").match(key, at)
        stressed = phrase("announced.stresses").match(key, at) if frame is None else None
        if stressed is not None and self._is_issuer(text[slice(*stressed.span("who"))]):
            frame = stressed
        if frame is not None:
            at = self._behind_openers(key, _behind_quote(key, frame.end()))
        if addressed and (sent := self._sent(text, key)) is not None:
            return sent
        return self._handed(text, key, at, addressed=addressed) or self._own(text, key, at)

    def _sent(self, text: str, key: str) -> Said | None:
        """ "gửi UBND các huyện đề nghị rà soát ...": the order goes to those whom the act is sent to."""
        sent = phrase("announced.sent").match(key)
        order = phrase("announced.reporting").search(key, sent.end()) if sent else None
        if sent is None or order is None:
            return None
        found = self._object(text, key, order.end())
        if found is None or found.mentions:
            return found
        return replace(found, mentions=mentions_at(text, sent.end(), self.head.voice, ordered=True))

    @staticmethod
    def _behind_openers(key: str, at: int) -> int:
        while (found := phrase("announced.linking").match(key, at)) and found.end() > at:
            at = found.end()
        return at

    def _handed(self, text: str, key: str, at: int, *, addressed: bool) -> Said | None:
        """ "UBND tỉnh yêu cầu các sở rà soát ...", "giao Sở A chủ trì ..."."""
        for order in phrase("announced.reporting").finditer(key, at):
            before = text[at : order.start()]
            if not self._speaks(before, order["verb"], addressed=addressed):
                if len(before) > _LONGEST_OBJECT:
                    return None
                continue
            found = self._object(text, key, order.end())
            if found is not None:
                return found
        return None

    def _speaks(self, before: str, verb: str, *, addressed: bool) -> bool:
        """The words before the verb are the act, the issuer, its head, or nothing."""
        clause = re.split(r"[,;:]\s+", before)[-1].strip(" ,") if before.strip() else ""
        if before and not before.rstrip()[-1:].isalnum() and not clause:
            clause = ""
        if not clause:
            return addressed or verb != "chỉ đạo"
        words = phrase("announced.said_adverbs").sub("", fold(clause)).strip()
        clause = clause[: len(words)] if fold(clause).startswith(words) else clause
        if not words:
            return addressed or verb != "chỉ đạo"
        if phrase("announced.act_speaks").fullmatch(words):
            return True
        if phrase("announced.no_speaker").search(words):
            return False
        return self._is_issuer(clause)

    def _is_issuer(self, words: str) -> bool:
        person = phrase("announced.mister").match(words)
        if person is not None:
            return bool(self.signer) and fold(words[person.end() :]).strip() in fold(self.signer)
        issuer = self.head.issuer
        body = named_by(words, self.head.province)
        if issuer is None:
            return body is not None
        if body is None:
            return phrase("announced.vague_speaker").fullmatch(fold(without_person(words))) is not None
        one, other = fold(body.name), fold(issuer.name)
        if one in other or other in one or fold(words) in fold(self.signer):
            return True
        return other.startswith("văn phòng") or phrase("announced.vague_speaker").fullmatch(fold(words)) is not None

    def _object(self, text: str, key: str, at: int) -> Said | None:
        """Who the order is given to, and the work."""
        mentions = self._addressees(text, key, at)
        start = at
        if mentions:
            start = mentions[-1].end
            modal = phrase("announced.modal").match(key, start)
            start = modal.end() if modal else start
        work = _behind_marks(key, start)
        if work >= len(key.rstrip(" .;:")):
            return None
        if phrase("announced.title_about").match(key, work):
            return None
        if phrase("announced.not_done").match(key, work):
            return None
        if verb_at(key, work) is None and not (mentions and _inner_verb(key, work)):
            return None
        return Said(mentions, work, True)

    def _addressees(self, text: str, key: str, at: int) -> tuple[Mention, ...]:
        """The bodies named next: known ones; else the words up to the first verb of action."""
        shared = phrase("announced.heads_of").match(key, at)
        found = mentions_at(text, at, self.head.voice, ordered=True)
        if found and shared is None and self._acts_behind(key, found[-1].end):
            return found
        if verb_at(key, at) is not None:
            return ()
        end = _first_verb(key, max(at, found[-1].end if found else at))
        if end is None or end - at > _LONGEST_OBJECT:
            return found
        name = text[at:end].rstrip(" ,")
        name = phrase("announced.modal_end").sub("", name)
        if fold(name).endswith((" không", " chưa")):
            return ()
        if not name or phrase("announced.no_addressee").match(fold(name)):
            return ()
        if shared is not None:
            return _under_one_head(name, at, shared.end())
        parts = split_agencies(name, province=self.head.province)
        if not parts:
            return (Mention(name, at, at + len(name), open_name(name)),)
        return tuple(Mention(m.text, m.start + at, m.end + at, m.agency) for m in parts)

    @staticmethod
    def _acts_behind(key: str, at: int) -> bool:
        modal = phrase("announced.modal").match(key, at)
        start = modal.end() if modal else _behind_marks(key, at)
        return verb_at(key, start) is not None or _inner_verb(key, start)

    def _own(self, text: str, key: str, at: int) -> Said | None:
        """ "Sở A chủ trì ...", "Các trường học phải thiết lập ...", behind a time or ground too."""
        for start in self._subject_places(text, key, at):
            named = phrase("announced.for_whom").match(key, start)
            if named is not None and (found := self._topic(text, key, named.end())) is not None:
                return found
            mentions = mentions_at(text, start, self.head.voice, ordered=True)
            mentions = tuple(m for m in mentions) if mentions and mentions[0].start == start else ()
            if not mentions or all(self._names_issuer(m) for m in mentions):
                continue
            if phrase("announced.serves").search(fold(mentions[-1].text)):
                continue
            end = mentions[-1].end
            modal = phrase("announced.modal").match(key, end)
            work = modal.end() if modal else _behind_marks(key, end)
            if phrase("announced.past").match(key, end) or (":" not in text[end : end + 2] and work == end):
                continue
            acts = verb_at(key, work) is not None or _inner_verb(key, work)
            if not acts or is_aim(key, work) or phrase("announced.no_work").match(key, work):
                continue
            if modal is None and not _begins(text, start):
                continue
            return Said(mentions, work, False)
        return None

    def _topic(self, text: str, key: str, at: int) -> Said | None:
        """ "Đối với Sở Y tế: kiểm tra ...": who is named as the topic is to act."""
        mentions = tuple(mentions_at(text, at, self.head.voice, ordered=True))
        if not mentions or mentions[0].start != at or not text[mentions[-1].end :].lstrip().startswith(":"):
            return None
        work = _behind_marks(key, mentions[-1].end)
        return Said(mentions, work, False) if verb_at(key, work) is not None and not is_aim(key, work) else None

    def _names_issuer(self, mention: Mention) -> bool:
        issuer = self.head.issuer
        return issuer is not None and fold(mention.agency.name) == fold(issuer.name)

    @staticmethod
    def _subject_places(text: str, key: str, at: int) -> list[int]:
        """The start of the sentence, and behind the time or ground that it opens with."""
        places = [at]
        if phrase("announced.ground").match(key, at):
            stop = re.search(r"[;:]", key[at:])
            end = min(at + _LONGEST_GROUND, at + stop.start() if stop else len(key))
            places += [m.end() for m in re.finditer(r",\s+", key[:end]) if m.end() > at]
        return places


def _begins(text: str, at: int) -> bool:
    """A name in capitals, or a plural: no common noun within the ground."""
    return text[at : at + 1].isupper() or text.startswith(("các ", "mỗi ", "từng ", "mọi "), at)


def _behind_quote(key: str, at: int) -> int:
    found = re.compile(r"[\s\"“]*").match(key, at)
    return found.end() if found else at


def _behind_marks(key: str, at: int) -> int:
    found = re.compile(r"[\s,:\-]*").match(key, at)
    return found.end() if found else at


def _first_verb(key: str, at: int) -> int | None:
    """Where the first verb of action behind the first word begins, adverbs and modals before it included."""
    stop = re.search(r"\.\s", key[at:])
    end = at + stop.start() if stop else len(key)
    for gap in re.finditer(r"[\s,]+", key[at:end]):
        place = at + gap.end()
        if phrase("announced.modal").match(key, at + gap.start()) or verb_at(key, place) is not None:
            return place
    return None


def _inner_verb(key: str, at: int) -> bool:
    """A ground stands before the verb: "theo chức năng, nhiệm vụ được giao thực hiện ..."."""
    if not phrase("announced.ground").match(key, at):
        return False
    return any(verb_at(key, at + m.end()) is not None for m in re.finditer(r"[\s,]+", key[at : at + _LONGEST_OBJECT]))


def _under_one_head(name: str, at: int, first: int) -> tuple[Mention, ...]:
    """ "bộ trưởng các bộ: A, B, C và chủ tịch UBND các tỉnh, ...": one group, and those behind it."""
    cut = phrase("announced.further_head").search(fold(name))
    end = cut.start() if cut else len(name)
    words = name[:end]
    out = [Mention(words, at, at + end, open_name(words))]
    if cut:
        rest = split_agencies(name[cut.end() :])
        out += [Mention(m.text, m.start + at + cut.end(), m.end + at + cut.end(), m.agency) for m in rest]
    return tuple(out)


def goes_on(text: str) -> int | None:
    """Where the words begin of a sentence that goes on with the order before it ("Cùng với đó, kiểm tra ..."); None if
    it does not."""
    key = fold(text)
    found = phrase("announced.also").match(key)
    at = found.end() if found else 0
    if found is None and not phrase("announced.regarding").match(key):
        return None
    if verb_at(key, at) is None:
        return _behind_topic(key, at)
    return None if is_aim(key, at) else at


def _behind_topic(key: str, at: int) -> int | None:
    """ "Đối với các hồ sơ chậm thì tổ chức đối thoại ..."."""
    topic = phrase("announced.regarding").match(key, at)
    return at if topic is not None and verb_at(key, topic.end()) is not None else None


def listed(text: str) -> int | None:
    """Where the work begins of "Nội dung triển khai gồm: ...", "Giai đoạn 1: ..."; None if it is no such list."""
    key = fold(text)
    found = phrase("announced.list_of_work").match(key)
    if found is None or phrase("announced.list_of_aims").search(key, 0, found.end()):
        return None
    return found.end() if verb_at(key, found.end()) is not None else None


def tells(text: str) -> bool:
    """The sentence reports: what was done, what somebody told."""
    return phrase("announced.tells").search(fold(text)) is not None
