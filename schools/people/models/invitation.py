"""An invitation to sign in: single use, seven days, revocable. Only the hash of its code is kept."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from schools.people.models.user import User


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: "User") -> "InvitationQuerySet":
        from schools.people.access import Role, access_of

        return self.filter(school_id__in=access_of(user).schools_as(Role.DEPUTY, Role.HEAD))

    def usable(self, now: datetime) -> "InvitationQuerySet":
        """Those that open an account at this moment: open, in their days, of an account that nobody has used, or of a
        readmission that nobody has ended."""
        unused = Q(user__last_login=None) & (
            Q(user__password="") | Q(user__password__startswith=UNUSABLE_PASSWORD_PREFIX)
        )
        again = Q(readmission__confirmed_at__isnull=False, readmission__ended_at=None, readmission__used_at=None)
        found = self.open().filter(expires_at__gt=now, user__is_active=True)
        return found.filter(again | (Q(readmission=None) & unused))

    def open(self) -> "InvitationQuerySet":
        """Neither used nor revoked; its days may be over."""
        return self.filter(used_at=None, revoked_at=None)


class Invitation(models.Model):
    """One person's way in, to a school or to a department. A new one for the same person revokes the old.

    Without a readmission it opens only an account that nobody has used. mailed_to: the address that got the link.
    """

    school = models.ForeignKey("schools.School", models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey("schools.Department", models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey("schools.User", models.CASCADE, related_name="invitations")
    code_hash = models.CharField(max_length=64, unique=True)
    readmission = models.ForeignKey("schools.Readmission", models.CASCADE, null=True, related_name="invitations")
    mailed_to = models.EmailField(blank=True)
    made_by = models.ForeignKey("schools.User", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["made_at"], name="invitation_made")]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="invitation_one_open",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True), name="invitation_used_or_revoked"
            ),
            models.CheckConstraint(
                condition=Q(school__isnull=False, department__isnull=True)
                | Q(school__isnull=True, department__isnull=False),
                name="invitation_to_one_place",
            ),
        ]

    @property
    def place(self) -> Any:
        """The school or the department that the person is invited to."""
        return self.school or self.department

    def __str__(self) -> str:
        return f"{self.user}, {self.made_at:%d.%m.%Y}"
