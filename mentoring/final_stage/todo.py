"""What waits for a person in stage 3."""

from collections.abc import Iterator
from itertools import chain

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from common.todo import Todo
from mentoring.council.models import Meeting
from mentoring.council.selectors import needs_meeting
from mentoring.deadlines.selectors import due_of
from mentoring.final_stage.models import FinalReport
from mentoring.final_stage.policies import can_issue_extract, can_put_on_agenda, can_record_hearing
from mentoring.introductory.models import Activity
from mentoring.main_stage.models import InterimAssessment, Outcome
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Mentorship
from schools.people.access import LEADERS, Role

State = Mentorship.State


def tasks_for(desk: Desk) -> Iterator[Todo]:
    """Open the stage, write the report, add one's words, agenda, hearing, extract. Seven queries at most."""
    yield from chain(_of_mentor(desk), _of_novice(desk), _of_council(desk))


def _of_mentor(desk: Desk) -> Iterator[Todo]:
    for mentorship in desk.as_mentor:
        if mentorship.state == State.REPORT:
            yield _todo(
                mentorship,
                "D7",
                title=_("Write the report to the council"),
                text=_("Needs, what was done, what came of it, your recommendation."),
                name="report",
                button=_("Write the report"),
            )
    for mentorship in _summed_up([case for case in desk.as_mentor if case.state == State.MAIN]):
        yield _todo(
            mentorship,
            "D7",
            title=_("Open the final stage"),
            text=_("Every activity of the plan has its outcome."),
            name="final_open",
            button=_("Open the final stage"),
        )


def _of_novice(desk: Desk) -> Iterator[Todo]:
    reported = [case for case in desk.as_novice if case.state in (State.REPORT, State.HEARING)]
    done = Q(novice_voice_on__isnull=False) | Q(decided_on__isnull=False)
    said = FinalReport.objects.filter(done, mentorship__in=reported)
    spoken = set(said.values_list("mentorship_id", flat=True)) if reported else set()
    for mentorship in reported:
        if mentorship.pk not in spoken:
            yield _todo(
                mentorship,
                "",
                title=_("Add your own words to the report"),
                text=_("How the year went for you. They are printed with the report."),
                name="report_voice",
                button=_("Write your own words"),
            )


def _of_council(desk: Desk) -> Iterator[Todo]:
    puts = desk.access.schools_as(Role.DEPUTY, Role.SECRETARY)
    records = desk.access.schools_as(Role.CHAIR, Role.SECRETARY)
    waiting = _before_council(desk, puts | records)
    reports = FinalReport.objects.filter(mentorship__in=waiting).select_related("agenda_item__meeting")
    report_of = {report.mentorship_id: report for report in reports}
    for mentorship in waiting:
        report = report_of.get(mentorship.pk)
        item = report.agenda_item if report else None
        meeting = item.meeting if item else None
        if mentorship.state == State.CLOSING:
            signed = meeting is not None and meeting.minutes_signed_on is not None
            if signed and mentorship.school_id in puts and can_issue_extract(desk.user, mentorship):
                yield _todo(
                    mentorship,
                    "",
                    title=_("Issue the extract from the minutes"),
                    text=_("The minutes are signed; the mentorship can be completed."),
                    name="extract_issue",
                    button=_("Issue the extract"),
                )
        elif item is None or meeting is None or needs_meeting(item):
            if can_put_on_agenda(desk.user, mentorship):
                yield _todo(
                    mentorship,
                    "D8",
                    title=_("Put the report on the agenda"),
                    text=_("The report was put off: the last meeting decided nothing on it.")
                    if item is not None
                    else _("The report is in; the council hears it at its meeting."),
                    name="report_agenda",
                    button=_("Put it on the agenda"),
                )
        elif mentorship.school_id in records and meeting.state == Meeting.State.HELD:
            if not can_record_hearing(desk.user, mentorship):
                continue
            yield _todo(
                mentorship,
                "D8",
                title=_("Record the hearing of the report"),
                text=_("Votes, the decision on the new teacher, the evaluation of the mentor’s work."),
                name="hearing",
                button=_("Record the hearing"),
            )


def _before_council(desk: Desk, schools: frozenset[int]) -> list[Mentorship]:
    """The cases of these schools that are with the council: from the desk; for those who may not open them, by a query
    of their own with what a task needs.
    """
    states = (State.HEARING, State.CLOSING)
    opened = [case for case in desk.cases if case.state in states and case.school_id in schools]
    closed = schools - desk.access.schools_as(*LEADERS)
    if not closed or desk.only is not None:
        return opened
    others = (
        Mentorship.objects.filter(state__in=states, school__in=closed)
        .exclude(pk__in=[case.pk for case in opened])
        .select_related("novice__user")
        .prefetch_related("deadlines", "pairings__mentor")
    )
    return sorted([*opened, *others], key=lambda case: case.pk)


def _summed_up(cases: list[Mentorship]) -> list[Mentorship]:
    """Those with an interim assessment and no activity of the plan without an outcome. One query."""
    if not cases:
        return []
    settled = Outcome.objects.filter(mentorship=OuterRef("plan__mentorship"), line=OuterRef("line"))
    plan = Activity.objects.filter(plan__mentorship=OuterRef("pk"), plan__state="approved")
    ready = Exists(InterimAssessment.objects.filter(mentorship=OuterRef("pk"))) & Exists(plan)
    found = Mentorship.objects.filter(
        Q(ready) & ~Q(Exists(plan.filter(~Exists(settled)))), pk__in=[c.pk for c in cases]
    )
    pks = set(found.values_list("pk", flat=True))
    return [case for case in cases if case.pk in pks]


def _todo(mentorship: Mentorship, code: str, *, title: str, text: str, name: str, button: str) -> Todo:
    return Todo(
        due=due_of(mentorship, code),
        title=title,
        person=mentorship.novice.user,
        text=text,
        url=reverse(name, args=[mentorship.pk]),
        button=button,
        code=code,
        mentorship_id=mentorship.pk,
    )
