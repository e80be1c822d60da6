"""A school starts in November: a running case comes in with its order, dates and state from paper (section 2a)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from common import audit, clock
from common.actor import Actor
from mentoring.appointment import selectors as appointments
from mentoring.appointment.models import Appointment, Candidate
from mentoring.appointment.services.candidates import close, lock_candidate
from mentoring.changes import policies, rules, selectors, words
from mentoring.council.models import Order
from mentoring.mentorships.models import Mentorship, Pairing, Step
from mentoring.mentorships.services import already_open, locked, open_mentorship, record_step
from mentoring.regulations import selectors as regulations
from schools.people.models import Employment, User

STEPS = {
    "level_on": Step.Kind.LEVEL,
    "diagnosed_on": Step.Kind.DIAGNOSED,
    "approved_on": Step.Kind.PLAN_APPROVED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCase:
    """What the papers say. `state`: level, diagnostics, planning or main; the dates are those of the steps before it.

    starts_on: the day on which the need arose, where it is not the day of hire. no_other_official: why the head signed although novice or mentor oneself; printed.
    """

    state: str
    mentor: Employment
    number: int
    signed_on: date
    signed_by: User
    basis: str = Mentorship.Basis.FIRST_TIME
    council_number: str = ""
    council_on: date | None = None
    level_on: date | None = None
    diagnosed_on: date | None = None
    approved_on: date | None = None
    starts_on: date | None = None
    no_other_official: str = ""


@transaction.atomic
def take_over(*, novice: Employment, by: Actor, now: datetime, paper: PaperCase) -> Mentorship:
    """Open the case as it stands on paper, marked so: order, pairing, and each step on the day it happened.

    A case that was opened already and waits for a mentor is the one that goes on; basis and start are its own, and
    whoever was being asked is withdrawn. The deputy head. The late steps among them ask for no reason: the
    papers hold it; every step after this one does. A deputy who is the mentor leaves it to another deputy, where there
    is one. Raises ValidationError with the fields that do
    not fit; AlreadyDone when this stay has a case with a mentor.
    """
    policies.require(policies.can_take_over(by.user, novice))
    waiting = _waiting(novice)
    start = waiting.starts_on if waiting else paper.starts_on or novice.hired_on
    _check(novice, paper, start, clock.today(now), by)
    mentorship = waiting or _opened(novice, paper, by, now)
    country, own = regulations.in_force(mentorship.school_id, paper.signed_on)
    mentorship.order_rules, mentorship.order_school_rules, mentorship.from_paper = country, own, True
    mentorship.save(update_fields=["order_rules", "order_school_rules", "from_paper"])
    order = _order(mentorship, paper, now)
    Pairing.objects.create(
        mentorship=mentorship,
        mentor=paper.mentor,
        order=order,
        starts_on=paper.signed_on,
        planned_end=max(mentorship.period_to, paper.signed_on),
    )
    _meet_need(mentorship, by, now)
    record_step(
        mentorship=mentorship, kind=Step.Kind.ORDERED, happened_on=paper.signed_on, by=by, now=now, from_paper=True
    )
    for name, kind in STEPS.items():
        if (on := getattr(paper, name)) is not None:
            record_step(mentorship=mentorship, kind=kind, happened_on=on, by=by, now=now, from_paper=True)
    record_step(
        mentorship=mentorship,
        kind=Step.Kind.TAKEN_OVER,
        happened_on=clock.today(now),
        by=by,
        now=now,
        from_paper=True,
    )
    audit.record(
        by=by,
        now=now,
        action="mentorship.taken_over",
        subject=mentorship,
        changes={"state": paper.state, "order": order.full_number, "mentor": paper.mentor.pk},
    )
    return mentorship


def _waiting(novice: Employment) -> Mentorship | None:
    """The case of this stay that was opened and has no mentor yet, locked."""
    found = selectors.open_cases_of(novice).first()
    if found is None:
        return None
    mentorship = locked(found.pk)
    if mentorship.state != Mentorship.State.AWAITING_MENTOR:
        raise already_open(novice)
    return mentorship


def _opened(novice: Employment, paper: PaperCase, by: Actor, now: datetime) -> Mentorship:
    opened = open_mentorship(
        novice=novice, by=by, now=now, basis=paper.basis, starts_on=paper.starts_on, from_paper=True
    )
    return locked(opened.pk)


def _meet_need(mentorship: Mentorship, by: Actor, now: datetime) -> None:
    """The order answers the need of a mentor: who is still being asked is withdrawn."""
    need = appointments.running(mentorship)
    if need is None:
        state = Appointment.State.ORDERED
        Appointment.objects.create(mentorship=mentorship, state=state, opened_on=mentorship.starts_on)
        return
    for pk in list(need.candidates.filter(closed_at__isnull=True).values_list("pk", flat=True)):
        close(lock_candidate(pk), Candidate.State.WITHDRAWN, str(words.ORDER_ON_PAPER), by, now)
    need.state = Appointment.State.ORDERED
    need.save(update_fields=["state"])


def _check(novice: Employment, paper: PaperCase, start: date, today: date, by: Actor) -> None:
    if paper.state not in rules.TAKEN_OVER_IN:
        raise ValidationError({"state": words.PAPER[rules.PaperFault.MISSING]})
    names = ("council_on", *(name for name, _state in rules.PAPER_LINE))
    found = rules.paper_faults(paper.state, {name: getattr(paper, name) for name in names}, start, today)
    faults = {name: words.PAPER[fault] for name, fault in found.items()}
    if start < novice.hired_on:
        faults["starts_on"] = words.PAPER[rules.PaperFault.OUT_OF_ORDER]
    if paper.mentor.school_id != novice.school_id or paper.mentor.user_id == novice.user_id:
        faults["mentor"] = words.NOT_HERE
    elif paper.mentor.user_id == by.user.pk and selectors.other_deputy(novice, by.user, today):
        faults["mentor"] = words.OWN_MENTORSHIP
    if not selectors.heads(novice.school).filter(pk=paper.signed_by.pk).exists():
        faults["signed_by"] = words.NOT_HEAD
    elif paper.signed_by.pk in (novice.user_id, paper.mentor.user_id) and not paper.no_other_official.strip():
        faults["no_other_official"] = words.OWN_ORDER
    if faults:
        raise ValidationError(faults)


def _order(mentorship: Mentorship, paper: PaperCase, now: datetime) -> Order:
    try:
        with transaction.atomic():
            return Order.objects.create(
                school=mentorship.school,
                mentorship=mentorship,
                number=paper.number,
                series=mentorship.school.order_series,
                year=paper.signed_on.year,
                signed_on=paper.signed_on,
                signed_by=paper.signed_by,
                no_other_official=paper.no_other_official.strip(),
                council_number=paper.council_number.strip(),
                council_date=paper.council_on,
                recorded_at=now,
            )
    except IntegrityError as error:
        raise ValidationError({"number": words.NUMBER_TAKEN}) from error
