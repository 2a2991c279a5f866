"""What may be wrong says so: second witnesses and odd looks of values -> Notes of severity warning or review.

Each rule asks of one value whether something else in the document speaks against it, or whether such a value looks as
values of its kind do. It changes no value and never raises; a value that nothing speaks against stays without a mark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from vnplans.assemble import fault_note
from vnplans.doubt.absent import absent
from vnplans.doubt.confidence import confident
from vnplans.doubt.features import Ground
from vnplans.doubt.header import HEADER
from vnplans.doubt.places import PLACES, unexplained
from vnplans.doubt.tasks import TASKS
from vnplans.extract.act import Act
from vnplans.models import Directive, Note
from vnplans.pages import Pages

__all__ = ["RULES", "Ground", "absent", "confident", "doubted"]

Rule = Callable[[Directive, Pages], Iterator[Note]]
RULES: tuple[Rule, ...] = (*HEADER, *TASKS, *PLACES)


def doubted(directive: Directive, pages: Pages, layouts: Sequence[Act] = ()) -> Directive:
    """The same record with a Note on each value that may be wrong. `layouts`: the acts of the pages, if at hand."""

    def _absent(directive: Directive, pages: Pages) -> Iterator[Note]:
        return absent(directive, pages, layouts)

    def _unexplained(directive: Directive, pages: Pages) -> Iterator[Note]:
        return unexplained(directive, pages, layouts)

    notes: list[Note] = []
    for rule in (_absent, *RULES, _unexplained):
        try:
            notes.extend(list(rule(directive, pages)))
        except MemoryError:
            raise
        except Exception as error:  # a doubt that fails costs itself
            name = getattr(rule, "__name__", rule)
            notes.append(fault_note(f"phép ngờ {name} bị lỗi", "a rule of doubt failed", error))
    return directive.model_copy(update={"notes": [*directive.notes, *notes]}) if notes else directive
