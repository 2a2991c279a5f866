"""Blocks -> files: one file a form. What each may decide for itself (columns as cells or tabs) hangs on a seed."""

from __future__ import annotations

from collections.abc import Callable

from generator.act import Block
from generator.forms.docx import docx
from generator.forms.html import html
from generator.forms.pdf import pdf
from generator.forms.picture import picture
from generator.words import Chance

WRITERS: dict[str, Callable[[list[Block], Chance], bytes]] = {
    "docx": docx,
    "html": html,
    "pdf": pdf,
    "picture": picture,
}
OFFICE = {"doc": "doc", "odt": "odt", "rtf": "rtf", "office-pdf": "pdf"}
"""Forms that LibreOffice makes of the DOCX, all files of a run at once, and what LibreOffice calls them."""
SUFFIXES = {"picture": "picture.pdf", "office-pdf": "office.pdf"}
FORMS = (*WRITERS, *OFFICE)
