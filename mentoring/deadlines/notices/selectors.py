"""What one person is told, for the page and for the number in the menu."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from mentoring.deadlines import words
from mentoring.deadlines.messenger import message
from mentoring.deadlines.models import Notice
from mentoring.deadlines.rules import DeadlineState
from mentoring.deadlines.selectors import calendars, state_of
from mentoring.mentorships.models import Mentorship
from schools.calendar.rules import WorkCalendar


@dataclass(frozen=True)
class Told:
    """One notice: what it told (words for a step of the escalation; nothing for a nudge, whose author is named), and what
    its deadline means today. opens: whether the case itself is open to the person."""

    notice: Notice
    what: Any
    told: Any
    now: DeadlineState
    opens: bool

    @property
    def moved(self) -> bool:
        """Whether the date that was told is no longer the last day."""
        return bool(self.notice.due_on != self.notice.deadline.due_on)

    @property
    def missed(self) -> str:
        """That the step is late by a day that had passed before its date moved; nothing where no date was missed so."""
        return words.moved_label(self.notice.deadline)

    @property
    def message(self) -> str:
        """For a messenger: the last day as it is now."""
        deadline = self.notice.deadline
        url = f"{reverse('case', args=[deadline.mentorship_id])}#{deadline.code}" if self.opens else reverse("home")
        return message(what=self.what, person=deadline.mentorship.novice, due=deadline.due_on, url=url)

    @property
    def mentorship(self) -> Any:
        return self.notice.deadline.mentorship


def notices(user: Any) -> QuerySet[Notice]:
    """All of one's own, the newest first, each with whether its case is open to the person."""
    opens = Exists(Mentorship.objects.visible_to(user).filter(pk=OuterRef("deadline__mentorship")))
    related = ("by", "deadline__mentorship__school", "deadline__mentorship__novice__user")
    return Notice.objects.visible_to(user).select_related(*related).annotate(opens=opens)


def show(page: list[Notice], today: date) -> list[Told]:
    """What the page says of them; the calendars of their schools are read once each."""
    known = calendars({notice.deadline.mentorship.school for notice in page})
    return [_told(notice, today, known[notice.deadline.mentorship.school_id]) for notice in page]


def has_unread(user: Any) -> Exists:
    """Whether anything is unread at all, to be read along with another row; rights are not looked at yet."""
    return Exists(Notice.objects.filter(user=user).unread())


def unread(user: Any) -> int:
    """How many are unread. Few have any, and whose they are takes a long condition: ask `has_unread` first."""
    return Notice.objects.visible_to(user).unread().count()


def _told(notice: Notice, today: date, calendar: WorkCalendar) -> Told:
    deadline = notice.deadline
    told = words.TOLD.get(notice.kind, "")
    opens = notice.opens  # type: ignore[attr-defined]
    return Told(notice, words.NAMES[deadline.code], told, state_of(deadline, today, calendar), opens)
