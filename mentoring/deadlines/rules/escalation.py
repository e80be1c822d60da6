"""Who is told of a deadline, and when (domain, section 3: "Escalation")."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schools.calendar.rules import WorkCalendar


class Whom(StrEnum):
    """The parts that people play in a deadline. The person who must act is told by its code (`acting`)."""

    ACTOR = "actor"
    DEPUTY = "deputy"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Escalation:
    """One step: how many working days from the due date, and who is told. `name` is a value of `models.Step`."""

    name: str
    days: int
    whom: tuple[Whom, ...]


BEFORE_DAYS = 2
"""Working days before the due date; the rule set's `due_soon_days` may say otherwise."""

ESCALATION: tuple[Escalation, ...] = (
    Escalation("before", -BEFORE_DAYS, (Whom.ACTOR,)),
    Escalation("due", 0, (Whom.ACTOR, Whom.DEPUTY)),
    Escalation("late", 1, (Whom.DEPUTY,)),
    Escalation("head", 3, (Whom.HEAD,)),
)


@dataclass(frozen=True, slots=True)
class StepDay:
    """A step of the escalation on its day."""

    name: str
    on: date
    whom: tuple[Whom, ...]


def steps(due_on: date, calendar: WorkCalendar, *, before_days: int = BEFORE_DAYS) -> tuple[StepDay, ...]:
    """The four steps with their days, in order.

    A due date that is no working day (a decree came late) keeps its own step on that very day.
    """
    return tuple(StepDay(step.name, _day(step, due_on, calendar, before_days), step.whom) for step in ESCALATION)


def reached(
    all_steps: tuple[StepDay, ...], from_step: str, today: date
) -> tuple[tuple[StepDay, ...], StepDay | None]:
    """The steps from `from_step` on whose day has come, and the one after them; None when none is left."""
    names = [step.name for step in all_steps]
    rest = all_steps[names.index(from_step) :]
    come = tuple(step for step in rest if step.on <= today)
    return come, rest[len(come)] if len(come) < len(rest) else None


def _day(step: Escalation, due_on: date, calendar: WorkCalendar, before_days: int) -> date:
    if step.days == 0:
        return due_on
    days = -before_days if step.days < 0 else step.days
    return calendar.add_working_days(due_on, days).due if days else due_on
