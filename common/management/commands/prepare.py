"""`manage.py prepare`: all that a start needs, in one process. What is up to date already is left alone."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from common import preparation


class Command(BaseCommand):
    """Used by `make run`, by the tests (--build) and by the containers."""

    help = "Compile translations, collect static files, make fonts, migrate, and set up a new installation."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        kind = parser.add_mutually_exclusive_group()
        kind.add_argument("--demo", dest="demo", action="store_true", default=None, help="a demonstration")
        kind.add_argument("--school", dest="demo", action="store_false", help="a school's own installation")
        part = parser.add_mutually_exclusive_group()
        part.add_argument("--build", action="store_true", help="only what needs no database")
        part.add_argument("--fonts", action="store_true", help="only the papers' fonts")
        part.add_argument("--report", type=Path, help="all but the fonts; write {kind, setup} to this file, as JSON")

    def handle(
        self, *args: Any, demo: bool | None, build: bool, fonts: bool, report: Path | None, **options: Any
    ) -> None:
        if not report:
            preparation.make_fonts()
        if fonts:
            return
        preparation.build()
        if build:
            return
        preparation.migrate()
        is_demo = preparation.install(demo=demo)
        told = {"kind": "demo" if is_demo else "school", "setup": "" if is_demo else preparation.setup_notice()}
        if report:
            report.write_text(json.dumps(told))
        elif told["setup"]:
            self.stdout.write(told["setup"])
