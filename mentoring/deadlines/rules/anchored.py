"""D5 to D8: dates that hang on the period, a quarter's end, the end of teaching, or the council's meeting."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mentoring.deadlines.rules.due import Due, Start
from mentoring.deadlines.rules.facts import CaseFacts
from mentoring.deadlines.rules.steps import Pauses, kept
from mentoring.regulations.schema import RuleSetValues, Value
from schools.calendar.data.academic_years import academic_year_starting
from schools.calendar.rules import AcademicYear, Count, Quarter, Unit, WorkCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchors:
    """What the later deadlines hang on. `plan_in_time`: when the plan is approved if nothing is late."""

    facts: CaseFacts
    values: RuleSetValues
    calendar: WorkCalendar
    year: AcademicYear
    period_from: date
    period_to: date
    plan_in_time: date

    def period(self) -> Due:
        """D5: the plan is carried out by the last working day of the period; a suspension moves it by as many days.

        A report is only sent when every activity has its outcome, so the report tells that the plan was carried out:
        the day it was sent, or the period's end when that came before. It is a span of time and is never met late.
        """
        due = self._fixed(
            "D5",
            Start.PERIOD_END,
            self.period_to,
            Unit.CALENDAR,
            self.values.d5_length,
            projected=self.facts.approved_on is None,
        )
        sent = self.facts.report_on
        return replace(due, met_on=min(sent, due.due_on), paused=False) if sent else due

    def interim(self) -> Due:
        """D6: the last working day of the set quarter, or of the quarter holding the period's middle.

        A period that lies in the summer holds no quarter; its interim assessment is due by its own end.
        """
        quarter = self._interim_quarter()
        summer = quarter.last < self.period_from
        return self._fixed(
            "D6",
            Start.PERIOD_END if summer else Start.QUARTER_END,
            self.period_to if summer else quarter.last,
            Unit.WORKING,
            self.values.d6_quarter,
            met_on=self.facts.interim_on,
            projected=self.facts.order_on is None,
            quarter=None if summer else quarter.number,
        )

    def report(self) -> Due:
        """D7: so many working days before the meeting that hears it, else the last working day of teaching.

        A period begun after the teaching has ended is reported on by its own end.
        """
        meeting, before = self.facts.meeting_on, self.values.d7_before_meeting
        if meeting is None:
            teaching_end = min(self._year_of(self.period_to).teaching_to, self.period_to)
            summer = teaching_end < self.period_from
            return self._fixed(
                "D7",
                Start.PERIOD_END if summer else Start.TEACHING_END,
                self.period_to if summer else teaching_end,
                Unit.WORKING,
                self.values.d7_end,
                met_on=self.facts.report_on,
                setting=before,
            )
        count = self.calendar.add_working_days(meeting, -before.value.days)
        if before.value.days == 0:
            count = self.calendar.last_working_day(meeting)
        return self._with(
            "D7", Start.MEETING, meeting, count, self.values.d7_end, met_on=self.facts.report_on, setting=before
        )

    def hearing(self, d7: Due) -> Due:
        """D8: at the meeting itself; while none is set, as many working days after D7 as the report needs.

        It stays projected until the report is in: then the council is late if it does not meet.
        """
        meeting, rule = self.facts.meeting_on, self.values.d8_start
        if meeting is not None:
            day_itself = Count(start=meeting, length=0, unit=Unit.WORKING, raw=meeting, due=meeting, days=())
            return self._with("D8", Start.MEETING, meeting, day_itself, rule, met_on=self.facts.heard_on)
        count = self.calendar.add_working_days(d7.due_on, self.values.d7_before_meeting.value.days)
        return self._with(
            "D8",
            Start.DEADLINE,
            d7.due_on,
            count,
            rule,
            met_on=self.facts.heard_on,
            projected=self.facts.report_on is None,
            after="D7",
            paused=d7.paused,
        )

    def _interim_quarter(self) -> Quarter:
        """The set quarter, unless the period begins too late to have an approved plan by its end.

        When the middle lies in a vacation, the quarter before that vacation is taken.
        """
        usual = self.year.quarter(self.values.d6_quarter.value)
        if self.plan_in_time <= self.calendar.last_working_day_on_or_before(usual.last):
            return usual
        middle = self.period_from + (self.period_to - self.period_from) / 2
        begun = [quarter for quarter in self._quarters() if quarter.first <= middle]
        return begun[-1] if begun else usual

    def _quarters(self) -> Iterator[Quarter]:
        yield from self.year.quarters
        yield from self._year_of(self.period_to).quarters if self.period_to > self.year.last else ()

    def _year_of(self, on: date) -> AcademicYear:
        """The academic year that holds the day; one beyond the known years is estimated by the usual pattern."""
        known = next((year for year in (self.year, *self.calendar.years) if on in year), None)
        return known or academic_year_starting(on.year if on.month >= 9 else on.year - 1)

    def _fixed(
        self,
        code: str,
        start: Start,
        on: date,
        unit: Unit,
        rule: Value[Any],
        *,
        met_on: date | None = None,
        **more: Any,
    ) -> Due:
        """The last working day up to `on`, moved by what suspensions left of it.

        Somebody hired after that day (on the last Saturday of teaching) has the first working day
        after `on`: nothing is due before the hire.
        """
        plain = self.calendar.last_working_day(on)
        if plain.due < self.facts.hired_on <= on:
            plain = self.calendar.add_calendar_days(on, 0)
        pauses = Pauses(self.facts.suspensions)
        count = kept(self.calendar, plain, self.period_from, unit, pauses.closed(met_on))
        moved = count is not plain
        return self._with(
            code,
            Start.SUSPENSION if moved else start,
            count.start if moved else on,
            count,
            rule,
            met_on=met_on,
            paused=pauses.running(count.due, met_on),
            **more,
        )

    def _with(self, code: str, start: Start, start_on: date, count: Count, rule: Value[Any], **more: Any) -> Due:
        return Due(
            code=code,
            start=start,
            start_on=start_on,
            due_on=count.due,
            count=count,
            rule=rule,
            internal=not self.facts.first_time,
            **more,
        )
