"""The interim assessment (D6): one of four formats, criteria, result, next steps."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class InterimAssessment(models.Model):
    class Format(models.TextChoices):
        PROJECT = "project", _("pedagogical project")
        METHODOLOGY = "methodology", _("methodology")
        OPEN_LESSON = "open_lesson", _("open lesson")
        PUBLICATION = "publication", _("publication")

    mentorship = models.ForeignKey("mentoring.Mentorship", models.CASCADE, related_name="interims")
    format = models.CharField(_("format"), max_length=12, choices=Format.choices)
    title = models.CharField(_("title or topic"), max_length=200)
    happened_on = models.DateField(_("date"))
    present = models.CharField(_("who was present"), max_length=300, blank=True)
    result = models.TextField(_("result"))
    next_steps = models.TextField(_("next steps"))
    comment = models.TextField(_("the new teacher's comment"), blank=True)
    recorded_at = models.DateTimeField()
    by = models.ForeignKey("schools.User", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["happened_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_format_display()}, {self.happened_on:%d.%m.%Y}"


class InterimMark(models.Model):
    """Points 0–4 for one criterion of the assessment, in the words of those who assessed."""

    assessment = models.ForeignKey(InterimAssessment, models.CASCADE, related_name="marks")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("criterion"), max_length=120)
    points = models.PositiveSmallIntegerField(_("points, 0–4"))

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "position"], name="interim_mark_once"),
            models.CheckConstraint(condition=Q(points__lte=4), name="interim_mark_0_to_4"),
        ]

    def __str__(self) -> str:
        return self.text
