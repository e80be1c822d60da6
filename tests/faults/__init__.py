"""What must hold when parts die: real workers, the real broker, PostgreSQL. Bounded waits, never a sleep to hope by."""
