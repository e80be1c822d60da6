"""What the steps of a few deadlines ask for: the event, a notice for each who is told, the mail of the day."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from mentoring.deadlines import digests, facts
from mentoring.deadlines.models import Deadline, Notice, Reminder, Stuck
from mentoring.deadlines.responsible import Officials
from mentoring.deadlines.rules.escalation import StepDay, Whom, reached, steps
from mentoring.mentorships.models import Mentorship
from schools.calendar.selectors import work_calendar
from schools.people.models import Post


class Batch:
    """A few claimed deadlines with what they share, read once: who holds which post, which digests are under way."""

    def __init__(self, rows: Sequence[Deadline], now: datetime, today: date) -> None:
        self.now = now
        self.today = today
        self.officials = Officials({row.mentorship.school_id for row in rows}, today)
        people = {user for row in rows for whom in Whom for user in self._told(row, whom)}
        self.days = digests.Days(people, now)
        self._before_days: dict[tuple[int | None, ...], int] = {}
        self._stuck = set(Stuck.objects.filter(deadline__in=rows).values_list("deadline_id", flat=True))

    def treat(self, row: Deadline) -> int:
        """Record the steps whose day has come and set the next one; how many they were."""
        mentorship = row.mentorship
        if not row.is_running:
            self._set_next(row, None)
            return 0
        calendar = work_calendar(mentorship.school)
        every = steps(row.due_on, calendar, before_days=self._days_before(mentorship))
        come, left = reached(every, row.next_step, self.today)
        if come:
            self._record(row, come)
        self._set_next(row, left)
        if row.pk in self._stuck:
            Stuck.objects.filter(deadline=row).delete()
        return len(come)

    def _record(self, row: Deadline, come: Sequence[StepDay]) -> None:
        Reminder.objects.bulk_create(
            [
                Reminder(deadline=row, step=step.name, due_on=row.due_on, falls_on=step.on, recorded_at=self.now)
                for step in come
            ],
            ignore_conflicts=True,
        )
        notices = list(self._notices(row, come))
        Notice.objects.bulk_create(notices, ignore_conflicts=True)
        self.days.ensure({notice.user_id for notice in notices})

    def _notices(self, row: Deadline, come: Sequence[StepDay]) -> Iterator[Notice]:
        """Who is told twice of the same step (a deputy who must act) is told once."""
        for step in come:
            for user_id in {user.pk for whom in step.whom for user in self._told(row, whom)}:
                yield Notice(
                    user_id=user_id,
                    deadline=row,
                    kind=step.name,
                    due_on=row.due_on,
                    on=step.on,
                    made_at=self.now,
                )

    def _told(self, row: Deadline, whom: Whom) -> list[Any]:
        mentorship = row.mentorship
        if whom is Whom.ACTOR:
            return self.officials.actors(mentorship, row.code)
        return self.officials.holders(mentorship.school_id, Post.Kind(whom))

    def _days_before(self, mentorship: Mentorship) -> int:
        """By the rules of the case; each combination of versions is read once."""
        key = (
            mentorship.country_rules_id,
            mentorship.school_rules_id,
            mentorship.order_rules_id,
            mentorship.order_school_rules_id,
        )
        if key not in self._before_days:
            self._before_days[key] = facts.values_now(mentorship).due_soon_days.value
        return self._before_days[key]

    def _set_next(self, row: Deadline, step: StepDay | None) -> None:
        row.next_step, row.next_on = (step.name, step.on) if step else ("", None)
        row.save(update_fields=["next_step", "next_on"])
