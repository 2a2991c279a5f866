"""The outline of an act: labels, the tree of its paragraphs, the way to each."""
