"""Parts of a line keep its key, and rows and labels are worked out once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vnplans.extract.line import Line
from vnplans.text import clean, fold

WORDS = st.text(alphabet="aoàỷuyqQHh hoà,.(1_-", max_size=30).map(clean)


@given(WORDS, st.integers(-2, 32), st.integers(-2, 32))
def test_the_key_of_a_part(text: str, start: int, end: int) -> None:
    line = Line(text, ((0, 0, 0, len(text)),))
    assert line.key == fold(text)  # asked first, so that parts take theirs of it
    part = line.part(start, end)
    assert part.key == fold(part.text)
    assert part.text == text[slice(start, end)].strip() or part is line
