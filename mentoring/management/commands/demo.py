"""`manage.py demo`: fills a demonstration with one ordinary school. Refuses on a school's own installation."""

from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from common import clock
from common.installation import is_demo
from mentoring.casework.demonstration import fill


class Command(BaseCommand):
    help = "Fill this demonstration with invented people and mentorships; running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_demo():
            raise CommandError(
                "This is no demonstration: nothing was written. A demonstration starts on a fresh VAR."
            )
        school = fill(now=clock.now())
        self.stdout.write(f"{school.name_en}: {school.mentorships.count()} mentorships")
