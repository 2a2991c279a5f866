"""A written page of which an engine makes a picture is read once more as one block."""

from __future__ import annotations

import numpy as np
import pytest

from vnplans.readers.ocr.picture import Grey
from vnplans.readers.ocr.recognition import _see, _Unruled
from vnplans.readers.ocr.words import PixelWord
from vnplans.readers.sheet.placement import Placement
from vnplans.readers.sheet.ruled import Rules

WORDS = [
    PixelWord(text, (100.0 * i, 100.0, 100.0 * i + 80, 120.0), 0.9, (0,)) for i, text in enumerate(["KẾ", "HOẠCH"])
]


class Engine:
    """Says nothing of a page, two words of a block."""

    def __init__(self) -> None:
        self.modes: list[str] = []

    def read(self, grey: Grey, mode: str = "page") -> list[PixelWord]:
        self.modes.append(mode)
        return [] if mode == "page" else WORDS


@pytest.mark.parametrize(("rows", "modes"), [(40, ["page", "block"]), (2, ["page"])])
def test_a_written_page_without_words_is_read_as_a_block(rows: int, modes: list[str]) -> None:
    grey = np.full((1000, 800), 255, np.uint8)
    grey[100 : 100 + rows] = 0
    engine = Engine()
    seen = _see(_Unruled(grey, Rules(), [], None), Placement((595, 842), (800, 1000)), engine)  # type: ignore[arg-type]
    assert engine.modes == modes
    assert [word.text for word in seen.words] == (["KẾ", "HOẠCH"] if len(modes) > 1 else [])
