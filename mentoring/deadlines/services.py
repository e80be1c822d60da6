"""Deadlines follow the case: counted anew after every step, met in the same transaction."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from common import audit, clock
from common.actor import Actor
from common.errors import AlreadyDone, DomainError
from mentoring.deadlines import facts, policies, words
from mentoring.deadlines.models import Deadline
from mentoring.deadlines.rules import Due, Start, escalation
from mentoring.deadlines.rules.moves import has_passed, missed_date
from mentoring.mentorships.events import StepTaken
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.services import locked
from schools.calendar.data.academic_years import academic_year_starting
from schools.calendar.rules import WorkCalendar
from schools.calendar.selectors import work_calendar


@dataclass(frozen=True, slots=True)
class Before:
    """What of a row a new count may change."""

    starts_on: date | None
    due_on: date | None
    missed_on: date | None
    due_since: date | None
    projected: bool
    paused: bool
    met_on: date | None
    dropped: bool
    running: bool
    next_on: date | None

    @classmethod
    def of(cls, row: Deadline) -> "Before":
        running = row.pk is not None and row.is_running
        return cls(
            row.starts_on,
            row.due_on,
            row.missed_on,
            row.due_since,
            row.projected,
            row.paused,
            row.met_on,
            row.dropped,
            running,
            row.next_on,
        )

    @property
    def was_late(self) -> bool:
        """Met, and late."""
        return self.met_on is not None and self.due_on is not None and self.met_on > min(self._dates)

    @property
    def _dates(self) -> list[date]:
        return [on for on in (self.due_on, self.missed_on) if on is not None]


def on_step(event: StepTaken) -> None:
    """After every step: bring the deadlines up to it. A late step without its reason is refused here.

    Raises ValidationError for `late_reason`; the step and all around it are rolled back.
    """
    today = clock.today(event.now)
    refresh(event.mentorship, today=today, late_reason=event.step.late_reason, from_paper=event.step.from_paper)


def refresh(
    mentorship: Mentorship,
    *,
    today: date | None = None,
    late_reason: str = "",
    from_paper: bool = True,
    only_open: bool = False,
) -> None:
    """Count anew and write what changed: open rows move, met ones stay, those of a case that is over are dropped.

    `today`: the day of the change, else the present day; an open date that had passed before it and moves later is kept as missed.
    `late_reason` is kept with every deadline that is met late just now; it is asked for unless `from_paper`.
    `only_open`: nothing happened in the case itself, so whatever is settled stays as it stands.
    """
    mentorship = Mentorship.objects.select_related(
        "school", "country_rules", "school_rules", "order_rules", "order_school_rules"
    ).get(pk=mentorship.pk)
    calendar = work_calendar(mentorship.school)
    dues = facts.count(mentorship, calendar, academic_year_starting(facts.year_of(mentorship), calendar.years))
    before_days = facts.values_now(mentorship).due_soon_days.value
    rows = {(row.code, row.round): row for row in mentorship.deadlines.all()}
    approved = any(due.code == "D4c" and due.met_on is not None for due in dues)
    new: list[Deadline] = []
    for due in dues:
        row = rows.get((due.code, due.round)) or Deadline(mentorship=mentorship, code=due.code, round=due.round)
        if only_open and row.pk is not None and not row.is_open:
            continue
        before = Before.of(row)
        _move(row, due, before, today or clock.today())
        _meet(row, due, mentorship, late_reason, from_paper, passed_by=approved and due.code in ("D4a", "D4b"))
        _arm(row, before, calendar, before_days)
        if row.pk is None:
            new.append(row)
        elif before != Before.of(row):
            row.save()
    Deadline.objects.bulk_create(new)


@transaction.atomic
def waive(*, deadline_id: int, by: Actor, now: datetime, reason: str) -> Deadline:
    """Take a deadline off, with a reason that is printed. Whoever writes the case (`policies.can_waive`).

    Raises PermissionDenied; ValidationError without a reason; whatever `require_open` raises.
    """
    deadline = Deadline.objects.select_related("mentorship").get(pk=deadline_id)
    mentorship = locked(deadline.mentorship_id)
    policies.require_waive(by.user, mentorship)
    if not reason.strip():
        raise ValidationError({"reason": words.GIVE_WAIVE_REASON})
    deadline.refresh_from_db()
    require_open(deadline)
    deadline.waived_at, deadline.waived_by, deadline.waive_reason = now, by.user, reason.strip()
    deadline.next_step, deadline.next_on = "", None
    deadline.save(update_fields=["waived_at", "waived_by", "waive_reason", "next_step", "next_on"])
    audit.record(
        by=by,
        now=now,
        action="deadline.waived",
        subject=deadline,
        school_id=mentorship.school_id,
        changes={"code": deadline.code, "reason": deadline.waive_reason},
    )
    return deadline


def require_open(deadline: Deadline) -> None:
    """Raises AlreadyDone, with who and when, for a date that was taken off; DomainError for one met or dropped."""
    if deadline.waived_at is not None:
        raise AlreadyDone("waived", words.WAIVED_ALREADY, who=deadline.waived_by, when=deadline.waived_at)
    if not deadline.is_open:
        raise DomainError("not_open", words.NOT_OPEN)


def _move(row: Deadline, due: Due, before: Before, today: date) -> None:
    """Bring the dates of a row up to its count; those of a row that is met stay, with what was missed.

    A step that is taken back after it was late, and is counted from the same day, stays late. The plan carried out
    (D5) is met by its own last day, so nobody can miss it.
    """
    if row.met_on is not None and due.met_on is not None:
        return
    row.starts_on, row.due_on, row.projected = due.start_on, due.due_on, due.projected
    if before.due_on is None or row.code == Deadline.Code.D5:
        return
    if before.projected or _begins_again(row, due, before):
        row.missed_on, row.due_since = None, None
        return
    ran = before.running or (before.was_late and before.starts_on == row.starts_on)
    late = row.missed_on is not None or (ran and has_passed(before.due_on, before.due_since, today))
    row.missed_on = missed_date(
        row.missed_on,
        before.due_on,
        row.due_on,
        running=ran,
        paused=due.paused,
        since=before.due_since,
        today=today,
    )
    if not late and row.due_on != before.due_on:
        row.due_since = today
    if row.missed_on is not None and due.met_on is not None and due.met_on <= row.missed_on:
        row.missed_on = None  # it had been done in time and was entered later


def _begins_again(row: Deadline, due: Due, before: Before) -> bool:
    """The clock waits for its event, or runs from another one: the first day without a mentor, a new mentor's order."""
    return row.projected or (due.start in (Start.GAP, Start.NEW_ORDER) and before.starts_on != row.starts_on)


def _meet(
    row: Deadline, due: Due, mentorship: Mentorship, late_reason: str, from_paper: bool, *, passed_by: bool
) -> None:
    """Whether a row is met, late with its reason, paused or dropped. `passed_by`: the plan is approved though paper does not tell when it was sent and agreed."""
    if row.met_on is None and due.met_on is not None and due.met_on > row.late_after and row.waived_at is None:
        if not late_reason.strip() and not from_paper:
            raise ValidationError({"late_reason": words.late_reason_wanted(row)})
        row.late_reason = late_reason.strip()
    if not (row.code == Deadline.Code.D5 and row.met_on is not None and due.met_on is not None):
        # Met by the report or by its own last day, whichever came first: a calendar that changed later alters neither.
        row.met_on = due.met_on
    row.paused = due.paused
    row.dropped = row.met_on is None and (mentorship.is_over or passed_by)


def _arm(row: Deadline, before: Before, calendar: WorkCalendar, before_days: int) -> None:
    """Set the next step of the escalation: the first one, when the clock has begun to run or the date has moved; none
    while nobody can be late. The step that is next already keeps its place, on the day that the calendar gives it now."""
    if not row.is_running:
        row.next_step, row.next_on = "", None
    elif row.next_step or not before.running or before.due_on != row.due_on:
        steps = escalation.steps(row.due_on, calendar, before_days=before_days)
        fresh = not before.running or before.due_on != row.due_on
        step = steps[0] if fresh else next(step for step in steps if step.name == row.next_step)
        row.next_step, row.next_on = step.name, step.on
    moved = (before.due_on, before.paused) != (row.due_on, row.paused)
    row.revision += row.pk is not None and moved
