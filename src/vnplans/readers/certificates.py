"""The signer's name in a PKCS #7 signature (RFC 5652), read without a library: common name, organisation, time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone

from vnplans.text import clean

__all__ = ["signer_of"]

_COMMON_NAME = bytes.fromhex("550403")
_ORGANISATION = bytes.fromhex("55040a")
_UNIT = bytes.fromhex("55040b")
_SIGNING_TIME = bytes.fromhex("2a864886f70d010905")
_STRINGS = {0x0C: "utf-8", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1E: "utf-16-be", 0x1C: "utf-32-be"}
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class _Node:
    tag: int
    start: int
    end: int
    body: int
    """Where the content begins; it ends at `stop`."""
    stop: int


def signer_of(contents: bytes) -> tuple[str | None, str | None, datetime | None]:
    """Common name and organisation of the signer's certificate, and the signed time; None each where not found."""
    try:
        return _signer(contents)
    except (ValueError, IndexError, RecursionError):
        return None, None, None


def _signer(data: bytes) -> tuple[str | None, str | None, datetime | None]:
    signed = _children(data, _children(data, _node(data, 0, 0))[1])[0]
    parts = _children(data, signed)
    infos = _children(data, parts[-1])
    info = _children(data, infos[0])
    issuer, serial = (data[n.start : n.end] for n in _children(data, info[1])[:2])
    when = next(filter(None, (_signing_time(data, n) for n in info if n.tag == 0xA0)), None)
    for part in parts:
        if part.tag == 0xA0:
            for certificate in _children(data, part):
                fields = _children(data, _children(data, certificate)[0])
                at = 1 if fields[0].tag == 0xA0 else 0
                own = [data[n.start : n.end] for n in (fields[at], fields[at + 2])]
                if own == [serial, issuer]:
                    names = dict(_names(data, fields[at + 4]))
                    return names.get(_COMMON_NAME), names.get(_ORGANISATION) or names.get(_UNIT), when
    return None, None, when


def _names(data: bytes, name: _Node) -> Iterator[tuple[bytes, str]]:
    for relative in _children(data, name):
        for pair in _children(data, relative):
            kind, value = _children(data, pair)[:2]
            charset = _STRINGS.get(value.tag)
            if charset:
                text = clean(data[value.body : value.stop].decode(charset, "replace"))
                if text:
                    yield data[kind.body : kind.stop], text


def _signing_time(data: bytes, attributes: _Node) -> datetime | None:
    for attribute in _children(data, attributes):
        kind, values = _children(data, attribute)[:2]
        if data[kind.body : kind.stop] == _SIGNING_TIME:
            value = _children(data, values)[0]
            text = data[value.body : value.stop].decode("ascii", "replace")
            form = "%y%m%d%H%M%SZ" if value.tag == 0x17 else "%Y%m%d%H%M%SZ"
            return datetime.strptime(text, form).replace(tzinfo=timezone.utc)
    return None


def _node(data: bytes, at: int, depth: int) -> _Node:
    """The element that begins at `at`. Raises ValueError or IndexError on bytes that are none."""
    if depth > _DEEPEST:
        raise ValueError("nested too deep")
    tag, length = data[at], data[at + 1]
    if tag & 0x1F == 0x1F:
        raise ValueError("a long tag")
    body = at + 2
    if length == 0x80:
        stop = body
        while data[stop : stop + 2] != b"\0\0":
            stop = _node(data, stop, depth + 1).end
        return _Node(tag, at, stop + 2, body, stop)
    if length & 0x80:
        count = length & 0x7F
        length = int.from_bytes(data[body : body + count], "big")
        body += count
    stop = body + length
    if stop > len(data):
        raise ValueError("cut short")
    return _Node(tag, at, stop, body, stop)


def _children(data: bytes, node: _Node) -> list[_Node]:
    found = []
    at = node.body
    while at < node.stop:
        child = _node(data, at, 0)
        found.append(child)
        at = child.end
    return found
