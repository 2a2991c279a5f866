"""How Vietnamese orders work: verbs, sentences and clauses, what orders nothing, sections, modes of a type."""
