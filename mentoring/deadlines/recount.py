"""A calendar changed: open deadlines are counted anew, of one school at once, of the country school by school.

A school's own change moves its deadlines in the same transaction. A change of the country writes a row for each school
that has running cases; workers take them one after another under a lease, and the sweep sends again what stuck.
"""

import logging
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from common import audit, clock, dispatch
from common.actor import SYSTEM, Actor
from mentoring.deadlines import facts
from mentoring.deadlines.models import Deadline, Recount
from mentoring.deadlines.services import refresh
from mentoring.mentorships.models import Mentorship
from schools.calendar import policies
from schools.calendar.events import CalendarChanged
from schools.calendar.selectors import calendars_kept, work_calendar

log = logging.getLogger(__name__)
TASK = "deadlines.recount"
LEASE = timedelta(seconds=180)
PATIENCE = timedelta(seconds=20)
"""So long the first message to the workers has to arrive before the sweep sends it again."""


def on_calendar_changed(event: CalendarChanged) -> None:
    """A subscriber: in the transaction of the change itself."""
    if event.school_id is None:
        ask_all(by=event.by, now=event.now, reason=event.reason)
    else:
        recount_school(school_id=event.school_id, by=event.by, now=event.now, reason=event.reason)


def recount_school(*, school_id: int, by: Actor, now: datetime, reason: str, asked_at: datetime | None = None) -> int:
    """Count anew the open deadlines of the school's running cases; how many moved. In the caller's transaction.

    Each that moved leaves an entry. Run again, it changes nothing. What is met, waived or over stays as it stands.
    A date that moves later after it passed is kept as missed: judged by the day of the change (`asked_at`), not by the
    day on which a worker came to it.
    """
    today = clock.today(asked_at or now)
    with calendars_kept():  # the calendar as it is after the change, read once for all cases
        cases = list(
            Mentorship.objects.select_for_update(of=("self",))
            .select_related("school")
            .open()
            .filter(school=school_id)
            .order_by("pk")
        )
        before = _open_dates(cases)
        periods = _move_periods(cases)
        for mentorship in cases:
            refresh(mentorship, today=today, only_open=True)
        moved = [
            (row, {"code": row.code, "from": before[row.pk], "to": row.due_on, "reason": reason})
            for row in Deadline.objects.filter(pk__in=before).order_by("mentorship", "code", "round")
            if row.due_on != before[row.pk]
        ]
    told = [(case, {"from": was, "to": case.period_to, "reason": reason}) for case, was in periods]
    audit.record_many(by=by, now=now, action="mentorship.period_moved", subjects=told, school_id=school_id)
    audit.record_many(by=by, now=now, action="deadline.moved", subjects=moved, school_id=school_id)
    return len(moved)


def ask_all(*, by: Actor, now: datetime, reason: str) -> int:
    """Have every school with running cases counted anew; how many. In the caller's transaction.

    One that waits already is asked anew: a worker that holds it is waited for, and what it has done then no longer counts.
    """
    schools = set(Mentorship.objects.open().order_by().values_list("school_id", flat=True).distinct())
    waits = Recount.objects.filter(done_at=None)
    waits.update(asked_at=now, asked_by=by.user, reason=reason[:300], attempts=0, leased_until=None, error="")
    new = schools - set(waits.values_list("school_id", flat=True))
    Recount.objects.bulk_create(
        Recount(school_id=pk, asked_at=now, asked_by=by.user, reason=reason[:300]) for pk in sorted(new)
    )
    send_next(now)
    return len(schools)


def work(*, recount_id: int, now: datetime) -> bool:
    """Count one school anew under a lease; True when it is done now. May run twice, late or never.

    Each attempt is counted; what it fails of is told in the row. After `Recount.MAX_ATTEMPTS` the school is given up
    until the country's calendar changes again. Then the next school is sent to the workers.
    """
    taken = (
        _free(now)
        .filter(pk=recount_id)
        .update(
            leased_until=now + LEASE, attempts=F("attempts") + 1, error="a worker took this and did not come back"
        )
    )
    if not taken:
        return False
    try:
        with transaction.atomic():
            done = _count(recount_id, now)
    except Exception as error:  # noqa: BLE001  whatever one school fails of is told in its row; the others go on
        log.warning("Recount %s failed: %s", recount_id, type(error).__name__, exc_info=error)
        told = type(error).__name__  # its text may quote the row, and the operator sees no content
        Recount.objects.filter(pk=recount_id, done_at=None).update(leased_until=now + PATIENCE, error=told)
        done = False
    send_next(now)
    return done


def work_all(now: datetime) -> int:
    """Count every school that waits and that no worker holds; how many were done. For a clock without workers."""
    return sum(
        work(recount_id=pk, now=now)
        for pk in list(_free(now).order_by("asked_at", "pk").values_list("pk", flat=True))
    )


@transaction.atomic
def ask_again(*, by: Actor, now: datetime) -> int:
    """Try anew the schools that were given up; how many. The operator. Raises PermissionDenied."""
    policies.require(policies.can_set_country(by.user))
    rows = list(given_up().select_for_update())
    audit.record_many(by=by, now=now, action="recount.again", subjects=[(row, {"error": row.error}) for row in rows])
    Recount.objects.filter(pk__in=[row.pk for row in rows]).update(attempts=0, leased_until=None, error="")
    send_next(now)
    return len(rows)


def in_work() -> QuerySet[Recount]:
    """Schools whose dates are still to be counted."""
    return Recount.objects.filter(done_at=None, attempts__lt=Recount.MAX_ATTEMPTS)


def given_up() -> QuerySet[Recount]:
    """Schools that failed too often; the row tells of what."""
    return Recount.objects.filter(done_at=None, attempts__gte=Recount.MAX_ATTEMPTS)


def waiting(now: datetime) -> list[tuple[str, int]]:
    """Schools that no worker holds: the sweep sends them again."""
    rows = _free(now).filter(Q(asked_at__lt=now - PATIENCE) | Q(attempts__gt=0))
    return [(TASK, pk) for pk in rows.order_by("asked_at", "pk").values_list("pk", flat=True)[:100]]


def send_next(now: datetime) -> None:
    """One school after another: so a change of the country never fills the queue that others wait in."""
    following = _free(now).order_by("attempts", "asked_at", "pk").values_list("pk", flat=True).first()
    if following is not None:
        dispatch.after_commit(TASK, following)


def _count(recount_id: int, now: datetime) -> bool:
    """The row is locked first, so that a change of the calendar in the meantime asks for another one."""
    row = Recount.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=recount_id)
    if row.done_at is not None:
        return False
    by = Actor(user=row.asked_by, capacity="operator") if row.asked_by else SYSTEM
    recount_school(school_id=row.school_id, by=by, now=now, reason=row.reason, asked_at=row.asked_at)
    row.done_at, row.leased_until, row.error = now, None, ""
    row.save(update_fields=["done_at", "leased_until", "error"])
    return True


def _free(now: datetime) -> QuerySet[Recount]:
    """Not done, not given up, and held by nobody."""
    return in_work().filter(Q(leased_until__isnull=True) | Q(leased_until__lt=now))


def _move_periods(cases: list[Mentorship]) -> list[tuple[Mentorship, date]]:
    """Periods that last to the end of teaching follow it; those that moved, with their end before. What an order says
    stays in the order."""
    happened, moved = facts.facts_of_many(cases), []
    for mentorship in cases:
        end = facts.under(work_calendar(mentorship.school), happened[mentorship.pk]).period_to
        if end is not None and end != mentorship.period_to:
            moved.append((mentorship, mentorship.period_to))
            mentorship.period_to = end
            mentorship.save(update_fields=["period_to"])
    return moved


def _open_dates(cases: list[Mentorship]) -> dict[int, date]:
    return dict(Deadline.objects.open().filter(mentorship__in=cases).values_list("pk", "due_on"))
