"""Bytes -> records: the one straight path. The only file that sees readers and extract together."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from vnplans import containers, readers
from vnplans.assemble import assemble, assemble_announced, bare, no_directive, with_faults
from vnplans.checks import check, compare_envelope
from vnplans.doubt import Ground, absent, confident, doubted
from vnplans.envelope import assemble_envelope
from vnplans.errors import NoText, TooLarge, VnplansError
from vnplans.extract import Act, acts, fault
from vnplans.extract.findings import Near
from vnplans.models import Directive, Note, Source
from vnplans.pages import Pages
from vnplans.readers import ReadOptions

if TYPE_CHECKING:
    from vnplans.readers.placed import PlacedText

__all__ = [
    "Document",
    "Parsed",
    "parse_bytes",
    "parse_each",
    "parse_pages",
    "read_bytes",
    "read_each",
    "read_text",
    "source_of",
]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one document of a file gave: its records, or the error that it raised."""

    name: str | None
    container: str | None
    directives: tuple[Directive, ...] = ()
    error: VnplansError | None = None


def read_bytes(data: bytes, name: str | None = None, options: ReadOptions | None = None) -> Pages:
    """The pages of one document. Raises VnplansError, naming the file."""
    try:
        return readers.read(data, options)
    except VnplansError as error:
        error.file = error.file or name
        raise


@lru_cache(maxsize=2)  # the components of a spaCy pipeline ask one after the other
def read_text(text: str) -> PlacedText:
    """The pages of text that is in memory already, with the way back to its offsets; no blocks if it is blank."""
    from vnplans.readers.placed import PlacedText  # noqa: PLC0415 - files of other forms need no reader of text

    return PlacedText(text)


def source_of(pages: Pages, data: bytes, name: str | None, container: str | None = None) -> Source:
    """The facts of the file."""
    return Source(
        name=name and _printable(name),
        container=container,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=pages.media_type,
        reader=pages.reader,
        pages=pages.page_count,
        encoding=pages.encoding,
        text_origin=pages.text_origin,
        page_confidence=list(pages.page_confidence()),
        address=pages.address,
    )


def _printable(name: str) -> str:
    """A name that is not UTF-8 on the disk, as text that can be written as JSON."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def parse_pages(pages: Pages, source: Source) -> list[Directive]:
    """The records of one file's pages: one act, or several where the file holds several or announces plans.

    Gives at least one record and never raises for what the pages say: a rule that fails is a Note `fault`.
    """
    if not gc.isenabled():  # switched off by the caller, or by a thread that understands another act
        return _understood(pages, source)
    gc.disable()  # an act's objects live until it is understood: looking through them for garbage finds none
    try:
        return _understood(pages, source)
    finally:
        gc.enable()


def _understood(pages: Pages, source: Source) -> list[Directive]:
    faults: list[Near] = []
    found: tuple[Act, ...] = ()
    if pages.reader == "edxml":
        sealed = check(assemble_envelope(pages, source))
        return [sealed.model_copy(update={"notes": [*sealed.notes, *absent(sealed, pages)]})]
    try:
        if pages.reader in _WEB and (told := _told(pages, source)):
            return told
    except MemoryError:
        raise
    except Exception as error:  # the page is read as an act instead
        faults.append(fault("extract.announced", error))
    try:
        found = acts(pages)
        count = len(found)
        records = [assemble(act, source, part) for part, act in enumerate(found[:_MOST_ACTS], 1)]
    except MemoryError:
        raise
    except Exception as error:
        faults.append(fault("extract.zones", error))
        count, records = 1, [bare(pages, source)]
    records[0] = with_faults(records[0], faults)
    judged = _all_judged(records, count, pages, found)
    pages.worked_out.clear()
    return judged


_MOST_ACTS = 200
"""Records of one file."""


def _all_judged(records: list[Directive], count: int, pages: Pages, found: tuple[Act, ...] = ()) -> list[Directive]:
    """The records judged; the first tells of acts that are too many."""
    if count > len(records):
        vi, en = f"tệp có {count} văn bản, chỉ đọc {_MOST_ACTS}", f"the file has {count} acts, {_MOST_ACTS} were read"
        note = Note(code="acts_left_out", severity="error", message=vi, message_en=en)
        records[0] = records[0].model_copy(update={"notes": [*records[0].notes, note]})
    if len(found) < len(records):  # a page about acts: each record speaks of all of it
        ground = Ground(pages)
        return [_judged(record, ground, found) for record in records]
    own = found[: len(records)]
    grounds = (Ground(pages.within(*act.extent)) for act in own)
    return [_judged(record, ground, (act,)) for record, ground, act in zip(records, grounds, own, strict=True)]


_WEB = ("text", "html")
"""Readers of files that may be pages about acts."""


def _told(pages: Pages, source: Source) -> list[Directive]:
    """The records of a page that is no act: those of the acts it announces, else of an article one without tasks."""
    from vnplans.extract.announced.page import announced, is_news  # noqa: PLC0415 - DOCX and PDF start without it

    if plans := announced(pages):
        told = [assemble_announced(plan, pages, source, part) for part, plan in enumerate(plans[:_MOST_ACTS], 1)]
        return _all_judged(told, len(plans), pages)
    return [no_directive(pages, source)] if is_news(pages) else []


def _judged(record: Directive, ground: Ground, found: tuple[Act, ...]) -> Directive:
    """The record with what speaks against its values, and how likely each is right."""
    return confident(doubted(check(record), ground.pages, found), ground)


def _document(data: bytes, name: str | None, container: str | None, options: ReadOptions | None) -> list[Directive]:
    pages = read_bytes(data, name, options)
    return parse_pages(pages, source_of(pages, data, name, container))


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a file with its pages, for those who show the words beside the values."""

    name: str | None
    data: bytes
    pages: Pages
    records: tuple[Directive, ...]


def read_each(
    data: bytes,
    name: str | None = None,
    options: ReadOptions | None = None,
    lost: Callable[[str, VnplansError], None] | None = None,
) -> Iterator[Document]:
    """Every document of a file with its pages. One inside a container that cannot be read is told to `lost`.

    Raises VnplansError for a file or a container that cannot be opened.
    """
    limits = (options or ReadOptions()).limits
    limits.check("file_size", len(data))
    if containers.form(data) is None:
        pages = read_bytes(data, name, options)
        yield Document(name, data, pages, tuple(parse_pages(pages, source_of(pages, data, name))))
        members = containers.inside_document(data, name, limits)
    else:
        members = containers.unpack(data, name, limits)
    for member in members:
        try:
            if member.error:
                raise member.error
            pages = read_bytes(member.data, member.name, options)
        except VnplansError as error:
            if lost is not None:
                lost(f"{member.container}/{member.name}", error)
            continue
        records = parse_pages(pages, source_of(pages, member.data, member.name, member.container))
        told = tuple(compare_envelope(r, member.header) if member.header else r for r in records)
        yield Document(member.name, member.data, pages, told)


def parse_each(data: bytes, name: str | None = None, options: ReadOptions | None = None) -> Iterator[Parsed]:
    """Every document of a file, one by one: the file itself and the documents attached to it, or what lies in a ZIP, a
    mail or an edXML envelope.

    A document that cannot be read is a value with its error; a container that cannot be opened raises VnplansError.
    """
    limits = (options or ReadOptions()).limits
    limits.check("file_size", len(data))
    if containers.form(data) is None:
        yield Parsed(name, None, tuple(_document(data, name, None, options)))
        members = containers.inside_document(data, name, limits)
    else:
        members = containers.unpack(data, name, limits)
    for member in members:
        if member.error:
            yield Parsed(member.name, member.container, error=member.error)
            continue
        try:
            records = _document(member.data, member.name, member.container, options)
        except VnplansError as error:
            yield Parsed(member.name, member.container, error=error)
            continue
        yield Parsed(
            member.name,
            member.container,
            tuple(compare_envelope(r, member.header) if member.header else r for r in records),
        )


def parse_bytes(data: bytes, name: str | None = None, options: ReadOptions | None = None) -> list[Directive]:
    """All records of a file. A document inside a container that cannot be read becomes a note on the first record.

    Raises VnplansError if the file cannot be opened at all, or holds no document that can be read.
    """
    try:
        parsed = list(parse_each(data, name, options))
    except MemoryError as error:
        raise TooLarge("không đủ bộ nhớ để đọc tệp", "not enough memory to read the file", file=name) from error
    records = [record for part in parsed for record in part.directives]
    errors = [part for part in parsed if part.error]
    if not records:
        raise next(
            (p.error for p in errors if p.error), NoText("không có văn bản nào", "no document inside", file=name)
        )
    if errors:
        notes = [_lost(part, part.error) for part in errors if part.error]
        records[0] = records[0].model_copy(update={"notes": [*records[0].notes, *notes]})
    return records


def _lost(part: Parsed, error: VnplansError) -> Note:
    where = "/".join(p for p in (part.container, part.name) if p)
    return Note(
        code="member_failed",
        severity="error",
        message=f"{where}: {error.message_vi}",
        message_en=f"{where}: {error.message_en}",
    )
