"""What the novice can do and needs: the level, and fifteen criteria rated by both, unseen until both are done."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LevelAssessment(models.Model):
    """The mentor determines the level of professional training (D2): by which methods, which level, when."""

    class Level(models.TextChoices):
        HIGH = "high", _("high")
        SUFFICIENT = "sufficient", _("sufficient")
        BASIC = "basic", _("basic")
        LOW = "low", _("low")

    mentorship = models.OneToOneField("mentoring.Mentorship", models.CASCADE, related_name="level_assessment")
    by_interview = models.BooleanField(_("interview"), default=False)
    by_documents = models.BooleanField(_("documents"), default=False)
    by_visit = models.BooleanField(_("lesson visit"), default=False)
    level = models.CharField(_("level of training"), max_length=10, choices=Level.choices)
    text = models.TextField(_("what you saw"), blank=True)
    happened_on = models.DateField(_("date"))
    recorded_at = models.DateTimeField()
    by = models.ForeignKey("schools.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(by_interview=True) | Q(by_documents=True) | Q(by_visit=True), name="level_has_a_method"
            )
        ]

    @property
    def methods(self) -> list[str]:
        """How it was determined, in words."""
        told = (
            (self.by_interview, _("interview")),
            (self.by_documents, _("documents")),
            (self.by_visit, _("lesson visit")),
        )
        return [str(words) for done, words in told if done]

    def __str__(self) -> str:
        return self.get_level_display()


class DiagnosticSheet(models.Model):
    """One diagnostics: at the start (signed: D3) and at the end of the year. Self-rating and the mentor's rating are
    unseen by each other until both are done; a gap of two or more is to be discussed before signing.
    """

    class Occasion(models.TextChoices):
        START = "start", _("at the start")
        END = "end", _("at the end of the year")

    mentorship = models.ForeignKey("mentoring.Mentorship", models.CASCADE, related_name="sheets")
    occasion = models.CharField(max_length=5, choices=Occasion.choices, default=Occasion.START)
    self_done_at = models.DateTimeField(null=True)
    mentor_done_at = models.DateTimeField(null=True)
    discussed_note = models.CharField(_("what you agreed where the ratings differ"), max_length=500, blank=True)
    signed_on = models.DateField(null=True)
    signed_by = models.ForeignKey("schools.User", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(fields=["mentorship", "occasion"], name="sheet_once_per_occasion"),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True, signed_by__isnull=True)
                | Q(signed_on__isnull=False, signed_by__isnull=False),
                name="sheet_signed_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentorship}, {self.get_occasion_display()}"

    @property
    def both_done(self) -> bool:
        return self.self_done_at is not None and self.mentor_done_at is not None


class Rating(models.Model):
    """One criterion (`library.criteria`, D01–D15) rated 0–4 by one side. D10 is rated by the novice alone and stays
    in no total and no paper.
    """

    class Rater(models.TextChoices):
        SELF = "self", _("self-rating")
        MENTOR = "mentor", _("mentor's rating")

    sheet = models.ForeignKey(DiagnosticSheet, models.CASCADE, related_name="ratings")
    criterion = models.CharField(max_length=3)
    rater = models.CharField(max_length=6, choices=Rater.choices)
    level = models.PositiveSmallIntegerField()
    comment = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["criterion", "rater"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion", "rater"], name="rating_once"),
            models.CheckConstraint(condition=Q(level__lte=4), name="rating_0_to_4"),
            models.CheckConstraint(condition=~Q(criterion="D10", rater="mentor"), name="rating_d10_self_only"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.rater}: {self.level}"


class NoviceRequest(models.Model):
    """What the novice asks for in one's own words; printed in the diagnostic sheet and the plan."""

    mentorship = models.ForeignKey("mentoring.Mentorship", models.CASCADE, related_name="requests")
    text = models.CharField(_("what you would like help with"), max_length=300)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.text
