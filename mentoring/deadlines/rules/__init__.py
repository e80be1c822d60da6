"""Deadlines D1–D8 (domain, section 3). Pure: facts, rule values and a calendar in, due dates with their working out.

`facts` what has happened in a case · `due` one due date · `plan` all of them · `first` three without a case · `steps` how one period is counted ·
`anchored` dates fixed by the year or the meeting · `states` met, late, soon · `moves` what a change moves ·
`acting` whose turn it is · `escalation` who is told, and when.
"""

from mentoring.deadlines.rules.due import Due, Start
from mentoring.deadlines.rules.facts import CaseFacts, Replacement
from mentoring.deadlines.rules.moves import Move, moves
from mentoring.deadlines.rules.plan import plan_deadlines
from mentoring.deadlines.rules.states import DeadlineState, State, state

__all__ = [
    "CaseFacts",
    "DeadlineState",
    "Due",
    "Move",
    "Replacement",
    "Start",
    "State",
    "moves",
    "plan_deadlines",
    "state",
]
