"""The list of mentorships: filters in the address, search in any case, the nearest date first."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import django_filters
from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from common import names
from mentoring.deadlines.models import Deadline, late_after, running
from mentoring.deadlines.rules import DeadlineState, State, state
from mentoring.deadlines.selectors import calendars
from mentoring.mentorships.models import OVER, Mentorship, Pairing
from mentoring.mentorships.selectors import open_pairing, visible
from schools.calendar.rules import WorkCalendar

SORTS = {
    "novice": ("novice__user__sort_key",),
    "stage": ("state",),
    "due": ("next_due",),
}
STAGES = {
    "0": ("awaiting_mentor",),
    "1": ("level", "diagnostics", "planning"),
    "2": ("main",),
    "3": ("report", "hearing", "closing"),
    "4": OVER,
}


class MentorshipFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("New teacher or mentor"), method="search")
    year = django_filters.ChoiceFilter(label=_("Academic year"), empty_label=_("All years"))
    stage = django_filters.ChoiceFilter(
        label=_("Stage"),
        empty_label=_("All stages"),
        method="in_stage",
        choices=[
            ("0", _("Not begun")),
            ("1", _("1 Introductory")),
            ("2", _("2 Main")),
            ("3", _("3 Final")),
            ("4", _("Over")),
        ],
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        empty_label=_("Any status"),
        method="with_status",
        choices=[("late", _("Overdue")), ("time", _("In time"))],
    )

    class Meta:
        model = Mentorship
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.today = kwargs.pop("today")
        super().__init__(*args, **kwargs)
        years = self.queryset.order_by("-year").values_list("year", flat=True).distinct() if self.queryset else []
        self.filters["year"].extra["choices"] = [(str(y), f"{y}/{(y + 1) % 100:02d}") for y in dict.fromkeys(years)]

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Every word must stand in the novice's or the present mentor's name. No join for a word: it would be one more
        for each."""
        for word in names.search_words(value):
            mentored = Pairing.objects.open().filter(mentor__user__search_key__contains=word)
            queryset = queryset.filter(
                Q(novice__user__search_key__contains=word) | Q(pk__in=mentored.values("mentorship_id"))
            )
        return queryset

    def in_stage(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(state__in=STAGES[value])

    def with_status(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        late = Q(next_due__lt=self.today)
        return queryset.filter(late) if value == "late" else queryset.exclude(late)


def mentorships(user: Any) -> QuerySet[Mentorship]:
    """What the list shows: the visible cases with the nearest running deadline, and whether others are suspended."""
    paused = Deadline.objects.open().filter(mentorship=OuterRef("pk"), paused=True)
    return visible(user).annotate(
        next_due=Min(late_after("deadlines__"), filter=running("deadlines__")), suspended=Exists(paused)
    )


def ordered(queryset: QuerySet[Mentorship], sort: str) -> QuerySet[Mentorship]:
    """By the address's `sort`; the nearest date first when it says nothing known."""
    key = sort.removeprefix("-")
    columns = SORTS.get(key, ("next_due",))
    order = [
        F(column).desc(nulls_last=True) if sort.startswith("-") else F(column).asc(nulls_last=True)
        for column in columns
    ]
    return queryset.order_by(*order, "pk")


def show(rows: Iterable[Any], today: date) -> None:
    """Put on each row what the list tells besides: its `pairing` (of a case that is over, the last), and what its next
    date means today as `now`.
    """
    rows = list(rows)
    of_school = calendars({row.school_id: row.school for row in rows}.values())
    for row in rows:
        row.pairing = open_pairing(row) or (next(reversed(row.pairings.all()), None) if row.is_over else None)
        row.now = _now(row, today, of_school[row.school_id])


def _now(row: Any, today: date, calendar: WorkCalendar) -> DeadlineState | None:
    if row.next_due:
        return state(row.next_due, None, False, today, calendar)
    return DeadlineState(State.SUSPENDED) if row.suspended else None
