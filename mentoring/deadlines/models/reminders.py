"""What was told of a deadline, to whom, and how each person wants to be told (domain, section 3: escalation)."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from mentoring.deadlines.models.deadline import told_to
from schools.people.access import Role, access_of

if TYPE_CHECKING:
    from schools.people.models import User


class Step(models.TextChoices):
    """A step of the escalation, in its order; `mentoring.deadlines.rules.escalation` says when and to whom."""

    BEFORE = "before", "before"
    DUE = "due", "due"
    LATE = "late", "late"
    HEAD = "head", "head"


class Reminder(models.Model):
    """The event that a step of the escalation was reached: once for each deadline, its date and step.

    falls_on: the day the step belongs to, even when it was recorded a week later. A date that moves is reminded anew.
    """

    deadline = models.ForeignKey("mentoring.Deadline", models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=6, choices=Step.choices)
    due_on = models.DateField()
    falls_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["falls_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["deadline", "due_on", "step"], name="reminder_once_per_step")]

    def __str__(self) -> str:
        return f"{self.deadline_id} {self.step} {self.falls_on:%d.%m.%Y}"


ASKED = ("proposed", "accepted", "recommended")
"""States of a candidate who is not appointed yet."""


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: "User") -> "NoticeQuerySet":
        """One's own alone, and only of what the person is still told of (`DeadlineQuerySet.told_to`), or was asked for
        within the order's five days though the case does not open: a candidate's answer, the council's agenda."""
        from mentoring.mentorships.models import Mentorship

        # One who was appointed is the mentor, or was: what mentors are told of says `told_to`.
        answering = Mentorship.objects.filter(
            appointments__candidates__mentor__user=user,
            appointments__candidates__closed_at__isnull=True,
            appointments__candidates__state__in=ASKED,
        )
        asked = Q(deadline__code="D1", deadline__mentorship__in=answering)
        if of_council := access_of(user).schools_as(Role.SECRETARY):
            asked |= Q(deadline__code="D1", kind=Notice.NUDGE, deadline__mentorship__school__in=of_council)
        return self.filter(told_to(user, "deadline__") | asked, user=user)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """One deadline told to one person. It stands in the product and goes into the digest of that day.

    kind: a step of the escalation, or "nudge": a leader asked. on: the day it belongs to.
    """

    NUDGE = "nudge"
    KINDS = (*Step.choices, (NUDGE, NUDGE))

    user = models.ForeignKey("schools.User", models.CASCADE, related_name="notices")
    deadline = models.ForeignKey("mentoring.Deadline", models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=6, choices=KINDS)
    due_on = models.DateField()
    on = models.DateField()
    made_at = models.DateTimeField()
    by = models.ForeignKey("schools.User", models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)
    digest = models.ForeignKey("mentoring.Digest", models.SET_NULL, null=True, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "deadline", "kind", "on"], name="notice_once_a_day"),
            models.CheckConstraint(condition=~Q(kind="nudge") | Q(by__isnull=False), name="notice_nudge_has_author"),
        ]
        indexes = [models.Index(fields=["user"], name="notice_unread", condition=Q(read_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.on:%d.%m.%Y}"


class Digest(models.Model):
    """One mail a day to one person: written with the first notice of the day, sent at the hour the person chose.

    mail: the row of the outbox it became; None after `settled_at` when there was nothing to say or no address.
    """

    user = models.ForeignKey("schools.User", models.CASCADE, related_name="digests")
    day = models.DateField()
    send_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    mail = models.ForeignKey("common.OutboxMail", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["day", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="digest_once_a_day")]
        indexes = [models.Index(fields=["send_at"], name="digest_waiting", condition=Q(settled_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day:%d.%m.%Y}"


class ReminderChoice(models.Model):
    """How one person wants to be told. hour: of the digest, local time; only_legal: no mail but for what the law sets
    and is due. feed: the number in the address of the calendar feed; 0 while there is none, a new one ends the old.
    """

    HOUR = 7

    user = models.OneToOneField("schools.User", models.CASCADE, related_name="reminder_choice")
    hour = models.PositiveSmallIntegerField(default=HOUR)
    only_legal = models.BooleanField(default=False)
    feed = models.PositiveIntegerField(default=0)
    feed_on = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(hour__lte=23), name="reminder_hour_of_a_day")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.hour}:00"
