"""What was typed and could not be saved, because the session had ended or another person had signed in (adr/0020)."""
