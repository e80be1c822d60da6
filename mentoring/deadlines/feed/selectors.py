"""What stands in a person's calendar, in the person's language, with initials only (domain, section 11)."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from common import dates, names
from mentoring.deadlines import words
from mentoring.deadlines.feed.address import Holder
from mentoring.deadlines.feed.ics import Event
from mentoring.deadlines.models import Deadline, ReminderChoice
from mentoring.deadlines.selectors import calendars
from mentoring.mentorships.models import Mentorship
from schools.calendar.rules import WorkCalendar

KEPT = timedelta(days=60)
"""So long after it is settled a date stays: every calendar has read it by then, and old years do not pile up."""
SOFT_HYPHEN = "\u00ad"
"""The track on a page breaks long words there; a calendar may show it as a dash."""


def choice_of(holder: Holder) -> ReminderChoice | None:
    """The holder's choice while this very address is the present one, the calendar on and the account open."""
    return (
        ReminderChoice.objects.filter(user=holder.user_id, feed=holder.number, feed_on=True, user__is_active=True)
        .select_related("user")
        .first()
    )


def events(user: Any, today: date) -> list[Event]:
    """The dates that this person is reminded of: running ones, suspended ones, and those settled lately.

    One question for the dates, two for the calendar of each school, those of the person's rights.
    """
    since = today - KEPT
    settled = (
        Q(met_on__gte=since)
        | Q(met_on=None, waived_at__date__gte=since)
        | Q(met_on=None, dropped=True, mentorship__ended_on__gte=since)
        | Q(met_on=None, dropped=True, mentorship__ended_on=None, due_on__gte=since)
    )
    waiting = Q(met_on=None, waived_at=None, dropped=False)
    rows = list(
        Deadline.objects.told_to(user)
        .annotate(opens=Exists(Mentorship.objects.visible_to(user).filter(pk=OuterRef("mentorship"))))
        .filter(waiting | settled, Q(projected=False) | Q(met_on__isnull=False))
        .select_related("mentorship__school", "mentorship__novice__user")
        .order_by("due_on", "pk")
    )
    known = calendars({row.mentorship.school for row in rows})
    return [_event(row, known[row.mentorship.school_id]) for row in rows]


def _event(row: Deadline, calendar: WorkCalendar) -> Event:
    off = _off(row)
    done = row.met_on is not None
    step = str(words.SHORT[row.code]).replace(SOFT_HYPHEN, "")
    title = f"{step} – {names.initials(*names.name_parts(row.mentorship.novice))}"
    page = reverse("case", args=[row.mentorship_id]) if row.opens else reverse("home")  # type: ignore[attr-defined]
    url = f"{settings.PUBLIC_URL}{page}"
    if row.met_on is not None:
        text = _("Done on %(day)s.") % {"day": dates.with_weekday(row.met_on)}
    else:
        text = off or _("The last day of this step of mentoring is %(day)s.") % {
            "day": dates.with_weekday(row.due_on)
        }
        text = f"{text} {words.moved_label(row)}".strip()
    return Event(
        uid=f"deadline-{row.pk}@{urlsplit(settings.PUBLIC_URL).hostname}",
        sequence=row.revision + (bool(off) and not row.paused),
        on=row.due_on,
        summary=_("Done: %(what)s") % {"what": title} if done else title,
        description=f"{text}\n{url}",
        url=url,
        cancelled=bool(off),
        alarm_on=None if done or off else calendar.last_working_day_on_or_before(row.due_on - timedelta(days=1)),
    )


def _off(row: Deadline) -> str:
    """Why nobody is held to the date; empty when somebody is, or when the step is done."""
    if row.met_on is not None:
        return ""
    if row.waived_at is not None:
        return _("No longer required.")
    if row.dropped:
        return _("The step is not awaited any more.")
    return f"{words.PAUSED}." if row.paused else ""
