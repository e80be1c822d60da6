"""Rows that every app needs and none owns. They hold actor, school and subject as plain values."""

from django.db import models
from django.db.models import Q


class AuditEntry(models.Model):
    """One change: who, when, in which capacity, of what. Written once, never changed."""

    at = models.DateTimeField(db_index=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    capacity = models.CharField(max_length=40, blank=True)
    request_id = models.CharField(max_length=40, blank=True)
    action = models.CharField(max_length=60)
    school_id = models.BigIntegerField(null=True)
    subject_kind = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    changes = models.JSONField(default=dict)
    private = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="audit_subject"),
            models.Index(fields=["school_id", "-at"], name="audit_school"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject_kind}#{self.subject_id}"


class Installation(models.Model):
    """The one row about this installation. A demonstration stays one for good (a trigger keeps it so)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    is_demo = models.BooleanField()
    made_at = models.DateTimeField()
    setup_code_hash = models.CharField(max_length=64, blank=True)
    set_up_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_installation")]

    def __str__(self) -> str:
        return "demonstration" if self.is_demo else "installation"


class OutboxMail(models.Model):
    """A mail to be sent, written in the transaction of its cause and sent by a task, at most MAX_ATTEMPTS times.

    A secret one (an invitation, a new password) keeps afterwards only that it went, to whom and when.
    """

    MAX_ATTEMPTS = 3

    dedupe_key = models.CharField(max_length=200, unique=True)
    to = models.EmailField()
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    secret = models.BooleanField(default=False, help_text="holds a way in: the text is cleared once it is sent")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    held = models.BooleanField(default=False, help_text="kept and not sent: a demonstration sends no mail")
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["made_at"], name="outbox_waiting", condition=Q(sent_at__isnull=True, held=False))
        ]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"


class Pulse(models.Model):
    """When a queue's worker last did what it was asked to: one row for each queue, written every minute."""

    queue = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["queue"]

    def __str__(self) -> str:
        return f"{self.queue} {self.at:%d.%m.%Y %H:%M}"


class SentForm(models.Model):
    """A form whose change is saved, and where its answer led: sent again, it is answered alike (`common.once`)."""

    key = models.CharField(max_length=64, unique=True)
    location = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M}"
