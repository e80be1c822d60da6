"""Filters of the list of accounts, kept in the address."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common import clock
from common.names import search_words
from schools.people.models import User
from schools.people.selectors.accounts import State, in_state


class AccountFilter(django_filters.FilterSet):
    """Search by any part of the name, in any case; and how far a person has come."""

    q = django_filters.CharFilter(label=_("Name"), method="search")
    state = django_filters.ChoiceFilter(
        label=_("Sign-in"),
        choices=[
            (State.NOT_INVITED.value, _("not invited")),
            (State.INVITED.value, _("invited")),
            (State.SIGNED_IN.value, _("has signed in")),
        ],
        empty_label=_("All"),
        method="by_state",
    )

    class Meta:
        model = User
        fields: list[str] = []

    def search(self, people: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        for word in search_words(value):
            people = people.filter(search_key__contains=word)
        return people

    def by_state(self, people: QuerySet[User], name: str, value: Any) -> QuerySet[User]:
        return in_state(people, value, clock.now())
