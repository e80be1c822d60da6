"""Open a case, and record each step of it."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from common import audit, clock, dates, events
from common.actor import Actor
from common.errors import AlreadyDone
from mentoring.mentorships import policies, rules, words
from mentoring.mentorships.events import StepTaken
from mentoring.mentorships.models import Mentorship, Step
from mentoring.mentorships.selectors import period_of, previous_date
from mentoring.regulations import selectors as regulations
from mentoring.regulations.models import RuleSet
from schools.calendar.selectors import hire_year_of, work_calendar
from schools.people.models import Employment


def locked(mentorship_id: int) -> Mentorship:
    """The case, locked until the end of the transaction: two people at once come one after the other."""
    return Mentorship.objects.select_for_update(of=("self",)).select_related("school", "novice").get(pk=mentorship_id)


@transaction.atomic
def open_mentorship(
    *,
    novice: Employment,
    by: Actor,
    now: datetime,
    basis: str = Mentorship.Basis.FIRST_TIME,
    starts_on: date | None = None,
    full_year: bool | None = None,
    from_paper: bool = False,
) -> Mentorship:
    """Record the need of a mentor. D1 runs from the day of hire, or from `starts_on` when the need arose later.

    full_year: whether the period of one hired mid-year runs a full year or to the year's end (section 2a); None leaves
    it to the school's setting.
    Raises PermissionDenied; AlreadyDone when this stay at the school has an open case.
    """
    if not policies.can_open_for(by.user, novice):
        raise PermissionDenied
    school = novice.school
    start = starts_on or novice.hired_on
    today = clock.today(now)
    if start > today:
        raise ValidationError({"starts_on": words.DATE_FAULTS[rules.DateFault.FUTURE]})
    if start < novice.hired_on:
        raise ValidationError({"starts_on": words.BEFORE_HIRE})
    try:
        country, own = regulations.in_force(school.pk, start)
    except RuleSet.DoesNotExist:
        raise ValidationError({"starts_on": words.BEFORE_RULES % {"day": dates.numeric(start)}}) from None
    try:
        with transaction.atomic():
            mentorship = Mentorship.objects.create(
                school=school,
                novice=novice,
                basis=basis,
                year=hire_year_of(start),
                starts_on=start,
                period_to=period_of(school, start, regulations.values_of(country, own), full_year=full_year),
                country_rules=country,
                school_rules=own,
                from_paper=from_paper,
                opened_by=by.user,
                opened_at=now,
            )
    except IntegrityError as error:
        raise already_open(novice) from error
    audit.record(
        by=by, now=now, action="mentorship.opened", subject=mentorship, changes={"novice": novice.pk, "basis": basis}
    )
    record_step(
        mentorship=mentorship,
        kind=Step.Kind.OPENED,
        happened_on=start,
        by=by,
        now=now,
        checks_delay=False,
        from_paper=from_paper,
    )
    return mentorship


def record_step(
    *,
    mentorship: Mentorship,
    kind: str,
    happened_on: date,
    by: Actor,
    now: datetime,
    note: str = "",
    late_reason: str = "",
    delay_reason: str = "",
    no_other_official: str = "",
    checks_delay: bool = True,
    checks_order: bool = True,
    from_paper: bool = False,
) -> Step:
    """Write the step, move the state by the table, tell the deadlines: all in the caller's transaction.

    from_paper: written by the taking-over of a running case, whose papers hold the reasons; no later step is.
    `mentorship` must be locked by the caller. Raises AlreadyDone("wrong_state") when the table forbids the step;
    ValidationError for a date in the future or before the step before, and for a reason that is missing.
    """
    state = rules.next_state(mentorship.state, kind)
    if state is None:
        raise moved_on(mentorship)
    today = clock.today(now)
    previous = previous_date(mentorship) if checks_order else None
    if (fault := rules.date_fault(happened_on, today, previous)) is not None:
        raise ValidationError({"happened_on": words.DATE_FAULTS[fault]})
    if checks_delay and not from_paper:
        check_delay(mentorship, happened_on, today, delay_reason)
    step = Step.objects.create(
        mentorship=mentorship,
        kind=kind,
        happened_on=happened_on,
        recorded_at=now,
        by=by.user,
        capacity=by.capacity,
        note=note,
        late_reason=late_reason,
        delay_reason=delay_reason,
        no_other_official=no_other_official,
        from_paper=from_paper,
    )
    if state != mentorship.state:
        mentorship.state = state
        if mentorship.is_over:
            mentorship.ended_on = happened_on
            mentorship.end_reason = note
        mentorship.save(update_fields=["state", "ended_on", "end_reason"])
    events.emit(StepTaken(mentorship=mentorship, step=step, by=by, now=now))
    return step


def already_open(novice: Employment) -> AlreadyDone:
    """Who opened the case that stands in the way, and when."""
    other = Mentorship.objects.filter(novice=novice).select_related("opened_by").latest("opened_at")
    return AlreadyDone(
        "already_open", words.ALREADY_OPEN, who=other.opened_by or "", when=other.opened_at, about=novice
    )


def moved_on(mentorship: Mentorship) -> AlreadyDone:
    """The case stands elsewhere: who took its last step, and when."""
    last = mentorship.steps.select_related("by").order_by("-recorded_at", "-pk").first()
    told = words.CASE_IS_OVER if mentorship.is_over else words.WRONG_STATE
    if last is None:
        return AlreadyDone("wrong_state", told)
    return AlreadyDone(
        "wrong_state",
        words.WITH_LAST_STEP % {"told": told, "step": last.get_kind_display()},
        who=last.by or "",
        when=last.recorded_at,
    )


def check_delay(mentorship: Mentorship, happened_on: date, today: date, reason: str) -> None:
    """Raises ValidationError for `delay_reason` when it is entered late without one (section 2a: 3 working days)."""
    allowed = regulations.values_of(
        mentorship.order_rules or mentorship.country_rules,
        mentorship.order_school_rules if mentorship.order_rules else mentorship.school_rules,
    ).delay_reason_days.value
    if reason.strip() or (today - happened_on).days <= allowed:
        return
    if work_calendar(mentorship.school).working_days_between(happened_on, today) > allowed:
        raise ValidationError({"delay_reason": words.GIVE_DELAY_REASON % {"days": allowed}})
