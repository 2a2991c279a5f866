"""The words of a task with its truth: what is done, by whom, with whom, until when, in the ways offices say it."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator import deadlines
from generator.act import Deadline, Task
from generator.deadlines import When
from generator.offices import Office
from generator.words import Chance, Table, capital, small, table

KINDS = ("paper", "event", "check", "build")
ADVERBS = ("chủ động", "kịp thời", "khẩn trương", "tiếp tục")


@dataclass(frozen=True)
class Said:
    """A stretch of text as printed, and the tasks that its words order."""

    text: str
    tasks: tuple[Task, ...]


def listed(chance: Chance, names: list[str]) -> str:
    """Names as a clerk strings them together."""
    if len(names) == 1:
        return names[0]
    last = chance.weighted(((" và ", 7), (", ", 3)))
    return ", ".join(names[:-1]) + last + names[-1]


@dataclass
class Worker:
    """Finds work for one document; says nothing twice."""

    chance: Chance
    office: Office
    when: When
    subject: Table
    used: set[str] = field(default_factory=set)

    def phrase(self) -> tuple[str, str]:
        """A verb with its object and, now and then, a manner; and the class of the work."""
        chance, rows = self.chance, table("works")
        for _ in range(50):
            kind = chance.weighted(((KINDS[0], 4), (KINDS[1], 4), (KINDS[2], 3), (KINDS[3], 1.5)))
            source = self.subject if chance.often(0.75) else chance.one(rows["field"])
            thing = chance.one(source[kind])
            verb = chance.one(rows["verbs"][kind])
            if thing in self.used:
                continue
            if verb in ("Triển khai thực hiện", "Tiếp tục thực hiện") and thing.startswith(("việc ", "ngày ", "lực ")):
                continue
            break
        self.used.add(thing)
        text = f"{verb} {thing}"
        if chance.often(0.45):
            text += f" {self.place()}"
        if chance.often(0.45):
            text += f" {chance.one(rows['ends']['any'])}"
        return self.mistyped(text), kind

    def place(self) -> str:
        unit = self.office.host.removeprefix("UBND ")
        where = {
            "province": (f"trên địa bàn {unit}", "tại các địa phương"),
            "department": ("trong toàn ngành", "tại các đơn vị trực thuộc"),
            "district": ("trên địa bàn huyện", "tại các xã"),
            "commune": ("trên địa bàn", "tại các thôn, tổ dân phố"),
            "school": ("trong nhà trường",),
            "party": ("trong toàn đảng bộ",),
            "state": ("trong phạm vi cả nước", "tại các địa phương"),
            "ministry": ("trong phạm vi cả nước", "trong toàn ngành"),
        }
        return self.chance.one(where.get(self.office.level, ("tại đơn vị", "trong toàn đơn vị")))

    def mistyped(self, text: str) -> str:
        """Now and then a slip of the keyboard; the truth keeps it, for it is what is printed."""
        if self.chance.often(0.02):
            for right, wrong in table("wording")["typos"]["words"]:
                if right in text:
                    return text.replace(right, wrong, 1)
        return text

    def body(self) -> str:
        return self.chance.one(self.office.bodies)

    def leads(self) -> list[str]:
        """One body, seldom two, or a group."""
        if self.chance.often(0.18):
            return [self.chance.one(self.office.groups)]
        return self.chance.some(self.office.bodies, 1, 2) if self.chance.often(0.12) else [self.body()]

    def partners(self, but: list[str], most: int = 3) -> list[str]:
        names = [n for n in self.chance.some(self.office.bodies, 1, most) if n not in but]
        if self.chance.often(0.45) or not names:
            names.append(self.chance.one([g for g in self.office.groups if g not in but] or ["các đơn vị liên quan"]))
        return names

    def dated(self, phrase: str) -> tuple[str, Deadline | None]:
        """The phrase, often with a deadline somewhere in its sentence. No end mark; the first letter as it came."""
        chance = self.chance
        how = chance.weighted((("none", 5), ("after", 4), ("before", 0.8), ("adverb", 0.6), ("rhythm", 0.6)))
        if how == "none":
            return phrase, None
        if how == "adverb":
            return f"Thường xuyên {small(phrase)}", Deadline("Thường xuyên", "ongoing")
        if how == "rhythm":
            rhythm = deadlines.recurring(chance, self.when)
            return f"{capital(rhythm.text)}, {small(phrase)}", rhythm
        deadline = deadlines.in_sentence(chance, self.when)
        if how == "before":
            return f"{capital(deadline.text)}, {small(phrase)}", deadline
        if deadline.kind == "relative":
            return f"{phrase} {deadline.text}", deadline
        join = chance.weighted(
            (
                *((", hoàn thành {}", 5), ("; hoàn thành {}", 2), (" xong {}", 0.5), (" ({})", 1.5), (", {}", 0.7)),
                *((". Thời gian hoàn thành: {}", 1.5), (". Hoàn thành {}", 1.5), (". Thời hạn: {}", 0.7)),
            )
        )
        if join.startswith((". Th", ". Ho")) and len(phrase.split()) < 12:
            join = ", hoàn thành {}"  # words of its own on the deadline would outweigh so short a task
        if join == " xong {}" and deadline.text.startswith(("xong", "trong quý", "trong tháng", "trong năm")):
            join = ", hoàn thành {}"
        if "xong" in deadline.text:
            join = ", {}"
        return phrase + join.format(deadline.text), deadline

    def plain(self, *, lead: tuple[str, ...] = (), partner: bool = True) -> Said:
        """A duty without its doer's name: an item of a list, or under the doer's heading."""
        chance = self.chance
        coordinating: list[str] = []
        text, deadline = self.dated(self.phrase()[0])
        front = deadline and text.startswith(capital(deadline.text))
        if partner and lead and not front and chance.often(0.3):
            coordinating = self.partners(list(lead))
            words = chance.weighted((("Chủ trì, phối hợp với", 5), ("Phối hợp với", 3), ("Chủ trì, phối hợp", 1)))
            text = f"{words} {listed(chance, coordinating)} {small(text)}"
        elif not front and chance.often(0.12):
            text = f"{capital(chance.one(ADVERBS))} {small(text)}"
        if chance.often(0.15) and len(text.split()) > 10:
            text = f"{text}. {self.second_sentence()}"
        return Said(f"{text}.", (Task(f"{text}.", lead, tuple(coordinating), deadline),))

    def second_sentence(self) -> str:
        """A sentence that adds to the same task and names nobody."""
        rows = (
            "Chú trọng lồng ghép với các nhiệm vụ khác",
            "Bảo đảm chất lượng, tiến độ",
            "Quan tâm đối tượng yếu thế",
        )
        return self.chance.one(rows)

    def clauses(self, *, lead: tuple[str, ...] = ()) -> Said:
        """One sentence of clauses of action parted by semicolons: a task each; the date is the last one's alone."""
        chance = self.chance
        parts = [self.phrase()[0] for _ in range(chance.number(2, 3))]
        coordinating = tuple(self.partners(list(lead), 2)) if lead and chance.often(0.4) else ()
        if coordinating:
            parts[0] = f"Chủ trì, phối hợp với {listed(chance, list(coordinating))} {small(parts[0])}"
        deadline = None
        if chance.often(0.6):
            report = chance.one(table("wording")["reports"]["any"]).format(host=self.office.host)
            deadline = deadlines.by(chance, self.when) if chance.often(0.7) else None
            parts.append(f"{report} {deadline.text}" if deadline else report)
        parts = [parts[0], *(small(p) for p in parts[1:])]
        last = len(parts) - 1
        tasks = tuple(
            Task(p, lead, coordinating if n == 0 else (), deadline if n == last else None) for n, p in enumerate(parts)
        )
        return Said("; ".join(parts) + ".", tasks)

    def ordered(self) -> Said:
        """A sentence that names its doer; the content is what follows the name."""
        chance = self.chance
        lead = self.leads()
        phrase, deadline = self.dated(self.phrase()[0])
        if deadline and phrase.startswith(capital(deadline.text)) and deadline.kind in ("by", "during", "relative"):
            phrase, deadline = self.phrase()[0], None
        phrase = small(phrase)
        names, coordinating = listed(chance, lead), []
        group = lead[0] in self.office.groups
        how = chance.weighted((("lead", 0 if group else 5), ("bare", 3), ("duty", 1.5), ("adverb", 1)))
        if how == "lead":
            coordinating = self.partners(lead)
            joint = chance.weighted(
                (("chủ trì, phối hợp với", 6), ("chủ trì, phối hợp", 2), ("chủ trì phối hợp với", 2))
            )
            content = f"{joint} {listed(chance, coordinating)} {phrase}"
        elif how == "duty":
            content = f"{chance.one(('có trách nhiệm', 'chịu trách nhiệm'))} {phrase}"
        elif how == "adverb" and not phrase.startswith(("thường", "định kỳ", "hằng", "hàng", "trước", "thứ")):
            content = f"{chance.one(ADVERBS)} {phrase}"
        else:
            content = phrase
        order = chance.weighted((("", 5), ("Giao ", 4), ("Yêu cầu ", 1.5), ("Đề nghị ", 1)))
        if how == "duty":
            order = ""
        text = f"{order}{names if order else capital(names)} {content}."
        return Said(text, (Task(f"{content}.", tuple(lead), tuple(coordinating), deadline),))

    def product(self, kind: str) -> str:
        return str(self.chance.one(table("wording")["products"][kind]))
