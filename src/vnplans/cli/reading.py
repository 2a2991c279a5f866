"""The options of reading that several commands have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from vnplans.readers import ReadOptions

__all__ = ["read_options"]


def read_options(ocr: str, engine: str, max_pages: int | None = None) -> ReadOptions:
    """The choices of --ocr, --ocr-engine and --max-pages; a wrong one is wrong usage."""
    from vnplans.errors import WrongRequest  # noqa: PLC0415 - keeps `vnplans --help` quick
    from vnplans.readers import ReadOptions  # noqa: PLC0415

    try:
        return ReadOptions(ocr=ocr, ocr_engine=engine, max_pages=max_pages)  # type: ignore[arg-type]
    except WrongRequest as error:
        raise typer.BadParameter(str(error)) from error
