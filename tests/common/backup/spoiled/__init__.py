"""A new version whose migration deletes rows, makes a table, and then fails."""
