"""Task tables: the grid, what its columns hold, its rows as duties."""
