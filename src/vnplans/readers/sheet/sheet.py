"""One page as found: its lines, tables and overlays, with nothing joined over pages yet."""

from __future__ import annotations

from dataclasses import dataclass, field

from vnplans.frame import Frame
from vnplans.readers.sheet.lines import Line
from vnplans.readers.sheet.overlay import Overlay
from vnplans.readers.sheet.ruled import Ruled, Rules

__all__ = ["Sheet"]


@dataclass(slots=True)
class Sheet:
    """`lines` are the printed lines outside tables; `over` is what annotations show, `shown` what no gap takes."""

    number: int
    frame: Frame
    rules: Rules = field(default_factory=Rules)
    lines: list[Line] = field(default_factory=list)
    tables: list[Ruled] = field(default_factory=list)
    over: list[Overlay] = field(default_factory=list)
    shown: list[Overlay] = field(default_factory=list)
    sideways: list[Line] = field(default_factory=list)
    """Text that stands turned on the page, outside its tables."""

    @property
    def size(self) -> tuple[float, float]:
        return self.frame.size

    def text(self) -> str:
        """All words of the page's own text, one line a line."""
        cells = (line for table in self.tables for cell in table.cells for line in cell.lines)
        return "\n".join(line.text for part in (self.lines, cells) for line in part)
