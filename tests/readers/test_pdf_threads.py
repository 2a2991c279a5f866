"""PDFium ends the process where two threads use it at the same time: documents are read in turn."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from vnplans.readers.options import ReadOptions
from vnplans.readers.pdf import reader

SAMPLE = Path(__file__).parents[2] / "samples" / "directive.pdf"


def test_documents_are_read_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    data = SAMPLE.read_bytes()
    alone = reader.read(data, ReadOptions())
    under_way, seen = [0], [0]
    blocks_of = reader.blocks_of

    def watched(sheets: Any) -> Any:
        under_way.append(1)
        seen.append(sum(under_way))
        time.sleep(0.02)  # room for a second thread, were it let in
        blocks = blocks_of(sheets)
        under_way.pop()
        return blocks

    monkeypatch.setattr(reader, "blocks_of", watched)
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda _: reader.read(data, ReadOptions()), range(8)))
    assert max(seen) == 1
    assert together == [alone] * 8
