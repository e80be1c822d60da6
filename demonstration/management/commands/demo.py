"""`manage.py demo [--schools N --seed S]`: fills a demonstration. Refuses on a school's own installation."""

import logging
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from common import clock
from common.installation import is_demo
from demonstration import first, further


class Command(BaseCommand):
    """Running it again with the same arguments changes nothing."""

    help = "Fill this demonstration with invented schools, people and mentorships; running it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--schools", type=int, default=0, help="so many further schools besides the first two")
        parser.add_argument("--seed", type=int, default=1, help="the same seed and date give the same people")

    def handle(self, *args: Any, schools: int, seed: int, **options: Any) -> None:
        if not is_demo():
            raise CommandError(
                "This is no demonstration: nothing was written. A demonstration starts on a fresh VAR."
            )
        if schools < 0:
            raise CommandError("--schools: a number of schools, 0 or more")
        # At the first start nobody takes papers yet; the sweep finds them a minute later, so it is no news.
        logging.getLogger("common.dispatch").setLevel(logging.ERROR)
        school = first.fill(now=clock.now())
        self.stdout.write(f"{school.name_en}: {school.mentorships.count()} mentorships")
        begun, written = time.monotonic(), 0
        for one in further.fill(count=schools, seed=seed, now=clock.now()):
            self.stdout.write(f"{one.name_en}: {one.mentorships.count()} mentorships")
            written += 1
        if schools:
            seconds = time.monotonic() - begun
            self.stdout.write(f"{written} schools written in {seconds:.0f} s, {schools - written} were there already")
