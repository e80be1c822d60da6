"""Cases that seek a mentor, and stage 1: level, ratings, drafts of the plan in each state."""

from datetime import date, timedelta
from typing import Any

from mentoring.appointment.models import Appointment, Candidate, Loan, Objection
from mentoring.appointment.rules import dump
from mentoring.appointment.selectors import assessment_of
from mentoring.introductory.models import (
    Activity,
    DiagnosticSheet,
    PlanRemark,
    PlanVersion,
    Rating,
)
from mentoring.library.criteria import BY_MENTOR, CODES
from mentoring.mentorships.models import Mentorship
from schools.people.models import Post, User
from tests.factories.mentoring import MOMENT, case, mentor_of
from tests.factories.schools import (
    deputy_of,
    eligible_mentor,
)
from tests.factories.world.places import TODAY, World


def need(world: World) -> None:
    """Cases that seek a mentor: nobody yet, a candidate asked, agreed, recommended, put before the council."""
    states: dict[str, tuple[str, str]] = {
        "need": ("open", ""),
        "proposed": ("proposed", "proposed"),
        "accepted": ("accepted", "accepted"),
        "recommended": ("recommended", "recommended"),
        "before council": ("accepted", "accepted"),
    }
    for name, (need, state) in states.items():
        about = case("awaiting_mentor", school=world.school)
        appointment = Appointment.objects.create(mentorship=about, state=need, opened_on=about.starts_on)
        world.add_case(name, about)
        if not state:
            continue
        mentor = eligible_mentor(world.school)
        candidate = Candidate.objects.create(
            appointment=appointment,
            mentor=mentor,
            state=state,
            eligibility=dump(assessment_of(mentor.pk, about, TODAY)),
            verdict="pass",
            proposed_by=world.people["deputy"],
            proposed_at=MOMENT,
            answered_at=None if state == "proposed" else MOMENT,
        )
        world.add_case(name, about, mentor.user)
        world.add(f"candidate {name}", about, mentor.user, pk=candidate.pk)
    accepted = Candidate.objects.get(pk=world.places["candidate accepted"].kwargs["pk"])
    Objection.objects.create(candidate=accepted, text="Кестеміз мүлде сәйкес келмейді.", made_at=MOMENT)

    abroad = case("awaiting_mentor", school=world.other)
    asking = Appointment.objects.create(mentorship=abroad, state="open", opened_on=abroad.starts_on)
    loan = Loan.objects.create(
        appointment=asking, school=world.school, asked_by=world.people["other deputy"], asked_at=MOMENT
    )
    world.add("loan", abroad, pk=loan.pk)


def rated(about: Mentorship, occasion: str = "start", *, signed: bool = False) -> DiagnosticSheet:
    """A sheet that both have finished, two criteria far apart."""
    sheet = DiagnosticSheet.objects.create(
        mentorship=about,
        occasion=occasion,
        self_done_at=MOMENT,
        mentor_done_at=MOMENT,
        made_at=MOMENT,
        signed_on=date(2026, 11, 13) if signed else None,
        signed_by=mentor_of(about).user if signed else None,
    )
    Rating.objects.bulk_create(
        [Rating(sheet=sheet, criterion=code, rater="self", level=3) for code in CODES]
        + [Rating(sheet=sheet, criterion=code, rater="mentor", level=2) for code in BY_MENTOR if code != "D01"]
        + [Rating(sheet=sheet, criterion="D01", rater="mentor", level=1, comment="Қоңырауға дейін үлгермейді.")]
    )
    return sheet


def draft(about: Mentorship, state: str = "draft", number: int = 1) -> PlanVersion:
    """A plan version with two activities that answer the needs, and a remark."""
    done: dict[str, Any] = {}
    if state != "draft":
        done |= {"submitted_at": MOMENT, "submitted_on": date(2026, 11, 16)}
    if state == "agreed":
        done |= {"agreed_on": date(2026, 11, 17), "agreed_by": deputy_of(about.school)}
    plan = PlanVersion.objects.create(
        mentorship=about,
        number=number,
        state=state,
        difficulties="Сабақ уақытын бөлу, үй тапсырмасын беру.",
        purpose="Сабақты дербес жоспарлау.",
        objectives="Уақытты бақылау; деңгейлік тапсырмалар.",
        made_at=MOMENT,
        **done,
    )
    for position, title in enumerate(("Таймермен сабақ", "Үш деңгейлі тапсырмалар"), start=1):
        activity = Activity.objects.create(
            plan=plan,
            position=position,
            title=title,
            planned_on=TODAY + timedelta(days=7 * position),
            form="together",
            expected="Сабақ қорытындымен аяқталады",
        )
        activity.needs.create(criterion="D01")
        PlanRemark.objects.create(
            plan=plan, line=activity.line, text="Күнін нақтылаңыз.", by=world_deputy(about), made_at=MOMENT
        )
    return plan


def world_deputy(about: Mentorship) -> User:
    return Post.objects.filter(school=about.school, kind=Post.Kind.DEPUTY).earliest("pk").user


def introductory(world: World) -> None:
    """Stage 1: level (by a mentor lent from the other school), ratings, drafts of the plan in each state."""
    school = world.school
    lent = case("level", school=school, mentor=eligible_mentor(world.other))
    world.add_case("level", lent)
    apart = case("diagnostics", school=school)
    world.add_case("diagnostics", apart)
    both = case("diagnostics", school=school)
    rated(both)
    world.add_case("rated", both)
    for state in ("draft", "submitted", "agreed"):
        about = case("planning", school=school)
        rated(about, signed=True)
        plan = draft(about, state)
        world.add_case(state, about)
        if state == "draft":
            world.add("activity", about, pk=about.pk, activity_id=plan.activities.first().pk)  # type: ignore[union-attr]
    unplanned = case("planning", school=school)
    rated(unplanned, signed=True)
    world.add_case("unplanned", unplanned)
