"""The task list of an act: prose and tables, body and annexes, in reading order (GUIDE of the tracker)."""
