"""Edits drawn by lot over records as they were read: of generated documents, of an archive of one's own.

Nobody chose these texts or edits: what `table.toml` and the papers do not think of. The edits are made on the records,
so that it is matching alone that is measured; what must be true afterwards follows from the steps.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from edits.paper import Paper, misread
from edits.read import Read
from edits.steps import Edit, Version
from vnplans.models import Agency, Directive, Task
from vnplans.tracker import work_of

__all__ = ["records", "redrawn"]

FEWEST, MOST = 4, 60
_LEAST = 6
"""Words of a half that order something: a deadline alone is no work."""
_DAY = re.compile(r"\b(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>20\d\d)")
_JOINT = re.compile(r"(?:[,;]| và) ")
_MORE = ("Tiếp tục", "Tập trung", "Chủ động", "Tăng cường")
_RENAMED = {
    "Sở Giao thông vận tải": "Sở Xây dựng",
    "Sở Kế hoạch và Đầu tư": "Sở Tài chính",
    "Sở Thông tin và Truyền thông": "Sở Khoa học và Công nghệ",
    "Sở Lao động - Thương binh và Xã hội": "Sở Nội vụ",
    "Sở Nông nghiệp và Phát triển nông thôn": "Sở Nông nghiệp và Môi trường",
    "Sở Tài nguyên và Môi trường": "Sở Nông nghiệp và Môi trường",
}
"""The mergers of 2025; any other agency becomes one of the same kind for something more."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A task under the key of its work, in a section that counts its own places."""

    key: str
    task: Task
    section: str


@dataclass(slots=True)
class Draft:
    """A version in the making. `gone`: pieces that a version before left out; `others`: tasks of other acts."""

    chance: random.Random
    pieces: list[Piece]
    others: Sequence[Task]
    gone: list[Piece]
    labels: dict[str, list[str]]
    scanned: bool = False
    count: int = 0

    def one(self) -> int:
        return self.chance.randrange(len(self.pieces))


def records(path: Path) -> list[Directive]:
    """The records of a file of JSON Lines that have enough tasks, none of them twice."""
    with path.open(encoding="utf-8") as lines:
        found = (Directive.model_validate_json(line) for line in lines)
        fitting = [d for d in found if FEWEST <= len(d.tasks) <= MOST and d.title]
    return [d for d in fitting if len({(t.content, t.where) for t in d.tasks}) == len(d.tasks)]


def redrawn(number: int, seed: int, acts: Sequence[Directive]) -> tuple[Edit, list[Read]]:
    """The edit of this number and seed, and its versions as they would be read."""
    chance = random.Random(f"{seed} {number}")
    act = chance.choice(acts)
    strangers = [t for other in chance.sample(list(acts), min(len(acts), 6)) if other is not act for t in other.tasks]
    pieces = [Piece(f"k{n}", task, _section(task.where)) for n, task in enumerate(act.tasks)]
    labels = {name: [p.task.where for p in pieces if p.section == name] for name in {p.section for p in pieces}}
    draft = Draft(chance, pieces, strangers, [], labels)
    scanned = chance.random() < 0.2
    reads = [_read(act, _noisy(draft, chance) if scanned else draft, number, 0)]
    said = [(act.source.name or act.id) + scanned * " scanned"]
    for stage in range(1, chance.randint(1, 2) + 1):
        rescanned = chance.random() < 0.1  # of what was there, for a scan counts for less than the file
        steps = [] if rescanned else chance.choices(list(_STEPS), _WEIGHTS, k=chance.randint(1, 4))
        done = [name for name in steps if _STEPS[name](draft)]
        reads.append(_read(act, _noisy(draft, chance) if rescanned else draft, number, stage))
        said.append(", ".join(done) or rescanned * "scanned")
    empty = Paper({}, ())
    versions = tuple(Version(empty, scanned=False) for _ in reads)
    return Edit(number, "redrawn", " | ".join(said), versions), reads


def _section(where: str) -> str:
    return where[: max(where.rfind("."), where.rfind(","), 0)]


def _read(act: Directive, draft: Draft, number: int, stage: int) -> Read:
    sha = hashlib.sha256(f"{act.source.sha256} {number} {stage}".encode()).hexdigest()
    change = {"sha256": sha, "name": f"v{stage}.docx"}
    source = act.source.model_copy(update=change | ({"text_origin": "ocr"} if draft.scanned else {}))
    tasks, work = [], {}
    for n, piece in enumerate(_placed(draft)):
        task = piece.task.model_copy(update={"id": f"{sha[:12]}#{n}"})
        tasks.append(task)
        work[task.id, task.content] = piece.key
    update = {"tasks": tasks, "source": source, "evidence": {}, "confidence": {}, "notes": []}
    return Read("", (act.model_copy(update=update),), work)


def _placed(draft: Draft) -> Iterator[Piece]:
    """The pieces in order, those of a section counted anew: what is put in moves all below it."""
    for name, run in groupby(draft.pieces, key=lambda piece: piece.section):
        labels = draft.labels.get(name, [])
        for n, piece in enumerate(run):
            where = labels[n] if n < len(labels) else f"{name}.{n + 1}+"
            yield replace(piece, task=piece.task.model_copy(update={"where": where}))


def _noisy(draft: Draft, chance: random.Random) -> Draft:
    """The version as a scan gives it: letters of contents and names misread, some deadlines not read."""
    say = misread(chance.choice((0.02, 0.04)), chance.randrange(1000))
    pieces = []
    for piece in draft.pieces:
        leads = [lead.model_copy(update={"name": say(lead.name)}) for lead in piece.task.lead_agencies]
        deadline = piece.task.deadline if chance.random() < 0.9 else None
        update = {"content": say(piece.task.content), "lead_agencies": leads, "deadline": deadline}
        pieces.append(replace(piece, task=piece.task.model_copy(update=update)))
    return replace(draft, pieces=pieces, scanned=True)


def _insert(draft: Draft) -> bool:
    """Work of another act, half of it for an agency that this act knows."""
    if not draft.others:
        return False
    task, at = draft.chance.choice(draft.others), draft.one()
    if draft.chance.random() < 0.5:
        task = task.model_copy(update={"lead_agencies": draft.pieces[draft.one()].task.lead_agencies})
    draft.count += 1
    draft.pieces.insert(at, Piece(f"n{draft.count}", task, draft.pieces[at].section))
    return True


def _twin(draft: Draft) -> bool:
    """The words of a task ordered of another agency besides, about something else, behind it or elsewhere."""
    at = draft.one()
    task = draft.pieces[at].task
    leads = [p.task.lead_agencies for p in draft.pieces if p.task.lead_agencies != task.lead_agencies]
    words = task.content.split()
    if not leads or len(words) < 8 or not draft.others:
        return False
    tail = draft.chance.choice(draft.others).content.split()[-len(words) // 3 :]
    content = " ".join(words[: -len(tail)] + tail)
    draft.count += 1
    twin = task.model_copy(update={"content": content, "lead_agencies": draft.chance.choice(leads)})
    to = draft.chance.choice((at, at + 1, draft.one()))
    draft.pieces.insert(to, Piece(f"n{draft.count}", twin, draft.pieces[min(to, len(draft.pieces) - 1)].section))
    return True


def _remove(draft: Draft) -> bool:
    if len(draft.pieces) <= FEWEST:
        return False
    draft.gone.append(draft.pieces.pop(draft.one()))
    return True


def _move(draft: Draft) -> bool:
    piece = draft.pieces.pop(draft.one())
    at = draft.one()
    draft.pieces.insert(at, replace(piece, section=draft.pieces[at].section))
    return True


def _return(draft: Draft) -> bool:
    """What was left out before comes back, half of it with other words."""
    waiting = [piece for piece in draft.gone if not {p.key for p in draft.pieces} & {piece.key}]
    if not waiting:
        return False
    at = draft.one()
    draft.pieces.insert(at, replace(draft.chance.choice(waiting), section=draft.pieces[at].section))
    return draft.chance.random() < 0.5 or _reword(draft, at)


def _reword(draft: Draft, at: int | None = None) -> bool:
    """A clause more, a word before the verb, a third of the words less."""
    at = draft.one() if at is None else at
    words = draft.pieces[at].task.content.split()
    kind = draft.chance.choice(("more", "verb", "less"))
    if kind == "more" and draft.others:
        tail = draft.chance.choice(draft.others).content.strip(" .;").split()[-draft.chance.randint(3, 6) :]
        words[-1] = words[-1].rstrip(".;")
        words += ["gắn", "với", *tail]
    elif kind == "verb":
        words[:1] = [*draft.chance.choice(_MORE).split(), words[0].lower()]
    elif len(words) > 9:
        third = len(words) // 3
        start = draft.chance.randint(2, len(words) - third)
        del words[start : start + third]
    else:
        return False
    _put(draft, at, content=" ".join(words))
    return True


def _postpone(draft: Draft) -> bool:
    """A deadline with a day moves; in the words too, where they say it."""
    dated = [n for n, p in enumerate(draft.pieces) if p.task.deadline and p.task.deadline.kind == "by"]
    dated = [n for n in dated if _DAY.search(draft.pieces[n].task.deadline.text)]  # type: ignore[union-attr]
    if not dated:
        return False
    at = draft.chance.choice(dated)
    task = draft.pieces[at].task
    deadline = task.deadline
    assert deadline
    day = _DAY.search(deadline.text)
    assert day
    later = (deadline.end or dt.date(2026, 1, 1)) + dt.timedelta(days=draft.chance.choice((7, 30, 90)))
    new = f"{later.day:02}/{later.month}/{later.year}"
    update = {"text": deadline.text.replace(day[0], new), "end": later}
    _put(draft, at, deadline=deadline.model_copy(update=update), content=task.content.replace(day[0], new))
    return True


def _other_lead(draft: Draft) -> bool:
    """One task goes to another agency of the act."""
    at = draft.one()
    mine = draft.pieces[at].task.lead_agencies
    leads = [p.task.lead_agencies for p in draft.pieces if p.task.lead_agencies and p.task.lead_agencies != mine]
    if not leads or not mine:
        return False
    new = draft.chance.choice(leads)
    content = draft.pieces[at].task.content.replace(mine[0].text, new[0].text)
    _put(draft, at, lead_agencies=new, content=content)
    return True


def _rename(draft: Draft) -> bool:
    """An agency bears another name in the whole act."""
    names = sorted({lead.name for p in draft.pieces for lead in p.task.lead_agencies})
    if not names:
        return False
    old = draft.chance.choice([n for n in names if n in _RENAMED] or names)
    new = _RENAMED.get(old, f"{old} và Chuyển đổi số")
    for at, piece in enumerate(draft.pieces):
        leads = piece.task.lead_agencies
        if any(lead.name == old for lead in leads):
            other = [_named(lead, new) if lead.name == old else lead for lead in leads]
            _put(draft, at, lead_agencies=other, content=piece.task.content.replace(old, new))
    return True


def _named(agency: Agency, name: str) -> Agency:
    return agency.model_copy(update={"name": name, "text": name})


def _split(draft: Draft) -> bool:
    """One task in two at a comma or "và" near its middle; the second may be another agency's."""
    at = draft.one()
    piece = draft.pieces[at]
    content = piece.task.content
    if "+" in piece.key or "/" in piece.key:
        return False
    joints = sorted(_JOINT.finditer(content), key=lambda m: abs(m.start() - len(content) / 2))
    both = ((content[: m.start()], content[m.end() : m.end() + 1].upper() + content[m.end() + 1 :]) for m in joints)
    parts = ([piece.task.model_copy(update={"content": half}) for half in pair] for pair in both)
    halves = next((pair for pair in parts if all(len(work_of(task).core) >= _LEAST for task in pair)), None)
    if halves is None:
        return False
    draft.pieces[at : at + 1] = [Piece(f"{piece.key}/{n}", t, piece.section) for n, t in enumerate(halves, 1)]
    return True


def _merge(draft: Draft) -> bool:
    """Two neighbours in one sentence, which is the first one's agency's to do."""
    at = draft.one()
    if at + 1 >= len(draft.pieces) or set("/+") & set(draft.pieces[at].key + draft.pieces[at + 1].key):
        return False
    one, other = draft.pieces[at : at + 2]
    second = other.task.content
    content = (
        one.task.content.rstrip(" .;") + draft.chance.choice(("; ", ", ", " và ")) + second[:1].lower() + second[1:]
    )
    task = one.task.model_copy(update={"content": content})
    draft.pieces[at : at + 2] = [Piece(f"{one.key}+{other.key}", task, one.section)]
    return True


def _put(draft: Draft, at: int, **update: object) -> None:
    draft.pieces[at] = replace(draft.pieces[at], task=draft.pieces[at].task.model_copy(update=update))


_STEPS: dict[str, Callable[[Draft], bool]] = {
    "insert": _insert,
    "twin": _twin,
    "remove": _remove,
    "move": _move,
    "return": _return,
    "reword": _reword,
    "postpone": _postpone,
    "other lead": _other_lead,
    "rename": _rename,
    "split": _split,
    "merge": _merge,
}
_WEIGHTS = (4, 2, 3, 3, 3, 5, 4, 2, 1, 2, 2)
