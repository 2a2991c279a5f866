"""What opens and closes a page: the fixed words by which a clerk finds his way, in Word, PDF and scans alike.

The words are rows of data/landmarks.toml. Tone marks are not asked for (`text.bare`): scans and typing lose them first.
Nghị định 30/2020/NĐ-CP, Phụ lục I; Hướng dẫn 36-HD/VPTW and 05-HD/VPTW for Party documents.
"""

from __future__ import annotations

from vnplans.landmarks.annexes import annex_label, is_enclosed, tie_at
from vnplans.landmarks.closing import (
    authority_line,
    begins_office,
    is_signed,
    is_signing_line,
    mended_person,
    name_behind,
    name_in_scan,
    name_span,
    names_authority,
    office_behind,
    recipients_line,
)
from vnplans.landmarks.heading import addressee_line, breaks_off, is_enacting, is_type_word, type_end, type_line
from vnplans.landmarks.letterhead import (
    SUBJECT,
    is_mark,
    is_motto,
    is_motto_misread,
    is_rule,
    motto_at,
    motto_nearly,
    number_label,
    number_word,
    place_and_date,
)
from vnplans.landmarks.marks import Mark, mark_role, marks
from vnplans.landmarks.words import begins, begins_exactly, holds_word, is_whole, leads_to, words

__all__ = [
    "SUBJECT",
    "Mark",
    "addressee_line",
    "annex_label",
    "authority_line",
    "begins",
    "begins_exactly",
    "begins_office",
    "breaks_off",
    "holds_word",
    "is_enacting",
    "is_enclosed",
    "is_mark",
    "is_motto",
    "is_motto_misread",
    "is_rule",
    "is_signed",
    "is_signing_line",
    "is_type_word",
    "is_whole",
    "leads_to",
    "mark_role",
    "marks",
    "mended_person",
    "motto_at",
    "motto_nearly",
    "name_behind",
    "name_in_scan",
    "name_span",
    "names_authority",
    "number_label",
    "number_word",
    "office_behind",
    "place_and_date",
    "recipients_line",
    "tie_at",
    "type_end",
    "type_line",
    "words",
]
