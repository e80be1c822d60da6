"""Which version of the rules was in force, and its typed values."""

from collections.abc import Callable
from datetime import date

from django.db.models import Q

from mentoring.regulations.models import RuleSet
from mentoring.regulations.schema import RuleSetValues, load, merge


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
    """The typed values of a version, with the school's settings over them."""
    return load(merge(country.values, own.values)) if own is not None else load(country.values)


def label_of(country: RuleSet, own: RuleSet | None = None) -> str:
    """As pages and papers name it: KZ-160.1, or KZ-160.1 + S12.3 with the school's own settings."""
    return f"{country.label} + {own.label}" if own is not None else country.label
