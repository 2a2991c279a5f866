"""The spaCy components: the spans and values of extract, whatever the tokenizer, and Docs that keep them."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
import truth
from hypothesis import given, settings
from hypothesis import strategies as st

spacy = pytest.importorskip("spacy", reason="spaCy is not installed")

from spacy import displacy  # noqa: E402
from spacy.language import Language  # noqa: E402
from spacy.tokens import Doc, DocBin  # noqa: E402

import vnplans  # noqa: E402
from vnplans import nlp as vnlp  # noqa: E402
from vnplans.extract.agencies.lists import find_agencies  # noqa: E402
from vnplans.extract.fields.citations import read_citations  # noqa: E402
from vnplans.extract.orders.sentences import sentences  # noqa: E402
from vnplans.extract.time.deadlines import find_deadline  # noqa: E402
from vnplans.models import Citation, Task  # noqa: E402
from vnplans.text import clean  # noqa: E402

ROOT = Path(__file__).parents[1]
COMPONENTS = ("vnplans_agencies", "vnplans_citations", "vnplans_deadlines", "vnplans_tasks")
PLAIN = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;\n"
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;\n"
    "1. Sở Nội vụ chủ trì, phối hợp với Công an tỉnh và UBND các huyện, thị xã thực hiện Quyết định số 606/QĐ-UBND "
    "ngày 07/3/2023, báo cáo trước ngày 15/12/2023.\n"
    "2. Các Sở: Tài chính, Xây dựng hằng năm rà soát trụ sở. Văn phòng UBND tỉnh theo dõi, đôn đốc."
)
PARTY = (
    "- Căn cứ Điều lệ Đảng;\n"
    "1. Ban Tổ chức Tỉnh uỷ chủ trì, phối hợp với Uỷ ban Kiểm tra Tỉnh uỷ tham mưu Ban Thường vụ Tỉnh uỷ thực hiện "
    "Kết luận số 12-KL/TU ngày 03/02/2024; hoàn thành trong quý II/2024.\n"
    "2. Các huyện uỷ, thành uỷ định kỳ 6 tháng báo cáo Tỉnh uỷ (qua Văn phòng Tỉnh uỷ)."
)
OLD = "Uỷ ban nhân dân tỉnh Hoà Bình giao Sở Y tế báo cáo Bộ Y tế trước ngày 30/6/2024."
TYPED = (
    "UBND TỈNH LAM GIANG              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "SỞ NỘI VỤ\t\t\tĐộc lập - Tự do - Hạnh phúc\n"
    "Số: 12/KH-SNV                    Lam Giang, ngày 03 tháng 3 năm 2025\n\n"
    "KẾ HOẠCH\nRà soát thủ tục hành chính năm 2025\n\n"
    "1. Phòng Tổ chức trình Giám đốc Sở Nội vụ danh mục thủ tục trước ngày 20/4/2025.\n"
)
NAMED = {"plain": PLAIN, "party": PARTY, "old": OLD}
SAMPLES = [path for path in truth.documents() if path.suffix in (".docx", ".txt", ".html")]
MOTTO = re.compile("CỘNG HÒA XÃ HỘI CHỦ NGHĨA|ĐẢNG CỘNG SẢN")
NLP = vnlp.load()

Row = tuple[str, int, int, object]


def rows(doc: Doc, key: str = vnlp.SPANS) -> list[Row]:
    return [(span.label_, span.start_char, span.end_char, span._.vnplans) for span in doc.spans[key]]


def values(doc: Doc) -> list[tuple[str, object]]:
    return [(label, value) for label, _, _, value in rows(doc)]


def extracted(text: str) -> Iterator[Row]:
    """What extract's functions find in the lines of a text, without its tasks. Citations: no relation."""
    at = 0
    for raw in text.splitlines(keepends=True):
        line = clean(raw)
        start = at + raw.index(line)
        at += len(raw)
        for body in find_agencies(line) if not MOTTO.match(line) else ():
            yield "AGENCY", start + body.start, start + body.end, body.agency
        for citation, a, b in read_citations(line) if not line.startswith("Số") else ():
            yield "CITATION", start + a, start + b, citation.model_copy(update={"relation": "cites"})
        for a, b in sentences(line):
            if found := find_deadline(line[a:b]):
                yield "DEADLINE", start + a + found[1], start + a + found[2], found[0]


def without_relation(value: object) -> object:
    return value.model_copy(update={"relation": "cites"}) if isinstance(value, Citation) else value


def placed(found: list[Row], doc: Doc) -> list[tuple[str, int, int, object]]:
    """By tokens, in order of the text."""
    out = []
    for label, start, end, value in found:
        blank = len(doc.text[start:end]) - len(doc.text[start:end].lstrip())
        span = doc.char_span(start + blank, len(doc.text[:end].rstrip()), alignment_mode="expand")
        assert span is not None
        out.append((label, span.start, span.end, without_relation(value)))
    return sorted(out, key=lambda row: row[:3])


def assert_as_extract(doc: Doc) -> None:
    found = rows(doc)
    assert placed([row for row in found if row[0] != "TASK"], doc) == placed(list(extracted(doc.text)), doc)
    records = vnplans.parse_all(doc.text.encode(), name="a.txt")
    tasks = [value for _, _, _, value in found if isinstance(value, Task)]
    assert {t.where: t.model_copy(update={"id": ""}) for t in tasks} == {
        t.where: t.model_copy(update={"id": ""}) for r in records for t in r.tasks
    }
    assert len(tasks) == sum(len(record.tasks) for record in records)
    marked = [value for _, _, _, value in found]
    assert [c for r in records for c in (*r.legal_bases, *r.citations) if c not in marked] == []
    for label, start, end, value in found:
        if isinstance(value, Task):
            assert value.content in clean(doc.text[start:end]), label


@pytest.mark.parametrize("text", NAMED.values(), ids=NAMED)
def test_spans_are_those_of_extract(text: str) -> None:
    assert_as_extract(NLP(text))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_spans_of_the_samples_are_those_of_extract(path: Path) -> None:
    text = path.read_text(encoding="utf-8") if path.suffix == ".txt" else vnplans.read(path).text()
    assert_as_extract(NLP(text))


def test_what_the_spans_say() -> None:
    doc = NLP(PLAIN)
    said = [(span.label_, span.text) for span in doc.spans[vnlp.SPANS]]
    assert said[:9] == [
        ("CITATION", "Luật Tổ chức chính quyền địa phương ngày 19/6/2015"),
        ("CITATION", "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ"),
        ("AGENCY", "Chính phủ"),
        ("AGENCY", "Sở Nội vụ"),
        ("TASK", PLAIN.splitlines()[2][len("1. Sở Nội vụ ") :]),
        ("AGENCY", "Công an tỉnh"),
        ("AGENCY", "UBND các huyện, thị xã"),
        ("CITATION", "Quyết định số 606/QĐ-UBND ngày 07/3/2023"),
        ("DEADLINE", "trước ngày 15/12/2023"),
    ]
    relations = [
        value.relation for value in (span._.vnplans for span in doc.spans[vnlp.SPANS]) if isinstance(value, Citation)
    ]
    assert relations == ["basis", "basis", "implements"]
    assert doc[0:2]._.vnplans is None


def test_what_an_act_does_not_say_is_told() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("vnplans_agencies", config={"province": "Nghệ An"})
    nlp.add_pipe("vnplans_deadlines", config={"issued_on": "2024-02-01"})
    doc = nlp("Sở Y tế báo cáo trước ngày 30/6.")
    body, deadline = doc.spans[vnlp.SPANS]
    assert body._.vnplans.name == "Sở Y tế tỉnh Nghệ An"
    assert deadline._.vnplans.end.isoformat() == "2024-06-30"
    with pytest.raises(ValueError, match="isoformat"):
        nlp.add_pipe("vnplans_deadlines", name="again", config={"issued_on": "hôm qua"})


# Any text, any tokenizer ---------------------------------------------------------------------------------------------


def noisy(text: str, blank: str, form: str) -> str:
    return unicodedata.normalize(form, text.replace(" ", blank))  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("blank", [" ", "  ", "\t", " \u00a0 ", " \u200b"])
@pytest.mark.parametrize("text", NAMED.values(), ids=NAMED)
def test_odd_blanks_and_letters_do_not_move_the_spans(text: str, blank: str, form: str) -> None:
    one, other = NLP(text), NLP(f"\n  {noisy(text, blank, form)}\n\n")
    assert values(other) == values(one)
    assert [clean(span.text) for span in other.spans[vnlp.SPANS]] == [span.text for span in one.spans[vnlp.SPANS]]


def test_columns_symbols_and_line_ends_do_not_move_the_spans() -> None:
    typed = NLP(TYPED)
    said = [span.text for span in typed.spans[vnlp.SPANS]]
    assert said[:2] == ["UBND TỈNH LAM GIANG", "SỞ NỘI VỤ"]
    assert "trình Giám đốc Sở Nội vụ danh mục thủ tục trước ngày 20/4/2025." in said
    assert typed.spans[vnlp.SPANS][-1]._.vnplans.end.isoformat() == "2025-04-20"
    bullets = NLP("\uf0b7 Sở Y tế báo cáo trước ngày 30/6/2024.\r\n\uf0d8 Sở Nội vụ tổng hợp hằng năm.\x0b")
    assert [s.text for s in bullets.spans[vnlp.SPANS] if s.label_ == "AGENCY"] == ["Sở Y tế", "Sở Nội vụ"]


def test_letters_of_an_old_font_give_no_span() -> None:
    doc = NLP("Së Néi vô chñ tr×, phèi hîp víi C«ng an tØnh b¶o ®¶m trËt tù, an toµn giao th«ng ®­êng thñy")
    assert rows(doc) == []


BY_BLANKS = {"nlp": {"tokenizer": {"@tokenizers": "spacy.vi.VietnameseTokenizer", "use_pyvi": False}}}
TOKENIZERS: dict[str, tuple[str, dict[str, object]]] = {
    "xx": ("xx", {}),
    "en": ("en", {}),
    "vi": ("vi", {}),
    "vi by blanks": ("vi", {**BY_BLANKS}),
}


@pytest.mark.parametrize("name", TOKENIZERS)
def test_any_tokenizer_will_do(name: str) -> None:
    language, config = TOKENIZERS[name]
    if name == "vi":
        pytest.importorskip("pyvi", reason="spaCy's Vietnamese tokenizer needs pyvi")
    nlp = spacy.blank(language, config=config)
    for component in COMPONENTS:
        nlp.add_pipe(component)
    doc, same = nlp(PLAIN), NLP(PLAIN)
    assert values(doc) == values(same)
    for (_, start, end, _), (_, first, last, _) in zip(rows(doc), rows(same), strict=True):
        assert doc.char_span(first, last, alignment_mode="expand").text == doc.text[start:end]


@pytest.mark.parametrize("text", ["", " ", "\n\n\t", "\u200b", "."])
def test_nothing_to_read(text: str) -> None:
    assert rows(NLP(text)) == []


FRAGMENTS = st.sampled_from([*PLAIN.split(" "), *TYPED.split(" "), *PARTY.split(" "), "\t", "\n", "\u200b", "\u0323"])


@settings(deadline=None, max_examples=40)
@given(st.lists(FRAGMENTS, max_size=30))
def test_any_words_are_marked_or_not(words: list[str]) -> None:
    doc = NLP(" ".join(words))
    assert all(span.text.strip() and span._.vnplans for span in doc.spans[vnlp.SPANS])


def test_a_long_doc() -> None:
    one = NLP(OLD)
    lines = [f"{number}. {OLD}" for number in range(1, 500)]
    doc = NLP("\n".join(lines))
    assert len(doc) > 10_000
    assert len([row for row in rows(doc) if row[0] == "AGENCY"]) == 499 * len(
        [r for r in rows(one) if r[0] == "AGENCY"]
    )


# The pipeline --------------------------------------------------------------------------------------------------------


def test_pipe() -> None:
    texts = list(NAMED.values())
    for doc, text in zip(NLP.pipe(texts, n_process=1), texts, strict=True):
        assert rows(doc) == rows(NLP(text))


def built(*names: str, **config: object) -> Language:
    nlp: Language = spacy.blank("xx")
    for name in names:
        nlp.add_pipe(name, config=dict(config))
    return nlp


@pytest.mark.parametrize("names", list(permutations(COMPONENTS, 2)))
def test_the_order_of_components_does_not_matter(names: tuple[str, str]) -> None:
    there, back = built(*names, set_ents=True)(PLAIN), built(*reversed(names), set_ents=True)(PLAIN)
    assert rows(there) == rows(back)
    assert [(e.text, e.label_) for e in there.ents] == [(e.text, e.label_) for e in back.ents]


def test_entities_where_asked() -> None:
    assert NLP(PLAIN).ents == ()
    doc = spacy.blank("xx")(PLAIN)
    doc.ents = [doc.char_span(PLAIN.index("tỉnh và"), PLAIN.index("tỉnh và") + 4, "MISC"), doc[0:2]]
    for name in COMPONENTS[:3]:
        doc = built(name, set_ents=True).get_pipe(name)(doc)
    ents = [(ent.text, ent.label_) for ent in doc.ents]
    assert ("Công an tỉnh", "AGENCY") in ents
    assert ("Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ", "CITATION") in ents
    assert "MISC" not in dict(ents).values()
    assert next(ent for ent in doc.ents if ent.text == "Sở Nội vụ")._.vnplans.name == "Sở Nội vụ"


def test_the_key_of_the_spans_and_a_second_run() -> None:
    nlp = built("vnplans_agencies", spans_key="bodies")
    doc = nlp(OLD)
    assert [span.text for span in doc.spans["bodies"]] == ["Uỷ ban nhân dân tỉnh Hoà Bình", "Sở Y tế", "Bộ Y tế"]
    assert vnlp.SPANS not in doc.spans
    doc.spans["bodies"].append(doc[0:1])
    assert len(nlp.get_pipe("vnplans_agencies")(doc).spans["bodies"]) == 4


def test_displacy_shows_the_spans() -> None:
    page = displacy.render(NLP(PLAIN), style="span", options={"spans_key": vnlp.SPANS}, jupyter=False)
    assert "CITATION" in page
    assert "TASK" in page


# Kept and loaded -----------------------------------------------------------------------------------------------------


def test_docs_keep_their_values() -> None:
    doc = built(*COMPONENTS, set_ents=True)(PLAIN)
    again = Doc(spacy.blank("xx").vocab).from_bytes(doc.to_bytes())
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (unpacked,) = DocBin().from_bytes(stored).get_docs(spacy.blank("xx").vocab)
    for kept in (again, unpacked):
        assert rows(kept) == rows(doc)
        assert [ent._.vnplans for ent in kept.ents] == [ent._.vnplans for ent in doc.ents]
    (bare,) = DocBin().from_bytes(DocBin(docs=[doc]).to_bytes()).get_docs(spacy.blank("xx").vocab)
    assert [row[:3] for row in rows(bare)] == [row[:3] for row in rows(doc)]
    assert {value for *_, value in rows(bare)} == {None}


def test_saved_and_loaded_it_says_the_same(tmp_path: Path) -> None:
    nlp = built("vnplans_deadlines", issued_on="2024-02-01", spans_key="time")
    nlp.to_disk(tmp_path)
    doc = vnlp.load(tmp_path)("Báo cáo trước ngày 30/6.")
    assert [span._.vnplans.end.isoformat() for span in doc.spans["time"]] == ["2024-06-30"]
    assert rows(vnlp.load().from_bytes(NLP.to_bytes())(PLAIN)) == rows(NLP(PLAIN))


def test_a_saved_pipeline_loads_by_spacy_alone(tmp_path: Path) -> None:
    """By the entry points as pyproject.toml names them, in processes too."""
    NLP.to_disk(tmp_path / "saved")
    points = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    assert set(points["spacy_factories"]) == set(COMPONENTS)
    installed = tmp_path / "vnplans-0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: vnplans\nVersion: 0\n", encoding="utf-8")
    lines = [f"[{g}]\n" + "".join(f"{k} = {v}\n" for k, v in names.items()) for g, names in points.items()]
    (installed / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
    code = (
        f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {str(ROOT / 'src')!r}]; import spacy; "
        f"nlp = spacy.load({str(tmp_path / 'saved')!r}); "
        "docs = nlp.pipe(['Giao Sở Nội vụ báo cáo.'] * 4, n_process=2, batch_size=2); "
        "print(*{span._.vnplans.text for doc in docs for span in doc.spans['vnplans'] if span.label_ == 'AGENCY'})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "Sở Nội vụ"


def test_reading_does_not_import_spacy() -> None:
    code = "import sys, vnplans; vnplans.parse(sys.argv[1]); print('spacy' in sys.modules)"
    for sample in ("samples/announcement.txt", "samples/letter.docx"):
        command = [sys.executable, "-c", code, str(ROOT / sample)]
        assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "False"


def test_the_components_are_light_until_they_are_made() -> None:
    """spaCy imports the factories of every installed package whenever it makes a pipeline."""
    code = "import sys, vnplans.nlp; print('vnplans.extract' in sys.modules, 'vnplans.pipeline' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False False"
