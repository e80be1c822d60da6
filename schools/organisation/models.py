"""Departments, schools and the subjects they teach."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common import names

NAMED = ("name_kk", "name_ru", "name_en", "place_kk", "place_ru", "place_en")


class InThreeLanguages(models.Model):
    """Names that are typed in each language; a missing one falls back to Russian, then Kazakh."""

    name_kk = models.CharField(_("name in Kazakh"), max_length=200)
    name_ru = models.CharField(_("name in Russian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def name_in(self, language: str) -> str:
        return getattr(self, f"name_{language[:2]}", "") or self.name_ru or self.name_kk

    @property
    def name(self) -> str:
        return self.name_in(get_language() or "ru")

    def __str__(self) -> str:
        return self.name


class Department(InThreeLanguages):
    """An education department of a district or a region; it sees figures across its schools, no content."""

    class Kind(models.TextChoices):
        DISTRICT = "district", _("district department")
        REGION = "region", _("regional department")

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.DISTRICT)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="districts")


class SchoolQuerySet(models.QuerySet["School"]):
    def visible_to(self, user: Any) -> "SchoolQuerySet":
        """Schools where this person has a post or works, and those of one's department."""
        from schools.people.access import access_of

        access = access_of(user)
        return self.filter(Q(pk__in=access.school_ids) | Q(department_id__in=access.department_ids))


class School(InThreeLanguages):
    """An organisation of secondary education. `week` and `is_small` decide how the rules count."""

    class Week(models.IntegerChoices):
        FIVE = 5, _("five days, Monday to Friday")
        SIX = 6, _("six days, Monday to Saturday")

    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="schools")
    place_kk = models.CharField(_("town or village in Kazakh"), max_length=120)
    place_ru = models.CharField(_("town or village in Russian"), max_length=120)
    place_en = models.CharField(_("town or village in English"), max_length=120, blank=True)
    week = models.PositiveSmallIntegerField(_("working week"), choices=Week.choices, default=Week.FIVE)
    is_small = models.BooleanField(
        _("small school"), default=False, help_text=_("A legal status, not a number of pupils.")
    )
    language = models.CharField(_("main language"), max_length=2, default="kk")
    search_key = models.CharField(max_length=1000, editable=False)
    order_series = models.CharField(_("letters after the order number"), max_length=10, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(week__in=[5, 6]), name="school_week_5_or_6")]

    def fill_keys(self) -> None:
        """Set the stored key for search: names and places in every language, in one case. Bulk writes call it too."""
        self.search_key = names.fold(" ".join(getattr(self, field) for field in NAMED))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_keys()
        if (fields := kwargs.get("update_fields")) is not None and {*NAMED} & set(fields):
            kwargs["update_fields"] = {*fields, "search_key"}
        super().save(*args, **kwargs)

    def place_in(self, language: str) -> str:
        return getattr(self, f"place_{language[:2]}", "") or self.place_ru or self.place_kk

    @property
    def place(self) -> str:
        return self.place_in(get_language() or "ru")


class Subject(InThreeLanguages):
    """A subject of the curriculum. `area` groups related ones ("natural", "languages", …)."""

    code = models.SlugField(max_length=40, unique=True)
    area = models.CharField(max_length=40)
    has_marks = models.BooleanField(default=True, help_text="grade 1 and some subjects give no marks")

    class Meta(InThreeLanguages.Meta):
        ordering = ["code"]
