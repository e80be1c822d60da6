"""What the eligibility rules E1–E3 and E5 rest on: category, ethics, results, preparation (domain, section 5)."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from schools.organisation.models import InThreeLanguages
from schools.people.models.employment import Employment

if TYPE_CHECKING:
    from schools.people.models.user import User


class CategoryLevel(InThreeLanguages):
    """A qualification category; a table, since the law renames and adds them. Higher rank is higher."""

    code = models.SlugField(max_length=20, unique=True)
    rank = models.PositiveSmallIntegerField(unique=True)

    class Meta(InThreeLanguages.Meta):
        ordering = ["rank"]


class OfEmployment(models.QuerySet):
    def visible_to(self, user: "User") -> "OfEmployment":
        return self.filter(employment__in=Employment.objects.visible_to(user))


class Qualification(models.Model):
    """A category that was granted; valid through `valid_until` (given, or granted + 5 years by the rule set).

    granted_on: None where the school knows the category and not its date; such a row there is at most once.
    """

    employment = models.ForeignKey(Employment, models.CASCADE, related_name="qualifications")
    level = models.ForeignKey(CategoryLevel, models.PROTECT, related_name="+")
    granted_on = models.DateField(_("granted on"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = OfEmployment.as_manager()

    class Meta:
        ordering = [F("granted_on").desc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(fields=["employment", "granted_on"], name="qualification_once_a_day"),
            models.UniqueConstraint(
                fields=["employment"], condition=Q(granted_on__isnull=True), name="qualification_one_undated"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("granted_on")),
                name="qualification_end_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level}, {self.granted_on:%d.%m.%Y}" if self.granted_on else str(self.level)


class YearResult(models.Model):
    """Quality of knowledge of one academic year in the taught subject (E3): as counts, never rounded, or else as the
    percentage that an electronic journal gave without counts (domain, section 5)."""

    employment = models.ForeignKey(Employment, models.CASCADE, related_name="results")
    year = models.PositiveSmallIntegerField(_("academic year begins in"))
    pupils = models.PositiveIntegerField(_("pupils counted"), null=True, blank=True)
    good = models.PositiveIntegerField(_("of them with 4 or 5"), null=True, blank=True)
    percent = models.DecimalField(
        _("percentage without counts"), max_digits=5, decimal_places=2, null=True, blank=True
    )

    objects = OfEmployment.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["employment", "year"], name="result_once_a_year"),
            models.CheckConstraint(condition=Q(good__lte=F("pupils")), name="result_good_within_pupils"),
            models.CheckConstraint(
                condition=Q(pupils__isnull=False, good__isnull=False, percent__isnull=True)
                | Q(pupils__isnull=True, good__isnull=True, percent__gte=0, percent__lte=100),
                name="result_counts_or_percent",
            ),
        ]

    @property
    def title(self) -> str:
        """As it is written: 2025/26."""
        return f"{self.year}/{(self.year + 1) % 100:02d}"

    def __str__(self) -> str:
        return (
            f"{self.title}: {self.percent} %"
            if self.pupils is None
            else f"{self.title}: {self.good} of {self.pupils}"
        )


class EthicsRecord(models.Model):
    """The deputy's attestation that the teacher follows pedagogical ethics (E2): yes or no, date, reference only."""

    employment = models.ForeignKey(Employment, models.CASCADE, related_name="ethics")
    follows = models.BooleanField(_("follows pedagogical ethics"))
    recorded_on = models.DateField(_("date"))
    reference = models.CharField(_("reference"), max_length=120, blank=True)
    by = models.ForeignKey("schools.User", models.PROTECT, related_name="+")

    objects = OfEmployment.as_manager()

    class Meta:
        ordering = ["-recorded_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.employment}: {self.follows} ({self.recorded_on:%d.%m.%Y})"


class Preparation(models.Model):
    """A course or seminar in which the teacher was prepared as a mentor (domain, section 8)."""

    employment = models.ForeignKey(Employment, models.CASCADE, related_name="preparations")
    title = models.CharField(_("course or seminar"), max_length=200)
    done_on = models.DateField(_("date"))
    hours = models.PositiveSmallIntegerField(_("hours"), null=True, blank=True)

    objects = OfEmployment.as_manager()

    class Meta:
        ordering = ["-done_on"]

    def __str__(self) -> str:
        return self.title
