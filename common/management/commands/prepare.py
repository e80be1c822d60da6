"""`manage.py prepare`: all that a start needs, in one process. What is up to date already is left alone."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from common import preparation
from common.errors import DomainError


class Command(BaseCommand):
    """Used by `make run` (in parts, side by side), by the tests and by the containers."""

    help = "Compile translations, collect static files, make fonts, migrate, and set up a new installation."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        kind = parser.add_mutually_exclusive_group()
        kind.add_argument("--demo", dest="demo", action="store_true", default=None, help="a demonstration")
        kind.add_argument("--school", dest="demo", action="store_false", help="a school's own installation")
        parser.add_argument("--only", choices=["pages", "tables", "fonts"], help="one part of it")
        parser.add_argument("--report", type=Path, help="a file to write {kind, setup} to, as JSON")

        parser.add_argument("--backed-up", action="store_true", help="a backup has just been made")

    def handle(
        self,
        *args: Any,
        demo: bool | None,
        only: str | None,
        report: Path | None,
        backed_up: bool,
        **options: Any,
    ) -> None:
        if only in {None, "pages"}:
            preparation.build()
        if only in {None, "fonts"}:
            preparation.make_fonts()
        if only in {None, "tables"}:
            try:
                told = preparation.tables(demo=demo, say=self._say, backed_up=backed_up)
            except DomainError as error:
                raise CommandError(f"{error} Without a backup the tables are not changed.") from error
            if report:
                report.write_text(json.dumps(told))
            elif told["setup"]:
                self.stdout.write(told["setup"])

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
