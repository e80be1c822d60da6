"""Recounting, the sweep, uploaded lists and the mails of the day, for an installation whose clock is cron instead of Celery's."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from common import clock, mail, once
from mentoring.deadlines import digests, recount, sweep
from schools.people import waiting
from schools.roster import working


class Command(BaseCommand):
    help = "Recounts what a changed calendar asks for, records the steps of all deadlines that have come, reads uploaded lists, makes the mails of the day and sends what waits."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--again", action="store_true", help="also what was given up: its fault has been mended")

    def handle(self, *args: Any, again: bool, **options: Any) -> None:
        now = clock.now()
        if again:
            self.stdout.write(f"{sweep.try_again(now)} deadlines that were given up are taken up again.")
        once.forget(now)
        counted = recount.work_all(now)
        done = False
        due = recorded = failed = 0
        while not done:
            told = sweep.run(now)
            done = told.finished_at is not None
            due, recorded, failed = due + told.due, recorded + told.recorded, failed + told.failed
        lists = working.work_all(now)
        made = digests.settle_all(now)
        waiting.work_all(now)
        sent = sum(mail.send(mail_id=mail_id, now=clock.now()) for mail_id in mail.waiting(now))
        self.stdout.write(
            f"{counted} schools counted again; {due} deadlines looked at, {recorded} steps recorded, {failed} failed; {lists} uploaded lists read or taken over; {made} digests made, {sent} mails sent."
        )
