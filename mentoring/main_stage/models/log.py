"""What was done: an entry may hold several novices; each confirms one's own line."""

from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.library.activities import ActivityForm

if TYPE_CHECKING:
    from schools.people.models import User


class LogEntry(models.Model):
    """One meeting, visit or other activity as the mentor logs it. `token` makes a form sent twice one entry."""

    token = models.UUIDField(unique=True)
    mentor = models.ForeignKey("schools.Employment", models.PROTECT, related_name="log_entries")
    happened_on = models.DateField(_("date"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    form = models.CharField(_("form"), max_length=20)
    what = models.CharField(_("what happened, in one line"), max_length=500)
    recorded_at = models.DateTimeField()
    delay_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-happened_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=600), name="log_minutes_sane")]

    def __str__(self) -> str:
        return f"{self.happened_on:%d.%m.%Y} {self.what}"

    @property
    def form_label(self) -> str:
        """The form in words; a code that the library no longer has stays as it is."""
        return str(dict(ActivityForm.choices).get(self.form, self.form))


class LogLineQuerySet(models.QuerySet["LogLine"]):
    def visible_to(self, user: "User") -> "LogLineQuerySet":
        from mentoring.mentorships.models import Mentorship

        return self.filter(mentorship__in=Mentorship.objects.visible_to(user))


class LogLine(models.Model):
    """An entry as it concerns one novice: the plan's line, the promise for next time, the confirmation."""

    entry = models.ForeignKey(LogEntry, models.CASCADE, related_name="lines")
    mentorship = models.ForeignKey("mentoring.Mentorship", models.PROTECT, related_name="log_lines")
    line = models.UUIDField(null=True, blank=True, help_text="the plan's line; empty: outside the plan")
    promise = models.CharField(_("what you promised for next time"), max_length=300, blank=True)
    promise_kept_on = models.DateField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    objection = models.CharField(_("what was different"), max_length=300, blank=True)

    objects = LogLineQuerySet.as_manager()

    class Meta:
        ordering = ["-entry__happened_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["entry", "mentorship"], name="log_line_once")]
        indexes = [models.Index(fields=["mentorship", "line"], name="log_line_of_plan")]

    def __str__(self) -> str:
        return str(self.entry)

    @property
    def version(self) -> str:
        """What the novice confirms, in short: another one after every correction that changes it."""
        entry = self.entry
        told = (str(entry.happened_on), entry.minutes, entry.form, entry.what, self.promise)
        return sha256(repr(told).encode()).hexdigest()[:16]


class Outcome(models.Model):
    """How a line of the plan ended: held (with its log) or not held, with the reason, which is printed."""

    class Result(models.TextChoices):
        HELD = "held", _("held")
        NOT_HELD = "not_held", _("not held")

    mentorship = models.ForeignKey("mentoring.Mentorship", models.CASCADE, related_name="outcomes")
    line = models.UUIDField()
    result = models.CharField(max_length=8, choices=Result.choices)
    happened_on = models.DateField(null=True, blank=True)
    text = models.CharField(_("outcome, or the reason"), max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    by = models.ForeignKey("schools.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mentorship", "line"], name="outcome_once"),
            models.CheckConstraint(
                condition=Q(result="held", happened_on__isnull=False) | (Q(result="not_held") & ~Q(text="")),
                name="outcome_held_date_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.get_result_display()
