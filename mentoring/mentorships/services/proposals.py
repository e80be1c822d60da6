"""Those who teach for the first time are proposed for mentoring: the deputy confirms the list, or takes one off it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common import audit
from common.actor import Actor
from common.errors import AlreadyDone, DomainError
from mentoring.mentorships import policies, rules, words
from mentoring.mentorships.models import Mentorship, NotProposed
from mentoring.mentorships.selectors import entered, first_time_hires
from mentoring.mentorships.services.cases import already_open, open_mentorship
from schools.calendar.selectors import calendars_kept
from schools.organisation.models import School
from schools.people.models import Employment


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the list that the deputy confirms; `full_year`: the period chosen for one hired late in the year."""

    employment_id: int
    full_year: bool | None = None


@transaction.atomic
def open_proposed(
    *, school: School, year: int, choices: Sequence[Choice], by: Actor, now: datetime
) -> list[Mentorship]:
    """Open the cases of those chosen, all or none. Deputy or head of the school.

    Raises PermissionDenied; DomainError("nobody") when none is chosen, ("too_many") when more than are opened
    at once, ("not_proposed") when one does not belong to
    the list; AlreadyDone when somebody else has opened a case or has taken a person off the list meanwhile.
    """
    if not policies.can_open(by.user, school.pk):
        raise PermissionDenied
    if not choices:
        raise DomainError("nobody", words.CHOOSE_SOMEBODY)
    if len(choices) > rules.MOST_OPENED:
        raise DomainError("too_many", words.TOO_MANY_AT_ONCE % {"most": rules.MOST_OPENED})
    wanted = {choice.employment_id: choice for choice in choices}
    hires = list(first_time_hires(school, year).filter(pk__in=wanted).select_for_update(of=("self",)))
    if len(hires) != len(wanted):
        raise DomainError("not_proposed", words.NOT_PROPOSED)
    if (off := _off_the_list(hires)) is not None:
        raise off
    for hire in hires:
        if entered().filter(novice=hire).exists():
            raise already_open(hire)
    with calendars_kept():  # one calendar, counted with for all of them
        return [
            open_mentorship(novice=hire, by=by, now=now, full_year=wanted[hire.pk].full_year)
            for hire in sorted(hires, key=lambda hire: (hire.hired_on, hire.pk))
        ]


@transaction.atomic
def not_a_novice(*, employment_id: int, reason: str, by: Actor, now: datetime) -> NotProposed:
    """Take this stay off the list for good, with a reason: no new teacher after all. Deputy or head.

    Raises PermissionDenied; ValidationError without a reason; AlreadyDone when it is off the list, or has a case.
    """
    employment = _locked(employment_id, by)
    if not reason.strip():
        raise ValidationError({"reason": words.GIVE_SET_ASIDE_REASON})
    if entered().filter(novice=employment).exists():
        raise already_open(employment)
    if (off := _off_the_list([employment])) is not None:
        raise off
    row = NotProposed.objects.create(employment=employment, reason=reason.strip(), by=by.user, made_at=now)
    audit.record(
        by=by,
        now=now,
        action="mentorship.not_proposed",
        subject=row,
        school_id=employment.school_id,
        changes={"employment": employment.pk, "reason": row.reason},
    )
    return row


@transaction.atomic
def propose_again(*, employment_id: int, by: Actor, now: datetime) -> NotProposed:
    """Put this stay back on the list; what was said before is kept. Deputy or head.

    Raises PermissionDenied; AlreadyDone when it is on the list already.
    """
    employment = _locked(employment_id, by)
    row = NotProposed.objects.filter(employment=employment).order_by("made_at", "pk").last()
    if row is None or row.withdrawn_at is not None:
        raise AlreadyDone(
            "proposed", words.PROPOSED_AGAIN, **(audit.first_to(row, "mentorship.proposed_again") if row else {})
        )
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])
    audit.record(
        by=by,
        now=now,
        action="mentorship.proposed_again",
        subject=row,
        school_id=employment.school_id,
        changes={"employment": employment.pk},
    )
    return row


def _off_the_list(stays: Iterable[Employment]) -> AlreadyDone | None:
    """Who took the first of these off the list, and when."""
    row = NotProposed.objects.active().filter(employment__in=stays).select_related("by", "employment__user").first()
    if row is None:
        return None
    return AlreadyDone("set_aside", words.SET_ASIDE_ALREADY, who=row.by, when=row.made_at, about=row.employment)


def _locked(employment_id: int, by: Actor) -> Employment:
    employment = Employment.objects.select_for_update(of=("self",)).get(pk=employment_id)
    if not policies.can_open_for(by.user, employment):
        raise PermissionDenied
    return employment
