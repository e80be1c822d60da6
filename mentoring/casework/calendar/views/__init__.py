"""`year` the wall calendar · `own` the school's days and year · `country` decrees and years, for the operator."""
