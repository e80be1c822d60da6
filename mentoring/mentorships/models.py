"""The case: one novice's mentored period at one school, who is paired with whom, and every step taken."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common import clock

if TYPE_CHECKING:
    from schools.people.models import User

OVER = ("completed", "terminated", "cancelled")


class MentorshipQuerySet(models.QuerySet["Mentorship"]):
    def visible_to(self, user: "User") -> "MentorshipQuerySet":
        """Deputy and head: their school's. Novice: one's own. Mentor: to the pairing's last day, or when it was the last.

        The council sees items of its meetings, a department counts: neither opens a case (domain, section 11).
        """
        from schools.people.access import LEADERS, access_of
        from schools.people.models import Employment

        access = access_of(user)
        as_novice = Employment.objects.filter(user=user)
        as_mentor = Pairing.objects.filter(mentor__user=user).filter(
            Q(ended_on__isnull=True) | Q(ended_on__gte=clock.today()) | Q(mentorship__ended_on=F("ended_on"))
        )
        return self.filter(
            Q(school_id__in=access.schools_as(*LEADERS))
            | Q(novice__in=as_novice.values("pk"))  # no join: each part is found by an index
            | Q(pk__in=as_mentor.values("mentorship_id"))
        )

    def open(self) -> "MentorshipQuerySet":
        return self.exclude(state__in=OVER)


class Mentorship(models.Model):
    """One novice's mentored period. `state` names what is awaited (`mentorships.rules` holds the table)."""

    class State(models.TextChoices):
        AWAITING_MENTOR = "awaiting_mentor", _("awaiting a mentor")
        LEVEL = "level", _("level to be determined")
        DIAGNOSTICS = "diagnostics", _("diagnostics")
        PLANNING = "planning", _("planning")
        MAIN = "main", _("main stage")
        REPORT = "report", _("report due")
        HEARING = "hearing", _("hearing by the council")
        CLOSING = "closing", _("papers being closed")
        COMPLETED = "completed", _("completed")
        TERMINATED = "terminated", _("terminated")
        CANCELLED = "cancelled", _("cancelled")

    class Basis(models.TextChoices):
        FIRST_TIME = "first_time", _("first time in a school")
        NEW_TO_SCHOOL = "new_to_school", _("new to the collective")
        DEFICIT = "deficit", _("diagnosed deficit")

    school = models.ForeignKey("schools.School", models.PROTECT, related_name="mentorships")
    novice = models.ForeignKey("schools.Employment", models.PROTECT, related_name="mentorships")
    basis = models.CharField(max_length=14, choices=Basis.choices, default=Basis.FIRST_TIME)
    year = models.PositiveSmallIntegerField(_("academic year begins in"))
    state = models.CharField(max_length=16, choices=State.choices, default=State.AWAITING_MENTOR)
    starts_on = models.DateField(_("from"), help_text="day of hire, or the day the need arose")
    period_to = models.DateField(_("until"))
    country_rules = models.ForeignKey("mentoring.RuleSet", models.PROTECT, related_name="+")
    school_rules = models.ForeignKey("mentoring.RuleSet", models.PROTECT, null=True, blank=True, related_name="+")
    order_rules = models.ForeignKey("mentoring.RuleSet", models.PROTECT, null=True, blank=True, related_name="+")
    order_school_rules = models.ForeignKey(
        "mentoring.RuleSet", models.PROTECT, null=True, blank=True, related_name="+"
    )
    from_paper = models.BooleanField(_("entered from paper"), default=False)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)
    opened_by = models.ForeignKey("schools.User", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()

    objects = MentorshipQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["novice"], condition=~Q(state__in=OVER), name="mentorship_one_open_per_employment"
            ),
            models.CheckConstraint(condition=Q(period_to__gte=F("starts_on")), name="mentorship_end_after_start"),
            models.CheckConstraint(
                condition=Q(state__in=OVER, ended_on__isnull=False) | (~Q(state__in=OVER) & Q(ended_on__isnull=True)),
                name="mentorship_over_has_end",
            ),
        ]
        indexes = [models.Index(fields=["school", "state"], name="mentorship_school_state")]

    def __str__(self) -> str:
        return str(self.novice)

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def stage(self) -> int:
        """0 not begun, 1 introductory, 2 main, 3 final, 4 over."""
        return {"awaiting_mentor": 0, "level": 1, "diagnostics": 1, "planning": 1, "main": 2}.get(
            self.state, 4 if self.is_over else 3
        )


class NotProposedQuerySet(models.QuerySet["NotProposed"]):
    def active(self) -> "NotProposedQuerySet":
        return self.filter(withdrawn_at__isnull=True)


class NotProposed(models.Model):
    """A stay that the deputy took off the list of those who need a mentor: no new teacher after all, and why."""

    employment = models.ForeignKey("schools.Employment", models.PROTECT, related_name="not_proposed")
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey("schools.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = NotProposedQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["employment"], condition=Q(withdrawn_at__isnull=True), name="not_proposed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.employment}: {self.reason}"


class PairingQuerySet(models.QuerySet["Pairing"]):
    def open(self) -> "PairingQuerySet":
        return self.filter(ended_on__isnull=True)

    def not_over(self, today: date) -> "PairingQuerySet":
        """Open ones, and those whose last day is today: until its evening it is the mentor's."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=today))

    def on(self, day: date) -> "PairingQuerySet":
        """Pairings that include this date; both ends are inclusive, here as in the constraint and on the page."""
        return self.filter(starts_on__lte=day).filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day))


class Pairing(models.Model):
    """A mentor and a novice, by order. At most one open per mentorship, never overlapping (both ends inclusive;
    an exclusion constraint on PostgreSQL, a trigger of the same meaning on SQLite), never oneself (trigger).
    """

    mentorship = models.ForeignKey(Mentorship, models.PROTECT, related_name="pairings")
    mentor = models.ForeignKey("schools.Employment", models.PROTECT, related_name="pairings")
    order = models.OneToOneField("mentoring.Order", models.PROTECT, related_name="pairing")
    starts_on = models.DateField(_("from"))
    planned_end = models.DateField(_("planned until"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)

    objects = PairingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship"], condition=Q(ended_on__isnull=True), name="pairing_one_open_per_mentorship"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on")), name="pairing_end_after_start"
            ),
            models.CheckConstraint(condition=Q(planned_end__gte=F("starts_on")), name="pairing_plan_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.mentor} – {self.mentorship}"


class Suspension(models.Model):
    """A dated pause, both ends inclusive; while it is open `ends_on` is empty. D1 never pauses."""

    class Reason(models.TextChoices):
        NOVICE_LEAVE = "novice_leave", _("leave of the new teacher")
        MENTOR_LEAVE = "mentor_leave", _("long leave of the mentor")
        SCHOOL_CLOSED = "school_closed", _("the school is closed")

    mentorship = models.ForeignKey(Mentorship, models.PROTECT, related_name="suspensions")
    reason = models.CharField(max_length=14, choices=Reason.choices)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    order_text = models.CharField(_("order number and date"), max_length=80, blank=True)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship"], condition=Q(ends_on__isnull=True), name="suspension_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="suspension_end_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} {self.starts_on:%d.%m.%Y}"


class Step(models.Model):
    """Something that happened in the case: the timeline, and what meets the deadlines.

    Every step has two dates: `happened_on` (≤ today, ≥ the step before) and `recorded_at`. More than three working
    days between them asks for `delay_reason`; a step after its due date asks for `late_reason`; one in a matter of
    one's own tells why no other official could take it. All three reasons are printed.
    """

    class Kind(models.TextChoices):
        OPENED = "opened", _("Need of a mentor recorded")
        PROPOSED = "proposed", _("Candidate proposed")
        ACCEPTED = "accepted", _("Candidate agreed")
        DECLINED = "declined", _("Candidate closed")
        RECOMMENDED = "recommended", _("Council recommended the candidate")
        ORDERED = "ordered", _("Mentor appointed by order")
        ANNOUNCED = "announced", _("New teacher presented to the staff")
        LEVEL = "level", pgettext_lazy("event", "Level recorded")
        DIAGNOSED = "diagnosed", pgettext_lazy("event", "Diagnostics signed")
        PLAN_SENT = "plan_sent", _("Plan sent for agreement")
        PLAN_AGREED = "plan_agreed", pgettext_lazy("event", "Plan agreed")
        PLAN_APPROVED = "plan_approved", pgettext_lazy("event", "Plan approved")
        PLAN_RETURNED = "plan_returned", _("Plan sent back with remarks")
        ADAPTATION = "adaptation", _("Adaptation plan made")
        INTERIM = "interim", _("Interim assessment recorded")
        FINAL_OPENED = "final_opened", _("Final stage opened")
        REPORT_SENT = "report_sent", pgettext_lazy("event", "Report submitted to the council")
        REPORT_RETURNED = "report_returned", _("Report sent back")
        HEARD = "heard", _("Council heard and evaluated")
        EXTRACT = "extract", _("Extract from the minutes issued")
        PAIRING_ENDED = "pairing_ended", _("Work of the mentor ended")
        HANDOVER = "handover", _("Handover acknowledged")
        SUSPENDED = "suspended", _("Mentorship suspended")
        RESUMED = "resumed", _("Mentorship resumed")
        TERMINATED = "terminated", _("Mentorship terminated")
        CANCELLED = "cancelled", _("Entry cancelled")
        TAKEN_OVER = "taken_over", _("Running case taken over from paper")

    mentorship = models.ForeignKey(Mentorship, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey("schools.User", models.PROTECT, null=True, related_name="+")
    capacity = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=500, blank=True)
    late_reason = models.CharField(max_length=500, blank=True)
    delay_reason = models.CharField(max_length=500, blank=True)
    no_other_official = models.CharField(max_length=300, blank=True)
    from_paper = models.BooleanField(default=False)

    class Meta:
        ordering = ["happened_on", "pk"]
        indexes = [models.Index(fields=["mentorship", "kind"], name="step_mentorship_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.happened_on:%d.%m.%Y}"
