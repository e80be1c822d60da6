"""Invitations: single use, seven days, revocable. The code is shown once; only its hash is kept."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from common import audit, clock, codes, mail
from common.actor import SYSTEM, Actor
from common.errors import AlreadyDone, DomainError
from schools.organisation.models import Department, School
from schools.people import policies
from schools.people.models import Employment, Invitation, Post, User
from schools.people.selectors.accounts import people_at
from schools.people.selectors.ways_in import may_correct_email
from schools.people.services import email as emails

LIFETIME = timedelta(days=7)


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
    this person to invite; DomainError when nobody is chosen, when one is not of the school, has signed in and could
    reset the password by mail, or, by mail, has no e-mail.
    """
    policies.require(policies.can_see_accounts(by.user, school))
    today = clock.today(now)
    chosen = people_at(school, today).filter(pk__in=user_ids).values("pk")
    people = list(User.objects.select_for_update().filter(pk__in=chosen).order_by("sort_key", "pk"))
    _check_choice(people, user_ids, by_mail=by_mail)
    held: dict[int, list[Post]] = {}
    for post in Post.objects.on(today).filter(user__in=people):
        held.setdefault(post.user_id, []).append(post)
    for person in people:
        policies.require(policies.can_invite(by.user, school, person, held.get(person.pk, [])))
    _revoke_open(people, now)
    made = [_make(school, person, by, now) for person in people]
    if by_mail:
        for one in made:
            _post_mail(one, now)
    return made


@transaction.atomic
def invite_holder(*, post_id: int, by: Actor, now: datetime, by_mail: bool = False) -> Invited:
    """Invite who leads a school, or serves in a department, to the place of that post; an open invitation is revoked.

    Raises PermissionDenied when it is not for this person to do (`policies.can_invite_holder`); DomainError, by mail,
    for a person without e-mail.
    """
    post = (
        Post.objects.select_for_update(of=("self", "user"))
        .select_related("user", "school", "department")
        .get(pk=post_id)
    )
    policies.require(policies.can_invite_holder(by.user, post))
    if by_mail and not post.user.email:
        raise DomainError("no_email", _("This person has no e-mail. Choose the link, and hand it over yourself."))
    _revoke_open([post.user], now)
    made = _make(post.school or post.department, post.user, by, now)
    if by_mail:
        _post_mail(made, now)
    return made


@transaction.atomic
def invite_from_machine(*, person_id: int, now: datetime) -> Invited:
    """Whoever holds the machine lets somebody in again who has no other way: a head without e-mail, the last deputy.

    An open invitation is revoked, the old password stays until the new one is chosen. Raises DomainError for somebody
    who has neither post nor stay today.
    """
    person = User.objects.select_for_update().get(pk=person_id)
    today = clock.today(now)
    post = Post.objects.on(today).filter(user=person).select_related("school", "department").order_by("kind").first()
    stay = Employment.objects.on(today).filter(user=person).select_related("school").order_by("pk").first()
    if post is None and stay is None:
        raise DomainError("nowhere", _("This person is at no school and in no department today."))
    place = post and (post.school or post.department)
    _revoke_open([person], now)
    return _make(place or stay.school, person, SYSTEM, now)  # type: ignore[union-attr]  # one of the two is there


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


@transaction.atomic
def use(*, code: str, password: str, now: datetime, email: str | None = None, request_id: str = "") -> User:
    """The invited person chooses a password and confirms or corrects the e-mail; the invitation is spent.

    email: None leaves what the school typed, "" takes it away; of somebody who has signed in with an e-mail it stays
    (`ways_in.may_correct_email`). The login stays the one made from the name. Raises DomainError("not_usable") for a
    code that is unknown, used,
    revoked or too old; ValidationError for a weak password or what is no e-mail.
    """
    invitation = (
        Invitation.objects.select_for_update(of=("self", "user"))
        .select_related("user")
        .filter(code_hash=codes.digest(code), used_at=None, revoked_at=None, expires_at__gt=now, user__is_active=True)
        .first()
    )
    if invitation is None:
        raise DomainError("not_usable", _("This invitation does not work any more."))
    person = invitation.user
    by = Actor(user=person, request_id=request_id)
    if email is None or not may_correct_email(person):
        email = person.email
    like = copy(person)
    emails.put(like, email, now=now)
    try:
        validate_password(password, like)
    except ValidationError as error:
        raise ValidationError({"password": error.error_list}) from error
    person.set_password(password)
    person.save(update_fields=["password"])
    invitation.used_at = now
    invitation.save(update_fields=["used_at"])
    email_changed = emails.change(user=person, email=email, by=by, now=now)
    if invitation.mailed_to and emails.normal(invitation.mailed_to) == person.email:
        emails.mark_confirmed(user=person, by=by, now=now)
    audit.record(
        by=by,
        now=now,
        action="invitation.used",
        subject=invitation,
        changes={"user": person.pk, "email_changed": email_changed},
    )
    return person


def _check_choice(people: list[User], user_ids: Sequence[int], *, by_mail: bool) -> None:
    if not user_ids:
        raise DomainError("nobody", _("Choose at least one person."))
    if len(people) != len(set(user_ids)):
        raise DomainError("not_of_school", _("Not all of them work at this school now. Choose again."))
    back = sum(1 for person in people if person.last_login is not None and person.email)
    if back:
        raise DomainError(
            "has_way_in",
            ngettext_lazy(
                "%(count)s of them has signed in before and has an e-mail: a new password is asked for on the sign-in "
                "page. Nobody was invited.",
                "%(count)s of them have signed in before and have an e-mail: a new password is asked for on the "
                "sign-in page. Nobody was invited.",
                back,
            )
            % {"count": back},
        )
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


def _revoke_open(people: list[User], now: datetime) -> None:
    """The new invitation's own entry tells of it."""
    Invitation.objects.open().filter(user__in=people).update(revoked_at=now)


def _make(place: School | Department | None, person: User, by: Actor, now: datetime) -> Invited:
    code = codes.new_code()
    invitation = Invitation.objects.create(
        school=place if isinstance(place, School) else None,
        department=place if isinstance(place, Department) else None,
        user=person,
        code_hash=codes.digest(code),
        made_by=by.user,
        made_at=now,
        expires_at=now + LIFETIME,
    )
    changes = {"user": person.pk, "expires_at": invitation.expires_at, "had_signed_in": person.last_login is not None}
    audit.record(by=by, now=now, action="invitation.made", subject=invitation, changes=changes)
    return Invited(invitation=invitation, code=code)


def _post_mail(invited: Invited, now: datetime) -> None:
    person, invitation = invited.person, invited.invitation
    invitation.mailed_to = person.email
    invitation.save(update_fields=["mailed_to"])
    with translation.override(person.language):
        mail.post(
            dedupe_key=f"invitation:{invited.invitation.pk}",
            to=person.email,
            language=person.language,
            subject=gettext("Your invitation to Tálimger"),
            text=render_to_string("schools/people/invitation_mail.txt", {"invited": invited}),
            secret=True,
            now=now,
        )
