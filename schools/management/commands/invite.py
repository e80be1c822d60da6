"""`manage.py invite LOGIN`: a one-time link for somebody who has no other way in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from common import clock
from common.errors import DomainError
from schools.people.selectors.signing_in import accounts_named
from schools.people.services.invitations import invite_from_machine


class Command(BaseCommand):
    """For a head without e-mail who forgot the password, or a school whose only deputy head did."""

    help = "Print a link with which a person chooses a new password; it works once, for seven days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login", help="the person's login or e-mail")

    def handle(self, *args: Any, login: str, **options: Any) -> None:
        found = accounts_named(login).filter(is_active=True)
        if len(found) > 1 and found[0].login.lower() != login.lower():
            raise CommandError(f"Several have this e-mail: {', '.join(one.login for one in found)}. Name the login.")
        person = found.first()
        if person is None:
            raise CommandError(f"Nobody here signs in as {login}. Nothing was changed.")
        try:
            invited = invite_from_machine(person_id=person.pk, now=clock.now())
        except DomainError as error:
            raise CommandError(f"{error.message} Nothing was changed.") from error
        self.stdout.write(f"For {person.full_name}, {person.login}; earlier links do not work any more:")
        self.stdout.write(invited.link)
        self.stdout.write(f"It works once, until {invited.invitation.expires_at:%d.%m.%Y %H:%M} UTC.")
