"""PKCS #7 signatures (RFC 5652): who signed, when, and does the digest hold?

asn1crypto reads the message, in BER too, which some signing programs still write; `cryptography` proves it.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import algos, cms, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from vnplans.text import clean

__all__ = ["Signature", "is_intact", "signature_of"]

_HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha1": hashes.SHA1(),
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
# What asn1crypto makes of bytes that are no such message: it reads a part when it is asked for it
_BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)


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
    hashing: str | None = None
    """The algorithm by which the attributes were digested; None for a scheme that is not known here (RSASSA-PSS)."""
    key: bytes = b""
    """The signer's public key (SubjectPublicKeyInfo)."""


def signature_of(contents: bytes) -> Signature:
    """The first signer of a PKCS #7 message, whatever stands behind it; all None where the bytes are none."""
    try:
        return _signature(contents)
    except _BROKEN:
        return Signature()


def is_intact(signature: Signature, signed: bytes) -> bool | None:
    """Does the signed digest hold for the bytes? None where it does and the signature over it could not be verified."""
    if signature.digest is None or signature.algorithm is None:
        return None
    if hashlib.new(signature.algorithm, signed, usedforsecurity=False).digest() != signature.digest:
        return False
    return True if _is_genuine(signature) else None


def _is_genuine(signature: Signature) -> bool:
    """Does the signer's key (RSA or ECDSA) confirm the signed attributes? False too for schemes that are not known."""
    hashing = _HASHES.get(signature.hashing or "")
    if hashing is None:
        return False
    try:
        key = load_der_public_key(signature.key)
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature.value, signature.attributes, padding.PKCS1v15(), hashing)
            return True
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature.value, signature.attributes, ec.ECDSA(hashing))
            return True
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False
    return False


def _signature(contents: bytes) -> Signature:
    message = cms.ContentInfo.load(contents)["content"]
    signer = message["signer_infos"][0]
    certificate = _certificate(message["certificates"], signer["sid"])
    names = _names(certificate) if certificate else {}
    attributes = signer["signed_attrs"]
    told = {attribute["type"].native: attribute["values"][0].native for attribute in attributes}
    algorithm = signer["digest_algorithm"]["algorithm"].native
    return Signature(
        who=names.get("common_name"),
        body=names.get("organization_name") or names.get("organizational_unit_name"),
        time=told.get("signing_time"),
        digest=told.get("message_digest"),
        algorithm=algorithm if algorithm in _HASHES else None,
        attributes=attributes.untag().dump() if attributes else b"",
        value=signer["signature"].native,
        hashing=_hashing(signer["signature_algorithm"], algorithm),
        key=certificate.public_key.dump() if certificate else b"",
    )


def _certificate(certificates: cms.CertificateSet, signer: cms.SignerIdentifier) -> x509.Certificate | None:
    """The certificate of the signer, who is named by issuer and serial number or by the key."""
    for certificate in (choice.chosen for choice in certificates if choice.name == "certificate"):
        if signer.name == "subject_key_identifier":
            if certificate.key_identifier == signer.native:
                return certificate
        elif (certificate.issuer.dump(), certificate.serial_number) == (
            signer.chosen["issuer"].dump(),
            signer.chosen["serial_number"].native,
        ):
            return certificate
    return None


def _names(certificate: x509.Certificate) -> dict[str, str]:
    """The parts of the subject's name, the last of each kind; a part that is no text is left out."""
    names = {}
    for relative in certificate.subject.chosen:
        for pair in relative:
            with suppress(ValueError):  # bytes that are not of the encoding they claim
                if text := clean(str(pair["value"].native)):
                    names[pair["type"].native] = text
    return names


def _hashing(scheme: algos.SignedDigestAlgorithm, digest: str) -> str | None:
    """The digest that the scheme names; where it names none ("rsaEncryption"), that of the message."""
    if scheme["algorithm"].native == "rsassa_pss":
        return None
    try:
        named: str = scheme.hash_algo
    except ValueError:
        return digest
    return named
