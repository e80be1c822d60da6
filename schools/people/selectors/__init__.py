"""What the pages of accounts, invitations and posts read."""
