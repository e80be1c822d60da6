"""What waits for a person in the main stage: read in a number of queries that does not grow with the rows."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import clock
from common.todo import Todo
from mentoring.deadlines.models import Deadline
from mentoring.main_stage import selectors
from mentoring.main_stage.models import FeedbackNote, InterimAssessment, LogLine
from mentoring.mentorships.models import Mentorship

PLAN_AHEAD = timedelta(days=7)
"""A line of the plan is shown a week before its day."""
NEWS = timedelta(days=14)
"""Feedback that is not answered stays on the list so long; an answer is no duty."""


def tasks_for(user: Any, today: date) -> list[Todo]:
    """The person's own tasks, as mentor and as novice. Leaders have none here."""
    return [*_as_mentor(user, today), *_as_novice(user, today)]


def _as_mentor(user: Any, today: date) -> Iterator[Todo]:
    cases = selectors.own_cases(user)
    if not cases:
        return
    yield from _objections(user)
    yield from _interims(cases)
    plans = selectors.plans_of(cases)
    for case in cases:
        row = selectors.next_row(plans[case.pk])
        if row is not None and not row.logged and row.activity.planned_on <= today + PLAN_AHEAD:
            yield Todo(
                due=row.activity.planned_on,
                title=_("Activity of the plan"),
                person=case.novice,
                text=row.activity.title,
                url=f"{reverse('log')}?novice={case.pk}&line={row.activity.line}",
                button=_("Log the activity"),
                mentorship_id=case.pk,
            )


def _objections(user: Any) -> Iterator[Todo]:
    lines = (
        LogLine.objects.filter(
            entry__mentor__user=user, mentorship__pairings__mentor__user=user, mentorship__pairings__ended_on=None
        )
        .filter(mentorship__in=Mentorship.objects.open(), confirmed_at=None)
        .exclude(objection="")
        .select_related("entry", "mentorship__novice__user")
    )
    for line in lines:
        yield Todo(
            due=None,
            title=_("The new teacher says it was different"),
            person=line.mentorship.novice,
            text=line.objection,
            url=reverse("log_edit", args=[line.entry_id]),
            button=_("Correct the entry"),
            mentorship_id=line.mentorship_id,
        )


def _interims(cases: list[Mentorship]) -> Iterator[Todo]:
    main = {case.pk: case for case in cases if case.state == Mentorship.State.MAIN}
    rows = Deadline.objects.filter(
        ~Exists(InterimAssessment.objects.filter(mentorship=OuterRef("mentorship"))),
        mentorship__in=main,
        code="D6",
        met_on=None,
        waived_at=None,
        dropped=False,
    )
    for row in rows:
        yield Todo(
            due=row.due_on,
            title=_("Interim assessment"),
            person=main[row.mentorship_id].novice,
            text=_("A pedagogical project, a methodology, an open lesson or a publication."),
            url=reverse("interim", args=[row.mentorship_id]),
            button=_("Record the assessment"),
            code="D6",
            mentorship_id=row.mentorship_id,
        )


def _as_novice(user: Any, today: date) -> Iterator[Todo]:
    running = Mentorship.objects.open().filter(novice__user=user)
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
    notes = FeedbackNote.objects.filter(mentorship__in=running, sent_at__isnull=False, answered_at=None)
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
