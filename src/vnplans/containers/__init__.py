"""ZIP archives, mails and edXML envelopes -> the files inside, with their limits.

A member that cannot be opened is a value (`Member.error`), so that it never stops the others. Names inside are shown,
never used as paths. A .docx or .odt is a document, not a container.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module

from vnplans.containers.member import Budget, Header, Limits, Member
from vnplans.errors import DamagedFile, NoText, TooLarge, VnplansError, guarded
from vnplans.readers.sniff import sniff

__all__ = ["FORMS", "Header", "Limits", "Member", "form", "unpack"]

FORMS: dict[str, str] = {
    # form (as sniff names it): the module of vnplans.containers that has members(data, budget) -> what lies directly
    # inside; it raises VnplansError if the container itself cannot be opened
    "zip": "zips",
    "mail": "mail",
    "edxml": "edxml",
}

_ATTACHED = b"ContentTransferEncoded"
"""The element of edXML that holds a document."""


def form(data: bytes) -> str | None:
    """The kind of container these bytes are ("zip", "mail", "edxml"), or None for everything else.

    An edXML envelope without documents is none: its header is read as a document.
    """
    try:
        with guarded("tệp", "file"):
            kind = sniff(data)
    except VnplansError:
        return None
    if kind == "edxml" and _ATTACHED not in data:
        return None
    return kind if kind in FORMS else None


@dataclass(frozen=True, slots=True)
class _Rules:
    budget: Budget
    keep: tuple[str, ...]


def unpack(
    data: bytes, name: str | None = None, limits: Limits | None = None, *, keep: tuple[str, ...] = ()
) -> Iterator[Member]:
    """The documents inside a container, in its order, containers inside containers opened too.

    `Member.container` is the way to the member ("hồ sơ.zip/thư.eml"); forms named in `keep` are given whole.
    Raises EncryptedFile, DamagedFile, TooLarge or NoText only if the outermost container cannot be opened at all or
    breaks a limit; whatever lies deeper becomes a member with an error. Not a container: DamagedFile.
    """
    kind = form(data)
    if kind is None:
        raise DamagedFile(
            "không phải tệp nén, thư hay gói edXML", "not a ZIP archive, a mail or an edXML envelope", file=name
        )
    rules = _Rules(Budget(limits or Limits()), keep)
    found = False
    try:
        for member in _open(kind, data, name or "", 1, rules):
            found = True
            yield member
    except VnplansError as error:
        error.file = error.file or name
        raise
    if not found:
        raise NoText("không có tệp nào bên trong", "there is no file inside", file=name)


def _open(kind: str, data: bytes, way: str, depth: int, rules: _Rules) -> Iterator[Member]:
    """Members of one container; `way` is where it lies."""
    members: Callable[[bytes, Budget], Iterator[Member]] = import_module(f"vnplans.containers.{FORMS[kind]}").members
    with guarded(f"tệp chứa ({kind})", f"container ({kind})"):
        for member in members(data, rules.budget):
            yield from _deeper(replace(member, container=way or None), depth, rules)


def _deeper(member: Member, depth: int, rules: _Rules) -> Iterator[Member]:
    kind = None if member.error else form(member.data)
    if kind is None or kind in rules.keep:
        yield member
        return
    most = rules.budget.limits.depth
    if depth >= most:
        error = TooLarge(f"tệp nén lồng nhau quá {most} lớp", f"containers nested deeper than {most}", file=member.name)
        yield replace(member, data=b"", error=error)
        return
    way = f"{member.container}/{member.name}" if member.container else member.name
    try:
        for inner in _open(kind, member.data, way, depth + 1, rules):
            # what an envelope says holds for all that its attachment holds
            yield replace(inner, header=inner.header or member.header)
    except VnplansError as error:
        if rules.budget.spent:
            raise
        yield replace(member, data=b"", error=error)
