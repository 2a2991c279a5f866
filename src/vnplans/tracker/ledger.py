"""A tracker and the records that come: which act each is, which version of it counts, what becomes of every row.

Knows no file form: the writers of SQL and Excel say what they hold and carry out the changes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from vnplans.models import Directive
from vnplans.tracker.acts import Act, Content, Verdict, content_of, judge
from vnplans.tracker.held import ActChange, Check, HeldAct, HeldRow, Version
from vnplans.tracker.intake import Coming, Intake
from vnplans.tracker.rows import new_key, row_changes
from vnplans.tracker.words import dice
from vnplans.wording import Said

__all__ = ["Ledger"]

CROWD = 200
"""A key that more acts share says nothing: boilerplate."""
CLEAR = 0.15
"""By so much the likest act must be liker than the next one."""

_CROWDED = Said("nhiều văn bản cùng giống văn bản này", "several acts are like this one")
_UNLIKE = Said(
    "bản khác của văn bản này, không thay bản đang theo dõi, nhưng nội dung khác nhiều",
    "another version of this act, which does not replace the tracked one, but its content differs much",
)
_LIKE = Said("giống nhiều văn bản như nhau", "it is like several acts alike")
_OF_ITS_FILE, _ITSELF = 5.0, 50.0
"""Scores: of an act that the file was before, and of one that says the very same."""
ALIKE = 0.6
"""Likeness of content from which a version that does not count needs no look."""


@dataclass
class _Group:
    """The versions of one act in a batch, best first, and the act of the tracker that they belong to."""

    members: list[Coming]
    near: list[tuple[int, Verdict]] = field(default_factory=list)
    """Groups before this one that may be the same act."""
    held: HeldAct | None = None
    key: str = ""
    checks: list[tuple[str, Verdict]] = field(default_factory=list)

    @property
    def first(self) -> Coming:
        return self.members[0]

    @property
    def position(self) -> int:
        return min(member.position for member in self.members)


class _Index:
    """Acts by the signs of which two versions of an act share one."""

    def __init__(self) -> None:
        self._signs: dict[tuple[object, ...], list[int]] = defaultdict(list)

    def add(self, number: int, act: Act, files: Iterable[str] = ()) -> None:
        for sign in {*act.signs, *(("sha256", sha) for sha in files)}:
            self._signs[sign].append(number)

    def near(self, act: Act) -> list[int]:
        lists = [self._signs.get(sign, ()) for sign in act.signs]
        return sorted({number for found in lists if len(found) <= CROWD for number in found})


class Ledger:
    """A tracker as it is: its acts, and the rows of an act, asked for by the act's key when they are needed."""

    def __init__(self, acts: Iterable[HeldAct], rows: Callable[[str], Sequence[HeldRow]]) -> None:
        self._acts, self._rows = list(acts), rows
        self._files = Counter(sha for held in self._acts for sha in held.versions)
        self._coming: Counter[str] = Counter()
        self._contents: dict[str, Content | None] = {}
        self._index = _Index()
        for number, held in enumerate(self._acts):
            self._index.add(number, held.act, held.versions)

    def settle(self, directives: Iterable[Directive], label: Callable[[Directive], str]) -> Iterator[ActChange]:
        """The changes, act by act, in the order in which the acts come; `label`: an act in words, for people.

        What comes out does not depend on the order of the records, except that of one file read twice, or of two files
        alike in all, the later counts. To be carried out whole, or not at all.
        """
        with Intake(directives) as intake:
            groups = self._grouped(intake)
            self._claim(groups, intake)
            self._name(groups)
            for group in sorted(groups, key=lambda g: g.position):
                yield self._change(group, intake, label)

    # which records are versions of one act

    def _grouped(self, intake: Intake) -> list[_Group]:
        groups: list[_Group] = []
        index = _Index()
        for coming in sorted(intake.coming, key=Coming.order):
            found: list[tuple[Verdict, int]] = []
            for number in index.near(coming.act):
                verdicts = [self._between(coming, member, intake) for member in groups[number].members]
                if all(v.kind in {"same", "unsure"} for v in verdicts):
                    found.append((max(verdicts, key=_weight), number))
            same = _clear([(v, n) for v, n in found if v.kind == "same"])
            if same is not None:
                groups[same].members.append(coming)
                index.add(same, coming.act)
            else:
                index.add(len(groups), coming.act)
                groups.append(_Group([coming], [(n, v) for v, n in found]))
        return groups

    def _between(self, one: Coming, other: Coming, intake: Intake) -> Verdict:
        if one.act == other.act:
            return Verdict("same", _ITSELF, strong=True)
        return judge(one.act, other.act, lambda: (intake.content(one.position), intake.content(other.position)))

    # which act of the tracker they are

    def _claim(self, groups: list[_Group], intake: Intake) -> None:
        """Give each group its act of the tracker, where one is it beyond doubt; no act goes to two groups."""
        claims: dict[int, list[tuple[float, _Group]]] = defaultdict(list)
        files = [{m.act.facts.sha256 for m in group.members} for group in groups]
        self._coming = Counter(sha for shas in files for sha in shas)
        for group in groups:
            found = self._verdicts(group, intake)
            best = _clear([(v, n) for v, n in found if v.kind == "same"])
            if best is not None:
                (verdict,) = (v for v, n in found if n == best)
                claims[best].append((verdict.score + 10 * verdict.strong, group))
            group.checks = [(self._acts[n].key, v) for v, n in found if n != best]
        for number, wanting in claims.items():
            wanting.sort(key=lambda claim: (-claim[0], claim[1].first.order()))
            if len(wanting) == 1 or wanting[0][0] - wanting[1][0] >= CLEAR:
                wanting.pop(0)[1].held = self._acts[number]
            for score, group in wanting:
                group.checks.append((self._acts[number].key, Verdict("unsure", score, reason=_CROWDED)))
        self._claim_again(groups, intake)

    def _claim_again(self, groups: list[_Group], intake: Intake) -> None:
        """A file that the tracker has seen makes no act a second time: where it may be of several, it stays with one of
        those that have it and that no other group is."""
        taken = {group.held.key for group in groups if group.held}
        for group in groups:
            if group.held is not None:
                continue
            seen = {m.act.facts.sha256 for m in group.members}
            found = [
                (verdict, number)
                for verdict, number in self._verdicts(group, intake)
                if verdict.kind == "same" and seen <= self._acts[number].versions
            ]
            free = [(verdict, number) for verdict, number in found if self._acts[number].key not in taken]
            if free:
                group.held = self._acts[max(free, key=lambda f: (_weight(f[0]), -f[1]))[1]]
                group.checks = []
                taken.add(group.held.key)

    def _name(self, groups: list[_Group]) -> None:
        """The key of each group, and its best version first: which one that is depends on what the tracker has."""
        taken = {held.key for held in self._acts}
        for group in groups:
            held = group.held
            known, valid = (held.versions, held.act.facts.sha256) if held else (frozenset[str](), None)
            ranks = {
                id(m): m.order(seen=m.act.facts.sha256 in known, valid=m.act.facts.sha256 == valid)
                for m in group.members
            }
            group.members.sort(key=lambda m, ranks=ranks: ranks[id(m)])  # type: ignore[misc]
            group.key = held.key if held else new_key("a", taken, *_name(group.first.act))
            taken.add(group.key)
        for group in groups:
            group.checks += [(groups[n].key, v) for n, v in group.near]

    def _verdicts(self, group: _Group, intake: Intake) -> list[tuple[Verdict, int]]:
        """The acts of the tracker that a group may be, each with the best verdict of its versions."""
        best: dict[int, Verdict] = {}
        for coming in group.members:
            for number in self._index.near(coming.act):
                verdict = self._against(coming, self._acts[number], intake)
                if verdict.kind != "other" and (number not in best or _weight(verdict) > _weight(best[number])):
                    best[number] = verdict
        return [(verdict, number) for number, verdict in best.items()]

    def _against(self, coming: Coming, held: HeldAct, intake: Intake) -> Verdict:
        """As the two acts say; where they are of one file it is the same one, if no other comes into question."""
        if coming.act == held.act:
            return Verdict("same", _ITSELF, strong=True)
        verdict = judge(coming.act, held.act, lambda: (intake.content(coming.position), self._content(held)))
        sha = coming.act.facts.sha256
        if sha not in held.versions:
            return verdict
        if verdict.kind == "same":
            return Verdict("same", verdict.score + _OF_ITS_FILE, strong=True)
        alone = self._files[sha] == 1 == self._coming[sha]
        return Verdict("same", _OF_ITS_FILE, strong=True) if alone else verdict

    def _content(self, held: HeldAct) -> Content | None:
        """Of the tasks that live; None where they are but some of the act's."""
        if held.key not in self._contents:
            works = [row.work for row in self._rows(held.key) if row.state == "live"]
            whole = held.tasks is None or len(works) >= held.tasks
            content = content_of((w.content for w in works), (w.deadline for w in works)) if whole else None
            self._contents[held.key] = content
        return self._contents[held.key]

    # what becomes of its rows

    def _change(self, group: _Group, intake: Intake, label: Callable[[Directive], str]) -> ActChange:
        held = group.held
        best = _counting(group.members, held)
        if best is None:
            assert held is not None  # the first version of a new act counts
            return self._kept(group, held, intake, label)
        directive = intake.load(best.position)
        told = label(directive)
        rows, checks = row_changes(group.key, told, self._rows(held.key) if held else (), directive)
        near = [Check("act", other, group.key, v.reason or _LIKE, round(v.score, 3)) for other, v in group.checks]
        return ActChange(
            key=group.key,
            act=best.act,
            label=told,
            was=held.label if held else None,
            directive=directive,
            versions=self._versions(group, intake, label, best),
            replaced=held is not None and held.act.facts.sha256 != best.act.facts.sha256,
            rows=rows,
            checks=(*(() if held else near), *checks),
        )

    def _kept(self, group: _Group, held: HeldAct, intake: Intake, label: Callable[[Directive], str]) -> ActChange:
        """Versions came, and none of them counts."""
        versions, first = self._versions(group, intake, label, None), group.first
        fresh = any(version.fresh for version in versions)
        checks = self._unlike(first, held, label(intake.load(first.position)), intake) if fresh else ()
        return ActChange(held.key, held.act, held.label, held.label, None, versions, checks=checks)

    def _unlike(self, coming: Coming, held: HeldAct, told: str, intake: Intake) -> tuple[Check, ...]:
        """A version that does not count and says much that the one that counts does not: a person should know."""
        mine, theirs = intake.content(coming.position).words, self._content(held)
        if not mine or theirs is None or (common := dice(mine, theirs.words)) >= ALIKE:
            return ()
        return (Check("act", held.key, told, _UNLIKE, round(common, 3)),)

    def _versions(
        self, group: _Group, intake: Intake, label: Callable[[Directive], str], best: Coming | None
    ) -> tuple[Version, ...]:
        """Of the files that came those that are new to the tracker, and the one that counts."""
        known = group.held.versions if group.held else frozenset[str]()
        found: dict[str, Version] = {}
        for coming in sorted(group.members, key=lambda member: member is not best):
            sha, counts = coming.act.facts.sha256, coming is best
            if sha not in found and (counts or sha not in known):
                told = label(intake.load(coming.position))
                found[sha] = Version(sha, coming.act.file, told, counts, sha not in known)
        return tuple(found.values())


def _counting(members: list[Coming], held: HeldAct | None) -> Coming | None:
    """The version that counts from now on, of those that came, best first; None: that which the tracker has.

    A better one than that, as good a one that is new, or that one itself, read again and as good as it reads now.
    """
    if held is None:
        return members[0]
    valid = held.act.facts.sha256
    now = max((m.act.rank for m in members if m.act.facts.sha256 == valid), default=held.act.rank)
    for member in members:
        sha, rank = member.act.facts.sha256, member.act.rank
        if sha == valid or rank > now or (rank == now and sha not in held.versions):
            return member
    return None


def _name(act: Act) -> list[str]:
    """What a new act's key follows from: issuer, number and day, else its file; and its title."""
    facts = act.facts
    if act.named:
        return [str(facts.serial), facts.symbol, facts.issued_on or "", facts.issuer or "", act.title]
    return [facts.sha256, act.title]


def _weight(verdict: Verdict) -> tuple[bool, bool, float]:
    return verdict.kind == "same", verdict.strong, verdict.score


def _clear(same: list[tuple[Verdict, int]]) -> int | None:
    """The act that is it: the only one, or the one that is clearly liker than the others."""
    ordered = sorted(same, key=lambda found: _weight(found[0]), reverse=True)
    if not ordered:
        return None
    if len(ordered) > 1:
        (first, _), (second, _) = ordered[:2]
        if first.strong == second.strong and first.score - second.score < CLEAR:
            return None
    return ordered[0][1]
