"""Letting somebody in again who has used the account and lost every way in."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from schools.people.models.user import User


class ReadmissionQuerySet(models.QuerySet["Readmission"]):
    def visible_to(self, user: "User") -> "ReadmissionQuerySet":
        """Those of the schools that one leads."""
        from schools.people.access import LEADERS, access_of

        return self.filter(school_id__in=access_of(user).schools_as(*LEADERS))

    def open(self) -> "ReadmissionQuerySet":
        """Neither ended nor used."""
        return self.filter(used_at=None, ended_at=None)


class Readmission(models.Model):
    """One leader asks, a second one confirms; then an invitation opens the account (`Invitation.readmission`).

    The operator's command asks and confirms at once: then asked_by and confirmed_by are empty. ended_at: withdrawn,
    declined, or the person signed in meanwhile. When it is used, the old password and second factors are kept here in
    old_factors (hashes and secrets as they were stored, no plain password), so that the person may show one of them
    and open the private records before their seven days are over (shown_at).
    """

    user = models.ForeignKey("schools.User", models.CASCADE, related_name="readmissions")
    school = models.ForeignKey("schools.School", models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey("schools.Department", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=300)
    asked_by = models.ForeignKey("schools.User", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey("schools.User", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("schools.User", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(_("reason"), max_length=300, blank=True)
    used_at = models.DateTimeField(null=True)
    old_factors = models.JSONField(default=dict)
    shown_at = models.DateTimeField(null=True)

    objects = ReadmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(used_at__isnull=True, ended_at__isnull=True), name="readmission_one_open"
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(confirmed_at__isnull=False), name="readmission_confirmed_to_use"
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(ended_at__isnull=True), name="readmission_used_or_ended"
            ),
            models.CheckConstraint(
                condition=Q(asked_by__isnull=True)
                | Q(confirmed_by__isnull=True)
                | ~Q(asked_by=models.F("confirmed_by")),
                name="readmission_two_people",
            ),
            models.CheckConstraint(
                condition=Q(shown_at__isnull=True) | Q(used_at__isnull=False), name="readmission_shown_after_use"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.asked_at:%d.%m.%Y}"
