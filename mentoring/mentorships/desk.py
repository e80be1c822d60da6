"""What lies on one person's desk: the running cases that concern them, read once for all who ask.

Home and the case page gather tasks from every step; each step asks the desk instead of the database.
"""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import prefetch_related_objects

from mentoring.mentorships.models import OVER, Mentorship
from mentoring.mentorships.policies import is_mentor, is_novice, written_by
from mentoring.mentorships.selectors import visible
from mentoring.regulations.models import RuleSet
from mentoring.regulations.selectors import versions
from schools.people.access import Access, Role, access_of


class Desk:
    """One person on one day. Three queries when the first step asks for cases, however many there are.

    only: narrow it to one case, for that case's own page; the case as `visible` gives it.
    """

    def __init__(self, user: Any, today: date, *, only: Mentorship | None = None) -> None:
        self.user = user
        self.today = today
        self.only = only
        self._rules: dict[int, Callable[[date], tuple[RuleSet, RuleSet | None]]] = {}

    def rules_of(self, school_id: int) -> Callable[[date], tuple[RuleSet, RuleSet | None]]:
        """The rules of a school by day (`regulations.selectors.versions`), read once."""
        if school_id not in self._rules:
            self._rules[school_id] = versions(school_id)
        return self._rules[school_id]

    @cached_property
    def access(self) -> Access:
        return access_of(self.user)

    @cached_property
    def cases(self) -> list[Mentorship]:
        """The running cases this person may open, with novice, school, pairings and deadlines, the oldest first."""
        if self.only is not None:
            prefetch_related_objects([self.only], "deadlines")
            return [] if self.only.is_over else [self.only]
        found = visible(self.user).exclude(state__in=OVER).prefetch_related("deadlines")
        return list(found.order_by("starts_on", "pk"))

    @cached_property
    def by_pk(self) -> dict[int, Mentorship]:
        return {case.pk: case for case in self.cases}

    @cached_property
    def as_mentor(self) -> list[Mentorship]:
        """Where this person is the mentor now."""
        return [case for case in self.cases if is_mentor(self.user, case)]

    @cached_property
    def as_novice(self) -> list[Mentorship]:
        """This person's own."""
        return [case for case in self.cases if is_novice(self.user, case)]

    @cached_property
    def written(self) -> frozenset[int]:
        """Ids of those that this person writes (`policies.written_by`); one query for a head, at the first question."""
        return frozenset(case.pk for case in written_by(self.user, self.cases))

    def led_as(self, *roles: Role) -> list[Mentorship]:
        """The cases of the schools where this person holds one of these posts."""
        return [case for case in self.cases if self.access.has(case.school_id, *roles)]
