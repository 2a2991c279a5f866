"""Is a signature over some bytes genuine? Needs `cryptography` (extra `sign`)."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

__all__ = ["verify"]

_HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha1": hashes.SHA1(),
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}


def verify(key: bytes, signature: bytes, signed: bytes, algorithm: str | None) -> bool:
    """Does the key (SubjectPublicKeyInfo, DER; RSA or ECDSA) confirm the signature? False too for schemes not known."""
    hashing = _HASHES.get(algorithm or "")
    if hashing is None:
        return False
    try:
        public = load_der_public_key(key)
        if isinstance(public, rsa.RSAPublicKey):
            public.verify(signature, signed, padding.PKCS1v15(), hashing)
            return True
        if isinstance(public, ec.EllipticCurvePublicKey):
            public.verify(signature, signed, ec.ECDSA(hashing))
            return True
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False
    return False
