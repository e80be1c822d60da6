"""Where home gets what waits for a person: letting somebody in again, then each step of the law, in its order."""

from collections.abc import Callable, Iterable, Iterator

from common.todo import Todo
from mentoring.appointment.todo import tasks_for as appointment
from mentoring.casework.beginning import tasks_for as beginning
from mentoring.casework.letting_in import tasks_for as letting_in
from mentoring.casework.proposals import tasks_for as proposals
from mentoring.changes.todo import tasks_for as changes
from mentoring.council.todo import tasks_for as council
from mentoring.final_stage.todo import tasks_for as final_stage
from mentoring.introductory.todo import tasks_for as introductory
from mentoring.main_stage.todo import tasks_for as main_stage
from mentoring.mentorships.desk import Desk

Provider = Callable[[Desk], Iterable[Todo]]

PROVIDERS: tuple[Provider, ...] = (
    letting_in,
    beginning,
    proposals,
    appointment,
    council,
    introductory,
    main_stage,
    final_stage,
    changes,
)


def todos(desk: Desk) -> Iterator[Todo]:
    """Everything that waits for this person, step by step of the law."""
    for provider in PROVIDERS:
        yield from provider(desk)
