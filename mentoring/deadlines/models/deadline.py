"""Deadlines are rows with dates. What a page shows of them is computed from the dates, with or without a worker."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Least

from schools.people.access import Role, access_of

if TYPE_CHECKING:
    from schools.people.models import User

BEFORE_COUNCIL = ("hearing", "closing")
"""The states of a case whose report the council has."""


def running(prefix: str = "") -> Q:
    """The condition of `DeadlineQuerySet.running`, for counting across a relation: `running("deadlines__")`."""
    unset = {f"{prefix}{name}__isnull": True for name in ("met_on", "waived_at")}
    return Q(**unset, **{f"{prefix}{name}": False for name in ("dropped", "projected", "paused")})


def late_after(prefix: str = "") -> Least:
    """`Deadline.late_after` in a query, across a relation with its prefix."""
    due = F(f"{prefix}due_on")
    return Least(due, Coalesce(F(f"{prefix}missed_on"), due))


def passed(today: date, prefix: str = "") -> Q:
    """`late_after` lies before that day."""
    return Q(**{f"{prefix}due_on__lt": today}) | Q(**{f"{prefix}missed_on__lt": today})


def overdue(today: date, prefix: str = "") -> Q:
    """Running, and late already on that day."""
    return running(prefix) & passed(today, prefix)


def met_in_time(prefix: str = "") -> Q:
    """Met, and not late."""
    return Q(**{f"{prefix}met_on__lte": late_after(prefix)})


def told_to(user: "User", prefix: str = "") -> Q:
    """The condition of `DeadlineQuerySet.told_to`, for asking across a relation: `told_to(user, "deadline__")`."""
    from mentoring.mentorships.models import Mentorship

    opened = Q(**{f"{prefix}mentorship__in": Mentorship.objects.visible_to(user)})
    of_council = access_of(user).schools_as(Role.SECRETARY)
    if not of_council:
        return opened
    heard = {"code": Deadline.Code.D8, "mentorship__state__in": BEFORE_COUNCIL, "mentorship__school__in": of_council}
    return opened | Q(**{f"{prefix}{name}": value for name, value in heard.items()})


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def visible_to(self, user: "User") -> "DeadlineQuerySet":
        from mentoring.mentorships.models import Mentorship

        return self.filter(mentorship__in=Mentorship.objects.visible_to(user))

    def told_to(self, user: "User") -> "DeadlineQuerySet":
        """Those of the cases that the person may open; the secretary of the council, who opens none and yet must act,
        is told of the hearing as long as the report lies before the council (domain, sections 3 and 11)."""
        return self.filter(told_to(user))

    def open(self) -> "DeadlineQuerySet":
        """Neither met nor waived nor dropped by the end of the case."""
        return self.filter(met_on__isnull=True, waived_at__isnull=True, dropped=False)

    def running(self) -> "DeadlineQuerySet":
        """Open, its clock started and not standing still: what somebody can be late with."""
        return self.filter(running())


class Deadline(models.Model):
    """One due date of a mentorship. `code` is D1…D8 of the domain, section 3; `round` grows with a replacement.

    projected: the start event has not happened; the date is counted from the previous deadline's due date.
    missed_on: the due date that passed before it moved later (docs/adr/0017); None where it did not. Lateness is asked
    of `late_after` alone, in queries of the functions above.
    due_since: the day on which a running date that was not late moved to `due_on`; None where it never did.
    paused: a suspension without an end stops it; nobody is late, and the date moves when mentoring goes on.
    next_step, next_on: the next step of the escalation and its day, None when nothing more is told. The sweep finds
    its work by `next_on` alone. revision: how often the date moved or its clock was stopped or set going, for the
    calendar feed.
    """

    class Code(models.TextChoices):
        D1 = "D1", "D1"
        D2 = "D2", "D2"
        D3 = "D3", "D3"
        D4A = "D4a", "D4a"
        D4B = "D4b", "D4b"
        D4C = "D4c", "D4c"
        D5 = "D5", "D5"
        D6 = "D6", "D6"
        D7 = "D7", "D7"
        D8 = "D8", "D8"

    mentorship = models.ForeignKey("mentoring.Mentorship", models.CASCADE, related_name="deadlines")
    code = models.CharField(max_length=3, choices=Code.choices)
    round = models.PositiveSmallIntegerField(default=1)
    starts_on = models.DateField(null=True)
    due_on = models.DateField()
    missed_on = models.DateField(null=True)
    due_since = models.DateField(null=True)
    projected = models.BooleanField(default=False)
    paused = models.BooleanField(default=False)
    met_on = models.DateField(null=True)
    late_reason = models.CharField(max_length=500, blank=True)
    waived_at = models.DateTimeField(null=True)
    waived_by = models.ForeignKey("schools.User", models.PROTECT, null=True, related_name="+")
    waive_reason = models.CharField(max_length=500, blank=True)
    dropped = models.BooleanField(default=False, help_text="the case ended before this could be met")
    next_step = models.CharField(max_length=6, blank=True)
    next_on = models.DateField(null=True)
    revision = models.PositiveIntegerField(default=0)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "code"]
        constraints = [
            models.UniqueConstraint(fields=["mentorship", "code", "round"], name="deadline_once_per_round"),
            models.CheckConstraint(
                condition=Q(waived_at__isnull=True, waived_by__isnull=True)
                | Q(waived_at__isnull=False, waived_by__isnull=False),
                name="deadline_waived_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(waived_at__isnull=True) | ~Q(waive_reason=""), name="deadline_waived_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(next_on__isnull=True, next_step="") | (Q(next_on__isnull=False) & ~Q(next_step="")),
                name="deadline_next_step_and_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                name="deadline_open_due",
                condition=Q(met_on__isnull=True, waived_at__isnull=True, dropped=False),
            ),
            models.Index(fields=["next_on"], name="deadline_next_step", condition=Q(next_on__isnull=False)),
        ]

    @property
    def is_open(self) -> bool:
        """As `DeadlineQuerySet.open`, for one row."""
        return self.met_on is None and self.waived_at is None and not self.dropped

    @property
    def is_running(self) -> bool:
        """As `running`: open, its clock started and not standing still."""
        return self.is_open and not (self.projected or self.paused)

    @property
    def late_after(self) -> date:
        """The last day that is in time: the due date, or the one that was missed before it moved later."""
        return min(self.due_on, self.missed_on or self.due_on)

    @property
    def has_moved(self) -> bool:
        """Whether the due date moved later after it was missed."""
        return self.missed_on is not None and self.missed_on < self.due_on

    def __str__(self) -> str:
        return f"{self.code} {self.due_on:%d.%m.%Y}"
