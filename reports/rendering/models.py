"""A paper on its way from the request to the stored bytes. The stored bytes are the paper."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from schools.people.models import User


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, user: "User") -> "PaperQuerySet":
        """Deputy and head: their school's. Novice and mentor: those of their case. The council: papers of items of
        its meetings once the report is sent and while the window is open, though they were made before it was on the
        agenda. Whether the bytes may be opened, `rendering.policies` says.
        """
        from mentoring.final_stage.selectors import before_council
        from mentoring.mentorships.models import Mentorship
        from schools.people.access import LEADERS, access_of

        return self.filter(
            Q(school_id__in=access_of(user).schools_as(*LEADERS))
            | Q(mentorship__in=Mentorship.objects.visible_to(user))
            | Q(mentorship__in=before_council(user).values("mentorship"))
        )


class Paper(models.Model):
    """One paper in one language. The same request twice is one row; a new one is made when the content changed.

    `records` says what the stored bytes hold, as of their making: who may open them is asked for each of these at every
    opening (`rendering.policies`), so that bytes made under earlier rules are not opened under the present ones.
    """

    class Kind(models.TextChoices):
        ORDER = "order", _("order assigning a mentor")
        REPORT = "report", _("year-end report")
        SUMMARY = "summary", _("one-page summary")

    class Language(models.TextChoices):
        KK = "kk", _("Kazakh")
        RU = "ru", _("Russian")
        EN = "en", _("English")
        KK_RU = "kk-ru", _("Kazakh and Russian side by side")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        WORKING = "working", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("could not be made")

    MAX_ATTEMPTS = 3

    kind = models.CharField(max_length=8, choices=Kind.choices)
    language = models.CharField(max_length=5, choices=Language.choices)
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="papers")
    mentorship = models.ForeignKey("mentoring.Mentorship", models.PROTECT, null=True, related_name="papers")
    order = models.ForeignKey("mentoring.Order", models.PROTECT, null=True, related_name="papers")
    agenda_item = models.ForeignKey("mentoring.AgendaItem", models.PROTECT, null=True, related_name="papers")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    code = models.CharField(max_length=12, unique=True, help_text="verification code printed on every page")
    asked_by = models.ForeignKey("schools.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    pages = models.PositiveSmallIntegerField(default=0)
    rules_label = models.CharField(max_length=60, blank=True)
    records = models.JSONField(
        default=list,
        help_text="kinds of records in the stored bytes (reports.papers.records); none: made before it was noted",
    )

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "mentorship"],
                condition=Q(state__in=["waiting", "working"]),
                name="paper_one_in_work",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | (Q(made_at__isnull=False) & ~Q(sha256="")), name="paper_ready_has_bytes"
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], name="paper_waiting", condition=Q(state__in=["waiting", "working"]))
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.language})"
