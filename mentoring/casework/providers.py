"""Who tells home what waits for a person: each step of the law, in its order."""

from common.todo import Provider
from mentoring.appointment.todo import tasks_for as appointment
from mentoring.changes.todo import tasks_for as changes
from mentoring.final_stage.todo import tasks_for as final_stage
from mentoring.introductory.todo import tasks_for as introductory
from mentoring.main_stage.todo import tasks_for as main_stage

PROVIDERS: tuple[Provider, ...] = (appointment, introductory, main_stage, final_stage, changes)

# Whose tasks may stand on the page of a case in this state; home asks all.
BY_STATE: dict[str, tuple[Provider, ...]] = {
    "awaiting_mentor": (appointment,),
    "level": (introductory, appointment),
    "diagnostics": (introductory,),
    "planning": (introductory,),
    "main": (main_stage, final_stage),
    "report": (final_stage,),
    "hearing": (final_stage,),
    "closing": (final_stage,),
}
