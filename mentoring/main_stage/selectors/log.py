"""What was done against the plan. Each selector reads in a number of queries that does not grow with the rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from common import clock
from mentoring.introductory.models import Activity, PlanVersion
from mentoring.main_stage.models import LogEntry, LogLine, Outcome
from mentoring.mentorships.models import Mentorship, Pairing


@dataclass
class PlanRow:
    """A line of the plan in force with all that was logged for it, newest first, and how it ended."""

    activity: Activity
    logged: list[LogLine] = field(default_factory=list)
    outcome: Outcome | None = None


@dataclass
class LogView:
    """The page of activities: the plan's lines, and what was done outside the plan in force."""

    rows: list[PlanRow]
    outside: list[LogLine]
    minutes: int

    @property
    def all_lines(self) -> list[LogLine]:
        return [line for row in self.rows for line in row.logged] + self.outside

    @property
    def unconfirmed(self) -> list[LogLine]:
        """What the novice has not answered yet."""
        return [line for line in self.all_lines if line.confirmed_at is None and not line.objection]

    @property
    def with_outcome(self) -> int:
        return sum(row.outcome is not None for row in self.rows)


def plan_lines(mentorship: Mentorship) -> QuerySet[Activity]:
    """The activities of the plan version in force, by date; none before the first approval."""
    return Activity.objects.filter(plan__mentorship=mentorship, plan__state=PlanVersion.State.APPROVED)


def line_keys(mentorship: Mentorship) -> set[UUID]:
    """The lines of the plan in force, as log entries and outcomes hold them."""
    return set(plan_lines(mentorship).values_list("line", flat=True))


def log_view(mentorship: Mentorship) -> LogView:
    """The plan against what was done. Three queries."""
    rows = {activity.line: PlanRow(activity) for activity in plan_lines(mentorship)}
    for outcome in Outcome.objects.filter(mentorship=mentorship):
        if outcome.line in rows:
            rows[outcome.line].outcome = outcome
    outside: list[LogLine] = []
    minutes = 0
    for line in LogLine.objects.filter(mentorship=mentorship).select_related("entry__mentor__user"):
        minutes += line.entry.minutes
        (rows[line.line].logged if line.line in rows else outside).append(line)
    return LogView(rows=list(rows.values()), outside=outside, minutes=minutes)


def last_logged_on(mentorship: Mentorship, line: UUID) -> date | None:
    """The day of the last entry for this line; None when nothing was logged."""
    return (
        LogLine.objects.filter(mentorship=mentorship, line=line)
        .order_by("-entry__happened_on")
        .values_list("entry__happened_on", flat=True)
        .first()
    )


def entry_with_lines(entry_id: int) -> LogEntry:
    """The entry as it stands at this moment."""
    return LogEntry.objects.prefetch_related("lines").get(pk=entry_id)


def open_promises(mentorships: Iterable[Mentorship]) -> QuerySet[LogLine]:
    """Promises that were not kept yet, newest first."""
    return (
        LogLine.objects.filter(mentorship__in=list(mentorships), promise_kept_on=None)
        .exclude(promise="")
        .select_related("entry")
    )


def own_cases(user: Any) -> list[Mentorship]:
    """The cases in which the person is mentor today, by the novices' names; pairings are read along."""
    mine = Pairing.objects.not_over(clock.today()).filter(mentor__user=user)
    return list(
        Mentorship.objects.open()
        .filter(pk__in=mine.values("mentorship"))
        .select_related("school", "novice__user")
        .prefetch_related(Prefetch("pairings", Pairing.objects.select_related("mentor__user")))
        .order_by("novice__user__sort_key", "pk")
    )


def plans_of(mentorships: Iterable[Mentorship]) -> dict[int, list[PlanRow]]:
    """For each case the lines of its plan in force with their outcomes, logged lines aside. Three queries."""
    cases = list(mentorships)
    found: dict[int, list[PlanRow]] = {mentorship.pk: [] for mentorship in cases}
    ended = {(row.mentorship_id, row.line): row for row in Outcome.objects.filter(mentorship__in=cases)}
    done: dict[tuple[int, UUID | None], list[LogLine]] = {}
    for line in LogLine.objects.filter(mentorship__in=cases, line__isnull=False).select_related("entry"):
        done.setdefault((line.mentorship_id, line.line), []).append(line)
    lines = Activity.objects.filter(plan__mentorship__in=cases, plan__state=PlanVersion.State.APPROVED)
    for activity in lines.select_related("plan"):
        key = (activity.plan.mentorship_id, activity.line)
        found[key[0]].append(PlanRow(activity, logged=done.get(key, []), outcome=ended.get(key)))
    return found


def next_row(rows: Iterable[PlanRow]) -> PlanRow | None:
    """The line that is next: without an outcome, preferably with nothing logged yet, the earliest first."""
    waiting = [row for row in rows if row.outcome is None]
    return min(waiting, key=lambda row: (bool(row.logged), row.activity.planned_on), default=None)
