"""Dated calendar rows. Statutory days and their transfers are computed (`schools.calendar.rules`), not stored."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from schools.organisation.models import School

if TYPE_CHECKING:
    from schools.people.models import User


class OfSchoolOrCountry(models.QuerySet):
    def visible_to(self, user: "User") -> "OfSchoolOrCountry":
        from schools.people.access import access_of

        return self.filter(Q(school__isnull=True) | Q(school_id__in=access_of(user).school_ids))


class DecreeDay(models.Model):
    """A day moved by decree of the government: off or working, for the 5-day week, the 6-day week or both.

    `pair` is the other half of the move.
    """

    date = models.DateField(_("date"))
    working = models.BooleanField(_("working day"))
    weeks = models.CharField(max_length=3, choices=[("5", "5"), ("6", "6"), ("5,6", "5, 6")], default="5,6")
    pair = models.DateField(null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["date", "weeks"], name="decree_day_once")]

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y}"


class SchoolDay(models.Model):
    """The school's own exception: a day closed by flood or snow, or a working Saturday."""

    school = models.ForeignKey(School, models.CASCADE, related_name="own_days")
    date = models.DateField(_("date"))
    working = models.BooleanField(_("working day"))
    reason = models.CharField(_("reason"), max_length=120)

    objects = OfSchoolOrCountry.as_manager()

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["school", "date"], name="school_day_once")]

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y}: {self.reason}"


class TeachingYear(models.Model):
    """Teaching from–to of an academic year (1 September–31 August), of the country or of one school."""

    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="teaching_years")
    year = models.PositiveSmallIntegerField(_("academic year begins in"))
    teaching_from = models.DateField(_("teaching from"))
    teaching_to = models.DateField(_("teaching to"))
    estimate = models.BooleanField(_("estimate"), default=False)
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects = OfSchoolOrCountry.as_manager()

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"], condition=Q(school__isnull=True), name="teaching_year_country_once"
            ),
            models.UniqueConstraint(
                fields=["year", "school"], condition=Q(school__isnull=False), name="teaching_year_school_once"
            ),
            models.CheckConstraint(
                condition=Q(teaching_to__gt=F("teaching_from")), name="teaching_year_end_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}/{(self.year + 1) % 100:02d}"


class Vacation(models.Model):
    """Pupils' vacation within a teaching year; the three between the quarters bound them."""

    class Kind(models.TextChoices):
        AUTUMN = "autumn", _("autumn vacation")
        WINTER = "winter", _("winter vacation")
        SPRING = "spring", _("spring vacation")
        FIRST_GRADE = "first_grade", _("extra vacation of the first grade")

    teaching_year = models.ForeignKey(TeachingYear, models.CASCADE, related_name="vacations")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["teaching_year", "kind"], name="vacation_kind_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="vacation_end_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_on:%d.%m}–{self.ends_on:%d.%m.%Y}"
