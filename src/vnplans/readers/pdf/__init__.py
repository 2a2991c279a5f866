"""PDF -> Pages: characters and boxes from PDFium, ruled tables by pdfplumber's finder."""

from __future__ import annotations

from vnplans.readers.pdf.reader import read

__all__ = ["read"]
