"""`manage.py invite LOGIN`: a one-time link for somebody whom no page can invite; the account was never used."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from common import clock
from schools.management.accounts import print_link, said, the_one
from schools.people.services.invitations import invite_from_machine


class Command(BaseCommand):
    """For a person of two schools, or of a school whose only deputy head has not come in yet."""

    help = "Print a link with which a person who never signed in chooses a password; it works once, for seven days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login", help="the person's login or e-mail")

    def handle(self, *args: Any, login: str, **options: Any) -> None:
        person = the_one(login)
        with said(
            {"used": f"This account was used. Let the person in again: python manage.py readmit {person.login}"}
        ):
            invited = invite_from_machine(person_id=person.pk, now=clock.now())
        print_link(self, invited)
