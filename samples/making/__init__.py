"""Makes the documents of samples/ and their true records. Run `python samples/generate.py`."""
