"""A PDF whose number and day exist only in the appearances of signature widgets, as offices sign."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pypdfium2 as pdfium
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.stamp import StaticStampStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

Rectangle = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points from the lower left corner."""


@dataclass(frozen=True)
class Stamp:
    """One signature: its field, what its appearance shows, and when it was made."""

    name: str
    text: list[str]
    box: Rectangle
    time: dt.datetime
    page: int = 0
    size: float = 13


def gap(pdf: bytes, before: str, after: str) -> Rectangle:
    """The blank between two words on the first page."""
    text_page = pdfium.PdfDocument(pdf)[0].get_textpage()
    index, _ = text_page.search(before).get_next()
    left = text_page.get_charbox(index + len(before) - 1)
    index = text_page.get_text_range().index(after, index + len(before))
    right = text_page.get_charbox(index)
    return left[2] + 1, left[1] - 3, right[0] - 1, left[3] + 3


def _appearance(stamp: Stamp, font: Path, folder: Path) -> StaticStampStyle:
    """A small PDF with the stamp's words, to be shown as the widget's appearance."""
    path = folder / f"{stamp.name}.pdf"
    x0, y0, x1, y1 = stamp.box
    canvas = Canvas(str(path), pagesize=(x1 - x0, y1 - y0), invariant=True)
    canvas.setFont(font.stem, stamp.size)
    for n, line in enumerate(stamp.text):
        canvas.drawString(1, y1 - y0 - (n + 1) * stamp.size, line)
    canvas.save()
    whole = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MIN, AxisAlignment.ALIGN_MIN, margins=Margins.uniform(0))
    return StaticStampStyle.from_pdf_file(str(path), border_width=0, background_opacity=1, background_layout=whole)


def _signer(person: str, body: str, folder: Path) -> signers.SimpleSigner:
    """A signer with a self-signed certificate that nobody trusts."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, body),
            x509.NameAttribute(NameOID.COMMON_NAME, person),
        ]
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(20250819)
        .not_valid_before(dt.datetime(2025, 1, 1))
        .not_valid_after(dt.datetime(2045, 1, 1))
        .sign(key, hashes.SHA256())
    )
    key_file, certificate_file = folder / "key.pem", folder / "certificate.pem"
    pem = serialization.Encoding.PEM
    key_file.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    certificate_file.write_bytes(certificate.public_bytes(pem))
    signer = signers.SimpleSigner.load(str(key_file), str(certificate_file))
    assert isinstance(signer, signers.SimpleSigner)
    return signer


def signed(pdf: bytes, stamps: list[Stamp], person: str, body: str, font: Path) -> bytes:
    """The document with each stamp as a visible signature, one incremental update after the other."""
    pdfmetrics.registerFont(TTFont(font.stem, font))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        signer = _signer(person, body, folder)
        for stamp in stamps:
            pdf = _with_stamp(pdf, stamp, signer, _appearance(stamp, font, folder))
    return pdf


def _with_stamp(pdf: bytes, stamp: Stamp, signer: signers.SimpleSigner, style: StaticStampStyle) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    metadata = signers.PdfSignatureMetadata(field_name=stamp.name, md_algorithm="sha256")
    spec = SigFieldSpec(stamp.name, on_page=stamp.page, box=tuple(round(v) for v in stamp.box))  # type: ignore[arg-type]
    with mock.patch("pyhanko.sign.signers.pdf_signer.datetime") as clock:
        clock.now.return_value = stamp.time
        out = signers.PdfSigner(metadata, signer, stamp_style=style, new_field_spec=spec).sign_pdf(writer)
    return bytes(out.getvalue())
