"""Digital signatures: what their dictionaries, certificates and appearances say, and whether they hold."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import cms
from hypothesis import given
from hypothesis import strategies as st

from vnplans.readers.signed.appearances import shown_signature, shown_time
from vnplans.readers.signed.certificates import Signature, is_intact, signature_of
from vnplans.readers.signed.signatures import pdf_time, signatures

SIGNED = Path(__file__).parents[2] / "samples" / "signed.pdf"


@pytest.fixture(scope="module")
def data() -> bytes:
    return SIGNED.read_bytes()


def test_who_signed_and_when(data: bytes) -> None:
    found = signatures(data)
    assert {(s.who, s.body) for s in found} == {("Ủy ban nhân dân phường An Đông", "Tỉnh Lam Giang")}
    assert all(s.time and s.time.utcoffset() == timedelta(hours=7) for s in found)
    assert all(s.page == 1 and s.box for s in found)


def test_they_hold(data: bytes) -> None:
    assert [s.intact for s in signatures(data)] == [True] * 3


def test_a_changed_byte_breaks_all_signatures_over_it(data: bytes) -> None:
    at = data.index(b"%PDF-1.") + 7
    changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
    assert [s.intact for s in signatures(changed)] == [False] * 3


def test_unsigned_or_broken_files_have_none() -> None:
    assert signatures(b"%PDF-1.7 /ByteRange [0 1 2 3]") == []


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("D:20230307163105+07'00'", "2023-03-07T16:31:05+07:00"),
        ("D:20230307163105Z", "2023-03-07T16:31:05+00:00"),
        ("D:20240318084142", "2024-03-18T08:41:42"),
        ("D:20241345", None),
        ("yesterday", None),
    ],
)
def test_times_of_the_dictionary(text: str, iso: str | None) -> None:
    found = pdf_time(text)
    assert (found.isoformat() if found else None) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Thời gian ký: 07.03.2023 16:31:05 +07:00", "2023-03-07T16:31:05+07:00"),
        ("Thời gian ký: 7/3/2023 16:31", "2023-03-07T16:31:00"),
        ("Ngày ký: 2023-03-07 16:31:05 +07:00", "2023-03-07T16:31:05+07:00"),
        ("Date: 2023.03.07 16:31:05 +07'00'", "2023-03-07T16:31:05+07:00"),
        ("Thời gian ký: 31/02/2023 10:00:00", None),
        ("không có giờ", None),
    ],
)
def test_times_of_the_appearance(text: str, iso: str | None) -> None:
    found = shown_time(text)
    assert (found.isoformat() if found else None) == iso


@pytest.mark.parametrize(
    ("text", "who", "body"),
    [
        ("Ký bởi: Sở Nội vụ Cơ quan: UBND tỉnh X Thời gian ký: 1/2/2026 08:00", "Sở Nội vụ", "UBND tỉnh X"),
        ("Người ký: Trần Văn Mẫu Email: minh@x.vn Cơ quan: Sở Y tế", "Trần Văn Mẫu", "Sở Y tế"),
        ("Ký số bởi Văn phòng UBND 12.03.2026 08:00:01", "Văn phòng UBND", None),
        ("CÔNG BÁO tỉnh X 12.03.2026 08:00:01", None, None),
    ],
)
def test_words_of_the_appearance(text: str, who: str | None, body: str | None) -> None:
    assert shown_signature(text)[:2] == (who, body)


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading_of_a_certificate(data: bytes) -> None:
    assert isinstance(signature_of(data), Signature)


@pytest.fixture(scope="module")
def message(data: bytes) -> bytes:
    """The first PKCS #7 message of the sample, without the zeros that fill its place in the file."""
    found = re.search(rb"/Contents\s*<([0-9a-fA-F]+)>", data)
    assert found
    dumped: bytes = cms.ContentInfo.load(bytes.fromhex(found[1].decode())).dump()
    return dumped


@given(st.data())
def test_no_damage_to_a_message_breaks_its_reading(message: bytes, data: st.DataObject) -> None:
    changed = bytearray(message)
    for at in data.draw(st.lists(st.integers(0, len(message) - 1), min_size=1, max_size=5)):
        changed[at] = data.draw(st.integers(0, 255))
    found = signature_of(bytes(changed[: data.draw(st.integers(0, len(message)))]) or bytes(changed))
    assert is_intact(found, b"other bytes") in (False, None)


def test_what_a_message_says_is_the_same_in_ber_and_with_zeros_behind_it(message: bytes) -> None:
    whole = signature_of(message)
    assert whole.who == "Ủy ban nhân dân phường An Đông" and whole.digest and whole.key
    body = cms.ContentInfo.load(message).contents
    assert signature_of(b"\x30\x80" + body + b"\0\0") == whole  # of indefinite length
    assert signature_of(message + bytes(900)) == whole


def test_a_part_of_a_name_that_is_no_text_is_left_out(message: bytes) -> None:
    bad = message.replace("Tỉnh Lam Giang".encode(), b"\xff" + "Tỉnh Lam Giang".encode()[1:])
    found = signature_of(bad)
    assert (found.who, found.body) == ("Ủy ban nhân dân phường An Đông", None)


def test_nothing_is_said_of_a_signature_that_was_not_understood() -> None:
    assert is_intact(Signature(), b"any") is None


def test_a_digest_alone_proves_only_what_is_broken() -> None:
    forged = Signature(digest=bytes(32), algorithm="sha256")
    assert is_intact(forged, b"any") is False
