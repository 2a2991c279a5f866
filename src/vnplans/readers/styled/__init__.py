"""What Word, RTF, ODT, HTML and text share: styled paragraphs -> blocks."""
