"""One mail a day to one person: its row is written with the first notice of the day."""

from collections.abc import Iterable
from datetime import datetime, time

from django.utils import timezone

from common import clock
from mentoring.deadlines.models import Digest, ReminderChoice
from schools.people.models import User


def ensure(users: Iterable[User], now: datetime) -> None:
    """Write the day's digest of each of these people where there is none yet: at the hour the person chose, or now."""
    people = {user.pk for user in users}
    day = clock.today(now)
    hours = dict(ReminderChoice.objects.filter(user__in=people).values_list("user_id", "hour"))

    def send_at(user_id: int) -> datetime:
        return max(now, timezone.make_aware(datetime.combine(day, time(hours.get(user_id, ReminderChoice.HOUR)))))

    Digest.objects.bulk_create(
        [Digest(user_id=pk, day=day, send_at=send_at(pk)) for pk in sorted(people)], ignore_conflicts=True
    )
