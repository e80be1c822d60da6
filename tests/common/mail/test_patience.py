"""The waits of a failing mail, as a table."""

from datetime import timedelta

import pytest

from common.mail.patience import LONGEST, MOST_STRIKES, next_wait, wait_after

LAST_TRY = 18


@pytest.mark.parametrize(
    ("tries", "minutes"),
    [(1, 5), (2, 10), (3, 20), (4, 40), (5, 80), (6, 160), (7, 320), (8, 360), (9, 360), (17, 360)],
)
def test_the_wait_doubles_up_to_six_hours(tries: int, minutes: int) -> None:
    assert next_wait(tries=tries, strikes=0) == timedelta(minutes=minutes)


def test_a_server_that_stays_away_is_tried_for_three_days() -> None:
    waits = [next_wait(tries=tries, strikes=0) for tries in range(1, LAST_TRY)]
    tried_for = sum((wait for wait in waits if wait), timedelta())
    assert None not in waits
    assert timedelta(days=3) - LONGEST < tried_for <= timedelta(days=3)
    assert next_wait(tries=LAST_TRY, strikes=0) is None


@pytest.mark.parametrize(
    ("tries", "strikes", "wait"),
    [(1, 1, timedelta(minutes=5)), (2, 2, timedelta(minutes=10)), (3, 3, None), (9, 2, LONGEST), (9, 3, None)],
)
def test_a_mail_that_is_refused_has_three_tries(tries: int, strikes: int, wait: timedelta | None) -> None:
    assert next_wait(tries=tries, strikes=strikes) == wait


def test_years_of_trying_count_no_overflow() -> None:
    assert wait_after(30_000) == LONGEST
    assert next_wait(tries=30_000, strikes=MOST_STRIKES) is None
