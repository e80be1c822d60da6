"""`manage.py backup`: one verified archive of database, files and key under VAR/backups, while the product runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from common import clock
from common.backup import archive, services
from common.backup.place import Place
from common.errors import DomainError


class Command(BaseCommand):
    """Used by `make backup`, by `make update`, and in the containers."""

    help = "Write a backup of database, files and key, read it back, and keep one of each of the last 14 days."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--report", type=Path, help="a file to write the archive's path to")

    def handle(self, *args: Any, report: Path | None, **options: Any) -> None:
        try:
            made = services.back_up(place=Place.here(), now=clock.now())
        except DomainError as error:
            raise CommandError(str(error)) from error
        manifest = made.manifest
        self.stdout.write(f"Backed up and read back: {made.path} ({made.path.stat().st_size / 1e6:.1f} MB).")
        self.stdout.write(
            f"It holds {sum(manifest.rows.values())} records in {len(manifest.rows)} tables, "
            f"{len(manifest.files)} files and {'the' if archive.KEY in manifest.members else 'no'} key."
        )
        if archive.KEY not in manifest.members:
            self.stdout.write("The key comes from the environment (SECRET_KEY); keep it in a safe place yourself.")
        if made.rotten:
            self.stderr.write(
                f"Warning: {len(made.rotten)} files are damaged on this PC's disk and were taken as they are, the first "
                f"is {made.rotten[0]}. Look for them in an earlier backup."
            )
        if report:
            report.write_text(str(made.path))
