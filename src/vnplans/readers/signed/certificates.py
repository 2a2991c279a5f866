"""PKCS #7 signatures (RFC 5652), read without a library: who signed, when, and does the digest hold?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from vnplans.text import clean

__all__ = ["Signature", "is_intact", "signature_of"]

_COMMON_NAME = bytes.fromhex("550403")
_ORGANISATION = bytes.fromhex("55040a")
_UNIT = bytes.fromhex("55040b")
_SIGNING_TIME = bytes.fromhex("2a864886f70d010905")
_DIGEST = bytes.fromhex("2a864886f70d010904")
_DIGESTS = {
    bytes.fromhex("2b0e03021a"): "sha1",
    bytes.fromhex("608648016503040201"): "sha256",
    bytes.fromhex("608648016503040202"): "sha384",
    bytes.fromhex("608648016503040203"): "sha512",
}
# Signature algorithms that name their own digest; those that do not use that of the message
_SCHEMES = {
    bytes.fromhex("2a864886f70d010105"): "sha1",
    bytes.fromhex("2a864886f70d01010b"): "sha256",
    bytes.fromhex("2a864886f70d01010c"): "sha384",
    bytes.fromhex("2a864886f70d01010d"): "sha512",
    bytes.fromhex("2a8648ce3d040302"): "sha256",
    bytes.fromhex("2a8648ce3d040303"): "sha384",
    bytes.fromhex("2a864886f70d01010a"): "unknown",  # RSASSA-PSS
}
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


@dataclass(frozen=True, slots=True)
class Signature:
    """What a PKCS #7 signature says of its signer, and what is needed to check it."""

    who: str | None = None
    body: str | None = None
    time: datetime | None = None
    digest: bytes | None = None
    """The signed digest of the document's bytes."""
    algorithm: str | None = None
    """The digest's algorithm, as hashlib names it."""
    attributes: bytes = b""
    """The signed attributes, as they were signed."""
    value: bytes = b""
    scheme: bytes = b""
    """Object identifier of the signature's algorithm."""
    key: bytes = b""
    """The signer's public key (SubjectPublicKeyInfo)."""


def signature_of(contents: bytes) -> Signature:
    """The first signer of a PKCS #7 message; all None where the bytes are none."""
    try:
        return _signature(contents)
    except (ValueError, IndexError, RecursionError):
        return Signature()


def is_intact(signature: Signature, signed: bytes) -> bool | None:
    """Does the signed digest hold for the bytes? None where it does and the signature over it could not be verified:
    `cryptography` is missing (extra `sign`), or the scheme is one that is not known here."""
    if signature.digest is None or signature.algorithm is None:
        return None
    if hashlib.new(signature.algorithm, signed, usedforsecurity=False).digest() != signature.digest:
        return False
    return True if _verified(signature) else None


def _verified(signature: Signature) -> bool:
    try:
        from vnplans.readers.signed import verification  # noqa: PLC0415  `cryptography` is optional
    except ImportError:
        return False
    algorithm = _SCHEMES.get(signature.scheme, signature.algorithm)
    return verification.verify(signature.key, signature.value, signature.attributes, algorithm)


def _signature(data: bytes) -> Signature:
    signed = _children(data, _children(data, _node(data, 0, 0))[1])[0]
    parts = _children(data, signed)
    info = _children(data, _children(data, parts[-1])[0])
    issuer, serial = (data[n.start : n.end] for n in _children(data, info[1])[:2])
    names, key = _certificate(data, parts, [serial, issuer])
    attributes = info[3] if info[3].tag == 0xA0 else None
    scheme, value = info[4:6] if attributes else info[3:5]
    return Signature(
        who=names.get(_COMMON_NAME),
        body=names.get(_ORGANISATION) or names.get(_UNIT),
        time=_signing_time(data, attributes) if attributes else None,
        digest=_attribute(data, attributes, _DIGEST) if attributes else None,
        algorithm=_DIGESTS.get(_content(data, _children(data, info[2])[0])),
        attributes=b"\x31" + data[attributes.start + 1 : attributes.end] if attributes else b"",
        value=_content(data, value),
        scheme=_content(data, _children(data, scheme)[0]),
        key=key,
    )


def _certificate(data: bytes, parts: list[_Node], wanted: list[bytes]) -> tuple[dict[bytes, str], bytes]:
    """The names and the public key of the certificate with the wanted serial number and issuer."""
    for part in parts:
        if part.tag == 0xA0:
            for certificate in _children(data, part):
                fields = _children(data, _children(data, certificate)[0])
                at = 1 if fields[0].tag == 0xA0 else 0
                if [data[n.start : n.end] for n in (fields[at], fields[at + 2])] == wanted:
                    key = fields[at + 5]
                    return dict(_names(data, fields[at + 4])), data[key.start : key.end]
    return {}, b""


def _content(data: bytes, node: _Node) -> bytes:
    return data[node.body : node.stop]


def _names(data: bytes, name: _Node) -> Iterator[tuple[bytes, str]]:
    for relative in _children(data, name):
        for pair in _children(data, relative):
            kind, value = _children(data, pair)[:2]
            charset = _STRINGS.get(value.tag)
            if charset:
                text = clean(data[value.body : value.stop].decode(charset, "replace"))
                if text:
                    yield data[kind.body : kind.stop], text


def _attribute(data: bytes, attributes: _Node, wanted: bytes) -> bytes | None:
    """The content of a signed attribute's first value."""
    for attribute in _children(data, attributes):
        kind, values = _children(data, attribute)[:2]
        if _content(data, kind) == wanted:
            return _content(data, _children(data, values)[0])
    return None


def _signing_time(data: bytes, attributes: _Node) -> datetime | None:
    value = _attribute(data, attributes, _SIGNING_TIME)
    if value is None:
        return None
    text = value.decode("ascii", "replace")
    return datetime.strptime(text, "%y%m%d%H%M%SZ" if len(text) == 13 else "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)


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
