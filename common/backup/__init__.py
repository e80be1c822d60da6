"""Backups: database, files and key in one verified archive, taken while the product runs, and put back from it."""
