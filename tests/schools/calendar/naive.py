"""A second way of counting, written apart from the product: hand-typed lists and one plain loop over days.

Nothing here imports the product. The days off of 2026 and 2027 are typed from printed calendars, for each week
separately with their moved days already in place. Kurban Ait: 27.05.2026 and 16.05.2027 (a Sunday).
"""

from datetime import date, timedelta

_BOTH = """
01.01.2026 02.01.2026 07.01.2026 09.03.2026 23.03.2026 24.03.2026 01.05.2026 07.05.2026 27.05.2026 06.07.2026
26.10.2026 16.12.2026
01.01.2027 07.01.2027 08.03.2027 15.03.2027 22.03.2027 23.03.2027 24.03.2027 07.05.2027 10.05.2027 06.07.2027
25.10.2027 16.12.2027
"""
_FIVE_ONLY = "25.03.2026 11.05.2026 04.01.2027 03.05.2027"
_SATURDAYS_OF_SIX = "21.03.2026 09.05.2026 02.01.2027 01.05.2027"


def _dates(text: str) -> set[date]:
    return {date(int(word[6:]), int(word[3:5]), int(word[:2])) for word in text.split()}


CLOSED = {5: _dates(_BOTH) | _dates(_FIVE_ONLY), 6: _dates(_BOTH) | _dates(_SATURDAYS_OF_SIX)}
WEEKEND = {5: ("Sat", "Sun"), 6: ("Sun",)}


def works(day: date, week: int) -> bool:
    """Whether a school of that week works on the day, by the typed lists."""
    return day.strftime("%a") not in WEEKEND[week] and day not in CLOSED[week]


def working(start: date, n: int, week: int) -> date:
    """The n-th working day after the start."""
    left, day = n, start
    while left > 0:
        day = day + timedelta(days=1)
        left = left - 1 if works(day, week) else left
    return day


def calendar(start: date, n: int, week: int) -> date:
    """The n-th calendar day after the start, or the next working day."""
    day = start + timedelta(days=n)
    while not works(day, week):
        day = day + timedelta(days=1)
    return day


def first_three(hired: date, week: int) -> tuple[date, date, date]:
    """Due dates of the order, the level and the diagnostics, each counted from the one before."""
    order = working(hired, 5, week)
    level = calendar(order, 10, week)
    return order, level, working(level, 5, week)
