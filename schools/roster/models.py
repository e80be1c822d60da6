"""An uploaded roster on its way from the file to the rows, and what the comparison with the school found."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schools.organisation.models import School
from schools.roster.columns import Head
from schools.roster.rows import row_key

if TYPE_CHECKING:
    from schools.people.models import User


LONGEST_WORK = timedelta(seconds=95)
"""Past every limit of time that a worker has (`schools.roster.working`)."""


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def visible_to(self, user: "User") -> "ImportBatchQuerySet":
        """Imports of the schools where one is deputy or head."""
        from schools.people.access import Role, access_of

        return self.filter(school_id__in=access_of(user).schools_as(Role.DEPUTY, Role.HEAD))

    def takeable(self, now: datetime) -> "ImportBatchQuerySet":
        """What a worker may take in hand: it waits, or the worker that held it is gone."""
        return self.filter(state__in=ImportBatch.IN_WORK).filter(
            Q(leased_until__isnull=True) | Q(leased_until__lt=now)
        )


class ImportBatch(models.Model):
    """One upload. The file itself is kept by its hash. A worker reads it, compares it with the school and stores what it
    found in `ImportRow`, which the pages show; another turn of the worker takes over what was confirmed.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits to be read")
        READING = "reading", _("is being read")
        READY = "ready", _("ready to look at")
        UNREADABLE = "unreadable", _("could not be read")
        CONFIRMING = "confirming", _("is being taken over")
        CONFIRMED = "confirmed", _("taken over")
        DROPPED = "dropped", _("dropped")

    IN_WORK = (State.WAITING, State.READING, State.CONFIRMING)
    MAX_ATTEMPTS = 3

    school = models.ForeignKey(School, models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    sheet = models.JSONField(default=dict, help_text="the sheet with the people: its name, and the header in it")
    columns = models.JSONField(default=dict, help_text="field: index of its column")
    answers = models.JSONField(default=dict, help_text="row: whom an ambiguous row means, or that it is left out")
    corrections = models.JSONField(default=dict, help_text="row: field: what was typed in place of the cell")
    options = models.JSONField(
        default=dict, help_text="of the file: its sheets, orders of day and month, hidden rows"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    problem = models.JSONField(default=dict, help_text="why it was not read or not taken over: code, params")
    counts = models.JSONField(default=dict, help_text="rows of each kind; after the confirmation also who is new")
    digest = models.CharField(max_length=32, blank=True, help_text="of what the preview shows")
    revision = models.PositiveIntegerField(default=0, help_text="counts what was asked of the worker")
    queued_at = models.DateTimeField(help_text="when the worker was last asked")
    served_at = models.DateTimeField(null=True, help_text="when a worker last took it in hand")
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0, help_text="rows read so far")
    total = models.PositiveIntegerField(default=0, help_text="rows below the header")
    uploaded_by = models.ForeignKey("schools.User", models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey("schools.User", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    capacity = models.CharField(max_length=40, blank=True, help_text="in which it was confirmed")
    request_id = models.CharField(max_length=40, blank=True, help_text="of the confirmation")
    language = models.CharField(max_length=5, blank=True, help_text="in which it was confirmed")
    failed_sha256 = models.CharField(max_length=64, blank=True, help_text="the file of rows that stayed out")

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["school"], condition=Q(leased_until__isnull=False), name="import_one_in_work"
            ),
        ]
        indexes = [
            models.Index(
                fields=["queued_at"],
                name="import_waiting",
                condition=Q(state__in=["waiting", "reading", "confirming"]),
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    def was_cut_off(self, now: datetime) -> bool:
        """Whether the worker that holds the list has had longer than its limits allow: it was stopped, and the list is
        taken up again when its lease is over."""
        return self.leased_until is not None and self.served_at is not None and now - self.served_at > LONGEST_WORK

    @property
    def is_in_work(self) -> bool:
        return self.state in self.IN_WORK

    @property
    def head(self) -> Head | None:
        """The header as it was read; None before that, and of a file that has none."""
        if not self.sheet:
            return None
        return Head(
            row=self.sheet["row"],
            columns=self.sheet["columns"],
            texts=tuple(self.sheet["texts"]),
            national_ids=tuple(self.sheet.get("national_ids", ())),
        )

    @property
    def writes(self) -> bool:
        """Whether confirming would change anything."""
        return bool(self.counts.get("new") or self.counts.get("changed"))


class ImportRow(models.Model):
    """One row of the file with what becomes of it (`schools.roster.stored`). position: questions and mistakes first."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    sheet = models.PositiveSmallIntegerField(default=0, help_text="its place in the file")
    number = models.PositiveIntegerField(help_text="in the spreadsheet")
    kind = models.CharField(max_length=10)
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=400, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["batch", "sheet", "number"], name="import_row_once")]
        indexes = [
            models.Index(fields=["batch", "position"], name="import_row_shown"),
            models.Index(fields=["batch", "kind", "position"], name="import_row_of_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.name}"

    @property
    def key(self) -> str:
        """How answers and corrections name the row."""
        return row_key(self.sheet, self.number)
