"""The filters of the operator's list of schools, kept in the address."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common.names import search_words
from schools.organisation.models import Department, School


class SchoolFilter(django_filters.FilterSet):
    """Search by any part of name or place in any of the languages and in any case; and by department."""

    q = django_filters.CharFilter(label=_("Name or place"), method="search")
    department = django_filters.ModelChoiceFilter(
        label=_("Education department"),
        queryset=Department.objects.order_by("name_ru", "pk"),
        empty_label=_("All"),
        null_label=_("none"),
    )

    class Meta:
        model = School
        fields: list[str] = []

    def search(self, rows: QuerySet[School], name: str, value: str) -> QuerySet[School]:
        """Every word must stand somewhere in name or place."""
        for word in search_words(value):
            rows = rows.filter(search_key__contains=word)
        return rows
