"""Prints the first three deadlines of a hire with their working, from the data shipped with the product."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from mentoring.deadlines import words
from mentoring.deadlines.rules import Due
from mentoring.deadlines.rules.first import of_hire
from mentoring.regulations.shipped import shipped_values
from schools.calendar.data import SHIPPED_DECREES, SHIPPED_YEARS
from schools.calendar.rules import WorkCalendar
from schools.calendar.words import skipped_label


def day(text: str) -> date:
    """A date as YYYY-MM-DD. Raises ArgumentTypeError with a sentence for the person at the terminal."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no date; write it as 2026-08-25") from None


class Command(BaseCommand):
    help = "Prints D1, D2 and D3 for a day of hire: the due date and each day that was skipped. Needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--hired", type=day, required=True, metavar="YYYY-MM-DD", help="the day of hire")
        parser.add_argument("--week", type=int, choices=(5, 6), default=5, help="working days in the school's week")
        parser.add_argument("--json", action="store_true", help="a list of objects with id, due and skipped")

    def handle(self, *args: Any, **options: Any) -> None:
        hired, week = options["hired"], options["week"]
        calendar = WorkCalendar(week, SHIPPED_DECREES, (), SHIPPED_YEARS)
        shown = of_hire(hired, shipped_values(), calendar)
        with translation.override("en"):
            if options["json"]:
                text = json.dumps([as_json(due) for due in shown], ensure_ascii=False, indent=2)
            else:
                text = "\n".join(line for due in shown for line in as_text(due))
        self.stdout.write(text)


def as_json(due: Due) -> dict[str, Any]:
    """One deadline as the command's JSON gives it."""
    return {
        "id": due.code,
        "due": due.due_on.isoformat(),
        "skipped": [
            {"date": skipped.date.isoformat(), "reason": skipped_label(skipped)} for skipped in due.count.skipped
        ],
    }


def as_text(due: Due) -> list[str]:
    """One deadline as lines: name and due date, rule, start, and the days skipped."""
    length = due.rule.value
    return [
        f"{due.code}  {due.due_on:%a %d.%m.%Y}  {words.NAMES[due.code]}",
        f"    {length.days} {length.unit} days. {words.source_label(due)}",
        f"    from {due.start_on:%a %d.%m.%Y}: {words.start_label(due)}",
        *(f"    skipped {skipped.date:%a %d.%m.%Y}: {skipped_label(skipped)}" for skipped in due.count.skipped),
    ]
