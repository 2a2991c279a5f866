"""PDFs of a few kilobytes of which PDFium would make gigabytes, or draw for hours."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from itertools import groupby

import pypdfium2 as pdfium
import pytest
from pdf_maker import pdf_of, pdf_page
from refusing import refused
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

import vnplans
from vnplans.readers import ReadOptions
from vnplans.readers.pdf.packing import filters, unpacked


def packed_pdf(content: bytes, layers: int = 1) -> bytes:
    """A page whose content is packed so often."""
    for _ in range(layers):
        content = zlib.compress(content, 9)
    filters = " ".join(["/FlateDecode"] * layers)
    page, _ = pdf_page(3, "")
    stream = f"<< /Length {len(content)} /Filter [{filters}] >>\nstream\n".encode() + content + b"\nendstream"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, stream])


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_a_page_that_unpacks_to_gigabytes_of_objects(layers: int) -> None:
    """Of 120 MB of "q" PDFium makes 10 GB."""
    assert "--limit content_ratio=" in refused(packed_pdf(b"q " * 5_000_000, layers)).message_en


def lzw_codes(codes: list[tuple[int, int]]) -> bytes:
    """Codes of so many bits, as LZWDecode reads them."""
    out = "".join(f"{code:0{bits}b}" for code, bits in codes)
    out += "0" * (-len(out) % 8)
    return int(out, 2).to_bytes(len(out) // 8, "big")


def lzw(content: bytes) -> bytes:
    """A few bytes packed; the table is begun anew before it is full."""
    table, codes, known = {bytes([i]): i for i in range(256)}, [(256, 9)], b""
    for byte in content:
        longer = known + bytes([byte])
        if longer not in table:
            codes.append((table[known], 9))
            table[longer] = len(table) + 2
            if len(table) == 500:
                table = {bytes([i]): i for i in range(256)}
                codes.append((256, 9))
            longer = bytes([byte])
        known = longer
    return lzw_codes([*codes, (table[known], 9), (257, 9)])


def lzw_blanks() -> bytes:
    """Seven million blanks: each code stands for one more than the one before."""
    codes = [(256, 9), (32, 9)]
    codes += [(code, next(b for b in (9, 10, 11, 12) if code < 2**b - 1)) for code in range(258, 4000)]
    return lzw_codes(codes)


def runs(content: bytes) -> bytes:
    """Packed as RunLengthDecode reads it."""
    out = b""
    for byte, same in groupby(content):
        whole, rest = divmod(len(list(same)), 128)
        out += bytes([129, byte]) * whole
        out += b"" if not rest else bytes([0, byte]) if rest == 1 else bytes([257 - rest, byte])
    return out + b"\x80"


def stream_of(packed: bytes, ways: str) -> bytes:
    """A page whose content is packed so."""
    page, _ = pdf_page(3, "")
    stream = f"<< /Length {len(packed)} /Filter [{ways}] >>\nstream\n".encode() + packed + b"\nendstream"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, stream])


LONG = b" " * 6_000_000


@pytest.mark.parametrize(
    ("packed", "ways"),
    [
        pytest.param(lzw_blanks(), "/LZWDecode", id="LZW"),
        pytest.param(lzw_blanks(), "/LZW", id="LZW by its short name"),
        pytest.param(zlib.compress(lzw_blanks()), "/FlateDecode /LZWDecode", id="LZW in Flate"),
        pytest.param(lzw(zlib.compress(LONG)), "/LZWDecode /FlateDecode", id="Flate in LZW"),
        pytest.param(zlib.compress(runs(LONG)), "/FlateDecode /RunLengthDecode", id="runs in Flate"),
        pytest.param(runs(zlib.compress(b"\0" * 900_000 + LONG)), "/RL /Fl", id="Flate in runs"),
    ],
)
def test_a_page_that_is_packed_by_other_ways(packed: bytes, ways: str) -> None:
    assert "--limit content_ratio=" in refused(stream_of(packed, ways)).message_en


@pytest.mark.parametrize(("pack", "ways"), [(lzw, "/LZWDecode"), (runs, "/RunLengthDecode")])
def test_a_page_that_is_packed_by_other_ways_is_read(pack: Callable[[bytes], bytes], ways: str) -> None:
    words = b"BT /F 12 Tf 72 700 Td (KE HOACH trong cay xanh nam 2024) Tj ET " + b"1 0 0 1 0 0 cm " * 3000
    assert vnplans.read(stream_of(pack(words), ways)).blocks[0].text == "KE HOACH trong cay xanh nam 2024"
    assert unpacked(pack(words), filters(ways.encode()), 10**6) == words


@pytest.mark.parametrize("packed", [b"", b"\xff" * 40, b"\x80\x0b\x60\x50", b"\x00" * 40])
def test_a_stream_that_is_packed_otherwise_than_it_says(packed: bytes) -> None:
    for ways in ("/LZWDecode", "/RunLengthDecode", "/FlateDecode", "/ASCII85Decode", "/ASCIIHexDecode"):
        assert len(unpacked(packed, filters(ways.encode()), 10**6)) < 10_000


@pytest.mark.parametrize("locked", [False, True])
def test_a_page_that_is_packed_as_letters_or_behind_a_lock_without_a_password(locked: bool) -> None:
    """reportlab packs by Flate and ASCII85."""
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1, encrypt=StandardEncryption("", "x", strength=128) if locked else None)
    canvas._code.append("q " * 4_000_000)
    canvas.save()
    assert "--limit content_ratio=" in refused(out.getvalue()).message_en


def test_a_locked_page_without_a_password_is_read() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1, encrypt=StandardEncryption("", "x", strength=128))
    canvas.drawString(100, 700, "KE HOACH nam 2024")
    canvas.save()
    assert vnplans.read(out.getvalue()).blocks[0].text == "KE HOACH nam 2024"


_FORM = "/Type /XObject /Subtype /Form /BBox [0 0 600 800]"


def forms_pdf(*draws: tuple[int, int]) -> bytes:
    """A page that draws the first form; each form draws the form of that number so often, the last one a line."""

    def resources(target: int) -> str:
        return f"/Resources << /XObject << /F {5 + target} 0 R >> >>"

    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R {resources(0)} >>".encode()
    tree = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream("/F Do")]
    forms = [stream("/F Do " * times, f"{_FORM} {resources(target)}") for target, times in draws]
    return pdf_of([*tree, *forms, stream("0 0 m 5 5 l S BT ET", _FORM)])


@pytest.mark.parametrize(
    "draws",
    [
        pytest.param([(0, 2)], id="a form that draws itself twice"),
        pytest.param([(1, 2), (0, 2)], id="two forms that draw each other"),
        pytest.param([(n + 1, 2) for n in range(30)], id="thirty forms, each the next one twice"),
        pytest.param([(1, 60), (2, 60), (3, 60)], id="three forms, each the next one sixty times"),
        pytest.param([(1, 200_000)], id="a form that draws another very often"),
    ],
)
def test_forms_of_a_pdf_that_draw_each_other(draws: list[tuple[int, int]]) -> None:
    assert "--limit form_draws=" in refused(forms_pdf(*draws)).message_en


def stream(content: str, dictionary: str = "") -> bytes:
    return f"<< {dictionary} /Length {len(content)} >>\nstream\n{content}\nendstream".encode()


def drawing_pdf(content: str, resources: str, *objects: bytes) -> bytes:
    """A page with these contents and resources; the further objects begin with the fifth."""
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << {resources} >> >>"
    tree = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    return pdf_of([*tree, page.encode(), stream(content), *objects])


def pattern(content: str, size: int = 50, step: float | str = 50, resources: str = "") -> bytes:
    kind = "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1"
    places = f"/BBox [0 0 {size} {size}] /XStep {step} /YStep {step}"
    return stream(content, f"{kind} {places} /Resources << {resources} >>")


def letters(glyph: int, resources: str = "") -> bytes:
    """A Type 3 font of the letter a."""
    places = "/FontBBox [0 0 750 750] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 97 /LastChar 97 /Widths [1000]"
    words = f"/CharProcs << /a {glyph} 0 R >> /Encoding << /Type /Encoding /Differences [97 /a] >>"
    return f"<< /Type /Font /Subtype /Type3 {places} {words} /Resources << {resources} >> >>".encode()


_FILL = "/Pattern cs /P scn "
_LINE = stream("0 0 m 5 5 l S", _FORM)


def filled(*patterns: bytes, times: int = 1) -> bytes:
    return drawing_pdf(_FILL + "0 0 600 800 re f " * times, "/Pattern << /P 5 0 R >>", *patterns)


def lettered(*objects: bytes, times: int = 1) -> bytes:
    return drawing_pdf(f"BT /F 12 Tf 72 700 Td ({'a' * times}) Tj ET", "/Font << /F 5 0 R >>", *objects)


def doubling(first: int, count: int) -> list[bytes]:
    """Forms from this number on, each of which draws the next one twice."""
    res = [f"/Resources << /XObject << /X {first + n + 1} 0 R >> >>" for n in range(count)]
    return [*(stream("/X Do /X Do", f"{_FORM} {words}") for words in res), _LINE]


def nested_letters(count: int, times: int) -> list[bytes]:
    """Type 3 fonts, the letter of each written in the next one."""
    out: list[bytes] = []
    for n in range(count):
        res = f"/Font << /F {7 + 2 * n} 0 R >>"
        out += [letters(6 + 2 * n, res), stream(f"1000 0 d0 BT /F 500 Tf ({'a' * times}) Tj ET")]
    return [*out, letters(6 + 2 * count), stream("1000 0 d0 0 0 m 5 5 l S")]


def nested_patterns(count: int, times: int) -> list[bytes]:
    """Patterns, each filled with the next one."""
    res = [f"/Pattern << /P {6 + n} 0 R >>" for n in range(count)]
    return [*(pattern(_FILL + "0 0 50 50 re f " * times, resources=words) for words in res), pattern("0 0 5 5 re f")]


INLINE = letters(5).decode().replace("<< /Type /Font", "/Font << /F << /Type /Font") + " >>"
DRAWN = {
    "tiles on each other": filled(pattern("0 0 1 1 re f", 100, 1)),
    "tiles on each other, the step an object": filled(pattern("0 0 1 1 re f", 100, "6 0 R"), b"0.1"),
    "many drawings in tiles on each other": filled(pattern("0 0 1 1 re f " * 2000, 600, 60)),
    "a pattern filled with itself": filled(pattern(_FILL + "0 0 5 5 re f " * 2, resources="/Pattern << /P 5 0 R >>")),
    "patterns in patterns": filled(*nested_patterns(5, 5)),
    "forms in a pattern": filled(pattern("/X Do", resources="/XObject << /X 6 0 R >>"), *doubling(6, 22)),
    "a pattern of forms on a page with many fills": filled(
        pattern("/X Do", resources="/XObject << /X 6 0 R >>"), *doubling(6, 9), times=400
    ),
    "a letter written in itself": lettered(
        letters(6, "/Font << /F 5 0 R >>"), stream("1000 0 d0 BT /F 1 Tf (aaaa) Tj ET"), times=2
    ),
    "letters in letters": lettered(*nested_letters(5, 20), times=20),
    "many letters in many letters": lettered(*nested_letters(1, 10_000), times=30_000),
    "forms in a letter": lettered(letters(6, "/XObject << /X 7 0 R >>"), stream("1000 0 d0 /X Do"), *doubling(7, 22)),
    "forms in a letter of a font that no object is": drawing_pdf(
        "BT /F 12 Tf 72 700 Td (a) Tj ET",
        INLINE.replace("/Resources <<  >>", "/Resources << /XObject << /X 6 0 R >> >>"),
        stream("1000 0 d0 /X Do", "/Resources << /XObject << /X 6 0 R >> >>"),
        *doubling(6, 22),
    ),
    "a form and a pattern of one name": drawing_pdf(
        "/P Do", "/Pattern << /P 5 0 R >> /XObject << /P 6 0 R >>", pattern("0 0 5 5 re f"), *doubling(6, 22)
    ),
}


@pytest.mark.parametrize("name", DRAWN)
def test_patterns_and_letters_of_a_pdf_that_draw_each_other(name: str) -> None:
    assert "--limit form_draws=" in refused(DRAWN[name]).message_en


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(filled(pattern("0 0 1 1 re f", 8, 8), times=500), id="many fills by one pattern"),
        pytest.param(filled(pattern("0 0 1 1 re f", 1, 0.5)), id="small tiles"),
        pytest.param(filled(pattern("0 0 1 1 re f", 50, 0)), id="no step"),
        pytest.param(filled(pattern("0 0 1 1 re f", 50, "9 0 R")), id="a step that is nowhere"),
        pytest.param(filled(*nested_patterns(1, 3)), id="a pattern in a pattern"),
        pytest.param(lettered(letters(6), stream("1000 0 d0 0 0 m 5 5 l S"), times=30_000), id="many letters"),
        pytest.param(lettered(*nested_letters(1, 3), times=200), id="letters in letters"),
        pytest.param(
            lettered(letters(6, "/XObject << /X 7 0 R >>"), stream("1000 0 d0 /X Do"), _LINE, times=900), id="a form"
        ),
    ],
)
def test_patterns_and_letters_are_drawn(data: bytes) -> None:
    vnplans.read(data, options=ReadOptions(ocr="never"))
    document = pdfium.PdfDocument(data)
    document[0].render()
    document.close()


@pytest.mark.parametrize("draws", [[(0, 1)], [(1, 1), (0, 1)], [(n + 1, 2) for n in range(10)], [(1, 5_000)]])
def test_forms_that_draw_each_other_now_and_then_are_read(draws: list[tuple[int, int]]) -> None:
    vnplans.read(forms_pdf(*draws), options=ReadOptions(ocr="never"))


def test_a_long_page_that_says_something_is_read() -> None:
    lines = "".join(f"{n % 595} {n * 7 % 842} m {n * 3 % 595} {n % 842} l S\n" for n in range(30_000))
    words = "BT /F 12 Tf 72 700 Td (KE HOACH nam 2024) Tj ET\n"
    assert "KE HOACH" in vnplans.read(packed_pdf((words + lines).encode())).blocks[0].text
