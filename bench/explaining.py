"""What it costs to explain a deadline: counting it and saying its working, day by day. The bound: 1 ms.

    .venv/bin/python -m bench.explaining [times]

All deadlines of a case are counted `times` over (200), each time for another day of hire, and put into words in each
language. Printed: milliseconds for one deadline, by language. Nothing is read from a database.
"""

import os
import sys
import tempfile
import time
from datetime import date, timedelta

LANGUAGES = ("kk", "ru", "en")
FIRST_HIRE = date(2026, 8, 25)
BOUND = 1.0
"""Milliseconds."""


def main(times: int) -> int:
    os.environ["VAR"] = tempfile.mkdtemp(prefix="talimger-bench-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from common.preparation import compile_translations

    compile_translations()
    return measure(times)


def measure(times: int) -> int:
    """Print the table; 1 when a language misses the bound."""
    found = {language: explaining(language, times) for language in LANGUAGES}
    for language, cost in found.items():
        print(f"{language}  {cost:.3f} ms a deadline{'  over' if cost > BOUND else ''}")
    return int(max(found.values()) > BOUND)


def explaining(language: str, times: int) -> float:
    """Milliseconds for one deadline: the count, its rule, its source and every row of its working."""
    from django.utils import translation

    from mentoring.deadlines import words
    from mentoring.deadlines.rules import CaseFacts, plan_deadlines
    from mentoring.regulations.shipped import shipped_values
    from schools.calendar.data import SHIPPED_DECREES, SHIPPED_YEARS, teaching_year_of
    from schools.calendar.rules import WorkCalendar

    calendar, values = WorkCalendar(5, SHIPPED_DECREES, (), SHIPPED_YEARS), shipped_values()
    days = [FIRST_HIRE + timedelta(days=turn % 200) for turn in range(times)]

    def explain(hired: date) -> int:
        dues = plan_deadlines(CaseFacts(hired_on=hired), values, calendar, teaching_year_of(hired))
        return sum(
            bool(words.rule_label(due) and words.source_label(due) and words.working_rows(due)) for due in dues
        )

    with translation.override(language):
        for hired in days:
            explain(hired)  # the tables of the years and the catalogue are read once
        started = time.perf_counter()
        told = sum(explain(hired) for hired in days)
        return (time.perf_counter() - started) * 1000 / told


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
