"""Changes of a calendar: `own` of one school, `country` of all. Each tells those above (`CalendarChanged`)."""
