"""The spaCy pipeline: its tokenizer, its spans, and that it saves and loads like any other."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

spacy = pytest.importorskip("spacy", reason="spaCy is not installed")

from spacy import displacy  # noqa: E402

from vnplans import nlp as vnlp  # noqa: E402

TEXT = (
    "Giao Sở Nội vụ, UBND các huyện, thị xã và Công an tỉnh thực hiện Quyết định số 606/QĐ-UBND ngày 07/3/2023, "
    "báo cáo trước ngày 15/12/2023; Hải Dương; hằng năm."
)
PIPELINE = vnlp.load()
ENTRIES = [*entry_points(group="spacy_factories"), *entry_points(group="spacy_tokenizers")]


def spans(text: str) -> list[tuple[str, str]]:
    doc = PIPELINE(text)
    return [(span.text, span.label_) for span in doc.spans[vnlp.SPANS]]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Hải Dương; 2023.", ["Hải", "Dương", ";", "2023", "."]),
        ("số 606/KH-UBND", ["số", "606/KH-UBND"]),
        ("23/2023/QĐ-UBND, 15-KH/TU", ["23/2023/QĐ-UBND", ",", "15-KH/TU"]),
        ("ngày 07/3/2023; 2021-2025", ["ngày", "07/3/2023", ";", "2021", "-", "2025"]),
        ("5.000 đồng (1,59%)", ["5.000", "đồng", "(", "1,59", "%", ")"]),
        ("Sở GD&ĐT", ["Sở", "GD&ĐT"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in PIPELINE.make_doc(text)] == tokens


@given(st.text(max_size=60))
def test_a_doc_keeps_its_text(text: str) -> None:
    assert PIPELINE.make_doc(text).text == text


def test_norms_place_tones_one_way() -> None:
    assert [token.norm_ for token in PIPELINE.make_doc("Uỷ ban Hoà Bình")] == ["ủy", "ban", "hòa", "bình"]


def test_spans() -> None:
    assert spans(TEXT) == [
        ("Sở Nội vụ", "AGENCY"),
        ("UBND các huyện, thị xã", "AGENCY"),
        ("Công an tỉnh", "AGENCY"),
        ("Quyết định số 606/QĐ-UBND ngày 07/3/2023", "CITATION"),
        ("trước ngày 15/12/2023", "DEADLINE"),
        ("hằng năm", "DEADLINE"),
    ]
    assert spans("Ban hành văn bản") == []


def test_displacy_shows_the_spans() -> None:
    page = displacy.render(PIPELINE(TEXT), style="span", options={"spans_key": vnlp.SPANS}, jupyter=False)
    assert "CITATION" in page
    assert "606/QĐ-UBND" in page


def test_saved_and_loaded_it_says_the_same(tmp_path: Path) -> None:
    PIPELINE.to_disk(tmp_path)
    doc = vnlp.load(tmp_path)(TEXT)
    assert [(span.text, span.label_) for span in doc.spans[vnlp.SPANS]] == spans(TEXT)
    again = vnlp.load().from_bytes(PIPELINE.to_bytes())
    doc = again(TEXT)
    assert [(span.text, span.label_) for span in doc.spans[vnlp.SPANS]] == spans(TEXT)


@pytest.mark.skipif(
    not any(e.value.startswith("vnplans.nlp") for e in ENTRIES), reason="installed without its entry points"
)
def test_a_saved_pipeline_loads_by_spacy_alone(tmp_path: Path) -> None:
    PIPELINE.to_disk(tmp_path)
    code = f"import spacy; nlp = spacy.load({str(tmp_path)!r}); print(len(nlp('Giao Sở Nội vụ').spans['vnplans']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"


def test_importing_the_package_does_not_import_spacy() -> None:
    code = "import sys, vnplans, vnplans.extract; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
