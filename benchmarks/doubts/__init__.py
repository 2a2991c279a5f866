"""What measures and trains the library's doubt: documents with truth, ways to spoil them, judging, learning."""
