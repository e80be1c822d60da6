"""Letting somebody in again who has used the account and lost every way in."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from schools.people.models.user import User


class ReadmissionQuerySet(models.QuerySet["Readmission"]):
    def visible_to(self, user: "User") -> "ReadmissionQuerySet":
        """Those of the schools that one leads, and one's own."""
        from schools.people.access import LEADERS, access_of

        return self.filter(Q(school_id__in=access_of(user).schools_as(*LEADERS)) | Q(user=user))

    def open(self) -> "ReadmissionQuerySet":
        """Neither ended nor used."""
        return self.filter(used_at=None, ended_at=None)

    def with_old_factors(self) -> "ReadmissionQuerySet":
        """Used ones that keep what the person had before, the latest first."""
        return self.exclude(used_at=None).exclude(old_factors={}).order_by("-used_at")


class Readmission(models.Model):
    """One leader asks, a second one confirms; then an invitation opens the account (`Invitation.readmission`).

    The operator's command asks and confirms at once: then asked_by and confirmed_by are empty. ended_at: withdrawn,
    declined, its invitation ran out, or the person signed in meanwhile. When it is used, the old password and second
    factors are kept here in old_factors (hashes and secrets as they were stored, no plain password; the tries of the
    day beside them), so that the person may show one of them and open the private records before their days are over
    (shown_at). They are wiped then, and when the days are over. denied_at: the person said by the link in a notice that it
    was not they (`services.denial`). Each school has its own: another one sees nothing of it.
    """

    # Why it ended, where nobody typed a reason (`words.READMISSION_ENDS`).
    RAN_OUT, SIGNED_IN, OTHER_WAY, DENIED = "ran_out", "signed_in", "other_way", "denied"

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
    denied_at = models.DateTimeField(null=True)

    objects = ReadmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "school"],
                condition=Q(used_at__isnull=True, ended_at__isnull=True),
                name="readmission_one_open",
            ),
            models.UniqueConstraint(
                fields=["user", "department"],
                condition=Q(used_at__isnull=True, ended_at__isnull=True),
                name="readmission_one_open_in_department",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(confirmed_at__isnull=False), name="readmission_confirmed_to_use"
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(ended_at__isnull=True), name="readmission_used_or_ended"
            ),
            models.CheckConstraint(
                condition=Q(asked_by__isnull=True) | Q(confirmed_by__isnull=True) | ~Q(asked_by=F("confirmed_by")),
                name="readmission_two_people",
            ),
            models.CheckConstraint(
                condition=Q(shown_at__isnull=True) | Q(used_at__isnull=False), name="readmission_shown_after_use"
            ),
            models.CheckConstraint(
                condition=Q(denied_at__isnull=True) | Q(confirmed_at__isnull=False),
                name="readmission_denied_after_confirmation",
            ),
        ]

    @property
    def place(self) -> Any:
        """The school or the department that lets the person in."""
        return self.school or self.department

    @property
    def is_open(self) -> bool:
        return self.used_at is None and self.ended_at is None

    def __str__(self) -> str:
        return f"{self.user}, {self.asked_at:%d.%m.%Y}"
