"""Days that the government of Kazakhstan moved. The operator adds later ones as rows.

Kept from 2023 on: a mentorship begun earlier is closed. For 2026 no decree moved a day when this was written.
A move of a Saturday concerns five-day weeks only: in a six-day week it is an ordinary working day. In 2025 the rest
day was a Sunday, so both weeks are concerned.
"""

from datetime import date

from schools.calendar.rules.days import Decree, Week


def _moved(off: date, worked: date, weeks: tuple[Week, ...], source: str) -> tuple[Decree, Decree]:
    """Both halves of a move: the new day off and the rest day that is worked for it."""
    return (
        Decree(on=off, working=False, weeks=weeks, source=source, pair=worked),
        Decree(on=worked, working=True, weeks=weeks, source=source, pair=off),
    )


SHIPPED_DECREES: tuple[Decree, ...] = (
    *_moved(date(2023, 7, 7), date(2023, 7, 1), (5,), "adilet.zan.kz, P2300000326"),
    *_moved(date(2024, 5, 8), date(2024, 5, 4), (5,), "adilet.zan.kz, G24G0000109"),
    *_moved(date(2025, 1, 3), date(2025, 1, 5), (5, 6), "adilet.zan.kz, G24G0000436"),
)
