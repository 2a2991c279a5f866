"""What damages files and phrases, and the laws that records and grammars are held to (benchmarks/fuzz.py runs them)."""
