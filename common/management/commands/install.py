"""`manage.py install --demo | --school`: says once and for good what this installation is."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError, call_command, get_commands
from django.core.management.base import BaseCommand

from common import clock, installation
from common.errors import DomainError


class Command(BaseCommand):
    """Running it again changes nothing; the other kind is refused in words."""

    help = "Make this a demonstration with invented people, or a school's own installation. Once, and for good."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kind = parser.add_mutually_exclusive_group(required=True)
        kind.add_argument("--demo", action="store_true", help="a demonstration")
        kind.add_argument("--school", action="store_true", help="a school's own installation")

    def handle(self, *args: Any, demo: bool, school: bool, **options: Any) -> None:
        try:
            made = installation.install(demo=demo, now=clock.now())
        except DomainError as error:
            raise CommandError(str(error)) from error
        if made and demo and "demo" in get_commands():
            call_command("demo", stdout=self.stdout)
