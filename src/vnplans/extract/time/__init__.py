"""Time in task texts: periods, rhythms, what hangs on something else; what of it is a deadline."""
