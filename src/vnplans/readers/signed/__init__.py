"""Digital signatures of a PDF: what they show, who signed, whether they are intact."""
