"""Pages of accounts, invitations and posts."""
