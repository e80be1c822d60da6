"""Whose turn it is on a deadline, with the steps inside the order's five days: for the forecast and its button."""

from collections.abc import Iterable
from typing import Any

from mentoring.appointment.waiting import Part, parts_of
from mentoring.deadlines import responsible
from mentoring.deadlines.models import Deadline
from mentoring.deadlines.responsible import Actor, Officials
from mentoring.mentorships.selectors import open_pairing

ORDER = "D1"


class Acting:
    """For a few deadlines of schools whose officials were read; one query more where an order is among them."""

    def __init__(self, deadlines: Iterable[Deadline], officials: Officials) -> None:
        self.officials = officials
        orders = {row.mentorship_id for row in deadlines if row.code == ORDER}
        self._parts: dict[int, Part] = parts_of(orders) if orders else {}

    def post(self, deadline: Deadline) -> Any:
        """In words; the deputy's where the one that should act is vacant, as `people` says."""
        part = self._part(deadline)
        if part is not None:
            return part.word
        actor, case = responsible.OF_CODE[deadline.code], deadline.mentorship
        held = open_pairing(case) if actor is Actor.MENTOR else self.officials.holders(case.school_id, actor)
        return responsible.WORDS[actor if held else Actor.DEPUTY]

    def people(self, deadline: Deadline) -> list[Any]:
        """Those who must act; reads the pairings that were prefetched."""
        part = self._part(deadline)
        if part is None:
            return self.officials.actors(deadline.mentorship, deadline.code)
        if part.actor is None:
            return [part.person]
        return self.officials.holders(deadline.mentorship.school_id, part.actor)

    def _part(self, deadline: Deadline) -> Part | None:
        """None where the post is vacant too: then it is the deputy's, as everywhere."""
        part = self._parts.get(deadline.mentorship_id) if deadline.code == ORDER else None
        if part is None or part.actor is None:
            return part
        return part if self.officials.holders(deadline.mentorship.school_id, part.actor) else None


def whose_turn(deadline: Deadline, officials: Officials) -> list[Any]:
    """The people to nudge about this one deadline."""
    return Acting([deadline], officials).people(deadline)
