"""Invitations by mail, and how many of them one address gets in a day."""

from collections.abc import Iterable
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common import mail
from common.errors import DomainError
from schools.organisation.models import Department, School
from schools.people.models import Invitation, User
from schools.people.selectors.invitation_mails import over_limit


def check_limit(people: Iterable[User], *, place: School | Department, now: datetime) -> None:
    """All of them, or nobody: raises DomainError for who has no e-mail, and for addresses that had enough today.

    The answer is the same whether this place sent them or another one: nothing of another school shows.
    """
    people = list(people)
    if not all(person.email for person in people):
        raise DomainError("no_email", _("This person has no e-mail. Choose the link, and hand it over yourself."))
    if over := over_limit(people, place=place, now=now):
        raise DomainError(
            "too_many_mails",
            _(
                "Three invitations went to this address today: %(who)s. Nobody was invited yet. Show the link or print "
                "a slip, or try tomorrow."
            )
            % {"who": "; ".join(str(person) for person in over)},
        )


def post(*, invitation: Invitation, link: str, now: datetime) -> None:
    """Put the mail with the link into the outbox, in the person's own language."""
    person = invitation.user
    with translation.override(person.language):
        mail.post(
            dedupe_key=f"invitation:{invitation.pk}",
            to=person.email,
            language=person.language,
            subject=gettext("Your invitation to Tálimger"),
            text=render_to_string("schools/people/invitation_mail.txt", {"invitation": invitation, "link": link}),
            secret=True,
            now=now,
        )
