"""Pages of the main stage."""
