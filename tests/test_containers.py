"""ZIP archives, mails and edXML envelopes: every file inside comes out, and bad ones stop no other."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from email.message import EmailMessage

import pytest

from vnplans.containers import Member, form, unpack
from vnplans.errors import DamagedFile, EncryptedFile, NoText, TooLarge, VnplansError
from vnplans.limits import Limits
from vnplans.readers.sniff import sniff

PLAN = "Kế hoạch chuyển đổi số năm 2024.txt"
WORDS = "Giao Sở Nội vụ chủ trì thực hiện.".encode()


def zipped(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def renamed(data: bytes, old: bytes, new: bytes, extra: bytes = b"") -> bytes:
    """A ZIP whose one name is other bytes, without the UTF-8 flag, as old programs wrote it."""
    assert len(old) == len(new)
    return data.replace(old, new)


def named_by(raw: bytes) -> bytes:
    placeholder = b"x" * len(raw)
    return renamed(zipped((placeholder.decode(), WORDS)), placeholder, raw)


def only(data: bytes, name: str | None = "hồ sơ.zip") -> Member:
    (member,) = unpack(data, name)
    return member


TCVN3 = {"ế": "Õ", "ạ": "¹", "ủ": "ñ", "ở": "ë", "ộ": "é", "ụ": "ô"}


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Kế hoạch 12.docx".encode(), "Kế hoạch 12.docx"),
        ("Kế hoạch 12.docx".encode(), "Kế hoạch 12.docx"),  # macOS: decomposed
        ("Kê\u0301 hoa\u0323ch cu\u0309a Sơ\u0309.docx".encode("cp1258"), "Kế hoạch của Sở.docx"),
        ("".join(TCVN3.get(c, c) for c in "Kế hoạch của Sở Nội vụ.doc").encode("cp1252"), "Kế hoạch của Sở Nội vụ.doc"),
        (b"Ke hoach so 12.doc", "Ke hoach so 12.doc"),
        ("Quyết định số 12 (bản ký).pdf".encode(), "Quyết định số 12 (bản ký).pdf"),
    ],
)
def test_names_of_any_encoding(raw: bytes, name: str) -> None:
    assert only(named_by(raw)).name == name


def test_name_in_the_unicode_extra_field() -> None:
    raw, true = b"K_ ho_ch.txt", "Kế hoạch.txt"
    body = struct.pack("<BL", 1, zlib.crc32(raw)) + true.encode()
    info = zipfile.ZipInfo(raw.decode())
    info.extra = struct.pack("<HH", 0x7075, len(body)) + body
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, WORDS)
    assert only(out.getvalue()).name == true


@pytest.mark.parametrize(
    ("name", "shown"),
    [("../../etc/passwd", "etc/passwd"), ("/tuyệt đối.txt", "tuyệt đối.txt"), ("C:\\Văn bản\\a.txt", "Văn bản/a.txt")],
)
def test_path_traversal_is_harmless(name: str, shown: str) -> None:
    assert only(zipped((name, WORDS))).name == shown


def test_nested_containers_keep_the_way_to_each_file() -> None:
    inner = zipped((PLAN, WORDS), ("b.txt", b"b"))
    members = list(unpack(zipped(("a.txt", b"a"), ("Quý I/trong.zip", inner), ("c.txt", b"c")), "ngoài.zip"))
    assert [(m.container, m.name) for m in members] == [
        ("ngoài.zip", "a.txt"),
        ("ngoài.zip/Quý I/trong.zip", PLAN),
        ("ngoài.zip/Quý I/trong.zip", "b.txt"),
        ("ngoài.zip", "c.txt"),
    ]
    assert members[1].data == WORDS


def test_a_word_file_is_not_a_container() -> None:
    docx = zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>"))
    assert form(docx) is None
    assert only(zipped(("a.docx", docx))).data == docx


def test_a_folder_called_word_is_no_word_file() -> None:
    assert form(zipped(("word/a.txt", WORDS))) == "zip"


def test_litter_of_desktops_is_left_out() -> None:
    data = zipped(("__MACOSX/._a", b"x"), ("a.txt", WORDS), (".DS_Store", b"x"), ("b/Thumbs.db", b"x"))
    assert only(data).name == "a.txt"


def flipped(data: bytes, needle: bytes) -> bytes:
    """The same archive with one stored byte of a member changed: its CRC no longer holds."""
    at = data.index(needle)
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def test_one_damaged_member_does_not_stop_the_others() -> None:
    data = flipped(zipped(("a.txt", b"first"), ("b.txt", b"second"), ("c.txt", b"third"), method=0), b"second")
    members = list(unpack(data, "z.zip"))
    assert [m.data for m in members] == [b"first", b"", b"third"]
    assert isinstance(members[1].error, DamagedFile)
    assert members[1].error.file == "b.txt"


def locked(data: bytes, name: bytes) -> bytes:
    """Set the encryption flag of one member in both of its headers."""
    out = bytearray(data)
    for signature, flag, at_name in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        at = -1
        while (at := data.find(signature, at + 1)) >= 0:
            if data[at + at_name : at + at_name + len(name)] == name:
                out[at + flag] |= 1
    return bytes(out)


def test_one_member_with_a_password() -> None:
    data = locked(zipped(("a.txt", b"a"), ("mat.txt", b"b")), b"mat.txt")
    members = list(unpack(data, "z.zip"))
    assert [type(m.error) for m in members] == [type(None), EncryptedFile]


def test_an_archive_that_is_all_password() -> None:
    with pytest.raises(EncryptedFile):
        sniff(locked(zipped(("mat.txt", b"b")), b"mat.txt"))


def test_a_bomb_is_stopped_and_its_neighbours_are_read() -> None:
    data = zipped(("bom.txt", b"0" * 4_000_000), ("a.txt", WORDS))
    members = list(unpack(data, "z.zip", Limits(ratio=100, ratio_from=1_000_000)))
    assert [type(m.error) for m in members] == [TooLarge, type(None)]


@pytest.mark.parametrize(
    "limits", [Limits(members=2), Limits(total_size=2 * len(WORDS) + 1)], ids=["count", "total size"]
)
def test_limits_of_the_whole_container(limits: Limits) -> None:
    data = zipped(("a.txt", WORDS), ("trong.zip", zipped(("b.txt", WORDS), ("c.txt", WORDS), ("d.txt", WORDS))))
    with pytest.raises(TooLarge):
        list(unpack(data, "z.zip", limits))


def test_a_bomb_of_nested_archives_ends() -> None:
    data = WORDS
    for _ in range(8):
        data = zipped(("trong.zip", data))
    (member,) = unpack(data, "z.zip", Limits(depth=3))
    assert isinstance(member.error, TooLarge)
    assert member.container == "z.zip/trong.zip/trong.zip"


@pytest.mark.parametrize("size", [10, 40, 90])
def test_a_truncated_archive_is_damaged(size: int) -> None:
    data = zipped((PLAN, WORDS))
    with pytest.raises(DamagedFile):
        list(unpack(data[: len(data) * size // 100], "z.zip"))


def test_an_empty_archive_holds_nothing() -> None:
    with pytest.raises(NoText):
        list(unpack(zipped(), "z.zip"))


# mails


def mail(*attached: tuple[str, bytes], body: str = "Kính gửi các đơn vị.") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.vn", "b@example.vn", "Gửi kế hoạch"
    message.set_content(body)
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def test_a_mail_gives_its_attachments() -> None:
    members = list(unpack(mail((PLAN, WORDS), ("b.zip", zipped(("c.txt", b"c")))).as_bytes(), "thư.eml"))
    assert [(m.container, m.name, m.data) for m in members] == [
        ("thư.eml", PLAN, WORDS),
        ("thư.eml/b.zip", "c.txt", b"c"),
    ]


def test_a_mail_without_attachments_gives_its_body() -> None:
    member = only(mail(body="Giao Sở Nội vụ chủ trì.").as_bytes(), "thư.eml")
    assert member.name == "nội dung thư.txt"
    assert member.data.decode().strip() == "Giao Sở Nội vụ chủ trì."


def test_an_attached_mail_is_opened() -> None:
    outer = mail()
    outer.add_attachment(mail((PLAN, WORDS)))
    member = only(outer.as_bytes(), "thư.eml")
    assert (member.name, member.data) == (PLAN, WORDS)
    assert (member.container or "").startswith("thư.eml/")


def test_pictures_of_the_body_are_no_attachments() -> None:
    message = mail((PLAN, WORDS))
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="logo.png", cid="<logo>")
    picture = list(message.iter_attachments())[-1]
    picture.replace_header("Content-Disposition", 'inline; filename="logo.png"')
    assert only(message.as_bytes(), "thư.eml").name == PLAN


@pytest.mark.parametrize(
    "text",
    [
        "Kính gửi: Các sở, ban, ngành\nNgày: 12\n",
        "Subject: one field alone\n\nText\n",
        "Nơi nhận: Như trên\nLưu: VT\n",
    ],
)
def test_a_text_with_colons_is_no_mail(text: str) -> None:
    assert sniff(text.encode()) == "text"


# edXML

NS = "http://www.mic.gov.vn/TBT/QCVN_102_2016"


def envelope(*attached: tuple[str, str], date: str = "2024/03/15", prefix: str = "edXML:") -> bytes:
    """An envelope of our own with (name, base64) attachments."""
    p = prefix
    references = "".join(
        f"<{p}Reference><{p}ContentId>cid:{i}</{p}ContentId><{p}AttachmentName>{name}</{p}AttachmentName></{p}Reference>"
        for i, (name, _) in enumerate(attached)
    )
    contents = "".join(
        f"<Attachment><ContentId>cid:{i}</ContentId>"
        f"<{p}ContentTransferEncoded>{data}</{p}ContentTransferEncoded></Attachment>"
        for i, (_, data) in enumerate(attached)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<edXML xmlns="{NS}" xmlns:edXML="{NS}"><{p}edXMLEnvelope><{p}edXMLHeader><{p}MessageHeader>
<{p}From><{p}OrganId>000.00.11.H99</{p}OrganId><{p}OrganizationInCharge>UBND tỉnh Bình Minh</{p}OrganizationInCharge>
<{p}OrganName>Sở Nội vụ</{p}OrganName></{p}From>
<{p}To><{p}OrganName>Sở Tài chính</{p}OrganName></{p}To>
<{p}Code><{p}CodeNumber>606</{p}CodeNumber><{p}CodeNotation>KH-SNV</{p}CodeNotation></{p}Code>
<{p}PromulgationInfo><{p}Place>N/A</{p}Place><{p}PromulgationDate>{date}</{p}PromulgationDate></{p}PromulgationInfo>
<{p}DocumentType><{p}Type>18</{p}Type><{p}TypeName>Kế hoạch</{p}TypeName></{p}DocumentType>
<{p}Subject>Về  cải cách hành chính</{p}Subject>
<{p}SignerInfo><{p}Position>Giám đốc</{p}Position><{p}FullName>Nguyễn Văn A</{p}FullName></{p}SignerInfo>
</{p}MessageHeader></{p}edXMLHeader><{p}edXMLBody><{p}edXMLManifest>{references}</{p}edXMLManifest></{p}edXMLBody>
</{p}edXMLEnvelope><AttachmentEncoded>{contents}</AttachmentEncoded></edXML>""".encode()


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


@pytest.mark.parametrize("prefix", ["edXML:", ""], ids=["prefixed", "default namespace"])
def test_an_envelope_gives_its_document_and_its_header(prefix: str) -> None:
    member = only(envelope((PLAN, b64(WORDS)), prefix=prefix), "gói.edxml")
    assert (member.container, member.name, member.data) == ("gói.edxml", PLAN, WORDS)
    head = member.header
    assert head is not None
    assert (head.number, str(head.issued_on), head.issuer) == ("606/KH-SNV", "2024-03-15", "Sở Nội vụ")
    assert (head.parent, head.doc_type, head.title) == ("UBND tỉnh Bình Minh", "Kế hoạch", "Về cải cách hành chính")
    assert (head.signer, head.position, head.place) == ("Nguyễn Văn A", "Giám đốc", None)


def test_an_attachment_zipped_by_the_sender_keeps_its_own_name() -> None:
    member = only(envelope((PLAN, b64(zipped(("3f2c-11.txt", WORDS))))), "gói.edxml")
    assert (member.container, member.name, member.data) == ("gói.edxml", PLAN, WORDS)


def test_an_envelope_with_a_damaged_attachment() -> None:
    members = list(unpack(envelope(("a.txt", "@@@"), ("b.txt", b64(b"b"))), "gói.edxml"))
    assert isinstance(members[0].error, DamagedFile)
    assert members[1].data == b"b"


@pytest.mark.parametrize("date", ["2024/02/31", "hôm nay", ""])
def test_an_impossible_date_is_no_date(date: str) -> None:
    head = only(envelope((PLAN, b64(WORDS)), date=date), "gói.edxml").header
    assert head is not None
    assert head.issued_on is None


def test_entities_are_not_opened() -> None:
    bomb = envelope((PLAN, b64(WORDS))).replace(
        b"<edXML xmlns=", b'<!DOCTYPE edXML [<!ENTITY a SYSTEM "file:///etc/hostname">]><edXML xmlns=', 1
    )
    bomb = bomb.replace("Về  cải cách".encode(), b"&a; Ve", 1)
    head = only(bomb, "gói.edxml").header
    assert head is not None
    assert head.title in (None, "Ve")


def test_an_envelope_cut_short_is_damaged() -> None:
    with pytest.raises(DamagedFile):
        list(unpack(envelope((PLAN, b64(WORDS)))[:-200], "gói.edxml"))


def test_envelopes_can_be_kept_whole() -> None:
    whole = envelope((PLAN, b64(WORDS)))
    (member,) = unpack(zipped(("gói.edxml", whole)), "z.zip", keep=("edxml",))
    assert member.data == whole


def test_anything_else_is_refused() -> None:
    with pytest.raises(VnplansError):
        list(unpack(b"%PDF-1.7\n", "a.pdf"))
