"""Bodies named in Vietnamese text: the lexicon, the grammar, lists and full names."""
