"""What a digest says: a line for each deadline that is still open, without a name."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from common import dates
from common.words import deadline_words
from mentoring.deadlines import words
from mentoring.deadlines.legal import is_legal
from mentoring.deadlines.models import Deadline, Notice, ReminderChoice, Step
from mentoring.deadlines.rules import DeadlineState
from mentoring.deadlines.selectors import calendars, state_of


@dataclass(frozen=True)
class Line:
    """One deadline in the mail. asked: a leader asked for it."""

    what: Any
    due: date
    now: DeadlineState
    asked: bool

    @property
    def when(self) -> str:
        return dates.with_weekday(self.due)

    @property
    def state(self) -> str:
        return deadline_words(self.now.state, self.now.days)


def lines_of(user: Any, today: date) -> tuple[list[int], list[Line]]:
    """The ids of the notices that no digest carried yet, and what of them is still to be said, the most urgent first.

    Left out: what is settled by now, what is no longer open to the person, and what the person does not want.
    """
    fresh = list(Notice.objects.filter(user=user, digest__isnull=True).values_list("pk", flat=True))
    shown = _readable(fresh, user)
    rows: dict[int, list[Notice]] = {}
    for notice in shown:
        rows.setdefault(notice.deadline_id, []).append(notice)
    only_legal = ReminderChoice.objects.filter(user=user, only_legal=True).exists()
    known = calendars({notices[0].deadline.mentorship.school for notices in rows.values()})
    lines = []
    for notices in rows.values():
        deadline = notices[0].deadline
        if not deadline.is_running or (only_legal and not legally_due(deadline, notices)):
            continue
        calendar = known[deadline.mentorship.school_id]
        lines.append(
            Line(
                what=words.NAMES[deadline.code],
                due=deadline.late_after,
                now=state_of(deadline, today, calendar),
                asked=any(notice.kind == Notice.NUDGE for notice in notices),
            )
        )
    return fresh, sorted(lines, key=lambda line: (line.due, str(line.what)))


def _readable(fresh: list[int], user: Any) -> list[Notice]:
    related = "deadline__mentorship__"
    return list(
        Notice.objects.visible_to(user)
        .filter(pk__in=fresh)
        .select_related(
            f"{related}school",
            f"{related}country_rules",
            f"{related}school_rules",
            f"{related}order_rules",
            f"{related}order_school_rules",
        )
    )


def legally_due(deadline: Deadline, notices: list[Notice]) -> bool:
    """What nobody can turn off: a date of the law that has come."""
    return is_legal(deadline.mentorship, deadline.code) and any(
        notice.kind in (Step.DUE, Step.LATE, Step.HEAD) for notice in notices
    )
