"""What a PDF page and a picture share: words on a sheet -> lines, columns, tables, paragraphs, blocks."""
