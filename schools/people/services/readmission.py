"""Let somebody in again who used the account and lost every way: one leader asks, a second one confirms (adr/0016).

Each change locks the person first, so that asking, confirming, withdrawing, signing in and using come one after the other.
"""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common import audit, clock
from common.actor import SYSTEM, Actor
from common.errors import AlreadyDone, DomainError
from schools.organisation.models import Department, School
from schools.people import policies
from schools.people.access import LEADERS, access_of
from schools.people.models import Invitation, Readmission, User
from schools.people.selectors import readmissions
from schools.people.selectors.accounts import people_at
from schools.people.selectors.newcomers import newcomers
from schools.people.selectors.ways_in import ties_of
from schools.people.services import invitation_mails, readmission_mails
from schools.people.services.invitations import Invited, make, place_of, revoke_open

DENIED_FOR = timedelta(days=7)
NOT_HERE = _("This person does not work at the school now.")
TOO_NEW = _(
    "You have led this school, or used this account, for less than seven days. Until then other leaders do this; where "
    "there are none, whoever runs the installation."
)


@transaction.atomic
def ask(*, school: School, user_id: int, reason: str, by: Actor, now: datetime) -> Readmission:
    """One leader asks; the others are mailed. A request that was confirmed and ran out makes room for the new one.

    Raises PermissionDenied (`policies.can_ask_readmission`); ValidationError without a reason; DomainError for somebody
    who is not of the school, and for a leader of a few days (`newcomers`); AlreadyDone when it was asked already.
    """
    policies.require(policies.can_see_accounts(by.user, school))
    person = User.objects.select_for_update().get(pk=user_id)
    _check_is_here(person, school, by, now)
    _check_has_settled(school, by, now)
    _check_not_denied(person, now)
    if not reason.strip():
        raise ValidationError({"reason": _("Say in a few words why the person cannot come in.")})
    for earlier in Readmission.objects.open().filter(user=person, school=school).select_related("asked_by"):
        if readmissions.stage_of(earlier, now) != readmissions.Stage.RAN_OUT:
            raise AlreadyDone(
                "asked", _("Somebody asked for this before."), who=earlier.asked_by or "", when=earlier.asked_at
            )
        _end(earlier, Readmission.RAN_OUT, SYSTEM, now)
    readmission = Readmission.objects.create(
        user=person, school=school, reason=reason.strip(), asked_by=by.user, asked_at=now
    )
    audit.record(by=by, now=now, action="readmission.asked", subject=readmission, changes={"user": person.pk})
    others = readmissions.who_confirms(school, person.pk, by.user_id, clock.today(now))
    readmission_mails.tell_leaders(readmission=readmission, leaders=others, now=now)
    return readmission


@transaction.atomic
def confirm(*, readmission_id: int, by: Actor, now: datetime, by_mail: bool = False) -> Invited:
    """A second leader agrees: an invitation is made, and every address that the person has or had gets a notice.

    Raises PermissionDenied for who asked and for the person concerned; AlreadyDone when it was confirmed, ended or used;
    DomainError for a leader of a few days, when the person or the one who asked is not of the school any more, or when
    no mail can go.
    """
    readmission = _locked(readmission_id)
    person, school = readmission.user, readmission.school
    policies.require(policies.can_confirm_readmission(by.user, readmission))
    _check_is_open(readmission)
    if readmission.confirmed_at is not None:
        raise AlreadyDone(
            "confirmed",
            _("This was confirmed before."),
            who=readmission.confirmed_by or "",
            when=readmission.confirmed_at,
        )
    assert school is not None  # whoever confirms leads it
    _check_is_here(person, school, by, now)
    _check_has_settled(school, by, now)
    _check_not_denied(person, now)
    if readmissions.stage_of(readmission, now) == readmissions.Stage.RAN_OUT:
        raise DomainError("ran_out", _("It was asked for more than 14 days ago. Ask once more."))
    if readmission.asked_by is None or not access_of(readmission.asked_by).has(school.pk, *LEADERS):
        raise DomainError(
            "asker_gone",
            _(
                "Whoever asked does not lead the school any more. Decline it and ask yourself; another leader confirms."
            ),
        )
    if by_mail:
        invitation_mails.check_limit([person], place=school, now=now)
    readmission.confirmed_by, readmission.confirmed_at = by.user, now
    readmission.save(update_fields=["confirmed_by", "confirmed_at"])
    return _let_in(readmission, school, by, now, by_mail=by_mail)


@transaction.atomic
def end(*, readmission_id: int, by: Actor, now: datetime, reason: str = "") -> Readmission:
    """Withdraw or decline, before it is used; its link stops working. The person concerned needs no reason.

    Raises PermissionDenied; ValidationError without a reason; AlreadyDone when it was used or ended.
    """
    readmission = _locked(readmission_id)
    policies.require(policies.can_end_readmission(by.user, readmission))
    _check_is_open(readmission)
    is_own = by.user_id == readmission.user_id
    if not is_own and not reason.strip():
        raise ValidationError({"reason": _("Say in a few words why not.")})
    _end(readmission, Readmission.SIGNED_IN if is_own else reason.strip(), by, now)
    return readmission


@transaction.atomic
def end_by_sign_in(*, person: User, now: datetime) -> None:
    """Whoever signs in has not lost every way: what was asked for ends, its link with it. One query when nothing was."""
    if not Readmission.objects.open().filter(user=person).exists():
        return
    User.objects.select_for_update().get(pk=person.pk)
    for readmission in Readmission.objects.select_for_update().open().filter(user=person):
        _end(readmission, Readmission.SIGNED_IN, Actor(user=person), now)


@transaction.atomic
def let_in_from_machine(*, person_id: int, reason: str, now: datetime) -> Invited:
    """Whoever holds the machine asks and confirms at once, where a school has no second leader who can.

    Raises DomainError for somebody who is nowhere today, and for an account that nobody has used: that one is invited.
    """
    person = User.objects.select_for_update().get(pk=person_id)
    if not person.is_used:
        raise DomainError("unused", _("Nobody has used this account yet. It is opened by an invitation."))
    place = place_of(person, now)
    at = {"school": place} if isinstance(place, School) else {"department": place}
    for earlier in Readmission.objects.open().filter(user=person, **at):
        _end(earlier, Readmission.OTHER_WAY, SYSTEM, now)
    readmission = Readmission.objects.create(user=person, reason=reason, asked_at=now, confirmed_at=now, **at)
    audit.record(by=SYSTEM, now=now, action="readmission.asked", subject=readmission, changes={"user": person.pk})
    return _let_in(readmission, place, SYSTEM, now)


def _let_in(
    readmission: Readmission, place: School | Department, by: Actor, now: datetime, *, by_mail: bool = False
) -> Invited:
    person = readmission.user
    audit.record(by=by, now=now, action="readmission.confirmed", subject=readmission, changes={"user": person.pk})
    revoke_open([person], now)
    invited = make(place=place, person=person, by=by, now=now, by_mail=by_mail, readmission=readmission)
    readmission_mails.tell_confirmed(readmission=readmission, person=person, now=now)
    return invited


def _locked(readmission_id: int) -> Readmission:
    """The person, then the row; what belongs to it is read afterwards."""
    user_id = Readmission.objects.values_list("user_id", flat=True).get(pk=readmission_id)
    User.objects.select_for_update().get(pk=user_id)
    Readmission.objects.select_for_update().get(pk=readmission_id)
    found = Readmission.objects.select_related("user", "school", "department", "asked_by", "confirmed_by", "ended_by")
    return found.get(pk=readmission_id)


def _check_is_here(person: User, school: School, by: Actor, now: datetime) -> None:
    today = clock.today(now)
    if not people_at(school, today).filter(pk=person.pk).exists():
        raise DomainError("not_of_school", NOT_HERE)
    ties = ties_of([person], school.pk, today)[person.pk]
    policies.require(policies.can_ask_readmission(by.user, school, person, ties))


def _check_has_settled(school: School, by: Actor, now: datetime) -> None:
    """One leader must not make the other one: an account that was opened, or a post that was entered, just now."""
    if newcomers([by.user.pk], school.pk, now):
        raise DomainError("too_new", TOO_NEW)


def _check_not_denied(person: User, now: datetime) -> None:
    """Whom the person has just put out is not let in once more by the same two."""
    if Readmission.objects.filter(user=person, denied_at__gt=now - DENIED_FOR).exists():
        raise DomainError(
            "denied",
            _("This person said by mail: it was not I. For seven days only whoever runs the installation lets in."),
        )


def _check_is_open(readmission: Readmission) -> None:
    if readmission.used_at is not None:
        raise AlreadyDone(
            "used", _("The person has come in already."), who=readmission.user, when=readmission.used_at
        )
    if readmission.ended_at is not None:
        raise AlreadyDone(
            "ended", _("This was ended before."), who=readmission.ended_by or "", when=readmission.ended_at
        )


def _end(readmission: Readmission, reason: str, by: Actor, now: datetime) -> None:
    readmission.ended_by, readmission.ended_at, readmission.end_reason = by.user, now, reason
    readmission.save(update_fields=["ended_by", "ended_at", "end_reason"])
    Invitation.objects.open().filter(readmission=readmission).update(revoked_at=now)
    audit.record(
        by=by, now=now, action="readmission.ended", subject=readmission, changes={"user": readmission.user_id}
    )
