"""Work of the sweep that is kept as rows: a run, a deadline it could not treat, a school whose dates are counted anew."""

from django.db import models
from django.db.models import Q


class SweepRun(models.Model):
    """One run of the sweep: how many deadlines were due for a step, how many steps were recorded, how many failed."""

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    due = models.PositiveIntegerField(default=0)
    recorded = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["-started_at"], name="sweep_run_latest")]

    def __str__(self) -> str:
        return f"{self.started_at:%d.%m.%Y %H:%M}"


class Stuck(models.Model):
    """A deadline that the sweep failed at: pushed back, tried again, given up after MAX_ATTEMPTS with the reason."""

    MAX_ATTEMPTS = 3

    deadline = models.OneToOneField("mentoring.Deadline", models.CASCADE, related_name="stuck")
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField()
    given_up_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200)

    class Meta:
        ordering = ["retry_at", "pk"]

    def __str__(self) -> str:
        return f"{self.deadline_id}: {self.error}"


class Recount(models.Model):
    """A school whose open deadlines are to be counted anew, since the country's calendar changed under them."""

    MAX_ATTEMPTS = 3

    school = models.ForeignKey("schools.School", models.CASCADE, related_name="recounts")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("schools.User", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["school"], condition=Q(done_at__isnull=True), name="recount_one_waiting")
        ]
        indexes = [models.Index(fields=["asked_at"], name="recount_waiting", condition=Q(done_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.school_id} {self.asked_at:%d.%m.%Y %H:%M}"
