"""What the operator's commands about accounts share."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from common.errors import DomainError
from schools.people.models import User
from schools.people.selectors.signing_in import accounts_named
from schools.people.services.invitations import Invited


def the_one(login: str) -> User:
    """Whose login or e-mail this is. Raises CommandError for nobody, and for an e-mail that several accounts share."""
    found = list(accounts_named(login).filter(is_active=True))
    if not found:
        raise CommandError(f"Nobody here signs in as {login}. Nothing was changed.")
    if len(found) > 1 and found[0].login.lower() != login.lower():
        logins = ", ".join(person.login for person in found)
        raise CommandError(
            f"Several accounts have this e-mail: {logins}. Name one by its login. Nothing was changed."
        )
    return found[0]


@contextmanager
def said(words: Mapping[str, str]) -> Iterator[None]:
    """A refusal in the words of the command line."""
    try:
        yield
    except DomainError as error:
        raise CommandError(f"{words.get(error.code, error.message)} Nothing was changed.") from error


def print_link(command: BaseCommand, invited: Invited) -> None:
    person = invited.person
    command.stdout.write(f"For {person.full_name}, {person.login}; earlier links do not work any more:")
    command.stdout.write(invited.link)
    command.stdout.write(f"It works once, until {invited.invitation.expires_at:%d.%m.%Y %H:%M} UTC.")
