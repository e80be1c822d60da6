"""Whose turn it is: one rule, and the page that asks for one case agrees with the sweep that asks for many."""

from datetime import date
from random import Random

import pytest

from mentoring.deadlines import sweep
from mentoring.deadlines.models import Deadline, Notice
from mentoring.deadlines.responsible import Officials
from mentoring.deadlines.rules.acting import OF_CODE, Acting, Actor, acting
from mentoring.deadlines.rules.escalation import ESCALATION, Whom
from mentoring.mentorships.models import Mentorship, Pairing
from schools.organisation.models import School
from schools.people.models import Post, User
from tests.factories import SchoolFactory, case, mentor_of
from tests.factories.schools import PostFactory
from tests.mentoring.deadlines.test_sweep import at

DUE = date(2026, 12, 4)
SITUATIONS = 60


def test_the_part_is_told_by_the_code():
    held = {Actor.DEPUTY: ["deputy"], Actor.HEAD: ["head", "acting head"], Actor.SECRETARY: ["secretary"]}
    assert acting("D2", "mentor", held) == Acting(Actor.MENTOR, ["mentor"])
    assert acting("D4c", "mentor", held) == Acting(Actor.HEAD, ["head", "acting head"])
    assert acting("D8", "mentor", held) == Acting(Actor.SECRETARY, ["secretary"])


@pytest.mark.parametrize("code", OF_CODE)
def test_without_a_mentor_and_with_all_posts_vacant_but_one_it_falls_to_the_deputy(code):
    assert acting(code, None, {Actor.DEPUTY: ["deputy"]}) == Acting(Actor.DEPUTY, ["deputy"])


@pytest.mark.parametrize("code", OF_CODE)
def test_a_school_without_a_deputy_has_nobody(code):
    assert acting(code, None, {}) == Acting(Actor.DEPUTY, ())


def _school(by: Random) -> School:
    """Each post held by nobody, one or two; some have left, some accounts are closed."""
    school = SchoolFactory()
    for kind in (Post.Kind.DEPUTY, Post.Kind.HEAD, Post.Kind.SECRETARY):
        for _ in range(by.choice((0, 1, 1, 2))):
            post = PostFactory(school=school, kind=kind, ends_on=by.choice((None, None, date(2026, 9, 1))))
            User.objects.filter(pk=post.user.pk).update(is_active=by.random() < 0.7)
    return school


def _case(by: Random, school: School) -> Mentorship:
    """With a mentor, one whose account is closed, one who has gone, or none."""
    mentorship = case(by.choice(("awaiting_mentor", "level", "main")), school=school)
    if mentorship.state != Mentorship.State.AWAITING_MENTOR:
        mentor = mentor_of(mentorship)
        User.objects.filter(pk=mentor.user.pk).update(is_active=by.random() < 0.7)
        if by.random() < 0.3:
            Pairing.objects.filter(mentorship=mentorship).update(ended_on=date(2026, 11, 20))
    return mentorship


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_one_case_and_many_are_answered_alike():
    by = Random(160)
    (asked_alone,) = (step.name for step in ESCALATION if step.whom == (Whom.ACTOR,))
    rows = []
    for _ in range(SITUATIONS // 4):
        school = _school(by)
        for code in by.sample(sorted(OF_CODE), 4):
            rows.append(
                Deadline.objects.create(
                    mentorship=_case(by, school), code=code, due_on=DUE, next_step=asked_alone, next_on=DUE
                )
            )
    sweep.run(at(DUE))
    seen = set()
    for row in rows:
        told = set(Notice.objects.filter(deadline=row, kind=asked_alone).values_list("user", flat=True))
        turn = Officials([row.mentorship.school_id], DUE).acting(
            Mentorship.objects.get(pk=row.mentorship_id), row.code
        )
        assert {user.pk for user in turn.people} == told
        seen.add((OF_CODE[row.code], turn.part, bool(told)))
    assert {(Actor.MENTOR, Actor.MENTOR, True), (Actor.MENTOR, Actor.DEPUTY, True)} < seen
    assert {(Actor.SECRETARY, Actor.SECRETARY, True), (Actor.SECRETARY, Actor.DEPUTY, False)} < seen
