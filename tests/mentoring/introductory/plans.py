"""A plan in each of its states, as the tests of plan and pages need it."""

from datetime import date
from typing import Any

from mentoring.introductory import services
from mentoring.introductory.models import Activity, PlanVersion
from tests.factories import MOMENT
from tests.mentoring.introductory.conftest import People, people_of, sheet_with

ON = date(2026, 12, 3)
LATE = {"late_reason": "The talk about the ratings took longer."}
LINE: dict[str, Any] = {
    "stage": 2,
    "title": "Plan the first five minutes together",
    "planned_on": date(2026, 12, 7),
    "minutes": 40,
    "form": "talk",
    "expected": "A plan for five minutes",
}
HEAD = {"difficulties": "Lessons end in a hurry.", "purpose": "Calm lessons.", "objectives": "Plan the minutes."}


def planning(needs: tuple[str, ...] = ("D01",), state: str = "planning") -> People:
    people = people_of(state)
    sheet_with(people.mentorship, by_mentor=dict.fromkeys(needs, 1), self_done=True, mentor_done=True, signed=True)
    return people


def draft(people: People) -> PlanVersion:
    plan = services.new_version(mentorship_id=people.mentorship.pk, by=people.actor("mentor"), now=MOMENT)
    return services.save_plan_head(plan_id=plan.pk, by=people.actor("mentor"), now=MOMENT, **HEAD)


def add(people: People, plan: PlanVersion, needs: tuple[str, ...] = ("D01",), **changes: Any) -> Activity:
    return services.add_activity(
        plan_id=plan.pk, by=people.actor("mentor"), now=MOMENT, needs=needs, **LINE | changes
    )


def move(people: People, plan: PlanVersion, service: Any, role: str, **values: Any) -> PlanVersion:
    return service(plan_id=plan.pk, by=people.actor(role), now=MOMENT, **{"happened_on": ON, **LATE} | values)


def to_state(people: People, state: str) -> PlanVersion:
    plan = draft(people)
    add(people, plan)
    for name, service, role in (
        ("submitted", services.submit_plan, "mentor"),
        ("agreed", services.agree_plan, "deputy"),
        ("approved", services.approve_plan, "head"),
    ):
        if plan.state == state:
            break
        plan = move(people, plan, service, role)
        assert plan.state == name
    return plan


def code_of(refused: Any) -> str:
    return refused.value.code


def to_state_submitted(people: People) -> PlanVersion:
    return to_state(people, "submitted")
