"""Facts about cases."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from mentoring.mentorships.models import Mentorship, NotProposed, Pairing, Step
from mentoring.mentorships.rules import FULL_YEAR, TO_YEAR_END, period_end
from mentoring.regulations.schema import RuleSetValues
from schools.calendar.selectors import academic_years, hire_year_of, hires_of
from schools.organisation.models import School
from schools.people.models import Employment

# Steps that stand in a line: none may happen before the one before it.
IN_LINE = (
    Step.Kind.OPENED,
    Step.Kind.ORDERED,
    Step.Kind.LEVEL,
    Step.Kind.DIAGNOSED,
    Step.Kind.PLAN_SENT,
    Step.Kind.PLAN_RETURNED,
    Step.Kind.PLAN_AGREED,
    Step.Kind.PLAN_APPROVED,
    Step.Kind.FINAL_OPENED,
    Step.Kind.REPORT_SENT,
    Step.Kind.REPORT_RETURNED,
    Step.Kind.HEARD,
    Step.Kind.EXTRACT,
)


def previous_date(mentorship: Mentorship) -> date | None:
    """When the last step of the line happened; None for a case without steps."""
    return (
        mentorship.steps.filter(kind__in=IN_LINE)
        .order_by("-happened_on")
        .values_list("happened_on", flat=True)
        .first()
    )


def period_of(school: School, starts_on: date, values: RuleSetValues, *, full_year: bool | None = None) -> date:
    """The last day of the mentored period: one academic year (section 2a).

    Hired mid-year: to the end of teaching of that year, or a full year from the start. `full_year` is the deputy's
    choice for one hired late in the year; without one the school's setting tells.
    """
    mode = values.period_mid_year.value if full_year is None else FULL_YEAR if full_year else TO_YEAR_END
    return period_end(starts_on, hire_year_of(starts_on), academic_years(school), mode)


def visible(user: Any) -> QuerySet[Mentorship]:
    """The cases a person may open, with novice, school and pairings read along."""
    return with_people(Mentorship.objects.visible_to(user))


def with_people(cases: QuerySet[Mentorship]) -> QuerySet[Mentorship]:
    """The same cases, with what their pages and policies read: novice, school, rules and pairings."""
    return cases.select_related(
        "school",
        "novice__user",
        "novice__subject",
        "country_rules",
        "school_rules",
        "order_rules",
        "order_school_rules",
    ).prefetch_related(Prefetch("pairings", Pairing.objects.select_related("mentor__user", "order")))


def open_pairing(mentorship: Mentorship) -> Pairing | None:
    """The pairing that runs now; reads what `visible` prefetched."""
    return next((pairing for pairing in mentorship.pairings.all() if pairing.ended_on is None), None)


def last_pairing(mentorship: Mentorship) -> Pairing | None:
    """Who was the mentor at the end; None where nobody ever was."""
    return max(mentorship.pairings.all(), key=lambda pairing: (pairing.starts_on, pairing.pk), default=None)


def first_time_hires(school: School | Iterable[int], year: int) -> QuerySet[Employment]:
    """Who was hired for this academic year, teaches for the first time and has not left; with a case or without."""
    schools = [school.pk] if isinstance(school, School) else school
    return Employment.objects.filter(
        school__in=schools,
        first_time=True,
        left_on__isnull=True,
        hired_on__range=hires_of(year),
    )


def awaiting_proposals(school: School | Iterable[int], year: int) -> QuerySet[Employment]:
    """First-time hires of this academic year without any case: the list that the deputy confirms, of one school or more.

    One that was entered by mistake and cancelled counts as none.
    """
    return (
        first_time_hires(school, year)
        .exclude(pk__in=entered().values("novice"))
        .exclude(pk__in=NotProposed.objects.active().values("employment"))
        .select_related("user", "subject", "school")
        .order_by("hired_on", "user__sort_key")
    )


def entered() -> QuerySet[Mentorship]:
    """Every case but those cancelled: entered in error, they never were."""
    return Mentorship.objects.exclude(state=Mentorship.State.CANCELLED)


def cancelled(novices: Iterable[Employment]) -> dict[int, Mentorship]:
    """The last case of each of these that was cancelled, by the stay."""
    rows = Mentorship.objects.filter(novice__in=novices, state=Mentorship.State.CANCELLED)
    return {row.novice_id: row for row in rows.order_by("ended_on", "pk")}


def set_aside(school: School, year: int) -> QuerySet[NotProposed]:
    """Who was taken off that list, and why."""
    return (
        NotProposed.objects.active()
        .filter(employment__in=first_time_hires(school, year))
        .select_related("employment__user", "by")
        .order_by("employment__user__sort_key")
    )
