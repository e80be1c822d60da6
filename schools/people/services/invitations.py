"""Invitations: single use, seven days, revocable. The code is shown once; only its hash is kept.

They open accounts that nobody has used. Somebody who lost every way in is let in again by two (`services.readmission`,
adr/0016), which ends in an invitation, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from common import audit, clock, codes
from common.actor import SYSTEM, Actor
from common.errors import AlreadyDone, DomainError
from schools.organisation.models import Department, School
from schools.people import policies
from schools.people.models import Employment, Invitation, Post, Readmission, User
from schools.people.selectors.accounts import people_at
from schools.people.selectors.ways_in import ties_of
from schools.people.services import invitation_mails

LIFETIME = timedelta(days=7)
USED = _(
    "Somebody has signed in to this account or chosen its password meanwhile. Nobody was invited. Who lost every way in "
    "is let in again: two of you agree to it."
)


@dataclass(frozen=True)
class Invited:
    """An invitation just made, with the code that nobody sees again."""

    invitation: Invitation
    code: str

    @property
    def person(self) -> User:
        return self.invitation.user

    @property
    def link(self) -> str:
        """The address that opens the invitation, under PUBLIC_URL."""
        return f"{settings.PUBLIC_URL}{reverse('join', args=[self.code])}"


@transaction.atomic
def invite(
    *, school: School, user_ids: Sequence[int], by: Actor, now: datetime, by_mail: bool = False
) -> list[Invited]:
    """Invite people of the school, all or none; an open invitation of the same person is revoked.

    by_mail: each gets a mail with the link, in one's own language. Raises PermissionDenied when one of them is not for
    one leader to invite (`policies.can_invite`); DomainError when nobody is chosen, when one is not of the school, has
    used the account meanwhile, or, by mail, has no e-mail or got too many invitations today.
    """
    policies.require(policies.can_see_accounts(by.user, school))
    School.objects.select_for_update().get(pk=school.pk)  # mails are counted one after the other
    chosen = people_at(school, clock.today(now)).filter(pk__in=user_ids).values("pk")
    people = list(User.objects.select_for_update().filter(pk__in=chosen).order_by("sort_key", "pk"))
    _check_choice(people, user_ids, by_mail=by_mail)
    ties = ties_of(people, school.pk, clock.today(now))
    policies.require(all(policies.can_invite(by.user, school, ties[person.pk]) for person in people))
    if by_mail:
        invitation_mails.check_limit(people, place=school, now=now)
    revoke_open(people, now)
    return [make(place=school, person=person, by=by, now=now, by_mail=by_mail) for person in people]


@transaction.atomic
def invite_holder(*, post_id: int, by: Actor, now: datetime, by_mail: bool = False) -> Invited:
    """Invite who leads a school, or serves in a department, to the place of that post; an open invitation is revoked.

    Raises PermissionDenied when it is not for this person to do (`policies.can_invite_holder`); DomainError, by mail,
    for a person without e-mail, or who got too many invitations today.
    """
    post = (
        Post.objects.select_for_update(of=("self", "user"))
        .select_related("user", "school", "department")
        .get(pk=post_id)
    )
    policies.require(policies.can_invite_holder(by.user, post))
    place: School | Department = post.school or post.department  # type: ignore[assignment]  # one of the two is there
    if by_mail:
        invitation_mails.check_limit([post.user], place=place, now=now)
    revoke_open([post.user], now)
    return make(place=place, person=post.user, by=by, now=now, by_mail=by_mail)


@transaction.atomic
def invite_from_machine(*, person_id: int, now: datetime) -> Invited:
    """Whoever holds the machine invites somebody whom no page can: of two schools, or whose only deputy is away.

    An open invitation is revoked. Raises DomainError for somebody who has neither post nor stay today, or whose
    account was used: such a person is let in again (`readmission.let_in_from_machine`).
    """
    person = User.objects.select_for_update().get(pk=person_id)
    if person.is_used:
        raise DomainError("used", USED)
    place = place_of(person, now)
    revoke_open([person], now)
    return make(place=place, person=person, by=SYSTEM, now=now)


def place_of(person: User, now: datetime) -> School | Department:
    """Where the person holds a post or works today. Raises DomainError when that is nowhere."""
    today = clock.today(now)
    post = Post.objects.on(today).filter(user=person).select_related("school", "department").order_by("kind").first()
    if post is not None:
        return post.school or post.department  # type: ignore[return-value]  # one of the two is there
    stay = Employment.objects.on(today).filter(user=person).select_related("school").order_by("pk").first()
    if stay is None:
        raise DomainError("nowhere", _("This person is at no school and in no department today."))
    return stay.school


@transaction.atomic
def revoke(*, invitation_id: int, by: Actor, now: datetime) -> Invitation:
    """Make an invitation useless. Raises PermissionDenied; AlreadyDone when it is used or revoked already."""
    invitation = (
        Invitation.objects.select_for_update(of=("self",)).select_related("school", "user").get(pk=invitation_id)
    )
    policies.require(policies.can_revoke(by.user, invitation.school))
    if invitation.used_at is not None:
        told = _("This invitation has been used already.")
        raise AlreadyDone("used", told, who=invitation.user, when=invitation.used_at)
    if invitation.revoked_at is not None:
        first = audit.first_to(invitation, "invitation.revoked")
        raise AlreadyDone(
            "revoked", _("This invitation was revoked before."), **{"when": invitation.revoked_at} | first
        )
    invitation.revoked_at = now
    invitation.save(update_fields=["revoked_at"])
    audit.record(
        by=by, now=now, action="invitation.revoked", subject=invitation, changes={"user": invitation.user_id}
    )
    return invitation


def _check_choice(people: list[User], user_ids: Sequence[int], *, by_mail: bool) -> None:
    if not user_ids:
        raise DomainError("nobody", _("Choose at least one person."))
    if len(people) != len(set(user_ids)):
        raise DomainError("not_of_school", _("Not all of them work at this school now. Choose again."))
    if any(person.is_used for person in people):
        raise DomainError("used", USED)
    without = sum(1 for person in people if not person.email)
    if by_mail and without:
        raise DomainError(
            "no_email",
            ngettext_lazy(
                "%(count)s of them has no e-mail. Nobody was invited. Print a slip, or copy the link.",
                "%(count)s of them have no e-mail. Nobody was invited. Print slips, or copy the links.",
                without,
            )
            % {"count": without},
        )


def revoke_open(people: list[User], now: datetime) -> None:
    """The new invitation's own entry tells of it."""
    Invitation.objects.open().filter(user__in=people).update(revoked_at=now)


def make(
    *,
    place: School | Department,
    person: User,
    by: Actor,
    now: datetime,
    by_mail: bool = False,
    readmission: Readmission | None = None,
) -> Invited:
    """The row, its entry and its mail. The caller has checked who may, and revoked an open one."""
    code = codes.new_code()
    invitation = Invitation.objects.create(
        school=place if isinstance(place, School) else None,
        department=place if isinstance(place, Department) else None,
        user=person,
        code_hash=codes.digest(code),
        readmission=readmission,
        mailed_to=person.email if by_mail else "",
        made_by=by.user,
        made_at=now,
        expires_at=now + LIFETIME,
    )
    changes = {"user": person.pk, "expires_at": invitation.expires_at, "again": readmission is not None}
    audit.record(by=by, now=now, action="invitation.made", subject=invitation, changes=changes)
    invited = Invited(invitation=invitation, code=code)
    if by_mail:
        invitation_mails.post(invitation=invitation, link=invited.link, now=now)
    return invited
