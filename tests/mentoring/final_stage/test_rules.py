"""The guards of stage 3, as tables."""

from datetime import date

import pytest

from mentoring.final_stage import rules
from mentoring.final_stage.rules import VoteFault


def test_the_stage_opens_with_one_interim_assessment():
    assert [rules.may_open(number) for number in (0, 1, 2)] == [False, True, True]


def test_unsettled_lines_stand_in_the_order_of_the_plan():
    assert rules.unsettled(["c", "a", "b"], {"a"}) == ("c", "b")
    assert rules.unsettled(["a"], ["a", "x"]) == ()


def test_missing_names_texts_and_then_components():
    assert rules.missing({}, {}) == (*rules.TEXTS, *rules.COMPONENTS)
    texts = dict.fromkeys(rules.TEXTS, "a") | {"done": "  "}
    readiness = dict.fromkeys(rules.COMPONENTS, "ready") | {"analytical": ""}
    assert rules.missing(texts, readiness) == ("done", "analytical")


def test_relations_are_told_outside_readiness_and_not_required():
    texts, readiness = dict.fromkeys(rules.TEXTS, "a"), dict.fromkeys(rules.COMPONENTS, "not_yet")
    assert rules.missing(texts, readiness) == ()


@pytest.mark.parametrize(
    ("votes", "voters", "fault"),
    [
        ((0, 0, 0), None, VoteFault.NOBODY),
        ((9, 1, 1), 10, VoteFault.TOO_MANY),
        ((9, 1, 0), 10, None),
        ((9, 0, 0), 10, None),
        ((4, 4, 2), 10, VoteFault.NOT_CARRIED),
        ((1, 5, 0), None, VoteFault.NOT_CARRIED),
        ((5, 1, 0), None, None),
    ],
)
def test_votes(votes, voters, fault):
    assert rules.vote_fault(*votes, voters) is fault


@pytest.mark.parametrize(
    ("decision", "until", "fault"),
    [
        ("support", None, True),
        ("support", date(2027, 5, 20), True),
        ("support", date(2027, 5, 21), False),
        ("ready", None, False),
        ("ready", date(2027, 6, 1), True),
        ("continue", date(2027, 6, 1), True),
    ],
)
def test_support_has_a_last_day_after_the_hearing_and_nothing_else_has(decision, until, fault):
    assert rules.support_fault(decision, until, date(2027, 5, 20)) is fault


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
