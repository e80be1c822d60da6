"""Forms of accounts, invitations and posts."""
