"""Stage 3: the mentor's report to the council, the conclusions on readiness, the council's decision."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FinalReport(models.Model):
    """The year-end report (domain, section 6). Figures are computed when the paper is made; texts are kept here."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted to the council")
        RETURNED = "returned", _("sent back")
        HEARD = "heard", pgettext_lazy("of a report", "heard")

    BEFORE_COUNCIL = (State.SUBMITTED, State.HEARD)  # the states in which the council may read it

    class Advice(models.TextChoices):
        READY = "ready", _("ready for independent work")
        SUPPORT = "support", _("ready, with support")
        CONTINUE = "continue", _("mentoring to be continued")

    class Evaluation(models.TextChoices):
        EFFECTIVE = "effective", _("effective")
        PARTLY = "partly", _("partly effective")
        NOT_EFFECTIVE = "not_effective", _("not effective")

    mentorship = models.OneToOneField("mentoring.Mentorship", models.CASCADE, related_name="final_report")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    needed = models.TextField(_("what was needed"), blank=True)
    done = models.TextField(_("what was done"), blank=True)
    results = models.TextField(_("what came of it"), blank=True)
    unresolved = models.TextField(_("unresolved problems"), blank=True)
    practice = models.TextField(_("recommendations for improving practice"), blank=True)
    advice = models.CharField(_("recommendation"), max_length=10, choices=Advice.choices, blank=True)
    advice_text = models.TextField(_("recommendation in words"), blank=True)
    mentor_voice = models.TextField(_("the mentor's own words"), blank=True)
    novice_voice = models.TextField(_("the new teacher's own words"), blank=True)
    novice_voice_on = models.DateField(null=True)
    submitted_on = models.DateField(null=True)
    submitted_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=500, blank=True)
    agenda_item = models.OneToOneField(
        "mentoring.AgendaItem", models.PROTECT, null=True, blank=True, related_name="final_report"
    )
    novice_decision = models.CharField(
        _("decision on the new teacher"), max_length=10, choices=Advice.choices, blank=True
    )
    support_until = models.DateField(_("support until"), null=True, blank=True)
    evaluation = models.CharField(
        _("evaluation of the mentor's work for the year"), max_length=14, choices=Evaluation.choices, blank=True
    )
    evaluation_text = models.TextField(_("reasons"), blank=True)
    proposals = models.TextField(_("proposals"), blank=True)
    decided_on = models.DateField(null=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | (~Q(novice_decision="") & ~Q(evaluation="")),
                name="report_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(submitted_on__isnull=True, submitted_at__isnull=True)
                | Q(submitted_on__isnull=False, submitted_at__isnull=False),
                name="report_submitted_two_dates",
            ),
        ]

    def __str__(self) -> str:
        return str(self.mentorship)


class Conclusion(models.Model):
    """Readiness by component: design, organisational, constructive, analytical; relations are told outside it."""

    class Component(models.TextChoices):
        DESIGN = "design", _("design component")
        ORGANISATIONAL = "organisational", _("organisational component")
        CONSTRUCTIVE = "constructive", _("constructive component")
        ANALYTICAL = "analytical", _("analytical component")
        RELATIONAL = "relational", _("relational component")

    class Readiness(models.TextChoices):
        READY = "ready", pgettext_lazy("readiness", "ready")
        SUPPORT = "support", _("ready, with support")
        NOT_YET = "not_yet", _("not ready yet")

    report = models.ForeignKey(FinalReport, models.CASCADE, related_name="conclusions")
    component = models.CharField(max_length=14, choices=Component.choices)
    readiness = models.CharField(_("readiness"), max_length=8, choices=Readiness.choices, blank=True)
    text = models.CharField(_("conclusion"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["report", "component"], name="conclusion_once")]

    def __str__(self) -> str:
        return self.get_component_display()
