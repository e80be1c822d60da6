"""A calendar that a person's own telephone reads: one secret address each, the dates with initials only."""
