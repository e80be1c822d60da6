"""`manage.py operator LOGIN`: lets a person who can sign in look after the installation; `--end` takes that back."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from common import clock, installation
from schools.people.models import User
from schools.people.selectors.signing_in import accounts_named
from schools.people.services.operators import set_operator


class Command(BaseCommand):
    """Without a name it lists the operators."""

    help = "Name the operator: backups, mail, decrees, the country's rules. The person's posts at a school stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login", nargs="?", help="the person's login or e-mail; without it: lists the operators")
        parser.add_argument("--end", action="store_true", help="the person is the operator no more")

    def handle(self, *args: Any, login: str | None, end: bool, **options: Any) -> None:
        if login is None:
            logins = User.objects.filter(is_operator=True, is_active=True).values_list("login", flat=True)
            self.stdout.write(
                "\n".join(logins) or "Nobody is the operator. Name one: python manage.py operator LOGIN"
            )
            return
        if installation.is_demo():
            raise CommandError("A demonstration has its operator already: choose that person on the sign-in page.")
        found = accounts_named(login).filter(is_active=True)
        if len(found) > 1 and found[0].login.lower() != login.lower():
            raise CommandError(f"Several have this e-mail: {', '.join(one.login for one in found)}. Name the login.")
        person = found.first()
        if person is None:
            raise CommandError(
                f"Nobody here signs in as {login}. The login stands under “My settings”; nothing was changed."
            )
        if not set_operator(person_id=person.pk, operates=not end, now=clock.now()):
            self.stdout.write("It was so already.")
        elif end:
            self.stdout.write(f"{person.login} is the operator no more.")
        else:
            self.stdout.write(f"{person.login} is the operator now: “State of the installation” stands in the menu.")
