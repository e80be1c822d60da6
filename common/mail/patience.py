"""How long a mail that did not go waits for its next try, and when it is given up. No database, no clock.

Two ways to fail are kept apart. The server is away (no connection, no answer in time, a 4xx reply, a sign-in that our
settings have wrong): that is nobody's fault at the other end, so the mail is tried on, ever more rarely, for three
days of trying. The mail itself is refused (a 5xx reply to its address or its text, or it cannot be written at all):
three tries, then no more.

Tries are counted, not days: a PC that was off over the holidays gives nothing up for it.
"""

from datetime import timedelta

FIRST = timedelta(minutes=5)
LONGEST = timedelta(hours=6)
PATIENCE = timedelta(days=3)
MOST_STRIKES = 3


def wait_after(tries: int) -> timedelta:
    """The wait after so many tries: 5 minutes, twice as long each time, 6 hours at most."""
    doublings = min(max(tries, 1) - 1, 10)
    return min(FIRST * 2**doublings, LONGEST)


def next_wait(*, tries: int, strikes: int) -> timedelta | None:
    """How long a mail waits after its latest try failed; None when it is given up.

    strikes: how many of the tries failed for the mail's own sake.
    """
    if strikes >= MOST_STRIKES:
        return None
    if sum((wait_after(one) for one in range(1, tries + 1)), timedelta()) > PATIENCE:
        return None
    return wait_after(tries)
