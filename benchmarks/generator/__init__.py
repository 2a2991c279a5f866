"""A generator of Vietnamese directives with their truth. Run `python benchmarks/generate.py`; see docs/generator.md.

It knows nothing of vnplans: structures and wordings are its own, so that a fault of the rules cannot hide in the truth.
"""
