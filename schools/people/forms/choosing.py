"""Choices of people: each option says what tells namesakes apart."""

from typing import Any

from django import forms
from django.db.models import Prefetch, QuerySet

from common.forms import RowsField
from schools.organisation.models import School
from schools.people.models import Employment, User

_STAYS = "stays_to_show"


def with_stays(people: QuerySet[User], school: School) -> QuerySet[User]:
    """The same people with their stays at this school, the latest first: two queries for any number of them."""
    stays = Employment.objects.filter(school=school).select_related("subject").order_by("-hired_on", "-pk")
    return people.prefetch_related(Prefetch("employments", stays, to_attr=_STAYS))


def person_label(person: User) -> str:
    """“Ким Анна Олеговна, Химия, № 031”; the name alone for somebody without a stay at the school."""
    stays: list[Employment] = getattr(person, _STAYS, [])
    return ", ".join(filter(None, (person.full_name, stays[0].details if stays else "")))


def stay_label(stay: Employment) -> str:
    """The same for a stay; its user and subject are read with it."""
    return f"{stay.user.full_name}, {stay.details}"


class PersonField(forms.ModelChoiceField):
    """One account, of a queryset made by `with_stays`."""

    def label_from_instance(self, obj: Any) -> str:
        return person_label(obj)


class PeopleField(RowsField):
    """Several accounts, of a queryset made by `with_stays`."""

    def label_from_instance(self, obj: Any) -> str:
        return person_label(obj)


class StayField(forms.ModelChoiceField):
    """One stay."""

    def label_from_instance(self, obj: Any) -> str:
        return stay_label(obj)


class StaysField(RowsField):
    """Several stays."""

    def label_from_instance(self, obj: Any) -> str:
        return stay_label(obj)
