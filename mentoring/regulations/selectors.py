"""Which version of the rules was in force, and its typed values."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from mentoring.regulations.models import RuleSet
from mentoring.regulations.schema import RuleSetValues, fitting, load, merge
from schools.people.access import access_of


def in_force(school_id: int | None, on: date) -> tuple[RuleSet, RuleSet | None]:
    """The country's version in force on that date, and the school's settings upon it, if it has any. None: no school.

    One query. Raises RuleSet.DoesNotExist when no version of the country was in force yet.
    """
    versions = RuleSet.objects.filter(Q(school=None) | Q(school_id=school_id), in_force_from__lte=on)
    found = {version.school_id: version for version in versions.order_by("in_force_from", "number")}
    if (country := found.get(None)) is None:
        raise RuleSet.DoesNotExist
    return country, found.get(school_id) if school_id is not None else None


def versions(school_id: int) -> Callable[[date], tuple[RuleSet, RuleSet | None]]:
    """`in_force` for many dates of one school, in one query."""
    rows = list(RuleSet.objects.filter(Q(school=None) | Q(school_id=school_id)).order_by("in_force_from", "number"))

    def on(day: date) -> tuple[RuleSet, RuleSet | None]:
        known = [row for row in rows if row.in_force_from <= day]
        country = [row for row in known if row.school_id is None]
        own = [row for row in known if row.school_id is not None]
        if not country:
            raise RuleSet.DoesNotExist
        return country[-1], own[-1] if own else None

    return on


def values_of(country: RuleSet, own: RuleSet | None = None) -> RuleSetValues:
    """The typed values of a version, with the school's settings over them, as far as they still fit."""
    if own is None:
        return load(country.values)
    return load(merge(country.values, fitting(country.values, own.values)))


def label_of(country: RuleSet, own: RuleSet | None = None) -> str:
    """As pages and papers name it: KZ-160.1, or KZ-160.1 + S12.3 with the school's own settings."""
    return f"{country.label} + {own.label}" if own is not None else country.label


def country_on(on: date) -> RuleSet:
    """The country's version in force on that day. Raises RuleSet.DoesNotExist when none was yet."""
    return in_force(None, on)[0]


def latest(school_id: int | None) -> RuleSet | None:
    """The last version that was made of the country's values (None) or a school's, in force already or not yet."""
    rows = RuleSet.objects.filter(school_id=school_id) if school_id else RuleSet.objects.filter(school=None)
    return rows.select_related("author").order_by("number").last()


def visible(user: Any) -> QuerySet[RuleSet]:
    """The country's versions, and those of the schools that the person belongs to."""
    return RuleSet.objects.filter(Q(school=None) | Q(school__in=access_of(user).school_ids)).select_related("author")
