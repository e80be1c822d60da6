"""From need to order: one appointment per need of a mentor, its candidates, objection and announcement."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from mentoring.mentorships.models import Pairing
    from schools.people.models import User


class Appointment(models.Model):
    """One need of a mentor: open → proposed → accepted → recommended → ordered (domain, section 2)."""

    class State(models.TextChoices):
        OPEN = "open", _("candidate being sought")
        PROPOSED = "proposed", _("candidate proposed")
        ACCEPTED = "accepted", _("candidate agreed")
        RECOMMENDED = "recommended", _("recommended by the council")
        ORDERED = "ordered", _("order issued")
        CLOSED = "closed", _("closed")

    mentorship = models.ForeignKey("mentoring.Mentorship", models.PROTECT, related_name="appointments")
    round = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    opened_on = models.DateField()

    class Meta:
        ordering = ["round"]
        constraints = [
            models.UniqueConstraint(fields=["mentorship", "round"], name="appointment_round_once"),
            models.UniqueConstraint(
                fields=["mentorship"],
                condition=~Q(state__in=["ordered", "closed"]),
                name="appointment_one_running",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentorship}, {self.get_state_display()}"


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def visible_to(self, user: "User") -> "CandidateQuerySet":
        """Deputy and head: their school's. The candidate: oneself. The novice: the one proposed for oneself.

        The school that lends a candidate sees its loan (`Loan`), not the candidate's way at the other school.
        """
        from schools.people.access import LEADERS, access_of

        led = access_of(user).schools_as(*LEADERS)
        return self.filter(
            Q(appointment__mentorship__school_id__in=led)
            | Q(mentor__user=user)
            | Q(appointment__mentorship__novice__user=user, closed_at__isnull=True)
        )


class Candidate(models.Model):
    """A teacher proposed as mentor, with the eligibility as it was computed and stored at that moment."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("asked, no answer yet")
        ACCEPTED = "accepted", _("agrees")
        RECOMMENDED = "recommended", _("recommended by the council")
        ORDERED = "ordered", _("appointed")
        DECLINED = "declined", _("declined by the candidate")
        WITHDRAWN = "withdrawn", _("withdrawn by the deputy head")
        NOT_RECOMMENDED = "not_recommended", _("declined by the council")
        REFUSED = "refused", _("refused by the head")

    CLOSED = (State.DECLINED, State.WITHDRAWN, State.NOT_RECOMMENDED, State.REFUSED)

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="candidates")
    mentor = models.ForeignKey("schools.Employment", models.PROTECT, related_name="candidacies")
    state = models.CharField(max_length=16, choices=State.choices, default=State.PROPOSED)
    eligibility = models.JSONField(help_text="the rules' answers with evidence, as computed at the proposal")
    verdict = models.CharField(max_length=10, help_text="pass, borderline, fail or unknown, over all rules")
    proposed_by = models.ForeignKey("schools.User", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    agenda_item = models.OneToOneField(
        "mentoring.AgendaItem", models.PROTECT, null=True, blank=True, related_name="candidate"
    )
    council_reason = models.CharField(max_length=500, blank=True, help_text="why a borderline rule was accepted")
    exception_reason = models.CharField(max_length=500, blank=True, help_text="the head's reason for a failing rule")
    exception_by = models.ForeignKey("schools.User", models.PROTECT, null=True, related_name="+")
    close_reason = models.CharField(max_length=500, blank=True)
    closed_at = models.DateTimeField(null=True)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment"], condition=Q(closed_at__isnull=True), name="candidate_one_open"
            ),
            models.CheckConstraint(
                condition=Q(exception_by__isnull=True, exception_reason="")
                | (Q(exception_by__isnull=False) & ~Q(exception_reason="")),
                name="candidate_exception_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        return str(self.mentor)


class Objection(models.Model):
    """The novice may object once to the candidate, to the deputy alone (domain, section 2)."""

    candidate = models.OneToOneField(Candidate, models.CASCADE, related_name="objection")
    text = models.TextField(_("what you would like the deputy head to know"))
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at"]

    def __str__(self) -> str:
        return f"objection of {self.made_at:%d.%m.%Y}"


class LoanQuerySet(models.QuerySet["Loan"]):
    def visible_to(self, user: "User") -> "LoanQuerySet":
        """Deputy and head of both schools: of the one that asks and of the one that lends."""
        from schools.people.access import LEADERS, access_of

        led = access_of(user).schools_as(*LEADERS)
        return self.filter(Q(school_id__in=led) | Q(appointment__mentorship__school_id__in=led))


class Loan(models.Model):
    """Another school is asked to lend a mentor (domain, section 5). Its head or deputy names a teacher, which is the
    recorded consent of that school, or declines with a reason.
    """

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="loans")
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="loans")
    message = models.CharField(_("message"), max_length=500, blank=True)
    asked_by = models.ForeignKey("schools.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    mentor = models.ForeignKey("schools.Employment", models.PROTECT, null=True, related_name="loans")
    answered_by = models.ForeignKey("schools.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    decline_reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = LoanQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "school"], condition=Q(decline_reason=""), name="loan_one_per_school"
            ),
            models.CheckConstraint(
                condition=Q(
                    answered_by__isnull=True, answered_at__isnull=True, mentor__isnull=True, decline_reason=""
                )
                | (
                    Q(answered_by__isnull=False, answered_at__isnull=False)
                    & (Q(mentor__isnull=False, decline_reason="") | (Q(mentor__isnull=True) & ~Q(decline_reason="")))
                ),
                name="loan_answered_who_when_what",
            ),
        ]

    @property
    def pairing(self) -> "Pairing | None":
        """What came of it: the lent teacher's pairing in this case."""
        case = self.appointment.mentorship_id
        return (
            next((row for row in self.mentor.pairings.all() if row.mentorship_id == case), None)
            if self.mentor
            else None
        )

    def __str__(self) -> str:
        return str(self.school)


class Announcement(models.Model):
    """The deputy presents the novice to the staff and announces the order (domain, section 8)."""

    mentorship = models.OneToOneField("mentoring.Mentorship", models.CASCADE, related_name="announcement")
    happened_on = models.DateField(_("date"))
    occasion = models.CharField(_("occasion"), max_length=200)
    by = models.ForeignKey("schools.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.happened_on:%d.%m.%Y}, {self.occasion}"
