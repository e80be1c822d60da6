"""`manage.py invite LOGIN`: a one-time link for somebody who has no other way in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.db.models import Q

from common import clock
from common.errors import DomainError
from schools.people.models import User
from schools.people.services.invitations import invite_from_machine


class Command(BaseCommand):
    """For a head without e-mail who forgot the password, or a school whose only deputy head did."""

    help = "Print a link with which a person chooses a new password; it works once, for seven days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login", help="the person's login or e-mail")

    def handle(self, *args: Any, login: str, **options: Any) -> None:
        person = User.objects.filter(Q(login__iexact=login) | Q(email__iexact=login), is_active=True).first()
        if person is None:
            raise CommandError(f"Nobody here signs in as {login}. Nothing was changed.")
        try:
            invited = invite_from_machine(person_id=person.pk, now=clock.now())
        except DomainError as error:
            raise CommandError(f"{error.message} Nothing was changed.") from error
        self.stdout.write(f"For {person.full_name}, {person.login}; earlier links do not work any more:")
        self.stdout.write(invited.link)
        self.stdout.write(f"It works once, until {invited.invitation.expires_at:%d.%m.%Y %H:%M} UTC.")
