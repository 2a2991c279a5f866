"""Pages that announce acts: which acts they announce, and the run of text that each owns."""
