"""Fewer mails by one click out of the mail: from then on only what the law sets and is due."""
