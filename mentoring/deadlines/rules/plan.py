"""All deadlines of a case from its facts (domain, section 3).

While a start event has not happened, a deadline is projected from the due date of the one before it.
"""

from dataclasses import dataclass
from datetime import date

from mentoring.deadlines.rules.anchored import Anchors
from mentoring.deadlines.rules.due import Due, Start
from mentoring.deadlines.rules.facts import CaseFacts, Replacement
from mentoring.deadlines.rules.steps import Pauses, counted
from mentoring.mentorships.rules import planned_period_end
from mentoring.regulations.kinds import Length
from mentoring.regulations.schema import RuleSetValues, Value
from schools.calendar.rules import AcademicYear, WorkCalendar


def plan_deadlines(
    facts: CaseFacts,
    values: RuleSetValues,
    calendar: WorkCalendar,
    academic_year: AcademicYear,
    *,
    values_at_hire: RuleSetValues | None = None,
) -> tuple[Due, ...]:
    """D1, D2, D3, D4a, D4b, D4c, D5, D6, D7, D8 with due date and working.

    `values` are those in force at the order; `values_at_hire`, when another version, decide D1.
    `academic_year` is the one whose teaching the period begins in; a period that reaches beyond it finds the next
    one in `calendar.years`.
    """
    chain = _Chain(facts, values, calendar, values_at_hire or values)
    d1 = chain.order()
    d2 = chain.level(d1)
    d3 = chain.diagnostics(d1, d2)
    d4a = chain.draft(d1, d2)
    d4b = chain.agreed(d4a)
    d4c = chain.approved(d4b)
    began = facts.period_from or facts.order_on or d1.due_on
    anchors = Anchors(
        facts=facts,
        values=values,
        calendar=calendar,
        year=academic_year,
        period_from=began,
        period_to=facts.period_to or planned_period_end(began, academic_year, values.period_mid_year.value),
        plan_in_time=_plan_in_time(began, values, calendar),
    )
    d7 = anchors.report()
    return d1, d2, d3, d4a, d4b, d4c, anchors.period(), anchors.interim(), d7, anchors.hearing(d7)


def _plan_in_time(began: date, values: RuleSetValues, calendar: WorkCalendar) -> date:
    """When the plan of a period begun that day is approved if nothing is late."""
    chain = _Chain(CaseFacts(hired_on=began, order_on=began), values, calendar, values)
    d1 = chain.order()
    return chain.approved(chain.agreed(chain.draft(d1, chain.level(d1)))).due_on


@dataclass(frozen=True, slots=True)
class _From:
    """Where a deadline starts: the event that happened, or the deadline it is projected from."""

    start: Start
    on: date
    after: str = ""

    @property
    def projected(self) -> bool:
        return bool(self.after)


@dataclass(frozen=True, slots=True)
class _Chain:
    """D1 to D4c, each counted from the event before it or projected from the deadline before it."""

    facts: CaseFacts
    values: RuleSetValues
    calendar: WorkCalendar
    values_at_hire: RuleSetValues

    def order(self) -> Due:
        """D1: from the day of hire; after a gap again, from the first day without a mentor. It never pauses."""
        gaps = [entry for entry in self.facts.replacements if entry.clock_restart_on is not None]
        if gaps and gaps[-1].clock_restart_on is not None:
            rule, start = self.values.replacement_length, _From(Start.GAP, gaps[-1].clock_restart_on)
            met_on = gaps[-1].order_on
        else:
            rule, start = self.values_at_hire.d1_length, _From(Start.HIRE, self.facts.hired_on)
            met_on = self.facts.order_on
        count = counted(self.calendar, start.on, rule.value)
        return Due(
            code="D1",
            start=start.start,
            start_on=start.on,
            due_on=count.due,
            count=count,
            rule=rule,
            met_on=met_on,
            round=1 + len(gaps),
            internal=not self.facts.first_time,
        )

    def level(self, d1: Due) -> Due:
        """D2: from the order (or as the school has set); from the new order when a replacement found it open."""
        start = self._restart(self.facts.level_on, d1) or self._level_start(d1)
        return self._due("D2", start, self.values.d2_length, self.facts.level_on, setting=self.values.d2_start)

    def diagnostics(self, d1: Due, d2: Due) -> Due:
        """D3: from the level; from the new order when a replacement found the diagnostics open."""
        start = self._diagnostics_start(self.facts.sheet_signed_on, d1, d2)
        return self._due("D3", start, self.values.d3_length, self.facts.sheet_signed_on)

    def draft(self, d1: Due, d2: Due) -> Due:
        """D4a: together with the diagnostics, counted as they are, or so many days after they are due."""
        facts, values = self.facts, self.values
        start = self._diagnostics_start(facts.sheet_signed_on or facts.submitted_on, d1, d2)
        d3 = self._due("D3", start, values.d3_length, facts.submitted_on)
        extra = values.d4a_length.value
        if extra.days:
            return self._due("D4a", _From(Start.DEADLINE, d3.due_on, "D3"), values.d4a_length, facts.submitted_on)
        return Due(
            code="D4a",
            start=d3.start,
            start_on=d3.start_on,
            due_on=d3.due_on,
            count=d3.count,
            rule=values.d4a_length,
            met_on=facts.submitted_on,
            projected=d3.projected,
            after=d3.after,
            internal=d3.internal,
            paused=d3.paused,
        )

    def agreed(self, d4a: Due) -> Due:
        """D4b: from the day the plan was sent for agreement."""
        start = _event(Start.SUBMISSION, self.facts.submitted_on) or _projected(d4a)
        return self._due("D4b", start, self.values.d4b_length, self.facts.agreed_on)

    def approved(self, d4b: Due) -> Due:
        """D4c: from the day the deputy agreed."""
        start = _event(Start.AGREEMENT, self.facts.agreed_on) or _projected(d4b)
        return self._due("D4c", start, self.values.d4c_length, self.facts.approved_on)

    def _level_start(self, d1: Due) -> _From:
        facts = self.facts
        setting = self.values.d2_start.value
        if setting == "hire":
            return _From(Start.HIRE, facts.hired_on)
        if setting == "announcement":
            projected = _projected(d1)
            late_order = facts.order_on is not None and facts.order_on > projected.on
            earliest = _From(Start.DEADLINE, facts.order_on, "D1") if late_order and facts.order_on else projected
            return _event(Start.ANNOUNCEMENT, facts.announced_on) or earliest
        return _event(Start.ORDER, facts.order_on) or _projected(d1)

    def _diagnostics_start(self, met_on: date | None, d1: Due, d2: Due) -> _From:
        level = _event(Start.LEVEL, self.facts.level_on)
        if level is None:
            return _projected(d2)
        restart = self._restart(met_on, d1)
        if restart is not None and restart.on > level.on:
            return restart
        return level

    def _restart(self, met_on: date | None, d1: Due) -> _From | None:
        """The new order that a step still open waits for; None when it was met before any replacement."""
        found: Replacement | None = None
        for entry in self.facts.replacements:
            if met_on is None or (entry.began_on is not None and entry.began_on <= met_on):
                found = entry
        if found is None:
            return None
        return _event(Start.NEW_ORDER, found.order_on) or _projected(d1)

    def _due(
        self,
        code: str,
        start: _From,
        rule: Value[Length],
        met_on: date | None,
        setting: Value[str] | None = None,
    ) -> Due:
        pauses = Pauses(self.facts.suspensions)
        count = counted(self.calendar, start.on, rule.value, pauses.closed(met_on))
        return Due(
            code=code,
            start=start.start,
            start_on=start.on,
            due_on=count.due,
            count=count,
            rule=rule,
            setting=setting,
            met_on=met_on,
            projected=start.projected,
            after=start.after,
            internal=not self.facts.first_time,
            paused=pauses.running(count.due, met_on),
        )


def _event(start: Start, on: date | None) -> _From | None:
    return None if on is None else _From(start, on)


def _projected(previous: Due) -> _From:
    return _From(Start.DEADLINE, previous.due_on, previous.code)
