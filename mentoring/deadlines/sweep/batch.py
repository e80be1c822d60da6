"""What the steps of a few deadlines ask for: the event, a notice for each who is told, the mail of the day."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from common import rows_once
from mentoring.deadlines import digests
from mentoring.deadlines.models import Deadline, Notice, Reminder, Stuck
from mentoring.deadlines.responsible import by_school, posts
from mentoring.deadlines.rules.acting import Held, acting
from mentoring.deadlines.rules.escalation import StepDay, Whom, reached
from mentoring.deadlines.sweep.known import DueRow, Known


class Batch:
    """A few claimed deadlines with what they share, read once: who holds which post, which digests are under way."""

    def __init__(self, rows: Sequence[DueRow], known: Known, now: datetime, today: date) -> None:
        self.known = known
        self.now = now
        self.today = today
        held = posts({row.school_id for row in rows}, today).values_list("school_id", "kind", "user_id").order_by()
        self._held: dict[int | None, Held[int]] = by_school(held)
        people = {pk for row in rows for whom in Whom for pk in self._told(row, whom)}
        self.days = digests.Days(people, now)
        self._stuck = set(
            Stuck.objects.filter(deadline__in=[row.pk for row in rows]).values_list("deadline", flat=True)
        )

    def treat(self, rows: Iterable[DueRow]) -> int:
        """Record the steps whose day has come and set the next ones; how many were recorded. All of these rows or none."""
        reminders: list[Reminder] = []
        notices: list[Notice] = []
        following: dict[tuple[str, date | None], list[int]] = {}
        for row in rows:
            come, left = self._reached(row)
            reminders += [self._reminder(row, step) for step in come]
            notices += [notice for step in come for notice in self._notices(row, step)]
            following.setdefault((left.name, left.on) if left else ("", None), []).append(row.pk)
        rows_once.add(Reminder, reminders, ("deadline", "due_on", "step"))
        rows_once.add(Notice, notices, ("user", "deadline", "kind", "on"))
        self.days.ensure({notice.user_id for notice in notices})
        for (name, on), keys in following.items():
            Deadline.objects.filter(pk__in=keys).update(next_step=name, next_on=on)
            if self._stuck.intersection(keys):
                Stuck.objects.filter(deadline__in=keys).delete()
        return len(reminders)

    def _reached(self, row: DueRow) -> tuple[tuple[StepDay, ...], StepDay | None]:
        return reached(self.known.steps_of(row), row.next_step, self.today) if row.is_running else ((), None)

    def _reminder(self, row: DueRow, step: StepDay) -> Reminder:
        return Reminder(deadline_id=row.pk, step=step.name, due_on=row.due_on, falls_on=step.on, recorded_at=self.now)

    def _notices(self, row: DueRow, step: StepDay) -> list[Notice]:
        """Who has two parts in a step (a deputy who must act) is told once."""
        told = {pk for whom in step.whom for pk in self._told(row, whom)}
        return [
            Notice(
                user_id=user_id, deadline_id=row.pk, kind=step.name, due_on=row.due_on, on=step.on, made_at=self.now
            )
            for user_id in sorted(told)
        ]

    def _told(self, row: DueRow, whom: Whom) -> Sequence[int]:
        held = self._held.get(row.school_id, {})
        return acting(row.code, row.mentor_id, held).people if whom is Whom.ACTOR else held.get(whom, ())
