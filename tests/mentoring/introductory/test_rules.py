"""Needs, gaps, coverage and the plan's state table (domain, sections 2 and 10)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.introductory import rules
from mentoring.introductory.models import PlanVersion
from mentoring.introductory.rules import PlanMove
from mentoring.library.criteria import BY_MENTOR, CODES, STRAIN

RATINGS = st.dictionaries(st.sampled_from(CODES), st.integers(0, 4))
SOME_CODES = st.lists(st.sampled_from(BY_MENTOR))


@pytest.mark.parametrize(
    ("levels", "needed"),
    [
        ({}, ()),
        ({"D01": 2, "D03": 4}, ()),
        ({"D01": 1}, ("D01",)),
        ({"D14": 0, "D03": 1, "D01": 2}, ("D03", "D14")),
        ({STRAIN: 0}, ()),
    ],
)
def test_needs(levels, needed):
    assert rules.needs(levels) == needed


@pytest.mark.parametrize(
    ("by_novice", "by_mentor", "codes"),
    [
        ({"D01": 3}, {"D01": 2}, []),
        ({"D01": 3}, {"D01": 1}, ["D01"]),
        ({"D01": 0, "D02": 4}, {"D01": 4, "D02": 4}, ["D01"]),
        ({"D01": 0}, {}, []),
        ({STRAIN: 0}, {STRAIN: 4}, []),
    ],
)
def test_what_is_to_be_discussed(by_novice, by_mentor, codes):
    assert [gap.code for gap in rules.to_discuss(by_novice, by_mentor)] == codes


@given(RATINGS, RATINGS)
def test_gaps_are_the_same_from_either_side(one, other):
    assert [(gap.code, gap.size) for gap in rules.gaps(one, other)] == [
        (gap.code, gap.size) for gap in rules.gaps(other, one)
    ]


@given(RATINGS, RATINGS)
def test_the_strain_is_nowhere(one, other):
    assert STRAIN not in rules.needs(one)
    assert STRAIN not in [gap.code for gap in rules.gaps(one, other)]


@given(SOME_CODES, SOME_CODES)
def test_uncovered_needs_are_those_without_an_activity(needed, answered):
    left = rules.uncovered(needed, answered)
    assert set(left) == set(needed) - set(answered)
    assert rules.uncovered(needed, [*answered, *left]) == ()


@given(RATINGS)
def test_a_sheet_is_whole_when_nothing_is_unrated(levels):
    """The strain (D10) may be left out."""
    assert (rules.unrated(levels) == ()) == (set(levels) >= set(BY_MENTOR))


EXPECTED = {
    ("draft", PlanMove.SUBMIT): "submitted",
    ("submitted", PlanMove.AGREE): "agreed",
    ("agreed", PlanMove.APPROVE): "approved",
    ("submitted", PlanMove.SEND_BACK): "draft",
    ("agreed", PlanMove.SEND_BACK): "draft",
    ("approved", PlanMove.SUPERSEDE): "superseded",
}


@pytest.mark.parametrize("state", PlanVersion.State.values)
@pytest.mark.parametrize("move", list(PlanMove))
def test_plan_state_table(state, move):
    assert rules.next_plan_state(state, move) == EXPECTED.get((state, move))


@pytest.mark.parametrize("state", PlanVersion.State.values)
def test_only_a_draft_is_editable(state):
    assert rules.editable(state) == (state == "draft")
