"""Cases in every state. Rows are written directly, so that each step's tests start where they need to."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.db import transaction

from mentoring.council.models import Order
from mentoring.deadlines.services import refresh
from mentoring.mentorships.models import Mentorship, Pairing, Step
from mentoring.regulations.models import RuleSet
from schools.organisation.models import School
from schools.people.models import Employment
from tests.factories.schools import EmploymentFactory, SchoolFactory, eligible_mentor, head_of

MOMENT = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)
_numbers = count(1)

# The line of steps with the days on which a case of the mock-ups took them (hired Thu 22.10.2026).
LINE: tuple[tuple[str, str, date], ...] = (
    ("awaiting_mentor", Step.Kind.OPENED, date(2026, 10, 22)),
    ("level", Step.Kind.ORDERED, date(2026, 10, 29)),
    ("diagnostics", Step.Kind.LEVEL, date(2026, 11, 6)),
    ("planning", Step.Kind.DIAGNOSED, date(2026, 11, 13)),
    ("main", Step.Kind.PLAN_APPROVED, date(2026, 11, 19)),
    ("report", Step.Kind.FINAL_OPENED, date(2026, 11, 30)),
    ("hearing", Step.Kind.REPORT_SENT, date(2026, 12, 1)),
    ("closing", Step.Kind.HEARD, date(2026, 12, 2)),
    ("completed", Step.Kind.EXTRACT, date(2026, 12, 3)),
)


def order_for(mentorship: Mentorship, **fields: Any) -> Order:
    """An order of the school's head, with the next free number."""
    signer = fields.pop("signed_by", None) or head_of(mentorship.school)
    values = {
        "school": mentorship.school,
        "mentorship": mentorship,
        "number": next(_numbers),
        "year": 2026,
        "signed_on": date(2026, 10, 29),
        "signed_by": signer,
        "council_number": "4",
        "council_date": date(2026, 10, 28),
        "recorded_at": MOMENT,
    }
    return Order.objects.create(**values | fields)


def case(
    state: str = "awaiting_mentor",
    *,
    school: School | None = None,
    novice: Employment | None = None,
    mentor: Employment | None = None,
    **fields: Any,
) -> Mentorship:
    """A case that stands in this state, with the steps that led there and, from `level` on, an open pairing."""
    school = school or (novice.school if novice else SchoolFactory())
    novice = novice or EmploymentFactory(school=school, hired_on=date(2026, 10, 22), first_time=True)
    over = state in ("completed", "terminated", "cancelled")
    mentorship = Mentorship.objects.create(
        **{
            "school": school,
            "novice": novice,
            "year": 2026,
            "state": state,
            "starts_on": novice.hired_on,
            "period_to": date(2027, 5, 25),
            "country_rules": RuleSet.objects.get(school=None, number=1),
            "ended_on": date(2026, 12, 3) if over else None,
            "opened_at": MOMENT,
        }
        | fields
    )
    reached = False
    for name, kind, on in LINE:
        if reached:
            break
        Step.objects.create(mentorship=mentorship, kind=kind, happened_on=on, recorded_at=MOMENT)
        reached = name == state
    if state not in ("awaiting_mentor", "cancelled"):
        Mentorship.objects.filter(pk=mentorship.pk).update(order_rules=mentorship.country_rules)
        Pairing.objects.create(
            mentorship=mentorship,
            mentor=mentor or eligible_mentor(school),
            order=order_for(mentorship),
            starts_on=date(2026, 10, 29),
            planned_end=date(2027, 5, 25),
            ended_on=date(2026, 12, 3) if over else None,
        )
    return Mentorship.objects.select_related("school", "novice__user").get(pk=mentorship.pk)


def ready(state: str = "level", **fields: Any) -> Mentorship:
    """A case in this state with its deadlines counted."""
    mentorship = case(state, **fields)
    with transaction.atomic():
        refresh(mentorship)
    return mentorship


def mentor_of(mentorship: Mentorship) -> Employment:
    """The mentor of the case's last pairing."""
    return mentorship.pairings.select_related("mentor__user").latest("starts_on").mentor
