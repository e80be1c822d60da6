"""`manage.py readmit LOGIN`: let somebody in again who lost every way; asks and confirms at once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from common import clock
from schools.management.accounts import print_link, said, the_one
from schools.people.services.readmission import let_in_from_machine


class Command(BaseCommand):
    """For a school that has no second leader who can sign in. Ask the person yourself before that."""

    help = "Print a link with which a person who lost every way in chooses a new password; it works once, for seven days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login", help="the person's login or e-mail")
        parser.add_argument("--reason", default="", help="what was lost; it stands in the record")

    def handle(self, *args: Any, login: str, reason: str, **options: Any) -> None:
        person = the_one(login)
        with said({"unused": f"Nobody has used this account yet. Invite: python manage.py invite {person.login}"}):
            invited = let_in_from_machine(person_id=person.pk, reason=reason[:300], now=clock.now())
        print_link(self, invited)
        self.stdout.write("A notice goes to every e-mail that the account has or had.")
        self.stdout.write(
            "Private records stay closed for seven days after the link is used, or until something old is shown."
        )
