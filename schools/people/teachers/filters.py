"""The filters and the order of the list of teachers, kept in the address."""

import django_filters
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from common import clock
from common.names import search_words
from schools.organisation.models import Subject
from schools.people.models import CategoryLevel, Employment
from schools.people.teachers.selectors import present

HERE, LEFT = "here", "left"
SORTS = {
    "name": (F("user__sort_key"),),
    "number": (F("personnel_number"), F("user__sort_key")),
    "subject": (F("subject__code"), F("subject_text"), F("user__sort_key")),
    "category": (F("level_rank"), F("user__sort_key")),
    "hired": (F("hired_on"), F("user__sort_key")),
}
DEFAULT_SORT = "name"


class TeacherFilter(django_filters.FilterSet):
    """Search by any part of the name or the number, in any case; who has left is shown only when asked for."""

    q = django_filters.CharFilter(label=_("Name or personnel number"), method="search")
    subject = django_filters.ModelChoiceFilter(
        label=_("Subject"), queryset=Subject.objects.all(), empty_label=_("All subjects")
    )
    category = django_filters.ModelChoiceFilter(
        label=_("Category"), queryset=CategoryLevel.objects.all(), empty_label=_("All categories"), method="by_level"
    )
    state = django_filters.ChoiceFilter(
        label=_("At the school"),
        choices=[(HERE, _("work here")), (LEFT, _("left"))],
        empty_label=_("All"),
        method="by_state",
    )

    class Meta:
        model = Employment
        fields: list[str] = []

    def search(self, rows: QuerySet[Employment], name: str, value: str) -> QuerySet[Employment]:
        """Every word must stand in the name, or the whole be the number's beginning."""
        found = rows
        for word in search_words(value):
            found = found.filter(user__search_key__contains=word)
        return found | rows.filter(personnel_number__startswith=value.strip())

    def by_level(self, rows: QuerySet[Employment], name: str, value: CategoryLevel) -> QuerySet[Employment]:
        return rows.filter(Q(level_id=value.pk))

    def by_state(self, rows: QuerySet[Employment], name: str, value: str) -> QuerySet[Employment]:
        today = clock.today()
        return rows.filter(left_on__lt=today) if value == LEFT else present(rows, today)


def in_order(rows: QuerySet[Employment], sort: str) -> QuerySet[Employment]:
    """Sorted by a column of the list, `-` before it for the other way; an unknown one means by name."""
    keys = SORTS.get(sort.removeprefix("-"), SORTS[DEFAULT_SORT])
    first = keys[0].desc(nulls_last=True) if sort.startswith("-") else keys[0].asc(nulls_last=True)
    return rows.order_by(first, *keys[1:], "pk")
