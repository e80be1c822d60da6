"""One mail a day to each person, with all that was told since the last one (domain, section 11: no names in mails).

A row says on which day and from when on it may go; it is written in the transaction of the notice. The mail is made
from the rows when its hour has come, so that what was done meanwhile is not in it.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from common import clock, mail, rows_once
from mentoring.deadlines.lines import Line, lines_of
from mentoring.deadlines.models import Digest, Notice, ReminderChoice

log = logging.getLogger(__name__)
POSTPONED = timedelta(hours=1)


class Days:
    """For a few people at one moment: the day of the digest that carries what they are told now.

    Today's, unless it went already: then tomorrow's. Two queries for all of them, in the transaction of what is told:
    the rows are held to its end, so that none is settled without what is being written for it.
    """

    def __init__(self, ids: set[int], now: datetime) -> None:
        self.now = now
        today = clock.today(now)
        self._hours = dict(ReminderChoice.objects.filter(user__in=ids).values_list("user_id", "hour"))
        known = list(Digest.objects.select_for_update().filter(user__in=ids, day__gte=today).order_by("pk"))
        gone = {digest.user_id for digest in known if digest.day == today and digest.settled_at is not None}
        self._days = {pk: today + timedelta(days=pk in gone) for pk in ids}
        self._there = {digest.user_id for digest in known if digest.settled_at is None and digest.day == self._days[digest.user_id]}  # fmt: skip

    def ensure(self, user_ids: Iterable[int]) -> None:
        """Write the rows that are missing. Another process may write the same ones at the same moment."""
        wanted = sorted(set(user_ids) - self._there)
        if wanted:
            rows_once.add(Digest, [self._row(pk) for pk in wanted], ("user", "day"))

    def _row(self, pk: int) -> Digest:
        hour = self._hours.get(pk, ReminderChoice.HOUR)
        return Digest(user_id=pk, day=self._days[pk], send_at=max(self.now, clock.at_hour(self._days[pk], hour)))


def ensure(users: Iterable[Any], now: datetime) -> None:
    """Write the day's row for each of them, in the transaction of what they are told."""
    ids = {user.pk for user in users if user.is_active}
    Days(ids, now).ensure(ids)


def settle_all(now: datetime) -> int:
    """Make the mails of all whose hour has come; how many. One that cannot be made waits an hour and stops no other."""
    made = 0
    for digest_id in waiting(now):
        try:
            made += settle(digest_id=digest_id, now=now)
        except Exception as error:  # noqa: BLE001  told in the log; the others go on
            log.warning("Digest %s could not be made: %s", digest_id, type(error).__name__)
            Digest.objects.filter(pk=digest_id).update(send_at=now + POSTPONED)
    return made


def waiting(now: datetime) -> list[int]:
    """Ids of digests whose hour has come."""
    due = Digest.objects.filter(settled_at__isnull=True, send_at__lte=now)
    return list(due.order_by("send_at").values_list("pk", flat=True)[:500])


@transaction.atomic
def settle(*, digest_id: int, now: datetime) -> bool:
    """Make the mail of one digest; whether there was anything to say. A second call changes nothing."""
    digest = (
        Digest.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("user")
        .filter(pk=digest_id, settled_at__isnull=True)
        .first()
    )
    if digest is None:
        return False
    user = digest.user
    carried, told = lines_of(user, clock.today(now))
    if told and user.email and user.is_active:
        digest.mail = mail.post(
            dedupe_key=f"digest:{user.pk}:{digest.day:%Y-%m-%d}",
            to=user.email,
            language=user.language,
            now=now,
            **_texts(user.language, told),
        )
    digest.settled_at = now
    digest.save(update_fields=["mail", "settled_at"])
    Notice.objects.filter(pk__in=carried).update(digest=digest)
    return digest.mail is not None


def _texts(language: str, told: list[Line]) -> dict[str, Any]:
    context = {"lines": told, "link": f"{settings.PUBLIC_URL}/", "settings_link": f"{settings.PUBLIC_URL}/settings/"}
    with translation.override(language):
        return {
            "subject": render_to_string("mentoring/deadlines/digest_subject.txt", context).strip(),
            "text": render_to_string("mentoring/deadlines/digest.txt", context),
            "html": render_to_string("mentoring/deadlines/digest.html", context),
        }
