"""D1, D2 and D3 by themselves, without a case: for the calculator and the terminal."""

from datetime import date

from mentoring.deadlines.rules.due import Due
from mentoring.deadlines.rules.facts import CaseFacts
from mentoring.deadlines.rules.plan import plan_deadlines
from mentoring.regulations.schema import RuleSetValues
from schools.calendar.data import teaching_year_of
from schools.calendar.rules import WorkCalendar

FIRST = ("D1", "D2", "D3")


def of_hire(hired_on: date, values: RuleSetValues, calendar: WorkCalendar) -> tuple[Due, ...]:
    """The three from a day of hire alone: D2 and D3 are projected from the one before."""
    return _first(CaseFacts(hired_on=hired_on), values, calendar)


def from_event(code: str, on: date, values: RuleSetValues, calendar: WorkCalendar) -> Due:
    """One of the three from its own start event, whichever the rules count from: the hire, the order or the level."""
    facts = CaseFacts(
        hired_on=on,
        order_on=on if code != "D1" else None,
        announced_on=on if code != "D1" else None,
        level_on=on if code == "D3" else None,
    )
    return next(due for due in _first(facts, values, calendar) if due.code == code)


def _first(facts: CaseFacts, values: RuleSetValues, calendar: WorkCalendar) -> tuple[Due, ...]:
    dues = plan_deadlines(facts, values, calendar, teaching_year_of(facts.hired_on, calendar.years))
    return tuple(due for due in dues if due.code in FIRST)
