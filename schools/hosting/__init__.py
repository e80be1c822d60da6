"""Which schools and departments live in this installation, and the first people of each. The operator's; adr/0010."""
