"""From the rows of a case to the facts that the rules count with."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q

from mentoring.deadlines.rules import CaseFacts, Due, Replacement, plan_deadlines
from mentoring.mentorships.models import Mentorship, Pairing, Step, Suspension
from mentoring.mentorships.rules import period_end_anew
from mentoring.regulations.schema import RuleSetValues
from mentoring.regulations.selectors import values_of
from schools.calendar.rules import AcademicYear, Span, WorkCalendar
from schools.calendar.rules.days import ONE_DAY
from schools.calendar.selectors import hire_year_of

# The first step of each kind is the event that a deadline waits for.
_FIRST: Mapping[str, str] = {
    Step.Kind.ORDERED: "order_on",
    Step.Kind.ANNOUNCED: "announced_on",
    Step.Kind.LEVEL: "level_on",
    Step.Kind.DIAGNOSED: "sheet_signed_on",
    Step.Kind.PLAN_APPROVED: "approved_on",
    Step.Kind.INTERIM: "interim_on",
}
# The last one counts where a step may be taken again after it was sent back.
_LAST: Mapping[str, str] = {
    Step.Kind.PLAN_SENT: "submitted_on",
    Step.Kind.PLAN_AGREED: "agreed_on",
    Step.Kind.REPORT_SENT: "report_on",
    Step.Kind.HEARD: "heard_on",
}
_TAKES_BACK: Mapping[str, tuple[str, ...]] = {
    Step.Kind.PLAN_RETURNED: ("submitted_on", "agreed_on"),
    Step.Kind.REPORT_RETURNED: ("report_on",),
}

UNSIGNED = ("planned", "sent", "held")
"""A meeting of the council whose minutes are not signed: what stands on its agenda may still be heard there."""


def facts_of(mentorship: Mentorship) -> CaseFacts:
    """What has happened so far. Four queries: steps, suspensions, pairings, the meeting that hears the report.

    Once a plan is approved, later versions change no deadline: the dates of the first one stay.
    """
    return facts_of_many([mentorship])[mentorship.pk]


def facts_of_many(mentorships: Sequence[Mentorship]) -> dict[int, CaseFacts]:
    """`facts_of` for many cases, by their ids, in the same four queries."""
    keys = [mentorship.pk for mentorship in mentorships]
    steps = _by_case(Step.objects.filter(mentorship__in=keys).order_by("happened_on", "pk"))
    suspensions = _by_case(Suspension.objects.filter(mentorship__in=keys).order_by("starts_on"))
    pairings = _by_case(Pairing.objects.filter(mentorship__in=keys).order_by("starts_on"))
    meetings = _meetings(keys)
    found = {}
    for mentorship in mentorships:
        dates = _dates(steps[mentorship.pk])
        found[mentorship.pk] = CaseFacts(
            hired_on=mentorship.starts_on,
            period_from=dates.get("order_on"),
            period_to=mentorship.period_to,
            meeting_on=meetings.get(mentorship.pk),
            suspensions=tuple(Span(pause.starts_on, pause.ends_on) for pause in suspensions[mentorship.pk]),
            replacements=_replacements(mentorship, pairings[mentorship.pk]),
            first_time=mentorship.basis == Mentorship.Basis.FIRST_TIME,
            **dates,
        )
    return found


def _by_case(rows: Iterable[Any]) -> dict[int, list[Any]]:
    """Rows of several cases apart, each in the order in which they came."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.mentorship_id].append(row)
    return found


def _dates(steps: Iterable[Step]) -> dict[str, date]:
    found: dict[str, date] = {}
    for step in steps:
        kind, on = step.kind, step.happened_on
        if kind in _FIRST:
            found.setdefault(_FIRST[kind], on)
        elif "approved_on" in found and kind in (Step.Kind.PLAN_SENT, Step.Kind.PLAN_AGREED, Step.Kind.PLAN_RETURNED):
            continue
        elif kind in _LAST:
            found[_LAST[kind]] = on
        for name in _TAKES_BACK.get(kind, ()):
            found.pop(name, None)
    return found


def count(
    mentorship: Mentorship, calendar: WorkCalendar, year: AcademicYear, facts: CaseFacts | None = None
) -> tuple[Due, ...]:
    """All due dates of the case with their working, by the rule versions that it holds. `facts`: read before."""
    at_hire, values = values_at_hire(mentorship), values_now(mentorship)
    return plan_deadlines(facts or facts_of(mentorship), values, calendar, year, values_at_hire=at_hire)


def values_at_hire(mentorship: Mentorship) -> RuleSetValues:
    """The rules that decide D1."""
    return values_of(mentorship.country_rules, mentorship.school_rules)


def values_now(mentorship: Mentorship) -> RuleSetValues:
    """The rules that decide all the rest: those in force at the order, before it those at the hire."""
    if mentorship.order_rules is None:
        return values_at_hire(mentorship)
    return values_of(mentorship.order_rules, mentorship.order_school_rules)


def under(calendar: WorkCalendar, known: CaseFacts) -> CaseFacts:
    """The same facts after this calendar took the place of another one: the period lasts to the end of teaching that it
    gives. Once the report is sent, the period was carried out and stays."""
    if known.period_to is None or known.report_on is not None:
        return known
    return replace(known, period_to=period_end_anew(known.period_to, known.hired_on, calendar.years))


def year_of(mentorship: Mentorship) -> int:
    """The academic year whose teaching the period begins in."""
    return hire_year_of(mentorship.starts_on)


def _meetings(keys: Sequence[int]) -> dict[int, date]:
    """Of the meeting that will hear the present report, or has decided on it; none after it was sent back or put off."""
    hears = Q(agenda_items__decided_at__isnull=False) | Q(agenda_items__meeting__state__in=UNSIGNED)
    found = Mentorship.objects.filter(
        hears, pk__in=keys, agenda_items__kind="report", agenda_items__final_report__isnull=False
    )
    return dict(found.order_by("-agenda_items__position").values_list("pk", "agenda_items__meeting__date"))


def _replacements(mentorship: Mentorship, pairings: Sequence[Pairing]) -> tuple[Replacement, ...]:
    changes = []
    for place, old in enumerate(pairings, start=1):
        new = pairings[place] if place < len(pairings) else None
        if old.ended_on is None or (new is None and mentorship.is_over):
            continue
        uncovered = old.ended_on + ONE_DAY
        gap = uncovered if new is None or new.starts_on > uncovered else None
        changes.append(Replacement(clock_restart_on=gap, order_on=new.starts_on if new else None))
    return tuple(changes)
