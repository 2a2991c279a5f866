"""Laws that hold for all texts and all bytes."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import truth
from hypothesis import given, settings
from hypothesis import strategies as st

from vnplans import parse_all
from vnplans.errors import VnplansError
from vnplans.readers import read
from vnplans.text import bare, clean, fold, places

LETTERS = (
    "aăâeêioôơuưyđAĂÂEÊIOÔƠUƯYĐbchgkmnpqt \t\n\u00a0\u00ad\u200b\u0300\u0301\u0303\u0309\u0323-–—−.,;:/()0123456789"
)
NEVER = "\u00ad\u200b\ufeff\u2010\u2011\u2013\u2014\u2212\u00d0"
texts = st.text() | st.text(alphabet=LETTERS, max_size=80)
SMALL = [path for path in truth.documents() if path.stem != "scan" and path.suffix != ".doc"]


@given(texts)
def test_clean_keeps_its_promises(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == " ".join(cleaned.split(" ")).strip()
    assert "  " not in cleaned
    assert not any(unicodedata.category(c) == "Cc" or c in NEVER for c in cleaned)


@given(texts)
def test_places_lead_back_to_the_text(text: str) -> None:
    cleaned, found = clean(text), places(text)
    assert len(found) == len(cleaned)
    assert found == sorted(found)
    for start in range(len(found)):
        for end in range(start + 1, min(start + 8, len(found)) + 1):
            words = clean(text[found[start][0] : found[end - 1][1]])
            whole = found[start - 1 : start] != [found[start]] and found[end - 1] not in found[end : end + 1]
            assert cleaned[start:end].strip() == words if whole else cleaned[start:end].strip() in words


@given(texts)
def test_keys_keep_the_length(text: str) -> None:
    cleaned = clean(text)
    assert len(fold(cleaned)) == len(bare(cleaned)) == len(cleaned)
    assert fold(fold(cleaned)) == fold(cleaned)


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoà bình", "Hòa Bình"), ("UỶ BAN", "ủy ban"), ("thuỷ lợi", "thủy lợi"), ("Đ", "đ"), ("Khánh Hoà", "khánh hòa")],
)
def test_fold_joins_what_is_one_word(one: str, other: str) -> None:
    assert fold(clean(one)) == fold(clean(other))


@pytest.mark.parametrize(("one", "other"), [("quý", "qúy"), ("hoa", "hòa"), ("ma", "mà"), ("đa", "da")])
def test_fold_keeps_words_apart(one: str, other: str) -> None:
    assert fold(clean(one)) != fold(clean(other))


HEADS = [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"{\\rtf1 ", b"<html>", b"\xff\xfe", b"\x89PNG\r\n\x1a\n"]
HEADS += [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]


@settings(max_examples=150)
@given(st.sampled_from(HEADS), st.binary(max_size=400))
def test_arbitrary_bytes_raise_only_our_errors(head: bytes, rest: bytes) -> None:
    try:
        records = parse_all(head + rest, name="any")
    except VnplansError as error:
        assert error.message_vi
        assert error.message_en
    else:
        assert records


@settings(max_examples=60)
@given(st.sampled_from(SMALL), st.data())
def test_a_damaged_sample_raises_only_our_errors(path: Path, data: st.DataObject) -> None:
    """Bytes of a real document cut off, or some of them overwritten."""
    whole = path.read_bytes()
    cut = data.draw(st.integers(0, len(whole)))
    broken = bytearray(whole[:cut] if data.draw(st.booleans()) else whole)
    for _ in range(data.draw(st.integers(0, 20))):
        if broken:
            broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    try:
        parse_all(bytes(broken), name=path.name)
    except VnplansError as error:
        assert error.message_vi


@given(st.lists(st.text(alphabet=LETTERS + "<>&{}\\", max_size=60), min_size=1, max_size=8))
def test_every_block_of_a_text_is_clean_and_quotable(lines: list[str]) -> None:
    data = "\n".join(["Kế hoạch", *lines]).encode()
    pages = read(data)
    for index, block in enumerate(pages.blocks):
        assert block.text == clean(block.text) != ""
        quote = pages.quote(index, rule="test")
        assert pages.blocks[quote.block].text[quote.start : quote.end] == quote.text
