"""The forms of stage 1."""
