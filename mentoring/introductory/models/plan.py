"""The adaptation plan and the versions of the mentoring plan."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AdaptationItem(models.Model):
    """One point of the adaptation plan: introduction, traditions, rules, documents, workplace."""

    class Section(models.TextChoices):
        INTRODUCTION = "introduction", _("introduction to the staff")
        TRADITIONS = "traditions", _("traditions of the school")
        RULES = "rules", _("rules")
        DOCUMENTS = "documents", _("documents")
        WORKPLACE = "workplace", _("workplace")

    mentorship = models.ForeignKey("mentoring.Mentorship", models.CASCADE, related_name="adaptation_items")
    section = models.CharField(_("section"), max_length=12, choices=Section.choices)
    text = models.CharField(_("what"), max_length=300)
    due_on = models.DateField(_("by"))
    responsible = models.CharField(_("responsible"), max_length=120)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_by = models.ForeignKey("schools.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True)
                | Q(done_on__isnull=False, done_by__isnull=False),
                name="adaptation_done_who_and_when",
            )
        ]

    def __str__(self) -> str:
        return self.text


class PlanVersion(models.Model):
    """A version of the mentoring plan: draft → submitted → agreed → approved → superseded (domain, section 2).

    An approved version is immutable and stays in force until the next is approved.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("sent for agreement")
        AGREED = "agreed", _("agreed")
        APPROVED = "approved", _("approved")
        SUPERSEDED = "superseded", _("superseded")

    mentorship = models.ForeignKey("mentoring.Mentorship", models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    difficulties = models.TextField(_("main difficulties and requests"), blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    objectives = models.TextField(_("objectives"), blank=True)
    made_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    submitted_on = models.DateField(null=True)
    agreed_on = models.DateField(null=True)
    agreed_by = models.ForeignKey("schools.User", models.PROTECT, null=True, related_name="+")
    approved_on = models.DateField(null=True)
    approved_by = models.ForeignKey("schools.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["mentorship", "number"], name="plan_number_once"),
            models.UniqueConstraint(fields=["mentorship"], condition=Q(state="approved"), name="plan_one_in_force"),
            models.UniqueConstraint(
                fields=["mentorship"],
                condition=Q(state__in=["draft", "submitted", "agreed"]),
                name="plan_one_in_work",
            ),
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=True, agreed_by__isnull=True)
                | Q(agreed_on__isnull=False, agreed_by__isnull=False),
                name="plan_agreed_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True, approved_by__isnull=True)
                | Q(approved_on__isnull=False, approved_by__isnull=False),
                name="plan_approved_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentorship}, {self.number}"


class Activity(models.Model):
    """A line of a plan version. `line` stays the same through all versions: log entries and outcomes hold it."""

    class Stage(models.IntegerChoices):
        INTRODUCTORY = 1, _("introductory stage")
        MAIN = 2, _("main stage")
        FINAL = 3, _("final stage")

    plan = models.ForeignKey(PlanVersion, models.CASCADE, related_name="activities")
    line = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField()
    stage = models.PositiveSmallIntegerField(_("stage"), choices=Stage.choices, default=Stage.MAIN)
    title = models.CharField(_("activity"), max_length=300)
    planned_on = models.DateField(_("date"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=45)
    form = models.CharField(_("form"), max_length=20)
    methods = models.CharField(_("methods and means"), max_length=200, blank=True)
    expected = models.CharField(_("expected result"), max_length=300)
    evidence = models.CharField(_("proof"), max_length=200, blank=True)

    class Meta:
        ordering = ["planned_on", "position"]
        constraints = [models.UniqueConstraint(fields=["plan", "line"], name="activity_line_once")]

    def __str__(self) -> str:
        return self.title


class ActivityNeed(models.Model):
    """Which diagnosed need (criterion code) an activity answers."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="needs")
    criterion = models.CharField(max_length=3)

    class Meta:
        ordering = ["criterion"]
        constraints = [models.UniqueConstraint(fields=["activity", "criterion"], name="activity_need_once")]

    def __str__(self) -> str:
        return self.criterion


class PlanRemark(models.Model):
    """A remark with which a plan was sent back, at a line or at the whole."""

    plan = models.ForeignKey(PlanVersion, models.CASCADE, related_name="remarks")
    line = models.UUIDField(null=True, blank=True)
    text = models.CharField(_("remark"), max_length=500)
    by = models.ForeignKey("schools.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    resolved = models.BooleanField(default=False)

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.text
