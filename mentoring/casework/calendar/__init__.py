"""The calendar's pages: the year on the wall, the school's own days, what the operator keeps for the country."""
