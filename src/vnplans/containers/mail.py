"""Mails (.eml, RFC 5322): the attached files and the text."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from typing import TypeVar

from vnplans.containers.member import Budget, Member
from vnplans.containers.names import file_name
from vnplans.errors import DamagedFile
from vnplans.readers.declared import charset

__all__ = ["members"]


def members(data: bytes, budget: Budget) -> Iterator[Member]:
    """The attachments in order, then the text; pictures that only decorate an HTML body are left out.

    Attached mails are members of their own. Beside attachments, a text of few words ("Gửi kèm ...") is `skip` "note",
    and a picture too small to be a page is "logo". Raises DamagedFile.
    """
    try:
        message = message_from_bytes(data, policy=policy.default)
    except (MessageError, ValueError) as error:
        raise DamagedFile("thư bị hỏng", "a damaged mail") from error
    assert isinstance(message, EmailMessage)
    attached = False
    for number, part in enumerate(_parts(message), 1):
        if _is_attachment(part):
            attached = True
            budget.count()
            yield _member(part, number, budget)
    for member in _body(message, budget):
        yield replace(member, skip="note") if attached and _is_short(member.data) else member


_T = TypeVar("_T")


def _told(ask: Callable[[], _T]) -> _T | None:
    """What a header says; None where Python's parser of headers fails at it (RFC 2231 names, 400 brackets)."""
    try:
        return ask()
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _parts(message: Message) -> Iterator[Message]:
    """Leaves of the MIME tree; an attached mail is one leaf."""
    if _told(message.get_content_type) == "message/rfc822" or not message.is_multipart():
        yield message
        return
    for part in message.get_payload():
        if isinstance(part, Message):
            yield from _parts(part)


def _is_attachment(part: Message) -> bool:
    kind = _told(part.get_content_type)
    if kind == "message/rfc822" or _told(part.get_content_disposition) == "attachment":
        return True
    decoration = (kind or "").startswith("image/") and _told(lambda: part.get("Content-ID")) is not None
    return _told(part.get_filename) is not None and not decoration


def _member(part: Message, number: int, budget: Budget) -> Member:
    if _told(part.get_content_type) == "message/rfc822":
        inner = part.get_payload(0)
        data = inner.as_bytes() if isinstance(inner, Message) else b""
        name = _told(part.get_filename) or f"thư {number}.eml"
    else:
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        name = _told(lambda: part.get_filename() or "") or f"tệp {number}"
    name = file_name(name).rpartition("/")[2]
    if len(data) > budget.limits.member_size:
        error = budget.limits.over("member_size", len(data))
        error.file = name
        return Member(name, None, b"", error)
    budget.add(len(data))
    return Member(name, None, data, skip="logo" if _is_logo(part, data) else None)


_SMALLEST_PAGE = 400
"""Pixels of the short side: below it nothing of a page can be read."""
_NOTE = 60
"""Words of a text that only says what is attached."""
_TAG = re.compile(rb"<(?:style|script|head)\b.*?</(?:style|script|head)>|<[^>]*>", re.I | re.S)


def _is_logo(part: Message, data: bytes) -> bool:
    if not (_told(part.get_content_type) or "").startswith("image/"):
        return False
    from PIL import Image  # noqa: PLC0415 - of the few mails that carry pictures

    try:
        with Image.open(io.BytesIO(data)) as picture:
            return min(picture.size) < _SMALLEST_PAGE
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False


def _is_short(text: bytes) -> bool:
    return len(_TAG.sub(b" ", text).split()) < _NOTE


def _body(message: EmailMessage, budget: Budget) -> Iterator[Member]:
    part = _told(lambda: message.get_body(preferencelist=("html", "plain")))
    payload = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(payload, bytes) or not payload.strip():
        return
    if codec := charset(_told(lambda: str(part.get_content_charset() or ""))):
        with suppress(UnicodeError):  # the text reader judges unknown bytes itself
            payload = payload.decode(codec).encode("utf-8")
    budget.count()
    budget.add(len(payload))
    yield Member("nội dung thư.html" if part.get_content_subtype() == "html" else "nội dung thư.txt", None, payload)
