"""Due dates after a replacement and under a suspension."""

from dataclasses import replace
from datetime import date

import pytest

from mentoring.deadlines.rules import CaseFacts, Replacement, Start
from schools.calendar.rules import Span
from tests.mentoring.deadlines.plans import OCTOBER, plan


class TestReplacement:
    def test_a_gap_starts_the_first_clock_again(self):
        facts = replace(
            OCTOBER, level_on=None, sheet_signed_on=None, submitted_on=None, agreed_on=None, approved_on=None
        )
        facts = replace(facts, replacements=(Replacement(clock_restart_on=date(2026, 11, 5)),))
        dues = plan(facts)
        d1 = dues["D1"]
        assert (d1.start, d1.due_on, d1.round, d1.met_on) == (Start.GAP, date(2026, 11, 12), 2, None)
        assert not d1.is_law
        assert (dues["D2"].projected, dues["D2"].start_on) == (True, date(2026, 11, 12))

    def test_open_steps_start_again_from_the_new_order(self):
        facts = CaseFacts(
            hired_on=date(2026, 9, 1),
            order_on=date(2026, 9, 7),
            replacements=(Replacement(date(2026, 9, 10), date(2026, 9, 15)),),
        )
        dues = plan(facts)
        assert dues["D1"].met_on == date(2026, 9, 15)
        assert (dues["D2"].start, dues["D2"].start_on, dues["D2"].due_on) == (
            Start.NEW_ORDER,
            date(2026, 9, 15),
            date(2026, 9, 25),
        )

    def test_diagnostics_still_open_start_again_from_the_new_order(self):
        facts = CaseFacts(
            hired_on=date(2026, 9, 1),
            order_on=date(2026, 9, 7),
            level_on=date(2026, 9, 9),
            replacements=(Replacement(order_on=date(2026, 9, 15)),),
        )
        dues = plan(facts)
        assert dues["D1"].round == 1
        assert dues["D2"].start_on == date(2026, 9, 7)
        assert (dues["D3"].start, dues["D3"].due_on) == (Start.NEW_ORDER, date(2026, 9, 22))

    def test_a_level_recorded_by_the_new_mentor_starts_the_diagnostics(self):
        facts = CaseFacts(
            hired_on=date(2026, 9, 1),
            order_on=date(2026, 9, 7),
            level_on=date(2026, 9, 21),
            replacements=(Replacement(order_on=date(2026, 9, 15)),),
        )
        dues = plan(facts)
        assert dues["D2"].start is Start.NEW_ORDER
        assert (dues["D3"].start, dues["D3"].start_on) == (Start.LEVEL, date(2026, 9, 21))

    def test_steps_met_before_are_not_repeated(self):
        after = plan(replace(OCTOBER, replacements=(Replacement(date(2027, 2, 1), date(2027, 2, 5)),)))
        before = plan(OCTOBER)
        for code in ("D2", "D3", "D4a", "D4b", "D4c", "D5", "D6", "D7", "D8"):
            assert after[code] == before[code]

    def test_a_replacement_has_a_date(self):
        with pytest.raises(ValueError, match="first uncovered day"):
            Replacement()


class TestSuspension:
    def test_the_order_never_pauses_and_the_rest_keeps_its_days(self):
        facts = CaseFacts(
            hired_on=date(2026, 9, 1),
            order_on=date(2026, 9, 4),
            suspensions=(Span(date(2026, 9, 7), date(2026, 9, 20)),),
        )
        dues = plan(facts)
        assert dues["D1"].due_on == date(2026, 9, 8)
        assert dues["D2"].count.raw == date(2026, 9, 28)  # 5 and 6 September, then eight days from the 21st
        assert dues["D5"].due_on == date(2027, 6, 8)  # 14 days after 25 May
        assert (dues["D7"].start, dues["D7"].due_on) == (Start.SUSPENSION, date(2027, 6, 8))  # 10 working days

    def test_a_step_met_before_is_not_touched(self):
        later = Span(date(2026, 11, 24), date(2026, 12, 6))
        paused, plain = plan(replace(OCTOBER, suspensions=(later,))), plan(OCTOBER)
        for code in ("D1", "D2", "D3", "D4a", "D4b", "D4c", "D7", "D8"):
            assert paused[code] == plain[code]
        assert paused["D6"].due_on == date(2027, 1, 12)  # nine working days lost; 1, 4 and 7 January are days off
        assert (paused["D6"].start, paused["D6"].start_on) == (Start.SUSPENSION, date(2026, 11, 23))

    def test_a_suspension_after_the_due_date_excuses_nothing(self):
        facts = CaseFacts(
            hired_on=date(2026, 9, 1),
            order_on=date(2026, 9, 4),
            suspensions=(Span(date(2026, 10, 1), date(2026, 10, 7)),),
        )
        assert plan(facts)["D2"].due_on == date(2026, 9, 14)

    def test_a_suspension_without_an_end_holds_what_is_open(self):
        facts = CaseFacts(
            hired_on=date(2026, 9, 1), order_on=date(2026, 9, 4), suspensions=(Span(date(2026, 9, 9), None),)
        )
        dues = plan(facts)
        assert not dues["D1"].paused
        assert all(dues[code].paused for code in ("D2", "D3", "D4a", "D4b", "D4c", "D5", "D6", "D7", "D8"))
        assert dues["D2"].due_on == date(2026, 9, 14)

    def test_a_meeting_stays_where_it_is(self):
        facts = replace(OCTOBER, suspensions=(Span(date(2027, 4, 1), date(2027, 4, 30)),))
        dues = plan(facts)
        assert (dues["D7"].due_on, dues["D8"].due_on) == (date(2027, 5, 21), date(2027, 5, 28))
