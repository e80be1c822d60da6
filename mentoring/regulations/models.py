"""Dated versions of the rule values: the country's, and a school's own settings upon them."""

from django.db import models
from django.db.models import Q


class RuleSet(models.Model):
    """One version. `values` holds what `regulations.schema` validates: value, source, confidence per rule.

    A school's row holds only the [D] values it sets differently; it is merged over the country's version in force.
    Never changed: every change is a new version.
    """

    country = models.CharField(max_length=2, default="KZ")
    school = models.ForeignKey("schools.School", models.PROTECT, null=True, blank=True, related_name="rule_sets")
    number = models.PositiveIntegerField()
    in_force_from = models.DateField()
    values = models.JSONField()
    note = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey("schools.User", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["country", "school_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "number"], condition=Q(school__isnull=True), name="rule_set_country_number_once"
            ),
            models.UniqueConstraint(
                fields=["school", "number"], condition=Q(school__isnull=False), name="rule_set_school_number_once"
            ),
        ]

    @property
    def label(self) -> str:
        """As papers name it: KZ-160, version 3."""
        return f"{self.country}-160.{self.number}" if self.school_id is None else f"S{self.school_id}.{self.number}"

    def __str__(self) -> str:
        return self.label
