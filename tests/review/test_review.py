"""The evidence page: nothing left out, words marked exactly, hostile text harmless."""

from __future__ import annotations

import html as markup
import io
from pathlib import Path

import pytest
from PIL import Image

import vnplans
from review.made import BLOCKS, PAGES, html_of, plan, shown, source
from vnplans.models import Deadline
from vnplans.pages import Block, Pages, Quote
from vnplans.review import Reviewed
from vnplans.review.values import deadline_reading

SAMPLES = Path(__file__).parents[2] / "samples"
WORDS = ["plan-nd30.docx", "decision-with-plan.docx", "announcement.html", "tcvn3.docx"]
NAMES = [*WORDS, "plan-nd30.pdf", "programme.pdf"]
HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(2)">&amp;\'"-->]]>'


def read(name: str) -> Reviewed:
    path = SAMPLES / name
    records = tuple(vnplans.parse_all(path))
    return Reviewed(records, vnplans.read(path), path.read_bytes())


@pytest.mark.parametrize("name", NAMES)
def test_every_pointer_and_every_quote_of_a_sample_is_shown(name: str) -> None:
    document = read(name)
    page = shown(document)
    assert page.pointers() == {pointer for record in document.records for pointer in record.evidence}
    assert {n for v in page.values for n in v["data-q"].split()} <= {n for m in page.marks for n in m["data-q"].split()}


@pytest.mark.parametrize("name", WORDS)
def test_the_words_of_each_quote_are_marked_exactly(name: str) -> None:
    document = read(name)
    page = shown(document)
    for record in document.records:
        for pointer, quotes in record.evidence.items():
            # several records of one file have equal pointers
            values = [v for v in page.values if pointer in v.get("data-p", "").split()]
            found = {page.marked(number) for value in values for number in value["data-q"].split()}
            assert {quote.text for quote in quotes} <= found


def test_overlapping_quotes_share_the_pieces_of_the_text() -> None:
    page = shown(Reviewed((plan(),), PAGES))
    by_pointer = {v.get("data-p"): v["data-q"].split() for v in page.values}
    assert [page.marked(n) for n in by_pointer["/tasks/0/content"]] == ["kiểm tra chợ Bến Đá trước ngày 15/5/2026"]
    assert [page.marked(n) for n in by_pointer["/tasks/0/deadline"]] == ["trước ngày 15/5/2026"]
    assert by_pointer["/tasks/0"] == by_pointer["/tasks/0/lead_agencies/0"] + by_pointer["/tasks/0/deadline"]
    for block in BLOCKS:
        assert block.text in page.words


def test_a_value_without_evidence_says_so() -> None:
    page = shown(Reviewed((plan(),), PAGES))
    assert "Báo cáo" in page.words
    assert "/tasks/0/deliverable" not in page.pointers()  # the whole task's words are not those of the product
    assert "không có dẫn chứng" in page.words


def test_a_field_of_every_act_that_was_not_read_is_named() -> None:
    page = shown(Reviewed((plan(),), PAGES))
    assert "Ngày ban hành" in page.words and "không đọc được" in page.words


def test_notes_for_a_person_come_before_the_tasks_and_the_others_after() -> None:
    words = shown(Reviewed((plan(),), PAGES)).words
    assert words.index("xem lại ngày") < words.index("Nhiệm vụ (1)") < words.index("chỉ để biết")


def test_a_record_without_its_file_shows_its_quotes() -> None:
    page = shown(Reviewed((plan(),)))
    assert "Không có tệp gốc" in page.words
    assert {m["words"] for m in page.marks} >= {"12/KH-UBND", "trước ngày 15/5/2026", "Sở Y tế", "Quý II"}


def test_quotes_that_the_text_does_not_bear_out_are_not_marked_in_it() -> None:
    other = Pages((Block("Một văn bản khác hẳn, dài hơn thế nhiều"), *BLOCKS[1:]), "text", "text/plain")
    page = shown(Reviewed((plan(),), other))
    assert "Các đoạn trích (1)" in page.words
    assert page.marked(page.values[1]["data-q"]) == "12/KH-UBND"


def test_hostile_text_stays_text() -> None:
    block = Block(HOSTILE)
    pages = Pages((block,), "text", "text/plain")
    quote = pages.quote(0, rule="r")
    record = plan(
        title=HOSTILE,
        recipients=[HOSTILE + "\x00\u202e"],
        evidence={"/title": [quote], f"/odd/{HOSTILE.replace(' ', '')}": [quote]},
        notes=[],
        source=source(name=HOSTILE),
    )
    html = html_of(Reviewed((record,), pages))
    page = shown(Reviewed((record,), pages))
    plain = shown(Reviewed((plan(),), PAGES))
    assert page.tags.count("script") == plain.tags.count("script") == 1
    assert "img" not in page.tags
    assert page.marked("0") == HOSTILE
    assert "\x00" not in html and "\u202e" not in html


def test_the_page_may_load_nothing_and_run_only_its_script() -> None:
    html = markup.unescape(html_of(Reviewed((plan(),), PAGES)))
    assert "default-src 'none'" in html and "script-src 'sha256-" in html
    assert "http://" not in html and "https://" not in html


def test_several_documents_have_their_own_ids() -> None:
    page = shown(Reviewed((plan(), plan()), PAGES), Reviewed((plan(),)), Reviewed((plan(),), PAGES))
    assert page.tags.count("article") == 3
    assert {name for name in page.ids if name.startswith("d") and name[1:].isdecimal()} == {"d1", "d2", "d3"}


def test_pages_of_a_pdf_are_pictures_with_a_box_over_the_words() -> None:
    document = read("plan-nd30.pdf")
    page = shown(document)
    assert len(page.images) == document.records[0].source.pages
    assert all(image["src"].startswith("data:image/jpeg;base64,") for image in page.images)
    value = next(v for v in page.values if v.get("data-p") == "/number")
    (mark,) = [m for m in page.marks if value["data-q"] in m["data-q"].split()]
    place = dict(part.split(":") for part in mark["style"].split(";"))
    box = document.records[0].evidence["/number"][0].box
    assert box and document.pages
    wide = document.pages.page_sizes[0][0]
    left, across = (float(place[k].rstrip("%")) / 100 * wide for k in ("left", "width"))
    assert box[0] + 10 < left  # "Số: " stands before the words
    assert left + across <= box[2] + 3


def test_pages_past_the_limit_leave_the_quotes_as_words() -> None:
    document = read("plan-nd30.pdf")
    page = shown(document, most_pages=1)
    assert len(page.images) == 1
    assert "Chỉ có hình của 1 trên" in page.words
    assert page.pointers() == set(document.records[0].evidence)
    assert "Các đoạn trích" in page.words


def test_a_damaged_file_leaves_the_quotes_as_words() -> None:
    record = plan(source=source(media_type="application/pdf", pages=2))
    page = shown(Reviewed((record,), None, b"%PDF-1.7 broken"))
    assert not page.images and "Không vẽ được" in page.words
    assert "12/KH-UBND" in {m["words"] for m in page.marks}


def test_quotes_of_one_scanned_paragraph_share_its_box() -> None:
    def placed(quote: Quote) -> Quote:
        return Quote(quote.text, quote.block, quote.start, quote.end, 1, (70.0, 80.0, 500.0, 110.0), "r")

    evidence = {pointer: [placed(q) for q in quotes] for pointer, quotes in plan().evidence.items()}
    record = plan(evidence=evidence, source=source(media_type="image/png"), notes=[])
    page = shown(Reviewed((record,), Pages((), "image", "image/png", 1, ((595.0, 842.0),)), _png()))
    assert len(page.images) == 1 and len(page.marks) == 1


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 424), "white").save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("deadline", "reading"),
    [
        (Deadline(text="hằng quý", kind="recurring", rrule="FREQ=MONTHLY;INTERVAL=3"), "định kỳ, hằng quý"),
        (Deadline(text="hằng tháng", kind="recurring", rrule="FREQ=MONTHLY;BYMONTHDAY=25"),
         "định kỳ, hằng tháng, ngày 25"),
        (Deadline(text="15 ngày", kind="relative", duration="P15D", business_days=True),
         "tính từ mốc, 15 ngày, ngày làm việc"),
        (Deadline(text="thường xuyên", kind="ongoing"), "thường xuyên"),
    ],
)  # fmt: skip
def test_what_a_deadline_was_taken_to_mean(deadline: Deadline, reading: str) -> None:
    assert deadline_reading(deadline) == reading
