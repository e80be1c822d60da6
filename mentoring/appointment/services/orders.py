"""The head's order, which pairs mentor and novice; its announcement."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max

from common import audit, clock
from common.actor import Actor
from common.errors import AlreadyDone, DomainError
from mentoring.appointment import policies, selectors, words
from mentoring.appointment.models import Announcement, Appointment, Candidate
from mentoring.appointment.rules import Answer
from mentoring.council.models import Order
from mentoring.mentorships.models import Mentorship, Pairing, Step
from mentoring.mentorships.policies import own_matter_marks
from mentoring.mentorships.services import locked, record_step
from mentoring.regulations import selectors as regulations
from schools.people.models import Employment, Post, User


@transaction.atomic
def issue_order(
    *,
    mentorship_id: int,
    number: int,
    signed_on: date,
    by: Actor,
    now: datetime,
    controller: User | None = None,
    no_other_official: str = "",
    exception_reason: str = "",
    late_reason: str = "",
    delay_reason: str = "",
) -> Order:
    """Sign the order for the recommended candidate: it opens the pairing and meets D1 by its date.

    The rules are asked again for the day of the order: one that fails needs the head's `exception_reason`. A head in
    a matter of one's own signs only when nobody else can, with `no_other_official`. Both reasons are printed.
    controller: a deputy of the school who is neither the mentor nor the new teacher.
    Raises AlreadyDone for a number that is taken or an order that exists; ValidationError by field.
    """
    mentorship = locked(mentorship_id)
    policies.require(policies.can_order(by.user, mentorship))
    candidate = _recommended(mentorship)
    today = clock.today(now)
    assert candidate.agenda_item is not None  # recommended by the council, hence from its agenda
    meeting = candidate.agenda_item.meeting
    if signed_on > today:
        raise ValidationError({"signed_on": words.IN_FUTURE})
    if signed_on < meeting.date:
        raise ValidationError({"signed_on": words.BEFORE_COUNCIL % {"when": meeting}})
    if (
        controller is not None
        and not selectors.controllers(mentorship, candidate, today).filter(pk=controller.pk).exists()
    ):
        raise ValidationError({"controller": words.OTHER_CONTROLS})
    _check_own_matter(mentorship, candidate, by.user, no_other_official)
    _check_rules(mentorship, candidate, signed_on, exception_reason, by.user)
    acting = Post.objects.on(today).filter(user=by.user, school=mentorship.school, kind=Post.Kind.HEAD)
    first = mentorship.order_rules_id is None
    order = _write_order(
        Order(
            school=mentorship.school,
            mentorship=mentorship,
            kind=Order.Kind.ASSIGN if first else Order.Kind.REPLACE,
            series=mentorship.school.order_series,
            number=number,
            year=signed_on.year,
            signed_on=signed_on,
            signed_by=by.user,
            signed_as_acting=all(post.is_acting for post in acting),
            no_other_official=no_other_official.strip()
            if selectors.is_own_matter(by.user, mentorship, candidate)
            else "",
            controller=controller,
            council_number=meeting.minutes_number,
            council_date=meeting.date,
            recorded_at=now,
        )
    )
    candidate.state = Candidate.State.ORDERED
    candidate.save(update_fields=["state", "exception_reason", "exception_by"])
    Appointment.objects.filter(pk=candidate.appointment_id).update(state=Appointment.State.ORDERED)
    _pair(mentorship, candidate.mentor, order)
    if first:
        country, own = regulations.in_force(mentorship.school_id, signed_on)
        mentorship.order_rules, mentorship.order_school_rules = country, own
        mentorship.save(update_fields=["order_rules", "order_school_rules"])
    audit.record(
        by=by,
        now=now,
        action="order.issued",
        subject=order,
        changes={"number": order.full_number, "signed_on": signed_on, "mentor": candidate.mentor_id},
    )
    record_step(
        mentorship=mentorship,
        kind=Step.Kind.ORDERED,
        happened_on=signed_on,
        by=by,
        now=now,
        late_reason=late_reason,
        delay_reason=delay_reason,
        checks_order=first,
    )
    return order


@transaction.atomic
def announce(
    *, mentorship_id: int, happened_on: date, occasion: str, by: Actor, now: datetime, delay_reason: str = ""
) -> Announcement:
    """The deputy presents the new teacher and announces the order (domain, section 8), once.

    Raises AlreadyDone naming who entered it; DomainError("no_order"); ValidationError for `happened_on`.
    """
    mentorship = locked(mentorship_id)
    policies.require(policies.can_announce(by.user, mentorship))
    if (earlier := Announcement.objects.filter(mentorship=mentorship).select_related("by").first()) is not None:
        raise AlreadyDone("announced_already", words.ANNOUNCED_ALREADY, who=earlier.by, when=earlier.recorded_at)
    order = mentorship.orders.order_by("signed_on", "pk").first()
    if order is None:
        raise DomainError("no_order", words.NO_ORDER)
    if happened_on < order.signed_on:
        raise ValidationError({"happened_on": words.BEFORE_ORDER % {"when": f"{order.signed_on:%d.%m.%Y}"}})
    announcement = Announcement.objects.create(
        mentorship=mentorship, happened_on=happened_on, occasion=occasion.strip(), by=by.user, recorded_at=now
    )
    audit.record(
        by=by,
        now=now,
        action="order.announced",
        subject=announcement,
        school_id=mentorship.school_id,
        changes={"happened_on": happened_on, "occasion": occasion, **own_matter_marks(by.user, mentorship)},
    )
    record_step(
        mentorship=mentorship,
        kind=Step.Kind.ANNOUNCED,
        happened_on=happened_on,
        by=by,
        now=now,
        note=occasion.strip(),
        delay_reason=delay_reason,
        checks_order=False,
    )
    return announcement


def _recommended(mentorship: Mentorship) -> Candidate:
    candidate = selectors.open_candidate(mentorship)
    if candidate is not None and candidate.state == Candidate.State.RECOMMENDED:
        return candidate
    order = mentorship.orders.select_related("signed_by").first()
    if candidate is None and order is not None:
        told = words.ORDERED_ALREADY % {"order": order}
        raise AlreadyDone("ordered_already", told, who=order.signed_by, when=order.recorded_at)
    raise DomainError("moved_on", words.MOVED_ON)


def _check_own_matter(mentorship: Mentorship, candidate: Candidate, user: User, reason: str) -> None:
    """Nobody signs in a matter of one's own: it passes to another holder of the post (domain, section 1)."""
    if not selectors.is_own_matter(user, mentorship, candidate):
        return
    if selectors.other_head(mentorship, candidate):
        raise DomainError("own_matter", words.OTHER_SIGNS)
    if not reason.strip():
        raise ValidationError({"no_other_official": words.GIVE_NO_OTHER})


def _check_rules(mentorship: Mentorship, candidate: Candidate, on: date, reason: str, user: User) -> None:
    """A rule that fails on the day of the order is overridden by the head alone (domain, section 5)."""
    try:
        verdict = selectors.assessment_of(candidate.mentor_id, mentorship, on).verdict
    except Employment.DoesNotExist as error:
        raise DomainError("not_here", words.NOT_HERE) from error
    if verdict != Answer.FAIL:
        return
    if not reason.strip():
        raise ValidationError({"exception_reason": words.GIVE_EXCEPTION})
    candidate.exception_reason, candidate.exception_by = reason.strip(), user


def _write_order(order: Order) -> Order:
    """Raises AlreadyDone naming who took the number."""
    try:
        with transaction.atomic():
            order.save()
    except IntegrityError as error:
        taken = (
            Order.objects.select_related("signed_by")
            .filter(school=order.school, series=order.series, year=order.year, number=order.number)
            .first()
        )
        if taken is None:
            raise
        told = words.NUMBER_TAKEN % {"number": order.full_number}
        raise AlreadyDone("number_taken", told, who=taken.signed_by, when=taken.signed_on) from error
    return order


def _pair(mentorship: Mentorship, mentor: Employment, order: Order) -> Pairing:
    """Open the pairing on the day of the order; a present one ends the day before.

    When the mentor before has the day of the order as the last day, the new one begins the day after. Raises
    ValidationError for `signed_on` when the order is earlier than that last day.
    """
    present = mentorship.pairings.filter(ended_on__isnull=True).first()
    if present is not None:
        last = order.signed_on - timedelta(days=1)
        if last < present.starts_on:
            raise ValidationError({"signed_on": words.PAIRED_TOO_EARLY})
        present.ended_on, present.end_reason = last, str(words.REPLACED)
        present.save(update_fields=["ended_on", "end_reason"])
    starts_on = order.signed_on
    before: date | None = mentorship.pairings.aggregate(last=Max("ended_on"))["last"]
    if before is not None:
        if order.signed_on < before:
            raise ValidationError({"signed_on": words.MENTOR_UNTIL % {"day": f"{before:%d.%m.%Y}"}})
        starts_on = max(starts_on, before + timedelta(days=1))
    return Pairing.objects.create(
        mentorship=mentorship,
        mentor=mentor,
        order=order,
        starts_on=starts_on,
        planned_end=max(mentorship.period_to, starts_on),
    )
