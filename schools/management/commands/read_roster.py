"""`manage.py read_roster FILE`: what the import understands of a list of teachers. Nothing is stored."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from common import clock
from schools.roster.explaining import as_text, explain


class Command(BaseCommand):
    """Needs no school, and no database that is set up. Support asks for its output."""

    help = "Print what the import understands of a list of teachers. Nothing is stored, and no school is needed."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="An Excel workbook (.xlsx), or CSV.")
        parser.add_argument(
            "--json", action="store_true", help="As JSON, with dates in ISO form and codes of categories."
        )
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        with translation.override(options["language"]):
            found = explain(content, clock.today())
            lines = as_text(found)
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) if options["json"] else "\n".join(lines))
