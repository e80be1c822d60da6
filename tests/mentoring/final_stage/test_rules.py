"""The guards of stage 3, as tables."""

from datetime import date

import pytest

from mentoring.final_stage import rules


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
