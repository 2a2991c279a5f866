"""Small faults put into the grammars, the tests that may find them, and one run of each (benchmarks/mutants.py)."""
