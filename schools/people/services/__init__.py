"""What changes accounts, invitations and posts; each change with its audit entry, in one transaction."""
