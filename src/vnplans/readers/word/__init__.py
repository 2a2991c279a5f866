"""The parts of the DOCX reader: package, styles, numbering, inline walk, tables, letterhead, blocks."""
