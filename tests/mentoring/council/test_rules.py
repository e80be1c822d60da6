"""Votes and the window of an item, as tables."""

from datetime import date

import pytest

from mentoring.council import rules
from mentoring.council.rules import VoteFault


@pytest.mark.parametrize(
    ("votes", "in_favour", "fault"),
    [
        ((0, 0, 0), True, VoteFault.NOBODY),
        ((9, 1, 1), True, VoteFault.TOO_MANY),
        ((9, 1, 0), True, None),
        ((9, 0, 0), True, None),
        ((4, 4, 2), True, VoteFault.NOT_CARRIED),
        ((1, 5, 0), True, VoteFault.NOT_CARRIED),
        ((1, 5, 0), False, None),
        ((4, 4, 2), False, None),
        ((5, 4, 1), False, VoteFault.NOT_REJECTED),
        ((0, 0, 11), False, VoteFault.TOO_MANY),
    ],
)
def test_votes_of_ten_who_may_vote(votes, in_favour, fault):
    assert rules.vote_fault(*votes, voters=10, in_favour=in_favour) is fault


@pytest.mark.parametrize(
    ("sent", "signed_on", "today", "is_open"),
    [
        (False, None, date(2027, 5, 20), False),
        (True, None, date(2027, 5, 20), True),
        (True, date(2027, 5, 20), date(2027, 6, 3), True),
        (True, date(2027, 5, 20), date(2027, 6, 4), False),
    ],
)
def test_an_item_is_open_from_the_agenda_until_fourteen_days_after_the_minutes(sent, signed_on, today, is_open):
    assert rules.item_is_open(sent, signed_on, today, 14) is is_open
