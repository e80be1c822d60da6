"""How much one case holds of what its page shows as a whole. Pure."""

MOST_LOG_LINES = 500
"""Activities logged in one case, each with the promise that may stand with it."""

MOST_NOTES = 200
"""Feedback notes in one case, drafts among them."""

MOST_INTERIMS = 50
"""Interim assessments of one case."""
