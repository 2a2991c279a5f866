"""Pictures of pages -> the sheets that readers.sheet lays out, by Tesseract (engines).

For a PDF reader: `recognise_sheets` gives for each picture a `Sheet` (words, rules and tables in points of the upright
page) that joins the sheets of text pages, so that letterhead, paragraphs, tables and page breaks are laid out by one
code. Render pictures at DPI without annotations (`draw_annots=False`): seals and signature texts only hide the print.

    for reading in recognise_sheets(pictures, options):    # two pages at once, only so many pictures held
        sheets += reading.sheets; remarks += reading.remarks
    blocks = as_given(blocks, placements)                  # boxes back on the tilted or turned page (sheet.placement)

This package is heavy (numpy, Pillow): import it only where a page must be recognised.
"""

from __future__ import annotations

from vnplans.readers.ocr.engines import available, named
from vnplans.readers.ocr.recognition import DPI, PageImage, Reading, recognise_page, recognise_sheets

__all__ = ["DPI", "PageImage", "Reading", "available", "named", "recognise_page", "recognise_sheets"]
