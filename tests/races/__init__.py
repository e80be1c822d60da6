"""Two people at once, on a real PostgreSQL: one comes first, the other reads who it was."""
