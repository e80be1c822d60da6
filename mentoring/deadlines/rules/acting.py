"""Whose turn a deadline is (domain, section 3). Pure; the people are whatever the caller holds: rows or keys.

The caller leaves out whose account is closed: such a person cannot act.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Person = TypeVar("Person")
Held = Mapping[str, Sequence[Person]]
"""Who holds which post at the school, by `Actor`."""


class Actor(StrEnum):
    """The part whose turn it is. All but the mentor are posts at the school."""

    MENTOR = "mentor"
    DEPUTY = "deputy"
    HEAD = "head"
    SECRETARY = "secretary"


OF_CODE: Mapping[str, Actor] = {
    "D1": Actor.DEPUTY,
    "D2": Actor.MENTOR,
    "D3": Actor.MENTOR,
    "D4a": Actor.MENTOR,
    "D4b": Actor.DEPUTY,
    "D4c": Actor.HEAD,
    "D5": Actor.MENTOR,
    "D6": Actor.MENTOR,
    "D7": Actor.MENTOR,
    "D8": Actor.SECRETARY,
}


@dataclass(frozen=True, slots=True)
class Acting(Generic[Person]):
    """The part that must act, and those who have it."""

    part: Actor
    people: Sequence[Person]


def acting(code: str, mentor: Person | None, held: Held[Person]) -> Acting[Person]:
    """Who must act on the deadline with this code. mentor: of the open pairing.

    Where a case has no mentor, or the post is vacant, it falls to the deputy: somebody must see to it.
    """
    part = OF_CODE[code]
    if part is Actor.MENTOR:
        people: Sequence[Person] = [] if mentor is None else [mentor]
    else:
        people = held.get(part, ())
    return Acting(part, people) if people else Acting(Actor.DEPUTY, held.get(Actor.DEPUTY, ()))
