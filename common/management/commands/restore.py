"""`manage.py restore FILE`: an archive of `manage.py backup` into an empty place, checked to the last row."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand

from common import clock
from common.backup import archive, services
from common.backup.place import Place
from common.errors import DomainError

NO_KEY = (
    "The archive holds no key. Set the SECRET_KEY of before; with another one everybody signs in again, and links in "
    "mails that were sent no longer work."
)
KEY_LEFT = (
    "The key comes from the environment (SECRET_KEY), so the archive's was not used. If it is another one, everybody "
    "signs in again, and links in mails that were sent no longer work."
)
HELD = (
    "Mails that waited in the backup are held, for they may have gone since. The operator's page counts them; say then "
    "manage.py held_mails --send, or --drop."
)


class Command(BaseCommand):
    """Used by `make restore`, by `make update` to back out, and in the containers."""

    help = "Restore an archive into an empty place: no records, no files, no key."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the archive")
        parser.add_argument(
            "--back-out",
            action="store_true",
            help="after an update that failed: put the database alone back, in place of what is there",
        )

    def handle(self, *args: Any, file: Path, back_out: bool, **options: Any) -> None:
        place = Place.here()
        try:
            if back_out:
                manifest = services.back_out(place=place, path=file)
            else:
                manifest = services.restore(place=place, path=file, now=clock.now())
        except DomainError as error:
            raise CommandError(str(error)) from error
        records = f"{sum(manifest.rows.values())} records in {len(manifest.rows)} tables"
        if back_out:
            self.stdout.write(f"The database is again as it was: {records}.")
            return
        moment = f"{clock.local(manifest.made_at):%d.%m.%Y %H:%M}"
        self.stdout.write(f"Restored and checked: {records} and {len(manifest.files)} files, as of {moment}.")
        if archive.KEY not in manifest.members:
            self.stdout.write(NO_KEY)
        elif place.key is None:
            self.stdout.write(KEY_LEFT)
        self.stdout.write(HELD)
        self.stdout.write(f"It lies in {settings.VAR}.")
