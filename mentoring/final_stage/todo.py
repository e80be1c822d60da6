"""What waits for a person in stage 3."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from common.todo import Todo
from mentoring.deadlines.models import Deadline
from mentoring.introductory.models import Activity
from mentoring.main_stage.models import InterimAssessment, Outcome
from mentoring.mentorships.models import Mentorship, Pairing
from schools.people.access import Role, access_of

State = Mentorship.State


def tasks_for(user: Any, today: date) -> Iterator[Todo]:
    """Open the stage, write the report, add one's words, agenda, hearing, extract. Eight queries at most."""
    yield from _of_mentor(user)
    yield from _of_novice(user)
    yield from _of_council(user, today)


def _of_mentor(user: Any) -> Iterator[Todo]:
    mine = Pairing.objects.open().filter(mentorship=OuterRef("pk"), mentor__user=user)
    for mentorship in _cases(Q(state__in=[State.MAIN, State.REPORT])).filter(Exists(mine)).filter(_summed_up()):
        if mentorship.state == State.REPORT:
            yield _todo(
                mentorship,
                "D7",
                title=_("Write the report to the council"),
                text=_("Needs, what was done, what came of it, your recommendation."),
                name="report",
                button=_("Write the report"),
            )
        else:
            yield _todo(
                mentorship,
                "D7",
                title=_("Open the final stage"),
                text=_("Every activity of the plan has its outcome."),
                name="final_open",
                button=_("Open the final stage"),
            )


def _of_novice(user: Any) -> Iterator[Todo]:
    unsaid = Q(final_report__novice_voice="") | Q(final_report__isnull=True)
    for mentorship in _cases(Q(state=State.REPORT) & unsaid).filter(novice__user=user):
        yield _todo(
            mentorship,
            "",
            title=_("Add your own words to the report"),
            text=_("How the year went for you. They are printed with the report."),
            name="report_voice",
            button=_("Write your own words"),
        )


def _of_council(user: Any, today: date) -> Iterator[Todo]:
    access = access_of(user)
    puts = access.schools_as(Role.DEPUTY, Role.SECRETARY)
    records = access.schools_as(Role.CHAIR, Role.SECRETARY)
    if not puts | records:
        return
    waiting = _cases(Q(state__in=[State.HEARING, State.CLOSING], school__in=puts | records))
    for mentorship in waiting.select_related("final_report__agenda_item__meeting").exclude(_own(user)):
        report = getattr(mentorship, "final_report", None)
        meeting = report.agenda_item.meeting if report and report.agenda_item else None
        if mentorship.state == State.CLOSING:
            if mentorship.school_id in puts and meeting is not None and meeting.minutes_signed_on is not None:
                yield _todo(
                    mentorship,
                    "",
                    title=_("Issue the extract from the minutes"),
                    text=_("The minutes are signed; the mentorship can be completed."),
                    name="extract_issue",
                    button=_("Issue the extract"),
                )
        elif meeting is None:
            if mentorship.school_id in puts:
                yield _todo(
                    mentorship,
                    "D8",
                    title=_("Put the report on the agenda"),
                    text=_("The report is in; the council hears it at its meeting."),
                    name="report_agenda",
                    button=_("Put it on the agenda"),
                )
        elif mentorship.school_id in records and meeting.date <= today:
            yield _todo(
                mentorship,
                "D8",
                title=_("Record the hearing of the report"),
                text=_("Votes, the decision on the new teacher, the evaluation of the mentor’s work."),
                name="hearing",
                button=_("Record the hearing"),
            )


def _cases(which: Q) -> QuerySet[Mentorship]:
    dates = Deadline.objects.filter(code__in=["D7", "D8"]).order_by("round")
    return (
        Mentorship.objects.filter(which)
        .select_related("novice__user")
        .prefetch_related(Prefetch("deadlines", dates, to_attr="last_dates"))
        .order_by("pk")
    )


def _summed_up() -> Q:
    """In the report's state, or with an interim assessment and no activity of the plan without an outcome."""
    settled = Outcome.objects.filter(mentorship=OuterRef("plan__mentorship"), line=OuterRef("line"))
    plan = Activity.objects.filter(plan__mentorship=OuterRef("pk"), plan__state="approved")
    ready = Exists(InterimAssessment.objects.filter(mentorship=OuterRef("pk"))) & Exists(plan)
    return Q(state=State.REPORT) | (Q(ready) & ~Q(Exists(plan.filter(~Exists(settled)))))


def _own(user: Any) -> Q:
    return Q(novice__user=user) | Q(pk__in=Pairing.objects.filter(mentor__user=user).values("mentorship"))


def _todo(mentorship: Any, code: str, *, title: str, text: str, name: str, button: str) -> Todo:
    due = next((row.due_on for row in reversed(mentorship.last_dates) if row.code == code), None)
    return Todo(
        due=due,
        title=title,
        person=mentorship.novice.user,
        text=text,
        url=reverse(name, args=[mentorship.pk]),
        button=button,
        code=code,
        mentorship_id=mentorship.pk,
    )
