"""Twice the document, twice the time: for the worst shapes that every reader, field, exporter and `diff` may meet.

`VNPLANS_GROWTH=20` in the environment makes all of them twenty times as large: hours, for whoever has them.
"""

from __future__ import annotations

from collections.abc import Callable
from math import isqrt
from pathlib import Path

import pytest
from growing import MOST, growth, least
from growing_acts import SHAPES, act
from small_files import zip_of

from vnplans import containers, export
from vnplans.diff import diff, in_words
from vnplans.limits import Limits
from vnplans.models import Agency, Directive, Source, Task
from vnplans.pipeline import parse_pages, read_bytes, source_of
from vnplans.tracker.sharing import ALL_PAIRS


def understood(text: str) -> Callable[[], object]:
    data = text.encode()
    pages = read_bytes(data)
    source = source_of(pages, data, "a.txt")
    return lambda: parse_pages(pages, source)


@pytest.mark.parametrize("name", SHAPES)
def test_acts_are_understood_in_linear_time(name: str) -> None:
    assert growth(lambda n: understood(SHAPES[name](n))) <= MOST


@pytest.mark.parametrize("lines", [1, 40])
def test_each_act_of_a_file_looks_over_its_own_blocks(lines: int) -> None:
    """Up to 192 acts, no more than a file may hold; each is read and judged."""
    more = "\n".join(f"{i + 2}. Sở Y tế chủ trì rà soát cây trồng đợt {i}, báo cáo trong quý II." for i in range(lines))

    def judged(n: int) -> Callable[[], object]:
        return understood("\n".join([act(more)] * n))

    assert growth(judged, most=24) <= MOST


TOLD = {
    "with its day": "Ngày {d}/4/2024, UBND tỉnh ban hành Kế hoạch số {i}/KH-UBND về cây {i}.\n",
    "without a day": "UBND tỉnh vừa ban hành Kế hoạch số {i}/KH-UBND về cây {i}.\n",
    "without its year": "Ngày {d}/4, UBND tỉnh ban hành Kế hoạch số {i}/KH-UBND về cây {i}.\n",
    "the same day": "Cùng ngày, UBND tỉnh ban hành Kế hoạch số {i}/KH-UBND về cây {i}.\n",
    "issued by nobody": "Vừa ban hành Kế hoạch số {i}/KH-UBND về cây {i}, theo đó tỉnh trồng cây.\n",
}


@pytest.mark.parametrize("day", ["(Ngày 3/4/2024)", ""])
@pytest.mark.parametrize("told", TOLD)
def test_the_plans_that_a_page_tells_of_do_not_each_look_over_the_page(told: str, day: str) -> None:
    rest = "\n".join(f"Ngày {i % 28 + 1}/3/2024, trồng cây trên tuyến đường số {i} của thành phố." for i in range(1000))

    def judged(n: int) -> Callable[[], object]:
        plans = "".join(TOLD[told].format(i=i, d=i % 28 + 1) for i in range(1, n + 1))
        return understood(f"Hà Giang: ban hành các kế hoạch\n{day}\n{plans}{rest}")

    assert least(judged(160)) < 8 * least(judged(10))


def mail(n: int) -> bytes:
    parts = "".join(
        f"--b\nContent-Type: text/plain; name=a{i}.txt\nContent-Disposition: attachment\n\nxin chao {i}\n"
        for i in range(n)
    )
    head = "From: a@b.vn\nTo: c@d.vn\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    return f"{head}{parts}--b--\n".encode()


def envelope(n: int) -> bytes:
    """edXML: references in the body, and the attachments that they name."""
    references = "".join(
        f"<Reference><ContentId>c{i}</ContentId><AttachmentName>a{i}.txt</AttachmentName></Reference>" for i in range(n)
    )
    attached = "".join(
        f"<Attachment><ContentId>c{i}</ContentId><ContentTransferEncoded>eGlu</ContentTransferEncoded></Attachment>"
        for i in range(n)
    )
    space = "xmlns='http://www.e-doc.vn/Schema/'"
    return f"<edXMLEnvelope {space}><edXMLHeader/><Body>{references}</Body>{attached}</edXMLEnvelope>".encode()


def nested_attachments(n: int) -> bytes:
    inner = "<Attachment>" * 100 + "<ContentTransferEncoded>eGlu</ContentTransferEncoded>" * n
    return f"<edXMLEnvelope>{inner}{'</Attachment>' * 100}</edXMLEnvelope>".encode()


@pytest.mark.parametrize("make", [zip_of, mail, envelope, nested_attachments], ids=lambda make: make.__name__)
def test_containers_are_opened_in_linear_time(make: Callable[[int], bytes]) -> None:
    def opened(n: int) -> Callable[[], object]:
        data = make(n)
        return lambda: list(containers.unpack(data, "a", Limits()))

    assert growth(opened) <= MOST


def record(n: int, words: Callable[[int], str], key: str = "a") -> Directive:
    act = "UBND tỉnh Hà Sơn/45/KH-UBND@2024-03-05"
    lead = [Agency(text="Sở Y tế", name="Sở Y tế")]
    tasks = [
        Task(id=f"{act}#II.{i}", content=words(i), where=f"II.{i}", lead_agencies=lead, group=f"{i // 9}. Cây")
        for i in range(n)
    ]
    source = Source(sha256=key * 64, media_type="text/plain", reader="text")
    return Directive(title="Kế hoạch chăm sóc cây xanh", tasks=tasks, source=source)


MANY = 2 * isqrt(ALL_PAIRS)
"""Parts of a plan beyond which not each is compared with all of the other; what is compared with all grows with the
square, up to there."""


def plan(i: int) -> str:
    return f"Sở Y tế chủ trì rà soát, chăm sóc cây xanh tuyến đường số {i} trên địa bàn thành phố"


def reworded(i: int) -> str:
    return f"Sở Y tế phối hợp rà soát và trồng mới cây xanh ở tuyến đường số {i} của thành phố"


@pytest.mark.parametrize(
    "new",
    [plan, reworded, lambda i: reworded(i + 1), lambda i: plan(i // 2), lambda i: "trồng cây"],
    ids=["same", "reworded", "moved", "twice", "one wording"],
)
def test_plans_are_compared_in_linear_time(new: Callable[[int], str]) -> None:
    def compared(n: int) -> Callable[[], object]:
        old, other = record(n, plan), record(n, new, "b")
        return lambda: in_words(diff([old], [other]))

    assert growth(compared, fewest=MANY) <= MOST


def test_acts_of_two_archives_are_paired_in_linear_time() -> None:
    def acts(n: int, key: str) -> list[Directive]:
        made = (record(1, plan, key) for _ in range(n))
        return [
            act.model_copy(
                update={
                    "title": f"Kế hoạch {key} chăm sóc cây xanh đợt {i} năm 2024",
                    "source": act.source.model_copy(update={"sha256": f"{key}{i:063}"}),
                }
            )
            for i, act in enumerate(made)
        ]

    def compared(n: int) -> Callable[[], object]:
        old, new = acts(n, "a"), acts(n, "b")
        return lambda: diff(old, new)

    assert growth(compared, fewest=MANY) <= MOST


@pytest.mark.parametrize("form", export.FORMATS)
def test_records_are_written_in_linear_time(form: str, tmp_path: Path) -> None:
    place = export.FORMATS[form]
    if place.extra is not None:
        pytest.importorskip({"xlsx": "xlsxwriter", "ics": "icalendar", "sql": "sqlalchemy", "parquet": "pyarrow"}[form])

    def written(n: int) -> Callable[[], object]:
        out = tmp_path / f"{n}{place.suffix}"
        return lambda: export.write([record(n, plan)], form, out)

    assert growth(written) <= MOST
