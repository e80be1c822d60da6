"""The answer of the calculator: the due date with its working, by the school's calendar and rules, else the country's."""

from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from django.utils.translation import gettext as _

from mentoring.deadlines import words
from mentoring.deadlines.rules.first import FIRST, from_event
from mentoring.regulations.kinds import Length
from mentoring.regulations.models import RuleSet
from mentoring.regulations.selectors import in_force, label_of, values_of
from mentoring.regulations.words import length_label
from schools.calendar.rules import Unit, Week, WorkCalendar
from schools.calendar.selectors import country_calendar, work_calendar
from schools.calendar.words import Row, count_rows
from schools.organisation.models import School


@dataclass(frozen=True)
class Answer:
    """What the page shows: the due date, the rule and what it rests on, the version of the rules, the working."""

    due: date
    rule: str
    source: str
    version: str
    lines: list[Row]


class NoRulesYet(Exception):
    """No version of the rules was in force on that day."""


def answer(*, school: School | None, on: date, kind: str, days: int | None, week: int) -> Answer:
    """Three queries at most. Raises NoRulesYet for a deadline of the law before the first version of the rules."""
    calendar = _calendar(school, cast(Week, week))
    if kind not in FIRST:
        length = Length(days or 0, Unit(kind))
        count = calendar.add(on, length.days, length.unit)
        return Answer(count.due, length_label(length), "", "", count_rows(count, _("Day that is counted from")))
    try:
        country, own = in_force(school.pk if school else None, on)
    except RuleSet.DoesNotExist as error:
        raise NoRulesYet from error
    due = from_event(kind, on, values_of(country, own), calendar)
    version = label_of(country, own)
    return Answer(due.due_on, words.rule_label(due), words.source_label(due), version, words.working_rows(due))


def _calendar(school: School | None, week: Week) -> WorkCalendar:
    return replace(work_calendar(school), week=week) if school else country_calendar(week)
