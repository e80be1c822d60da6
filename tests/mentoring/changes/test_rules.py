"""What may be changed when, and which dates fit: tables and properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.changes import rules
from mentoring.changes.rules import Change, PaperFault, SuspensionFault, paper_faults, suspension_fault

START, TODAY = date(2026, 9, 1), date(2026, 12, 3)
DATES = {
    "signed_on": date(2026, 9, 8),
    "level_on": date(2026, 9, 17),
    "diagnosed_on": date(2026, 9, 24),
    "approved_on": date(2026, 10, 1),
}


@pytest.mark.parametrize(
    ("state", "situation", "may"),
    [
        ("awaiting_mentor", {}, {Change.TERMINATE, Change.CANCEL}),
        ("main", {"has_mentor": True}, {Change.SUSPEND, Change.END_PAIRING, Change.TERMINATE}),
        ("main", {"has_mentor": True, "is_suspended": True}, {Change.RESUME, Change.END_PAIRING, Change.TERMINATE}),
        ("level", {}, {Change.SUSPEND, Change.TERMINATE}),
        (
            "report",
            {"has_mentor": True, "has_predecessor": True},
            {Change.SUSPEND, Change.END_PAIRING, Change.HANDOVER, Change.TERMINATE},
        ),
        ("completed", {"has_mentor": True}, set()),
        ("cancelled", {}, set()),
    ],
)
def test_what_may_be_changed(state, situation, may):
    none = {"has_mentor": False, "is_suspended": False, "has_predecessor": False}
    assert set(rules.possible(state, **none | situation)) == may


@pytest.mark.parametrize(
    ("first", "last", "fault"),
    [
        (7, None, None),
        (7, 6, SuspensionFault.END_BEFORE_START),
        (7, 7, None),
        (2, 4, SuspensionFault.BEFORE_LAST_STEP),
        (3, 4, None),
        (8, 10, SuspensionFault.OVERLAP),
        (8, 9, None),
        (15, None, SuspensionFault.OVERLAP),
        (16, None, None),
    ],
)
def test_a_suspension(first, last, fault):
    def day(number):
        return date(2026, 12, number)

    others = [(day(10), day(15))] if first != 7 else []
    assert suspension_fault(day(first), day(last) if last else None, day(3), others) is fault


intervals = st.tuples(st.integers(0, 60), st.one_of(st.none(), st.integers(0, 20))).map(
    lambda pair: (START + timedelta(pair[0]), None if pair[1] is None else START + timedelta(pair[0] + pair[1]))
)


@given(intervals, intervals)
def test_two_suspensions_overlap_when_they_share_a_day(one, other):
    def days(interval):
        first, last = interval
        return {first + timedelta(n) for n in range(((last or START + timedelta(200)) - first).days + 1)}

    found = suspension_fault(*one, None, [other])
    assert (found is SuspensionFault.OVERLAP) == bool(days(one) & days(other))


@pytest.mark.parametrize(
    ("state", "changed", "faults"),
    [
        ("main", {}, {}),
        ("planning", {}, {"approved_on": PaperFault.TOO_MANY}),
        ("planning", {"approved_on": None}, {}),
        ("main", {"level_on": None}, {"level_on": PaperFault.MISSING}),
        ("main", {"level_on": date(2026, 9, 7)}, {"level_on": PaperFault.OUT_OF_ORDER}),
        ("main", {"approved_on": date(2026, 12, 4)}, {"approved_on": PaperFault.FUTURE}),
        ("main", {"signed_on": date(2026, 8, 31)}, {"signed_on": PaperFault.OUT_OF_ORDER}),
        ("main", {"council_on": date(2026, 9, 9)}, {"signed_on": PaperFault.OUT_OF_ORDER}),
        ("main", {"council_on": date(2026, 8, 30)}, {"council_on": PaperFault.OUT_OF_ORDER}),
    ],
)
def test_dates_from_paper(state, changed, faults):
    assert paper_faults(state, DATES | changed, START, TODAY) == faults


def test_a_state_that_no_paper_leads_to():
    with pytest.raises(ValueError):
        paper_faults("completed", DATES, START, TODAY)
