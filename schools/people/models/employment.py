"""A stay at a school: mentorships and pairings bind employments, not people."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.dates import numeric
from schools.organisation.models import School, Subject

if TYPE_CHECKING:
    from schools.people.models.user import User


class EmploymentQuerySet(models.QuerySet["Employment"]):
    def visible_to(self, user: "User") -> "EmploymentQuerySet":
        """One's own stays, and all stays at schools where one is deputy, head, chair or secretary."""
        from schools.people.access import LEADERS, access_of

        return self.filter(Q(user=user) | Q(school_id__in=access_of(user).schools_as(*LEADERS)))

    def on(self, day: date) -> "EmploymentQuerySet":
        """Stays that include this date (both ends inclusive)."""
        return self.filter(hired_on__lte=day).filter(Q(left_on__isnull=True) | Q(left_on__gte=day))


class Employment(models.Model):
    """From the day of hire to the last day at the school, both inclusive."""

    school = models.ForeignKey(School, models.PROTECT, related_name="employments")
    user = models.ForeignKey("schools.User", models.PROTECT, related_name="employments")
    personnel_number = models.CharField(_("personnel number"), max_length=30, blank=True)
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, related_name="+")
    subject_text = models.CharField(_("subject as the school writes it"), max_length=120, blank=True)
    hired_on = models.DateField(_("date of hire"))
    left_on = models.DateField(_("last day at the school"), null=True, blank=True)
    leave_reason = models.CharField(_("reason"), max_length=200, blank=True)
    rate = models.DecimalField(_("rate"), max_digits=4, decimal_places=2, default=1)
    first_time = models.BooleanField(_("first time in a school"), default=False)
    teaching_since = models.PositiveSmallIntegerField(_("teaching since, year"), null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = EmploymentQuerySet.as_manager()

    class Meta:
        ordering = ["user__sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("hired_on")), name="employment_end_after_start"
            ),
            models.CheckConstraint(condition=Q(rate__gt=0) & Q(rate__lte=3), name="employment_rate_sane"),
            models.UniqueConstraint(
                fields=["school", "personnel_number"],
                condition=Q(left_on__isnull=True) & ~Q(personnel_number=""),
                name="employment_number_once",
            ),
            models.UniqueConstraint(fields=["school", "user", "hired_on"], name="employment_hire_once"),
            models.UniqueConstraint(
                fields=["school", "user"], condition=Q(left_on__isnull=True), name="employment_one_open"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def details(self) -> str:
        """“Химия, № 031”, or “Химия, hired 01.09.2018”: what tells namesakes apart."""
        hired = gettext("hired %(date)s") % {"date": numeric(self.hired_on)}
        return ", ".join(
            filter(None, (self.subject_name, f"№ {self.personnel_number}" if self.personnel_number else hired))
        )

    @property
    def subject_name(self) -> str:
        """The subject of the curriculum, and what the school writes beside it, or in its place."""
        return ", ".join(filter(None, (self.subject.name if self.subject else "", self.subject_text)))
