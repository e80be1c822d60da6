"""An uploaded roster on its way from the file to the rows."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from schools.organisation.models import School

if TYPE_CHECKING:
    from schools.people.models import User


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def visible_to(self, user: "User") -> "ImportBatchQuerySet":
        """Imports of the schools where one is deputy or head."""
        from schools.people.access import Role, access_of

        return self.filter(school_id__in=access_of(user).schools_as(Role.DEPUTY, Role.HEAD))


class ImportBatch(models.Model):
    """One upload. The file itself is kept by its hash; confirming reads it again and checks every row anew."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("uploaded")
        CONFIRMED = "confirmed", _("taken over")
        DROPPED = "dropped", _("dropped")

    school = models.ForeignKey(School, models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    columns = models.JSONField(default=dict, help_text="field: index of its column")
    answers = models.JSONField(default=dict, help_text="row: whom an ambiguous row means")
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    counts = models.JSONField(default=dict)
    failed = models.JSONField(default=list, help_text="rows not taken over, as read, with reasons")
    uploaded_by = models.ForeignKey("schools.User", models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey("schools.User", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name
