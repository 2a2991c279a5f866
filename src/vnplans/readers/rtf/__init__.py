"""RTF -> Pages."""
