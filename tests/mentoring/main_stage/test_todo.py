"""What waits for a person in the main stage."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.deadlines.services import refresh
from mentoring.main_stage import services
from mentoring.main_stage.todo import tasks_for
from mentoring.mentorships.desk import Desk
from tests.factories import MOMENT, actor, deputy_of, mentor_of
from tests.mentoring.main_stage.situations import TODAY, feedback, interim, logged, mentor_user, with_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def titles(user, today=TODAY):
    return [str(item.title) for item in tasks_for(Desk(user, today))]


def test_the_mentor_has_the_interim_assessment_and_the_next_line():
    mentorship = with_plan()
    refresh(mentorship)
    found = list(tasks_for(Desk(mentor_user(mentorship), TODAY)))
    assert [(item.code, item.due) for item in found] == [("D6", found[0].due), ("", date(2026, 11, 24))]
    assert found[0].due > TODAY
    interim(mentorship)
    assert titles(mentor_user(mentorship)) == ["Activity of the plan"]


def test_a_line_far_ahead_waits():
    assert titles(mentor_user(with_plan()), date(2026, 11, 10)) == []


def test_an_objection_comes_to_the_mentor_and_entries_to_the_novice():
    mentorship = with_plan(0)
    line = logged(mentorship).lines.get()
    assert titles(mentorship.novice.user) == ["Entries of your mentor to confirm"]
    services.object_to(line_id=line.pk, by=actor(mentorship.novice.user), now=MOMENT, text="It was 20 minutes.")
    assert titles(mentorship.novice.user) == []
    assert titles(mentor_user(mentorship)) == ["The new teacher says it was different"]


def test_feedback_waits_for_two_weeks_or_an_answer():
    mentorship = with_plan(0)
    note = feedback(mentorship)
    assert titles(mentorship.novice.user) == ["Feedback for you"]
    assert titles(mentorship.novice.user, date(2026, 12, 20)) == []
    services.answer(note_id=note.pk, by=actor(mentorship.novice.user), now=MOMENT, text="Thank you.")
    assert titles(mentorship.novice.user) == []


def test_leaders_have_no_tasks_here():
    mentorship = with_plan()
    logged(mentorship)
    assert titles(deputy_of(mentorship.school)) == []


def test_queries_do_not_grow_with_the_cases():
    first = with_plan()
    counts = []
    for _round in range(2):
        refresh(first)
        with CaptureQueriesContext(connection) as caught:
            list(tasks_for(Desk(mentor_user(first), TODAY)))
        counts.append(len(caught))
        for _more in range(4):
            refresh(with_plan(school=first.school, mentor=mentor_of(first)))
    assert counts[0] == counts[1]
