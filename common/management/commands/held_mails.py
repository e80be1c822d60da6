"""`manage.py held_mails --send | --drop`: what becomes of the mails that waited in a backup when it was restored."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from common import clock
from common.mail import restored


class Command(BaseCommand):
    help = "After a restore: send the mails that waited in the backup, or drop them because they went long ago."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kind = parser.add_mutually_exclusive_group(required=True)
        kind.add_argument("--send", action="store_true", help="the worker sends them within a minute")
        kind.add_argument("--drop", action="store_true", help="they are given up, with the reason")

    def handle(self, *args: Any, send: bool, drop: bool, **options: Any) -> None:
        number = restored.settle(send=send, now=clock.now())
        self.stdout.write(f"{'Sent within a minute' if send else 'Dropped'}: {number}.")
