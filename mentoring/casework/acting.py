"""Whose turn it is on a deadline, with the steps inside the order's five days: for pages and for the nudge."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from mentoring.appointment.waiting import Part, parts_of
from mentoring.deadlines.models import Deadline
from mentoring.deadlines.responsible import WORDS, Officials
from mentoring.deadlines.rules.acting import Actor
from mentoring.mentorships.models import Mentorship

ORDER = "D1"


@dataclass(frozen=True)
class Whose:
    """actor: the part by the rule, None for a candidate. title: what is awaited, where it is a part of the step."""

    actor: Actor | None
    word: Any
    people: Sequence[Any]
    title: Any = None


class Turns:
    """For a few cases of schools whose officials were read; one query more where an order is among what is due."""

    def __init__(self, due: Iterable[tuple[int, str]], officials: Officials) -> None:
        """due: key of the case and code of the deadline."""
        self._officials = officials
        orders = {case_id for case_id, code in due if code == ORDER}
        self._parts: dict[int, Part] = parts_of(orders) if orders else {}

    def whose(self, case: Mentorship, code: str) -> Whose:
        """Who must act; reads the pairings that were prefetched. What falls to nobody falls to the deputy."""
        part = self._parts.get(case.pk) if code == ORDER else None
        if part is not None and (people := self._people(case, part)):
            return Whose(part.actor, part.word, people, part.title)
        acting = self._officials.acting(case, code)
        return Whose(acting.part, WORDS[acting.part], acting.people)

    def _people(self, case: Mentorship, part: Part) -> Sequence[Any]:
        if part.actor is not None:
            return self._officials.holders(case.school_id, part.actor)
        return [part.person] if part.person.is_active else []


def whose_turn(deadline: Deadline, officials: Officials) -> Sequence[Any]:
    """The people to nudge about this one deadline."""
    case = deadline.mentorship
    return Turns([(case.pk, deadline.code)], officials).whose(case, deadline.code).people
