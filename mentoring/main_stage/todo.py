"""What waits for a person in the main stage: read in a number of queries that does not grow with the rows."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import clock
from common.todo import Todo
from mentoring.deadlines.selectors import due_of, is_paused
from mentoring.introductory.models import Activity, PlanVersion
from mentoring.main_stage.models import FeedbackNote, LogLine, Outcome
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Mentorship

PLAN_AHEAD = timedelta(days=7)
"""A line of the plan is shown a week before its day."""
NEWS = timedelta(days=14)
"""Feedback that is not answered stays on the list so long; an answer is no duty."""


def tasks_for(desk: Desk) -> Iterator[Todo]:
    """The person's own tasks, as mentor and as novice. Leaders have none here. Two queries for each part."""
    if desk.as_mentor:
        yield from _objections(desk)
        yield from _interims(desk)
        yield from _activities(desk)
    if desk.as_novice:
        yield from _as_novice(desk)


def _activities(desk: Desk) -> Iterator[Todo]:
    """For each case the line of its plan that is next: nothing logged, no outcome, its day near or past."""
    this = {"mentorship": OuterRef("plan__mentorship"), "line": OuterRef("line")}
    rows = (
        Activity.objects.filter(plan__mentorship__in=desk.as_mentor, plan__state=PlanVersion.State.APPROVED)
        .filter(~Exists(LogLine.objects.filter(**this)), ~Exists(Outcome.objects.filter(**this)))
        .filter(planned_on__lte=desk.today + PLAN_AHEAD)
        .select_related("plan")
        .order_by("-planned_on", "-position")
    )
    for case_id, activity in {row.plan.mentorship_id: row for row in rows}.items():
        yield Todo(
            due=activity.planned_on,
            title=_("Activity of the plan"),
            person=desk.by_pk[case_id].novice,
            text=activity.title,
            url=f"{reverse('log')}?novice={case_id}&line={activity.line}",
            button=_("Log the activity"),
            mentorship_id=case_id,
        )


def _objections(desk: Desk) -> Iterator[Todo]:
    lines = LogLine.objects.filter(
        entry__mentor__user=desk.user, mentorship__in=desk.as_mentor, confirmed_at=None
    ).exclude(objection="")
    for line in lines:
        yield Todo(
            due=None,
            title=_("The new teacher says it was different"),
            person=desk.by_pk[line.mentorship_id].novice,
            text=line.objection,
            url=reverse("log_edit", args=[line.entry_id]),
            button=_("Correct the entry"),
            mentorship_id=line.mentorship_id,
        )


def _interims(desk: Desk) -> Iterator[Todo]:
    for case in desk.as_mentor:
        due = due_of(case, "D6")
        if (due is not None or is_paused(case, "D6")) and case.state == Mentorship.State.MAIN:
            yield Todo(
                due=due,
                title=_("Interim assessment"),
                person=case.novice,
                text=_("A pedagogical project, a methodology, an open lesson or a publication."),
                url=reverse("interim", args=[case.pk]),
                button=_("Record the assessment"),
                code="D6",
                mentorship_id=case.pk,
            )


def _as_novice(desk: Desk) -> Iterator[Todo]:
    running, today = desk.as_novice, desk.today
    unanswered = LogLine.objects.filter(mentorship__in=running, confirmed_at=None, objection="")
    for key, count in Counter(unanswered.values_list("mentorship_id", flat=True)).items():
        yield Todo(
            due=None,
            title=_("Entries of your mentor to confirm"),
            person=None,
            text=_("Entries: %(count)d") % {"count": count},
            url=reverse("activities", args=[key]),
            button=_("Look at the entries"),
            mentorship_id=key,
        )
    notes = FeedbackNote.objects.visible_to(desk.user).filter(
        mentorship__in=running, sent_at__isnull=False, answered_at=None
    )
    for note in notes.select_related("mentor__user"):
        if note.sent_at is not None and clock.today(note.sent_at) >= today - NEWS:
            yield Todo(
                due=None,
                title=_("Feedback for you"),
                person=note.mentor,
                text=_("Only you and your mentor can read it."),
                url=reverse("feedback", args=[note.pk]),
                button=_("Read the feedback"),
                mentorship_id=note.mentorship_id,
            )
